"""Mandates that run already, on their way in: kept as drafts with their papers, taken in once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from uppdragil.core.canonical import canonical_json, sha256
from uppdragil.core.scans import Scan
from uppdragil.decisions.services import Authentication
from uppdragil.directives.content import DirectiveContent, Visibility
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import entries
from uppdragil.editions.services import USUAL, current
from uppdragil.editions.spec import EditionSpec, Outcome
from uppdragil.gates import adoption as rules
from uppdragil.gates.adoption import Outside
from uppdragil.gates.values import Replaced, Unmet
from uppdragil.organisation.models import DecisionBody, Person
from workflows import adopting

from .models import AdoptionDraft, AdoptionScan, ImportDraft
from .services import MAX_WAITING, TooManyWaiting

_MENDED = ("bad_stage", "bad_date")  # what was not readable in a table's row, and is now told anew
_TEXTS = ("decided_by", "reference", "link", "text")


class Changed(Exception):
    """The draft is no longer what was shown when it was confirmed."""


@dataclass(frozen=True)
class KeptScan:
    """A scan as it waits, without its bytes."""

    name: str
    sha256: str


def begin(
    *,
    content: DirectiveContent,
    by: Person,
    now: dt.datetime,
    source: ImportDraft | None = None,
    edition: str = USUAL,
) -> AdoptionDraft:
    """A draft of a mandate that says `content`; an import has one, however often it is begun, in its own edition.

    `edition`: the key of its edition, where there is no import.
    Raises TooManyWaiting.
    """
    kept = {"content": content.model_dump(mode="json"), "title": content.title, "number": content.number}
    kept["edition"] = source.edition if source else edition
    with transaction.atomic():
        Person.objects.select_for_update(of=("self",)).get(pk=by.pk)  # one at a time
        waiting_here = AdoptionDraft.objects.filter(directive=None, sheet=None)
        same = waiting_here.filter(source=source).first() if source else None
        if same:
            if same.edition != kept["edition"]:  # what was told is of another model's gates
                same.phase, same.decisions = "", []
            for name, value in kept.items():
                setattr(same, name, value)
            same.save()
            return same
        if waiting_here.filter(person=by).count() >= MAX_WAITING:
            raise TooManyWaiting
        return AdoptionDraft.objects.create(person=by, created_at=now, source=source, **kept)


def waiting() -> QuerySet[AdoptionDraft]:
    """Those that are still to be taken in, each begun by itself."""
    return AdoptionDraft.objects.filter(directive=None, sheet=None).select_related("person").defer("content")


def tell(
    *,
    draft: AdoptionDraft,
    phase: str,
    decisions: Iterable[Outside],
    body: DecisionBody | None,
    supersedes: Directive | None = None,
    dropped: Iterable[str] = (),
) -> None:
    """Keep the stage, what was decided and which mandate it supersedes.

    A new scan takes the place of the gate's old one; `dropped` go.
    """
    told = tuple(decisions)
    with transaction.atomic():
        kept = AdoptionDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk, directive=None)
        kept.phase, kept.body = phase, body
        kept.problems = [p for p in kept.problems if p[0] not in _MENDED]
        kept.decisions = [as_kept(decision) for decision in told]
        kept.content = {**kept.content, **_superseding(kept.content, supersedes)}
        kept.save()
        gone = AdoptionScan.objects.filter(draft=kept)
        gone.filter(gate__in=list(dropped)).delete()
        gone.exclude(gate__in=[d.gate for d in told]).delete()
        for decision in told:
            if isinstance(decision.scan, Scan):
                scan = decision.scan
                values = {"name": scan.name, "data": scan.data, "sha256": scan.sha256}
                AdoptionScan.objects.update_or_create(draft=kept, gate=decision.gate, defaults=values)


def _superseding(content: Mapping[str, Any], old: Directive | None) -> dict[str, Any]:
    """What the text says of the mandate that it supersedes: a restricted one is not named in an open text."""
    if old is None:
        return {
            "supersedes_id": None,
            "supersedes": "" if content.get("supersedes_id") else content.get("supersedes", ""),
        }
    named = not old.restricted or content.get("visibility") == Visibility.RESTRICTED
    return {"supersedes_id": old.uid, "supersedes": str(old) if named else ""}


def discard(*, draft: AdoptionDraft) -> None:
    """Dispose of a draft that is not to be taken in; one that has been stays."""
    AdoptionDraft.objects.filter(pk=draft.pk, directive=None).delete()


def as_kept(decision: Outside) -> dict[str, Any]:
    """Plain values for `AdoptionDraft.decisions`."""
    day = decision.decided_on.isoformat() if decision.decided_on else None
    texts = {name: getattr(decision, name) for name in _TEXTS}
    return {"gate": decision.gate, "outcome": decision.outcome.value, "decided_on": day} | texts


def told_in(draft: AdoptionDraft, scans: Mapping[str, Any]) -> tuple[Outside, ...]:
    """The decisions of a draft. `scans`: by gate, whole or as they are kept."""
    return tuple(
        Outside(
            gate=kept["gate"],
            outcome=Outcome(kept["outcome"]),
            decided_on=dt.date.fromisoformat(kept["decided_on"]) if kept["decided_on"] else None,
            scan=scans.get(kept["gate"]),
            **{name: kept[name] for name in _TEXTS},
        )
        for kept in draft.decisions
    )


def kept_scans(draft: AdoptionDraft) -> dict[str, KeptScan]:
    """The papers that lie with `draft`, by gate; without their bytes."""
    rows = AdoptionScan.objects.filter(draft=draft).values_list("gate", "name", "sha256")
    return {gate: KeptScan(name, digest) for gate, name, digest in rows}


def content_of(draft: AdoptionDraft) -> DirectiveContent:
    """What the directive will say. Raises pydantic.ValidationError where what was kept is no content."""
    return DirectiveContent.model_validate(draft.content)


def fingerprint(draft: AdoptionDraft, scans: Mapping[str, KeptScan]) -> str:
    """What is confirmed, as one word."""
    body = draft.body_id
    papers = {gate: scan.sha256 for gate, scan in sorted(scans.items())}
    return sha256(canonical_json([draft.uid, draft.content, draft.phase, draft.decisions, body, papers]))


def unmet(
    draft: AdoptionDraft,
    scans: Mapping[str, KeptScan],
    edition: EditionSpec,
    now: dt.datetime,
    replaces: Replaced | None = None,
) -> tuple[Unmet, ...]:
    """Why the draft cannot be taken in as it is, whoever asks; `replaces`: what it supersedes. No query."""
    content = content_of(draft)
    return rules.unmet(
        rules.Facts(
            may_adopt=True,
            office=(),
            actor="",
            now=now,
            today=localdate(now),
            authenticated_at=now,
            gates=edition.gate_codes,
            stages=entries(edition.flow),
            phase=draft.phase,
            title=content.title,
            decisions=told_in(draft, scans),
            unlinked=tuple(adopting.unlinked(content, draft.phase)),
            replaces=replaces,
        )
    )


def take_in(
    *, draft: AdoptionDraft, seen: str, by: Person, authentication: Authentication, now: dt.datetime
) -> Directive:
    """The directive that `draft` becomes, once: a second call gives the first one's.

    `seen`: the fingerprint of what was shown. Raises Changed, workflows.place.Refused, NumberTaken, Busy, or
    AdoptionDraft.DoesNotExist when it was discarded.
    """
    with transaction.atomic():
        draft = AdoptionDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
        if draft.directive:
            return draft.directive
        if fingerprint(draft, kept_scans(draft)) != seen:
            raise Changed
        scans = {s.gate: Scan(s.name, bytes(s.data)) for s in draft.scans.all()}
        directive = adopting.adopt(
            content=content_of(draft),
            edition=current(draft.edition),
            phase=draft.phase,
            decisions=told_in(draft, scans),
            by=by,
            authentication=authentication,
            now=now,
            body=draft.body,
        )
        _dispose(draft, directive)
        return directive


def _dispose(draft: AdoptionDraft, directive: Directive) -> None:
    """What was kept stands in the mandate now."""
    draft.directive, draft.content, draft.decisions, draft.problems = directive, {}, [], []
    draft.number = directive.number
    draft.save()
    draft.scans.all().delete()
    if draft.source:
        ImportDraft.objects.filter(pk=draft.source.pk).update(
            directive=directive, source="", recognised={}, choices={}
        )


def taken_numbers(numbers: Iterable[str]) -> frozenset[str]:
    """Which of these numbers other mandates have."""
    return frozenset(Directive.objects.filter(number__in=list(numbers)).values_list("number", flat=True))
