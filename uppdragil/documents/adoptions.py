"""The record of an adoption: gathered from the database, built, sealed and stored once per adoption."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import formats, timezone, translation
from django.utils.translation import gettext

from uppdragil.core import audit
from uppdragil.core.canonical import sha256
from uppdragil.decisions.labels import METHOD_LABELS
from uppdragil.decisions.models import Adoption, OutsideDecision
from uppdragil.decisions.outside import told_of
from uppdragil.directives.phases import Phase
from uppdragil.directives.services import content_of
from uppdragil.editions.spec import EditionSpec, Outcome

from .adoption import AdoptionTold, Told
from .models import AdoptionRecord
from .pdf.adoption import build_adoption
from .records import LANGUAGE
from .seal import get_sealer


def make(adoption: Adoption, now: dt.datetime) -> AdoptionRecord:
    """The sealed record of `adoption`. Safe to repeat: what exists is returned as it is."""
    existing = AdoptionRecord.objects.filter(adoption=adoption).first()
    if existing:
        return existing
    with translation.override(LANGUAGE):
        pdf = get_sealer().seal(build_adoption(gather(adoption)), reason=gettext("As told"), at=now)
    return _store(adoption, pdf, now)


def missing() -> list[Adoption]:
    """Adoptions that have no record yet, oldest first."""
    return list(Adoption.objects.filter(record__isnull=True).order_by("pk"))


def gather(adoption: Adoption) -> AdoptionTold:
    """Everything that the record says, read from the evidence alone. Called with Swedish active."""
    directive, version = adoption.directive, adoption.version
    spec = directive.edition.spec
    content = content_of(version)
    return AdoptionTold(
        organisation=settings.ORGANISATION_NAME,
        demo=settings.DEMO,
        number=content.number,
        content=content,
        edition=spec,
        version=version.number,
        version_bytes=bytes(version.data),
        sha256=version.sha256,
        stage=str(Phase(adoption.phase).label),
        told=tuple(_told(t, spec) for t in told_of(directive)),
        told_by=adoption.name,
        title=adoption.title,
        authenticated=gettext("%(method)s, %(time)s")
        % {
            "method": METHOD_LABELS.get(adoption.method, adoption.method),
            "time": formats.time_format(timezone.localtime(adoption.authenticated_at), "H.i"),
        },
        at=timezone.localtime(adoption.at),
    )


def _told(told: OutsideDecision, spec: EditionSpec) -> Told:
    gate = spec.gate(told.gate)
    return Told(
        gate=told.gate,
        gate_name=gate.name,
        outcome=gate.outcomes[Outcome(told.outcome)],
        decided_on=told.decided_on,
        decided_by=told.decided_by,
        reference=told.reference,
        link=told.link,
        text=told.text,
        scan_name=told.scan_name,
        scan_sha256=told.scan_sha256,
    )


def _store(adoption: Adoption, pdf: bytes, now: dt.datetime) -> AdoptionRecord:
    """Store it unless another worker was faster, and put its hash into the chain."""
    with transaction.atomic():
        record, made = AdoptionRecord.objects.get_or_create(
            adoption=adoption, defaults={"pdf": pdf, "sha256": sha256(pdf), "made_at": now}
        )
        if made:
            audit.append(
                verb="adoption.made",
                actor=audit.Actor(name="UPPDRAGiL"),
                subject=adoption.directive.uid,
                payload={"version_sha256": adoption.version.sha256, "sha256": record.sha256},
                rows=[record],
                now=now,
            )
        return record
