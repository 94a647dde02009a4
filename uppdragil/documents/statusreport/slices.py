"""Some of the mandates, with everything that the report says of them: a query for each kind, however many they are.

What goes on (activities, risks, needs, reports …) is read of those only whose working text the reader sees.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from uppdragil.decisions.models import Decision
from uppdragil.decisions.outside import by_gate
from uppdragil.decisions.selectors import first_versions
from uppdragil.directives.models import Activity, Card, Directive, Milestone, Progress, Risk
from uppdragil.directives.phases import ENDED_PHASES
from uppdragil.editions.spec import Outcome
from uppdragil.portfolio.benefits.selectors import GoalStanding, goals_of
from uppdragil.portfolio.listing import Line
from uppdragil.portfolio.models import Report, SupportNeed
from uppdragil.portfolio.overview import standings
from uppdragil.portfolio.reporting.selectors import trend
from uppdragil.portfolio.support import OPEN
from workflows.linefacts import LineFacts


class Done(NamedTuple):
    """What happened to a row."""

    state: str
    done_on: dt.date | None
    comment: str


class Decided(NamedTuple):
    """What was decided at a gate, and when; `outside` the system, as was told."""

    outcome: Outcome
    day: dt.date
    outside: bool = False


@dataclass
class Slice:
    """The mandates of `cards`, in their order, on `day`."""

    cards: Sequence[Card]
    day: dt.date

    @cached_property
    def lines(self) -> list[Line]:
        working = {card.directive_id for card in self.cards if card.version_id is None}
        directives = Directive.objects.prefetch_related("edition").in_bulk(
            [card.directive_id for card in self.cards]
        )
        ordered = [directives[card.directive_id] for card in self.cards]
        return [Line(s, s.directive.pk in working) for s in standings(ordered, self.day, working)]

    @cached_property
    def facts(self) -> LineFacts:
        return LineFacts(self.lines, self.day)

    @cached_property
    def directives(self) -> list[Directive]:
        return [line.standing.directive for line in self.lines]

    @cached_property
    def _first(self) -> dict[int, int]:
        return first_versions(self.directives)

    @cached_property
    def _days(self) -> dict[int, dict[str, int]]:
        """The planned days of the versions that were decided first, and of those in force."""
        versions = {*self._first.values(), *(d.baseline_id for d in self.directives if d.baseline_id)}
        return dict(Card.objects.filter(version__in=versions).values_list("version", "days"))

    def first_day(self, directive: Directive, gate: str) -> dt.date | None:
        """When `gate` was planned for in the version that was decided first."""
        return self._day(self._first.get(directive.pk), gate)

    def decided_day(self, directive: Directive, gate: str) -> dt.date | None:
        """When it is planned for in the last decided version."""
        return self._day(directive.baseline_id, gate)

    def _day(self, version: int | None, gate: str) -> dt.date | None:
        day = self._days.get(version, {}).get(gate) if version else None
        return dt.date.fromordinal(day) if day else None

    @cached_property
    def decisions(self) -> dict[tuple[int, str], Decided]:
        """The last decision at each gate; before it what was told of one outside the system."""
        told = by_gate(self.directives)
        found = {key: Decided(Outcome(t.outcome), t.decided_on, outside=True) for key, t in told.items()}
        rows = Decision.objects.filter(directive__in=self.directives).order_by("pk")
        for pk, gate, outcome, met_on, at in rows.values_list(
            "directive", "gate", "outcome", "met_on", "decided_at"
        ):
            found[pk, gate] = Decided(Outcome(outcome), met_on or timezone.localdate(at))
        return found

    @cached_property
    def progress(self) -> dict[tuple[int, str], Done]:
        rows = Progress.objects.filter(directive__in=self.facts.working)
        return {
            (pk, row): Done(state, on, comment)
            for pk, row, state, on, comment in rows.values_list(
                "directive", "row", "state", "done_on", "comment"
            )
        }

    @cached_property
    def milestones(self) -> dict[int, list[Any]]:
        return self._rows(Milestone, "uid", "date", "decision", "gate", "comment")

    @cached_property
    def activities(self) -> dict[int, list[Any]]:
        return self._rows(Activity, "uid", "name", "start", "end", "responsible")

    @cached_property
    def risks(self) -> dict[int, list[Any]]:
        return self._rows(Risk, "uid", "text", "probability", "consequence", "measure", "owner")

    def _rows(self, model: Any, *names: str) -> dict[int, list[Any]]:
        rows = model._default_manager.filter(directive__in=self.facts.working).order_by("position")
        return _grouped(rows.values_list("directive", *names))

    @cached_property
    def needs(self) -> dict[int, list[SupportNeed]]:
        """Those that were answered, and the open ones of mandates that have not ended."""
        rows: QuerySet[SupportNeed] = SupportNeed.objects.filter(directive__in=self.facts.working)
        rows = rows.filter(withdrawn_at=None).exclude(OPEN, directive__phase__in=ENDED_PHASES)
        found: dict[int, list[SupportNeed]] = defaultdict(list)
        for need in rows.select_related("body").order_by("due", "pk"):
            found[need.directive_id].append(need)
        return found

    @cached_property
    def reports(self) -> dict[int, list[Report]]:
        """Those of the last year that hold, the oldest first."""
        return trend(self.facts.working)

    @cached_property
    def goals(self) -> dict[int, list[GoalStanding]]:
        return goals_of(self.facts.working, self.day)


def _grouped(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for pk, *rest in rows:
        found[pk].append(rest)
    return found
