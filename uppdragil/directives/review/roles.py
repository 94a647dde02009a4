"""R4 and R10: who is who in chapter 8 and on the decision sheets."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from uppdragil.directives.content import DecisionSheet, DirectiveContent, Role, RoleAssignment

from .finding import Change, Finding, Fix, Place, ReviewFacts, Severity

SHEET_ROLES = {"owner": Role.OWNER, "lead": Role.LEAD}
# The model's own words for the owner, as directives write them in the receiver's row.
OWNER_WORDS = frozenset(
    {"uppdragsägare", "uppdragsägaren", "ägare", "ägaren", "mandate owner", "the mandate owner"}
)


def differing_roles(content: DirectiveContent, facts: ReviewFacts, today: dt.date) -> Iterator[Finding]:
    """R4: owner or lead on a decision sheet is not the one in chapter 8, or on another sheet."""
    for field, role in SHEET_ROLES.items():
        holders = [row for row in content.holders(role) if _names(row.holder)]
        sheets = [sheet for sheet in content.decision_sheets if _names(getattr(sheet, field) or "")]
        if holders:
            yield from _against_chapter(field, holders, sheets)
        else:
            yield from _between_sheets(field, sheets)


def _names(text: str) -> frozenset[str]:
    """The holders that a text names, without regard to case, spaces and order."""
    parts = (" ".join(part.split()).casefold() for part in re.split(r"[\n,;]", text))
    return frozenset(part for part in parts if part)


def _against_chapter(
    field: str, holders: list[RoleAssignment], sheets: list[DecisionSheet]
) -> Iterator[Finding]:
    stated = "\n".join(row.holder for row in holders)
    names = _names(stated)
    places = tuple(Place("roles", row.uid, "holder") for row in holders)
    for sheet in sheets:
        text = getattr(sheet, field)
        if _names(text) != names:
            yield Finding(
                "R4",
                Severity.ERROR,
                (*places, Place("decision_sheets", sheet.uid, field)),
                {"kind": "chapter", "role": field, "gate": sheet.gate, "holder": stated, "sheet": text},
                _chapter_fixes(field, holders, stated, sheet, text),
            )


def _chapter_fixes(
    field: str, holders: list[RoleAssignment], stated: str, sheet: DecisionSheet, text: str
) -> tuple[Fix, ...]:
    """Chapter 8's word, or the sheet's where one row of chapter 8 can take it.

    The row loses its link, since that was to the other holder.
    """
    follow = Change(Place("decision_sheets", sheet.uid, field), None)
    keep = Fix("use_holder", {"holder": stated}, (follow,))
    if len(holders) > 1:
        return (keep,)
    new = {"holder": text, "holder_kind": None, "holder_id": None}
    changes = tuple(Change(Place("roles", holders[0].uid, name), value) for name, value in new.items())
    return keep, Fix("use_holder", {"holder": text}, (*changes, follow))


def _between_sheets(field: str, sheets: list[DecisionSheet]) -> Iterator[Finding]:
    """Chapter 8 says nothing, and two sheets say different things."""
    for other in sheets[1:]:
        first = sheets[0]
        texts = [getattr(sheet, field) for sheet in (first, other)]
        if _names(texts[0]) != _names(texts[1]):
            places = tuple(Place("decision_sheets", sheet.uid, field) for sheet in (first, other))
            params = {
                "kind": "sheets",
                "role": field,
                "gate": first.gate,
                "holder": texts[0],
                "other_gate": other.gate,
                "sheet": texts[1],
            }
            fixes = tuple(
                Fix("use_holder", {"holder": text}, tuple(Change(place, text) for place in places))
                for text in texts
            )
            yield Finding("R4", Severity.ERROR, places, params, fixes)


def receiver(content: DirectiveContent, facts: ReviewFacts, today: dt.date) -> Iterator[Finding]:
    """R10: nobody receives the result where the model asks for somebody, or the owner does.

    The rule's other half, no answer on the receiver's capacity, is asked where the answer lives: on the checklist
    of BP0 (item `receiver`), and a yes needs every answer (`gates.checks.proposal.answers_allow`). The text has no
    field for it.
    """
    receivers = [row for row in content.holders(Role.RECEIVER) if row.holder.strip() or row.holder_id]
    if not receivers and facts.receives:
        yield Finding("R10", Severity.WARNING, (Place("roles"),), {"kind": "none"})
    owners = [(row, _names(row.holder)) for row in content.holders(Role.OWNER)]
    for row in receivers:
        names = _names(row.holder)
        same = [owner for owner, owner_names in owners if _is_same(row, names, owner, owner_names)]
        if same or names & OWNER_WORDS:
            places = tuple(Place("roles", r.uid, "holder") for r in (row, *same))
            yield Finding("R10", Severity.HINT, places, {"kind": "owner", "holder": row.holder})


def _is_same(
    receiver: RoleAssignment, names: frozenset[str], owner: RoleAssignment, owner_names: frozenset[str]
) -> bool:
    """By the register where both are linked, and else by name."""
    if receiver.holder_id and owner.holder_id:
        return (receiver.holder_kind, receiver.holder_id) == (owner.holder_kind, owner.holder_id)
    return bool(names & owner_names)
