"""Who a condition or a support need can wait for: those whom the directive's organisation names, by their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from uppdragil.directives import holding
from uppdragil.gates.values import Condition, Proposal
from uppdragil.organisation.roles import Holder

from .access import Seen


def named(seen: Seen) -> dict[str, Holder]:
    """The words to choose from: titles and names of chapter 8 that are linked, and the people behind titles."""
    rows = [row for row in holding.rows(seen.directive) if row.holder_kind in ("person", "position")]
    people = holding.people(seen.directive, seen.today)
    names = {p.name: ("person", p.uid) for acting in people.values() for p in acting}
    return {row.holder: holding.holder(row) for row in rows} | names


def linked(proposal: Proposal, names: Mapping[str, Holder]) -> Proposal:
    """The proposal with each condition tied to whom its responsible names; other words stay words."""
    known = _known(names)
    return replace(proposal, conditions=tuple(_tied(c, known) for c in proposal.conditions))


def holder(word: str, seen: Seen) -> Holder:
    """Whom a word names; ("", "") for nobody of the register."""
    return _known(named(seen)).get(word.strip().casefold(), ("", ""))


def _known(names: Mapping[str, Holder]) -> dict[str, Holder]:
    return {name.strip().casefold(): holder for name, holder in names.items()}


def _tied(condition: Condition, known: Mapping[str, Holder]) -> Condition:
    kind, uid = known.get(condition.responsible.strip().casefold(), ("", ""))
    return replace(condition, holder_kind=kind, holder_id=uid)
