"""Many mandates at once: an uploaded table becomes drafts, one per row; those that are chosen are taken in.

The table's columns are those of the usual model (UPPDRAGiL); a mandate of another model is taken in by itself.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from uppdragil.core.canonical import canonical_json, sha256
from uppdragil.core.contention import Busy
from uppdragil.decisions.services import Authentication
from uppdragil.directives.models import Directive
from uppdragil.directives.services import NumberTaken
from uppdragil.editions.services import USUAL, current
from uppdragil.editions.spec import EditionSpec
from uppdragil.gates.sentences import reason
from uppdragil.organisation.models import DecisionBody, Person
from workflows.place import Refused

from . import adopting
from .adopting import KeptScan
from .adoptiontable import Read, Reader, read_rows
from .matching import Register
from .models import AdoptionDraft, AdoptionScan, AdoptionSheet
from .selectors import candidates
from .services import TooManyWaiting

MAX_SHEETS = 10  # of one person
# Rows that one press takes in: 34 ms each, under a second in all. No task does it: the proof has to be fresh by then.
MAX_AT_ONCE = 25

PROBLEMS = {
    "no_number": _("The number is missing. Without it the row could come in twice."),
    "number_twice": _("The number stands on several rows."),
    "bad_stage": _("The stage “%(said)s” is none of the four that the template names."),
    "bad_date": _("“%(said)s” in the column %(column)s is no day. Write it as 2026-03-31."),
    "bad_secrecy": _("“%(said)s” in the column sekretess is neither ja nor nej."),
    "not_in_register": _("“%(said)s” in the column %(column)s is nobody in the register, or more than one."),
    "too_long": _("The text in the column %(column)s is too long."),
}


class State(StrEnum):
    """What can become of a row of the table."""

    NEW = "new"
    TAKEN = "taken"  # another mandate has the number
    CANNOT = "cannot"
    IN = "in"


@dataclass(frozen=True)
class Line:
    """One row of a sheet as it stands now. `why`: what is in its way, in sentences."""

    draft: AdoptionDraft
    state: State
    why: tuple[str, ...]
    fingerprint: str


def keep(*, data: bytes, name: str, by: Person, now: dt.datetime) -> AdoptionSheet:
    """Read the table and keep a draft per row; the same file again gives the same sheet.

    Raises NotATable or TooManyWaiting.
    """
    spec = current(USUAL).spec
    rows = read_rows(data, spec.gate_codes)
    digest = sha256(data)
    same = AdoptionSheet.objects.filter(person=by, sha256=digest).first()
    if same:
        return same
    reader = Reader(spec, Register(candidates(localdate(now))))
    read = [reader.read(row) for row in rows]
    with transaction.atomic():
        Person.objects.select_for_update(of=("self",)).get(pk=by.pk)
        if AdoptionSheet.objects.filter(person=by).count() >= MAX_SHEETS:
            raise TooManyWaiting
        sheet, made = AdoptionSheet.objects.get_or_create(
            person=by, sha256=digest, defaults={"created_at": now, "name": name[:200]}
        )
        if made:
            AdoptionDraft.objects.bulk_create(_drafts(sheet, read, spec))
        return sheet


def _drafts(sheet: AdoptionSheet, read: Sequence[Read], spec: EditionSpec) -> list[AdoptionDraft]:
    often = Counter(r.content.number for r in read if r.content.number)
    bodies = {body.name.casefold(): body for body in DecisionBody.objects.filter(active=True)}
    return [_draft(sheet, r, often[r.content.number] > 1, bodies, spec) for r in read]


def _draft(
    sheet: AdoptionSheet, read: Read, twice: bool, bodies: dict[str, DecisionBody], spec: EditionSpec
) -> AdoptionDraft:
    first = next((d for d in read.decisions if d.gate == spec.gate_codes[0]), None)
    problems: list[Any] = [[code, params] for code, params in read.problems]
    return AdoptionDraft(
        person=sheet.person,
        created_at=sheet.created_at,
        title=read.content.title,
        number=read.content.number,
        edition=spec.key,
        content=read.content.model_dump(mode="json"),
        phase=read.phase,
        decisions=[adopting.as_kept(d) for d in read.decisions],
        body=bodies.get(first.decided_by.casefold()) if first else None,
        sheet=sheet,
        row=read.row,
        problems=[*problems, ["number_twice", {}]] if twice else problems,
    )


def discard(*, sheet: AdoptionSheet) -> None:
    """Dispose of a table and of the rows that were not taken in."""
    with transaction.atomic():
        sheet.rows.filter(directive=None).delete()
        sheet.rows.update(sheet=None)
        sheet.delete()


def lines(sheet: AdoptionSheet, now: dt.datetime) -> list[Line]:
    """Every row with its state; as many queries for five hundred as for one."""
    drafts = list(sheet.rows.select_related("directive").order_by("row"))
    spec = current(USUAL).spec
    taken = adopting.taken_numbers(d.number for d in drafts)
    papers: dict[int, dict[str, KeptScan]] = {}
    scans = AdoptionScan.objects.filter(draft__sheet=sheet)
    for pk, gate, name, digest in scans.values_list("draft_id", "gate", "name", "sha256"):
        papers.setdefault(pk, {})[gate] = KeptScan(name, digest)
    return [_line(d, papers.get(d.pk, {}), taken, spec, now) for d in drafts]


def _line(
    draft: AdoptionDraft,
    scans: dict[str, KeptScan],
    taken: frozenset[str],
    spec: EditionSpec,
    now: dt.datetime,
) -> Line:
    if draft.directive:
        return Line(draft, State.IN, (), "")
    mark = adopting.fingerprint(draft, scans)
    if draft.number in taken:
        return Line(draft, State.TAKEN, (gettext("Another mandate has this number already."),), mark)
    said = [str(PROBLEMS[code]) % params for code, params in draft.problems]
    unread = {code for code, _params in draft.problems}
    for unmet in adopting.unmet(draft, scans, spec, now):
        hidden = {"adoption_stage": "bad_stage", "role_unlinked": "not_in_register"}.get(unmet.code)
        if hidden not in unread:
            said.append(reason(unmet, spec))
    return Line(draft, State.CANNOT if said else State.NEW, tuple(said), mark)


def fingerprint(found: Iterable[Line]) -> str:
    """All of what is shown, as one word."""
    return sha256(canonical_json([line.fingerprint for line in found]))


def take_in(
    *, chosen: Iterable[Line], by: Person, authentication: Authentication, now: dt.datetime
) -> tuple[list[Directive], list[tuple[Line, str]]]:
    """Each row in a transaction of its own: what came in, and what did not with the reason in a sentence."""
    done: list[Directive] = []
    failed: list[tuple[Line, str]] = []
    for line in chosen:
        try:
            done.append(
                adopting.take_in(
                    draft=line.draft, seen=line.fingerprint, by=by, authentication=authentication, now=now
                )
            )
        except Refused as refused:
            failed.append((line, " ".join(reason(u, current(USUAL).spec) for u in refused.unmet)))
        except NumberTaken:
            failed.append((line, gettext("Another mandate has this number already.")))
        except (Busy, adopting.Changed, AdoptionDraft.DoesNotExist):
            failed.append((line, gettext("Somebody else changed this row just now. Look at it once more.")))
    return done, failed
