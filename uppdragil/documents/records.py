"""The decision record: gathered from the database, built, sealed and stored once per round."""

from __future__ import annotations

import datetime as dt
import json

from django.conf import settings
from django.db import transaction
from django.utils import formats, timezone, translation
from django.utils.translation import gettext

from uppdragil.core import audit
from uppdragil.core.canonical import sha256
from uppdragil.core.models import AuditEvent
from uppdragil.decisions.labels import METHOD_LABELS, seat_label, substitute_label
from uppdragil.decisions.models import Decision
from uppdragil.decisions.selectors import baseline_before
from uppdragil.directives.baseline import with_locked
from uppdragil.directives.services import content_of
from uppdragil.editions.spec import EditionSpec, GateSpec, Outcome
from uppdragil.organisation.models import DecisionBody

from . import record as values
from .changed import changed
from .models import DecisionRecord
from .pdf.build import build_record
from .seal import get_sealer

LANGUAGE = "sv"  # records are always in Swedish


def make(decision: Decision, now: dt.datetime) -> DecisionRecord:
    """The sealed record of `decision`. Safe to repeat: what exists is returned as it is."""
    existing = DecisionRecord.objects.filter(decision=decision).first()
    if existing:
        return existing
    with translation.override(LANGUAGE):
        record = gather(decision)
        pdf = get_sealer().seal(build_record(record), reason=record.outcome_label, at=now)
    return _store(decision, pdf, now)


def missing() -> list[Decision]:
    """Decisions that have no record yet, oldest first."""
    return list(Decision.objects.filter(record__isnull=True).order_by("pk"))


def gather(decision: Decision) -> values.Record:
    """Everything that the record says, read from the evidence alone."""
    directive, version = decision.directive, decision.version
    spec = decision.round.edition.spec
    return values.Record(
        organisation=settings.ORGANISATION_NAME,
        demo=settings.DEMO,
        number=directive.number,
        content=content_of(version),
        edition=spec,
        version=version.number,
        version_bytes=bytes(version.data),
        sha256=version.sha256,
        gate=decision.gate,
        round=decision.round.number,
        outcome=Outcome(decision.outcome),
        decided_at=timezone.localtime(decision.decided_at),
        motivation=decision.motivation,
        postponed_to=decision.postponed_to,
        answers=_answers(decision, spec.gate(decision.gate)),
        conditions=tuple(
            values.Condition(text=c.text, responsible=c.responsible, due=c.due)
            for c in decision.conditions.all()
        ),
        sign_offs=_sign_offs(decision, spec),
        recusals=_recusals(decision),
        meeting=_meeting(decision),
        proposal_sha256=decision.proposal.sha256,
        event=_event(decision),
        change_reason=decision.round.change.reason if decision.round.change else "",
        changes=_changes(decision),
        superseded=_superseded(decision),
    )


def _event(decision: Decision) -> str:
    """The event that tells of the decision, as `audit_verify --expect` takes it; "" where its contents are gone."""
    told = AuditEvent.objects.filter(verb="gate.decided", subject=decision.directive.uid).select_related(
        "payload"
    )
    for event in told.exclude(payload__body=None).order_by("-seq"):
        if json.loads(bytes(event.payload.body or b"")).get("round") == decision.round.uid:
            return str(audit.Head(event.seq, event.hash))
    return ""


def _changes(decision: Decision) -> tuple[values.Changed, ...]:
    """What a change decision changed, or would have, of what was decided before it."""
    before = baseline_before(decision)
    if decision.round.change is None or before is None:
        return ()
    text = content_of(decision.version)
    return changed(with_locked(text, content_of(before)), text, decision.round.edition.spec)


def _superseded(decision: Decision) -> tuple[str, ...]:
    """The mandates that ended with the decision; a restricted one without its name, since the record is spread."""
    directive = decision.directive
    if decision.gate != directive.edition.spec.gate_codes[0] or not Outcome(decision.outcome).passes:
        return ()
    return tuple(
        gettext("another mandate") if old.restricted else str(old)
        for old in directive.replaces.order_by("number")
    )


def _answers(decision: Decision, gate: GateSpec) -> tuple[values.Answer, ...]:
    proposals = {item.code: item.proposal for item in gate.checklist}
    return tuple(
        values.Answer(
            code=a.item,
            question=a.question,
            value=values.AnswerValue(a.value),
            motivation=a.motivation,
            evidence=a.evidence,
            proposal=proposals.get(a.item, False),
            suggestion=a.suggested,
        )
        for a in decision.proposal.answers.all()
    )


def _sign_offs(decision: Decision, edition: EditionSpec) -> tuple[values.SignOff, ...]:
    gate = edition.gate(decision.gate)
    return tuple(
        values.SignOff(
            name=s.name,
            title=s.title,
            capacities=tuple(seat_label(c, edition) for c in s.capacities),
            for_whom=_for_whom(s.capacities),
            outcome=gate.outcomes[Outcome(s.proposal.outcome)],
            at=timezone.localtime(s.at),
            authenticated=gettext("%(method)s, %(time)s")
            % {
                "method": METHOD_LABELS.get(s.method, s.method),
                "time": formats.time_format(timezone.localtime(s.authenticated_at), "H.i"),
            },
        )
        for s in decision.round.sign_offs.select_related("proposal")
    )


def _for_whom(capacities: list[dict[str, str]]) -> str:
    """On whose behalf and on what basis, for a substitute."""
    said = [substitute_label(c.get("instead_of", ""), c.get("basis", "")) for c in capacities]
    return "; ".join(dict.fromkeys(words for words in said if words))


def _recusals(decision: Decision) -> tuple[values.Recusal, ...]:
    return tuple(
        values.Recusal(name=r.name, title=r.title, at=timezone.localtime(r.at))
        for r in decision.round.recusals.all()
    )


def _meeting(decision: Decision) -> values.Meeting | None:
    if decision.met_on is None:
        return None
    return values.Meeting(
        body=decision.body,
        kind=str(DecisionBody.Kind(decision.body_kind).label),
        date=decision.met_on,
        paragraph=decision.paragraph,
        official_name=decision.official,
        present=tuple(decision.present),
        recused=tuple(decision.recused),
        dissent=tuple(values.Dissent(name=d["name"], text=d["text"]) for d in decision.dissent),
    )


def _store(decision: Decision, pdf: bytes, now: dt.datetime) -> DecisionRecord:
    """Store it unless another worker was faster, and put its hash into the chain."""
    with transaction.atomic():
        record, made = DecisionRecord.objects.get_or_create(
            decision=decision, defaults={"pdf": pdf, "sha256": sha256(pdf), "made_at": now}
        )
        if made:
            audit.append(
                verb="record.made",
                actor=audit.Actor(name="UPPDRAGiL"),
                subject=decision.directive.uid,
                payload={"round": decision.round.uid, "gate": decision.gate, "sha256": record.sha256},
                rows=[record],
                now=now,
            )
        return record
