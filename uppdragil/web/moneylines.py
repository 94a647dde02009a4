"""Money as pages show it: how it stands, in words, amounts and a bar of the frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import cached_property

from uppdragil.directives.policies import Access
from uppdragil.portfolio.models import MoneyState
from uppdragil.portfolio.money import policies, selectors
from uppdragil.portfolio.money.sentences import AMOUNTS, STANDINGS
from uppdragil.portfolio.money.verdict import Standing, judge, percent

from .access import Seen
from .parts import Level

LEVELS = {
    Standing.UNKNOWN: Level.NONE,
    Standing.WITHIN: Level.OK,
    Standing.NEARLY: Level.WARN,
    Standing.PROMISED: Level.WARN,
    Standing.OVER: Level.BAD,
}


@dataclass(frozen=True)
class AmountLine:
    """An amount in öre beside the frame: its word, and its share in per cent."""

    word: str
    amount: int | None
    share: int | None

    @property
    def bar(self) -> int:
        """How long the bar is: at most the whole frame."""
        return min(100, self.share or 0)


@dataclass(frozen=True)
class MoneyStanding:
    """What the amounts say of a frame. Amounts in öre."""

    frame: int | None
    activated: int | None = None
    identified: int | None = None
    outcome: int | None = None

    @classmethod
    def of(cls, frame: int | None, state: MoneyState | None) -> MoneyStanding:
        return cls(frame, *(getattr(state, name) for name in AMOUNTS)) if state else cls(frame)

    @cached_property
    def standing(self) -> Standing:
        return judge(self.frame, self.activated, self.identified, self.outcome)

    @property
    def level(self) -> Level:
        return LEVELS[self.standing]

    @property
    def word(self) -> str:
        return str(STANDINGS[self.standing])

    @property
    def lines(self) -> Iterator[AmountLine]:
        for name, word in AMOUNTS.items():
            amount = getattr(self, name)
            yield AmountLine(str(word), amount, percent(amount, self.frame))


@dataclass
class MoneyPanel:
    """How a mandate's money stands, for those who see the working text, from its first decision."""

    seen: Seen

    @property
    def shown(self) -> bool:
        has_frame = any(chapter.key == "budget" for chapter in self.seen.edition.chapters)
        if self.seen.access is not Access.WORKING or not has_frame:
            return False
        return bool(self.states) or self.seen.directive.phase in policies.TOLD_IN

    @cached_property
    def states(self) -> list[MoneyState]:
        return list(selectors.states(self.seen.directive))

    @property
    def last(self) -> MoneyState | None:
        return self.states[0] if self.states else None

    @cached_property
    def now(self) -> MoneyStanding:
        """Against the frame of the text as it is."""
        return MoneyStanding.of(self.seen.content.frame, self.last)

    @cached_property
    def may_tell(self) -> bool:
        return policies.telling(self.seen.person, self.seen.directive, self.seen.today) is not None
