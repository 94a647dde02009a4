"""What lists and files say of mandates beyond their cards: read for all of them at once, and only if asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from uppdragil.directives.models import Directive
from uppdragil.directives.selectors import open_errors
from uppdragil.portfolio import priority, support
from uppdragil.portfolio.listing import Line
from uppdragil.portfolio.models import MoneyState, PriorityPlace, Report, SupportNeed
from uppdragil.portfolio.money.selectors import last_states
from uppdragil.portfolio.reporting.selectors import last_reports

from .waiting import Waits, with_whom


@dataclass
class LineFacts:
    """Of these lines on `day`, each by the mandate's primary key.

    What goes on is told of those lines only whose working text their reader sees.
    """

    lines: Sequence[Line]
    day: dt.date

    @cached_property
    def working(self) -> list[Directive]:
        return [line.standing.directive for line in self.lines if line.working]

    @cached_property
    def waits(self) -> dict[int, Waits]:
        return with_whom(self.working, self.day)

    @cached_property
    def errors(self) -> dict[int, int]:
        return open_errors(self.working, self.day)

    @cached_property
    def places(self) -> dict[int, PriorityPlace]:
        return priority.places([line.standing.directive for line in self.lines])

    @cached_property
    def reports(self) -> dict[int, Report]:
        return last_reports(self.working)

    @cached_property
    def money(self) -> dict[int, MoneyState]:
        return last_states(self.working)

    @cached_property
    def needs(self) -> dict[int, list[SupportNeed]]:
        return support.open_needs(self.working)
