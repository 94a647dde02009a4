"""A directive as the beginning of another one: its texts and rows, and nothing of what happened to it.

What is about one time or one decision does not come along: dates, years of the budget, numbers, decision sheets, the
mandate that it supersedes. Links between rows hold, and roles stay but for the lead.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .content import LINKS, ROW_CHAPTERS, DirectiveContent, Role

SHEETS = "decision_sheets"
_TIMED = {
    "gate_plans": ("start", "end"),
    "milestones": ("date",),
    "activities": ("start", "end"),
    "impact_goals": ("due",),
    "budget": ("year",),
    "risks": ("follow_up",),
    "timeline": ("first", "last"),
}
_OF_ITS_OWN = {"number": "", "registry_number": "", "origin": "", "supersedes": "", "supersedes_id": None}
_OF_ITS_OWN |= {"dated": None, "supersedes_dated": None}


def copied(content: DirectiveContent, new_uid: Callable[[], str]) -> DirectiveContent:
    """The copy, whose rows have names of their own."""
    names = {row.uid: new_uid() for _, row in content.all_rows()}
    fields: dict[str, Any] = {**dict(content), **_OF_ITS_OWN, SHEETS: ()}
    for key in ROW_CHAPTERS:
        if key != SHEETS:
            gone = dict.fromkeys(_TIMED.get(key, ()))
            rows = (row.model_copy(update={"uid": names[row.uid], **gone}) for row in getattr(content, key))
            fields[key] = tuple(rows)
    fields["roles"] = tuple(row for row in fields["roles"] if row.role is not Role.LEAD)
    for of, to in LINKS:
        fields[of] = tuple(
            row.model_copy(update={to: tuple(names[uid] for uid in getattr(row, to))}) for row in fields[of]
        )
    fields["notes"] = tuple(note for note in content.notes if note.chapter != SHEETS)
    return DirectiveContent.model_validate(fields)
