"""What a draft of the strategy leaves open, drawn beside the rows that it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from uppdragil.core.worddiff import Op, Segment, word_diff
from uppdragil.strategy import drafting
from uppdragil.strategy.content import StrategyContent
from uppdragil.strategy.drafting import Standing
from uppdragil.strategy.finding import Finding, Rule
from uppdragil.strategy.fixing import Act, Fix, fixes_of
from uppdragil.strategy.models import StrategyEdition
from uppdragil.strategy.sentences import finding_text, fix_text

from .findings import summary
from .parts import Action, DismissedCard, FindingCard, PlaceLink

TO_WRITE = (Rule.BREAKS_OFF, Rule.NO_SUB_GOAL, Rule.NAMES)  # what somebody has to word
_CHOICES = (Act.CHOOSE_WORDING, Act.CHOOSE_TARGET)


@dataclass(frozen=True)
class Choice:
    """One wording of several: against the one that holds now, whose words are `holds`."""

    words: tuple[Segment, ...]
    holds: bool
    action: Action


@dataclass(frozen=True)
class Drawn:
    """A finding in its place; `choices` instead of fixes where wordings stand against each other."""

    card: FindingCard
    choices: tuple[Choice, ...] = ()


@dataclass
class DraftFindings:
    """The findings of one draft, for who may correct it."""

    edition: StrategyEdition
    content: StrategyContent

    @cached_property
    def standing(self) -> Standing:
        return drafting.standing(self.edition, self.content)

    @property
    def summary(self) -> str:
        """How many of each: "3 varningar, 2 råd"."""
        return summary(self.standing.open)

    @cached_property
    def beside(self) -> Mapping[str, list[Drawn]]:
        """By the uid of the area, sub-goal or activity that each stands beside."""
        found: dict[str, list[Drawn]] = defaultdict(list)
        for finding in self.standing.open:
            found[self._row(finding)].append(self._drawn(finding))
        return dict(found)

    @property
    def links(self) -> Iterator[PlaceLink]:
        """Each finding by its sentence, with where it stands."""
        for finding in self.standing.open:
            yield PlaceLink(finding_text(finding), f"{self._page}#p-{finding.key}")

    @property
    def dismissed(self) -> list[DismissedCard]:
        """What was let stand, with who said so and why."""
        back = reverse("strategy-recall", args=[self.edition.uid])
        return [
            DismissedCard(
                severity=finding.severity,
                sentence=finding_text(finding),
                reason=noted.reason,
                name=noted.name,
                day=noted.at,
                recall=Action(
                    _("Take it back"),
                    back,
                    post=True,
                    about=finding_text(finding),
                    fields=(("finding", finding.key),),
                ),
            )
            for finding, noted in self.standing.dismissed
        ]

    @property
    def _page(self) -> str:
        return reverse("strategy-edition", args=[self.edition.uid])

    @cached_property
    def _places(self) -> Mapping[str, str]:
        """Where each row is shown: other wordings and their activities at the sub-goal."""
        shown: dict[str, str] = {}
        for area in self.content.areas:
            for goal in area.sub_goals:
                shown |= {one.uid: one.uid for one in (goal, *goal.activities)}
                for wording in goal.other_wordings:
                    shown |= {one.uid: goal.uid for one in (wording, *wording.activities)}
        return shown

    def _row(self, finding: Finding) -> str:
        return self._places.get(finding.place.row or "", finding.place.area)

    def _drawn(self, finding: Finding) -> Drawn:
        fixes = list(enumerate(fixes_of(finding, self.content)))
        choosing = any(fix.act in _CHOICES for _at, fix in fixes)
        buttons = tuple(self._action(finding, at, fix) for at, fix in fixes)
        card = FindingCard(
            severity=finding.severity,
            sentence=finding_text(finding),
            fixes=() if choosing else (*buttons, *self._writing(finding)),
            dismiss=reverse("strategy-dismiss", args=[self.edition.uid]),
            key=finding.key,
        )
        return Drawn(card, self._choices(fixes, buttons) if choosing else ())

    def _choices(self, fixes: list[tuple[int, Fix]], buttons: tuple[Action, ...]) -> tuple[Choice, ...]:
        first = fixes[0][1].said
        return tuple(
            Choice(_against(first, fix.said), at == 0, button)
            for (at, fix), button in zip(fixes, buttons, strict=True)
        )

    def _action(self, finding: Finding, at: int, fix: Fix) -> Action:
        row = self._row(finding)
        anchor = f"a-{row}" if row == finding.place.area else f"g-{self._goal(row)}"
        return Action(
            fix_text(fix),
            reverse("strategy-settle", args=[self.edition.uid]),
            post=True,
            about=f"{fix.said}: {finding_text(finding)}" if fix.said else finding_text(finding),
            fields=(("finding", finding.key), ("fix", str(at)), ("at", anchor)),
        )

    def _goal(self, row: str) -> str:
        """The sub-goal that the row is, or stands in."""
        goals = (goal for area in self.content.areas for goal in area.sub_goals)
        return next(g.uid for g in goals if row in (g.uid, *(one.uid for one in g.activities)))

    def _writing(self, finding: Finding) -> Iterator[Action]:
        if finding.rule in TO_WRITE:
            row = self._row(finding)
            part = row if row == finding.place.area else self._goal(row)
            href = reverse("strategy-part", args=[self.edition.uid, part])
            yield Action(_("Correct the text"), href, about=finding_text(finding))


def _against(first: str, other: str) -> tuple[Segment, ...]:
    """`other` with what differs marked; as it is where too little is the same for marks to help."""
    segments = word_diff(first, other)
    same = sum(len(segment.text) for segment in segments if segment.op is Op.EQUAL)
    return tuple(segments) if same * 2 >= len(other) else (Segment(Op.EQUAL, other),)
