"""Support needs as the page of their mandate lists them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from uppdragil.directives.policies import Access
from uppdragil.portfolio import support
from uppdragil.portfolio.models import SupportNeed

from .access import Seen
from .parts import Level


@dataclass(frozen=True)
class NeedLine:
    """A support need as lists show it: its state in a word with its level."""

    need: SupportNeed
    word: str
    level: Level

    @classmethod
    def of(cls, need: SupportNeed, today: dt.date) -> NeedLine:
        if need.answered_at:
            return cls(need, _("Answered"), Level.OK)
        if need.withdrawn_at:
            return cls(need, _("No longer needed"), Level.NONE)
        if need.due < today:
            return cls(need, _("Overdue"), Level.BAD)
        return cls(need, _("Not answered yet"), Level.WARN if need.due == today else Level.HINT)


@dataclass
class SupportPanel:
    """What the mandate needs from others; for those who see its working text."""

    seen: Seen

    @property
    def shown(self) -> bool:
        return self.seen.access is Access.WORKING and bool(self.lines or self.may_raise)

    @cached_property
    def lines(self) -> list[NeedLine]:
        """The open ones first; one query."""
        return [NeedLine.of(need, self.seen.today) for need in support.of_directive(self.seen.directive)]

    @cached_property
    def may_raise(self) -> bool:
        return support.may_raise(self.seen.person, self.seen.directive, self.seen.today)
