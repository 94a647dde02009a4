"""May a mandate that already runs be taken in at this stage, and if not, why not. Pure: facts in, reasons out.

What the papers say is what happened: contradictions and gaps of the text stand in nobody's way here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol
from urllib.parse import urlsplit

from uppdragil.editions.spec import Outcome

from .checks.directive import unreplaceable
from .values import FRESH, MAX_WRITTEN, Replaced, Unmet


class Scanned(Protocol):
    """A scan, as far as the rules care: that there is one."""

    @property
    def sha256(self) -> str: ...


@dataclass(frozen=True)
class Outside:
    """A decision taken outside the system, as the office tells it. `text`: conditions and remarks.

    Where it stands is said by at least one of `reference` (paragraph, registry number), `link` and `scan`.
    """

    gate: str
    outcome: Outcome = Outcome.YES
    decided_on: dt.date | None = None
    decided_by: str = ""
    reference: str = ""
    link: str = ""
    text: str = ""
    scan: Scanned | None = None


@dataclass(frozen=True)
class Facts:
    """`stages`: those at which one can enter, each after one of the `gates` more.

    `unlinked`: roles that must be linked to the register and are not, each with the words that name it.

    `replaces`: the mandate that this one supersedes, which ends as it comes in.
    """

    may_adopt: bool
    office: tuple[str, ...]
    actor: str
    now: dt.datetime
    today: dt.date
    authenticated_at: dt.datetime | None
    gates: tuple[str, ...]
    stages: tuple[str, ...]
    phase: str
    title: str
    decisions: tuple[Outside, ...]
    unlinked: tuple[tuple[str, str], ...] = ()
    replaces: Replaced | None = None


def gates_before(gates: tuple[str, ...], stages: tuple[str, ...], phase: str) -> tuple[str, ...]:
    """The codes of the gates that are passed on entering `phase`; none for a stage that nobody enters at.

    `stages`: those after each gate, in their order (`directives.phases.entries`).
    """
    return gates[: stages.index(phase) + 1] if phase in stages else ()


def unmet(facts: Facts) -> tuple[Unmet, ...]:
    """Every reason why not; empty when nothing stands in the way."""
    return (*_who(facts), *_text(facts), *decisions_unmet(facts))


def _who(f: Facts) -> Iterator[Unmet]:
    if not f.may_adopt:
        yield Unmet("not_office", f.office)
    if f.authenticated_at is None or not dt.timedelta(0) <= f.now - f.authenticated_at <= FRESH:
        yield Unmet("authentication_not_fresh", (f.actor,), "password")


def _text(f: Facts) -> Iterator[Unmet]:
    if not f.title.strip():
        yield Unmet("title_missing", where="head")
    for role, through in f.unlinked:
        yield Unmet("role_unlinked", where="roles", params={"role": role, "through": through})
    if f.replaces:
        yield from unreplaceable(f.replaces, f.office)


def decisions_unmet(f: Facts) -> Iterator[Unmet]:
    """What the stage and the decisions lack, whoever asks."""
    if f.phase not in f.stages:
        yield Unmet("adoption_stage", where="phase")
        return
    passed = gates_before(f.gates, f.stages, f.phase)
    yield from _each_once(passed, [d.gate for d in f.decisions])
    for decision in f.decisions:
        yield from _decision(decision, f.today)
    yield from _order(f, passed)
    if sum(len(d.decided_by + d.reference + d.link + d.text) for d in f.decisions) > MAX_WRITTEN:
        yield Unmet("text_too_long", params={"most": MAX_WRITTEN})


def _each_once(passed: tuple[str, ...], told: list[str]) -> Iterator[Unmet]:
    for gate in passed:
        if gate not in told:
            yield _about(gate, "outside_missing", "date")
    for gate in dict.fromkeys(told):
        if gate not in passed:
            yield _about(gate, "outside_ahead_of_stage", "date")
        elif told.count(gate) > 1:
            yield _about(gate, "outside_twice", "date")


def _decision(d: Outside, today: dt.date) -> Iterator[Unmet]:
    if not d.outcome.passes:
        yield _about(d.gate, "outside_not_passed", "outcome")
    if d.decided_on is None:
        yield _about(d.gate, "outside_date_missing", "date")
    elif d.decided_on > today:
        yield _about(d.gate, "outside_date_ahead", "date")
    if not d.decided_by.strip():
        yield _about(d.gate, "outside_by_missing", "by")
    if not (d.reference.strip() or d.link.strip() or d.scan):
        yield _about(d.gate, "outside_evidence_missing", "evidence")
    if d.link.strip() and not is_web(d.link):
        yield _about(d.gate, "outside_link", "link")


def _order(f: Facts, passed: tuple[str, ...]) -> Iterator[Unmet]:
    days = {d.gate: d.decided_on for d in f.decisions if d.decided_on}
    for earlier, later in pairwise([gate for gate in passed if gate in days]):
        if days[later] < days[earlier]:
            yield Unmet("outside_order", where=f"{later}-date", params={"gate": later, "before": earlier})


def is_web(link: str) -> bool:
    """Whether `link` is an address that a browser opens."""
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and link.isprintable()
        and " " not in link.strip()
    )


def _about(gate: str, code: str, part: str) -> Unmet:
    return Unmet(code, where=f"{gate}-{part}", params={"gate": gate})
