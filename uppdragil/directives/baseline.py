"""What a decision locks: from BP0 on goals, owner, gate dates and budget are the baseline's (domain section 3).

What a commission includes and how it is done stands for
its goals. A change of any of them is a matter of its own decision. Pure: no database.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import chain, count

from uppdragil.core.values import Row

from .content import (
    CHAPTER_KEYS,
    ROW_CHAPTERS,
    ChapterNote,
    DirectiveContent,
    Milestone,
    Role,
    RoleAssignment,
    normalised,
    without_dead_links,
)

HEAD = "head"
LOCKED_CHAPTERS = (
    "purpose", "includes", "shall", "impact_goals", "mandate_goals", "gate_plans", "costs", "financing", "budget",
)  # fmt: skip
LOCKED_HEAD = ("number", "title", "subtitle", "model", "visibility")
# What a change decision is about: the head and the chapters in which something is locked.
CHANGEABLE = (HEAD, *LOCKED_CHAPTERS, "roles")


def changes_of_locked(baseline: DirectiveContent, content: DirectiveContent) -> tuple[str, ...]:
    """The chapters (HEAD for the head) in which `content` departs from what `baseline` locks."""
    head = any(getattr(baseline, name) != getattr(content, name) for name in LOCKED_HEAD)
    chapters = [key for key in LOCKED_CHAPTERS if _said(baseline, key) != _said(content, key)]
    owners = ["roles"] if baseline.holders(Role.OWNER) != content.holders(Role.OWNER) else []
    dates = ["milestones"] if _gate_dates(baseline) != _gate_dates(content) else []
    return (*([HEAD] if head else []), *chapters, *owners, *dates)


def with_locked(working: DirectiveContent, proposed: DirectiveContent) -> DirectiveContent:
    """`working` with what is locked as `proposed` has it: nothing of it departs from `proposed` then.

    The rest stays as it is in `working`. A mandate goal that goes takes the links to it along. A milestone
    of a gate has the date of its own that it has in `proposed`, or follows chapter 5. A row that is not
    locked gives way, with a new uid, to one that is and has the same.
    """
    locked = {key: getattr(proposed, key) for key in (*LOCKED_HEAD, *LOCKED_CHAPTERS)}
    owners = proposed.holders(Role.OWNER)
    taken = {row.uid for key in LOCKED_CHAPTERS for row in locked[key] if not isinstance(row, str)}
    taken |= {row.uid for row in owners}
    merged = working.model_copy(
        update=locked
        | {
            "roles": _with_owners(working.roles, owners),
            "milestones": tuple(_dated(working, proposed)),
            "notes": tuple(_notes(working, proposed)),
        }
    )
    return normalised(_told_apart(without_dead_links(merged), taken))


def following_plan(content: DirectiveContent, before: DirectiveContent) -> DirectiveContent:
    """`content` with the milestones of each gate whose plan is another than `before` following the plan."""
    gates = {plan.gate for plan in content.gate_plans}
    moved = {gate for gate in gates if content.gate_plan(gate) != before.gate_plan(gate)}
    return content.model_copy(
        update={
            "milestones": tuple(
                m.model_copy(update={"date": None}) if m.gate in moved else m for m in content.milestones
            )
        }
    )


def _said(content: DirectiveContent, key: str) -> tuple[object, object]:
    return getattr(content, key), content.note(key)


def _with_owners(
    rows: tuple[RoleAssignment, ...], owners: tuple[RoleAssignment, ...]
) -> tuple[RoleAssignment, ...]:
    """`rows` with `owners` in the place of the first owner; before all others where there is none."""
    place = next((i for i, row in enumerate(rows) if row.role is Role.OWNER), 0)
    others = [row for row in rows if row.role is not Role.OWNER]
    return (*others[:place], *owners, *others[place:])


def _dated(working: DirectiveContent, proposed: DirectiveContent) -> Iterator[Milestone]:
    """The milestones of `working`, with the dates of gates as `proposed` states them."""
    gates = {plan.gate for plan in proposed.gate_plans}
    stated = {m.uid: m for m in normalised(proposed).milestones if m.gate in gates and m.date}
    for row in working.milestones:
        if row.uid in stated:
            said = stated.pop(row.uid)
            yield row.model_copy(update={"gate": said.gate, "date": said.date})
        else:
            yield row.model_copy(update={"date": None}) if row.gate in gates else row
    yield from stated.values()


def _notes(working: DirectiveContent, proposed: DirectiveContent) -> Iterator[ChapterNote]:
    """The notes in the order of the chapters, those of locked chapters as `proposed` has them."""
    for key in CHAPTER_KEYS:
        note = (proposed if key in LOCKED_CHAPTERS else working).note(key)
        if note.lead_in or note.not_applicable:
            yield note


def _told_apart(content: DirectiveContent, locked: set[str]) -> DirectiveContent:
    """Every row with a uid of its own: one in `locked` belongs to the row that is locked."""
    seen: set[str] = set()
    changed: dict[str, tuple[Row, ...]] = {}
    for key in ROW_CHAPTERS:
        rows = getattr(content, key)
        given = [r.uid if _is_locked(key, r) else _free(r.uid, seen | locked) for r in rows]
        seen.update(given)
        if given != [r.uid for r in rows]:
            pairs = zip(rows, given, strict=True)
            changed[key] = tuple(row.model_copy(update={"uid": uid}) for row, uid in pairs)
    return content.model_copy(update=changed)


def _is_locked(key: str, row: Row) -> bool:
    return key in LOCKED_CHAPTERS or (isinstance(row, RoleAssignment) and row.role is Role.OWNER)


def _free(uid: str, taken: set[str]) -> str:
    candidates = chain([uid], (f"{uid[:28]}{n}" for n in count(1)))
    return next(candidate for candidate in candidates if candidate not in taken)


def _gate_dates(content: DirectiveContent) -> set[tuple[str, dt.date]]:
    """Dates of gates that milestones state otherwise than chapter 5; one that repeats it says nothing."""
    gates = {plan.gate for plan in content.gate_plans}
    return {(m.gate, m.date) for m in normalised(content).milestones if m.gate in gates and m.date}
