"""The cells of a returned status report that somebody has edited, and what can become of each.

A cell counts as edited where its mark is another than the row's version has; where the mandate too says something
else than it did, that is a conflict, and the mandate's own words stay unless somebody chooses otherwise.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from uppdragil.core.canonical import canonical_json, sha256
from uppdragil.directives import policies, storage
from uppdragil.directives.content import DirectiveContent, Role
from uppdragil.directives.models import Directive, Progress, RoleAssignment
from uppdragil.organisation import roles
from uppdragil.organisation.models import Person
from uppdragil.portfolio import returning
from uppdragil.portfolio.returning import SHEETS, Field, Kind, Returning

from .models import ReturnedReport
from .returnedfile import Line
from .returnedvalues import Unreadable, read_value, typed

CHAPTERS = tuple(sheet.chapter for sheet in SHEETS if sheet.chapter)

WHY = {
    "not_yours": _("The row belongs to a mandate that you do not work with."),
    "not_editable": _(
        "You cannot edit it now: its mandate lead can, while it is in a work stage and not paused."
    ),
    "locked": _("The days of gates are locked. Ask for a change on the mandate's page."),
    "gone": _("The row is no longer there."),
    "twice": _(
        "The row stands in the sheet twice. Keep one of them, and add new rows on the mandate's page."
    ),
    "formula": _("The cell has a formula. Replace it by its value."),
    "bad_date": _("The cell holds no day. Write it as 2026-03-31."),
    "bad_state": _("The cell holds none of the words for how it goes. Choose one from its list."),
    "too_long": _("The text is too long."),
    "not_done": _("A day when it was done belongs to what is done. Change the status too."),
    "conflict": _("It has been changed here since the report was made. Tick it to use your text instead."),
    "changed": _("It was changed in the meantime. Look at it again."),
    "same": _("The mandate says so already."),
}


class State(StrEnum):
    """What can become of an edited cell."""

    READY = "ready"
    CONFLICT = "conflict"
    CANNOT = "cannot"


@dataclass(frozen=True)
class Edit:
    """An edited cell as it stands now. `why`: a key of WHY, "" where nothing is in the way.

    `directive`: None where the person may not know of it. `now`: what the mandate says, `new`: what the file says.
    """

    id: str
    sheet: Returning
    field: Field
    number: int
    row: str
    state: State
    why: str
    directive: Directive | None = None
    label: str = ""
    now: str = ""
    new: str = ""

    @property
    def sentence(self) -> str:
        return str(WHY[self.why]) if self.why else ""


def edited(line: Line, twice: bool) -> Iterator[dict[str, Any]]:
    """The cells of a row that somebody has edited, as they are kept.

    `twice`: whether its key stands on another row too, which was copied: which of them is meant nobody can tell.
    """
    named, marks = returning.parts(line.key), returning.parts(line.version)
    if len(named) != 2 or len(marks) != len(line.sheet.fields):
        return  # somebody has typed in the hidden columns: it is no row of ours
    for field, mark in zip(line.sheet.fields, marks, strict=True):
        if (cell := line.cells.get(field.name)) is None:
            continue
        value, why = "", ""
        try:
            value = read_value(field.kind, cell)
        except Unreadable as error:
            value, why = typed(cell), error.code
        if why or returning.mark(value) != mark:
            why = why or ("twice" if twice else "")
            yield {
                "sheet": SHEETS.index(line.sheet), "field": field.name, "number": line.number,
                "directive": named[0], "row": named[1], "mark": mark, "value": value, "why": why,
            }  # fmt: skip


def edits(
    report: ReturnedReport, by: Person, today: dt.date, only: Collection[str] | None = None
) -> list[Edit]:
    """What the report changes, row by row, as the mandates stand now; some queries for each that `by` leads.

    `only`: the ids of those that are asked for.
    """
    kept = [one for one in map(_Kept.of, report.edits) if only is None or one.id in only]
    mine = policies.working(by, today).filter(uid__in={one.directive for one in kept})
    known = {d.uid: d for d in mine.prefetch_related("edition")}
    texts = storage.load_rows(list(known.values()), (*CHAPTERS, "gate_plans", "mandate_goals"))
    done = {(p.directive_id, p.row): p for p in Progress.objects.filter(directive__in=known.values())}
    may = _editable(list(known.values()), by, today)
    found = (_judged(one, known.get(one.directive), texts, done, may) for one in kept)
    usable = [edit for edit in found if edit]
    finished = {e.row for e in usable if e.field.name == "state" and e.new == Progress.State.DONE}
    finished |= {row for (_pk, row), progress in done.items() if progress.state == Progress.State.DONE}
    return [_not_done(edit) if edit.row not in finished else edit for edit in usable]


def _editable(directives: Sequence[Directive], by: Person, today: dt.date) -> dict[str, bool]:
    """Whether `by` may edit each, by uid; asked one by one only of those in which they could."""
    named = roles.named(roles.acts_as(by, today))
    leads = RoleAssignment.objects.filter(named, directive__in=directives, role=Role.LEAD)
    could = set(leads.values_list("directive", flat=True))
    could |= {d.pk for d in directives if d.created_by_id == by.pk}
    return {d.uid: d.pk in could and policies.may_edit(by, d, today) for d in directives}


def fingerprint(edits: Iterable[Edit]) -> str:
    """By which an approval says what was seen."""
    return sha256(canonical_json([[e.id, e.state, e.now, e.new] for e in edits]))


@dataclass(frozen=True)
class _Kept:
    """An edited cell as it is kept: the place in the file, the row, the field, its mark and what the file says."""

    sheet: Returning
    field: Field
    number: int
    directive: str
    row: str
    mark: str
    value: str
    why: str

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> _Kept:
        sheet = SHEETS[said["sheet"]]
        field = next(field for field in sheet.fields if field.name == said["field"])
        return cls(
            sheet,
            field,
            said["number"],
            said["directive"],
            said["row"],
            said["mark"],
            said["value"],
            said["why"],
        )

    @property
    def id(self) -> str:
        return f"{SHEETS.index(self.sheet)}-{self.number}-{self.field.name}"


def _judged(
    kept: _Kept,
    directive: Directive | None,
    texts: Mapping[int, DirectiveContent],
    done: Mapping[tuple[int, str], Progress],
    may: Mapping[str, bool],
) -> Edit | None:
    """What can become of it; None where the mandate says the same already."""

    def edit(state: State, why: str = "", **more: Any) -> Edit:
        return Edit(kept.id, kept.sheet, kept.field, kept.number, kept.row, state, why, directive, **more)

    if directive is None:
        return edit(State.CANNOT, "not_yours")
    if not kept.sheet.chapter:
        return edit(State.CANNOT, "locked", label=kept.row, new=kept.value)
    row = next((r for r in getattr(texts[directive.pk], kept.sheet.chapter) if r.uid == kept.row), None)
    if row is None:
        return edit(State.CANNOT, "gone", new=kept.value)
    now = what_it_says(kept.field, row, done.get((directive.pk, kept.row)), texts[directive.pk])
    if not kept.why and returning.plain(now) == returning.plain(kept.value):
        return None
    state, why = _of_cell(kept, now, may[directive.uid])
    return edit(state, why, label=_label(row), now=now, new=kept.value)


def _of_cell(kept: _Kept, now: str, may: bool) -> tuple[State, str]:
    """`may`: whether the person may edit the mandate; `now`: what it says there."""
    if kept.why:
        return State.CANNOT, kept.why
    if not may:
        return State.CANNOT, "not_editable"
    if returning.mark(now) != kept.mark:
        return State.CONFLICT, "conflict"
    return State.READY, ""


def _not_done(edit: Edit) -> Edit:
    """A day when it was done says nothing of what is not done, and would be lost."""
    loose = edit.field.name == "done_on" and edit.new and edit.state is not State.CANNOT
    return replace(edit, state=State.CANNOT, why="not_done") if loose else edit


def what_it_says(field: Field, row: Any, progress: Progress | None, text: DirectiveContent) -> str:
    """What a mandate says in an editable cell, as it is kept."""
    if field.progress:
        value = getattr(progress, field.name) if progress else _NO_PROGRESS[field.name]
    elif field.name == "date":
        value = text.milestone_date(row)
    else:
        value = getattr(row, field.name)
    return returning.plain(value) if field.kind is Kind.DATE else str(value or "")


_NO_PROGRESS = {"state": Progress.State.PLANNED, "done_on": None, "comment": ""}


def _label(row: Any) -> str:
    return str(getattr(row, "name", "") or getattr(row, "text", "") or getattr(row, "decision", ""))
