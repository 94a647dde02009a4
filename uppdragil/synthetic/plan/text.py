"""What an invented mandate says: a whole `DirectiveContent`, and as it was at an earlier gate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from uppdragil.core.calendar import next_workday
from uppdragil.core.values import Row
from uppdragil.directives.content import (
    Activity,
    BudgetRow,
    CostKind,
    Delimitation,
    Dependency,
    DirectiveContent,
    GatePlan,
    ImpactGoal,
    MandateGoal,
    Milestone,
    Prerequisite,
    Risk,
    StrategyLink,
    Term,
    Visibility,
)
from uppdragil.editions.spec import EditionSpec

from .cast import Cast
from .chance import Chance
from .words import Theme, Words

# The chapters that are written after a gate, so that nothing of them stands in its version.
LATER = {
    "BP0": ("milestones", "activities", "communication", "reporting", "handover", "maintenance"),
    "BP1": ("handover", "maintenance"),
}
# What of the costs each kind is, in parts.
SHARES = ((CostKind.STAFF, 6), (CostKind.SERVICES, 3), (CostKind.GOODS, 1))


def title(theme: Theme, words: Words, chance: Chance) -> str:
    """A title of that theme."""
    return f"{chance.choice(theme.titles)} {chance.choice(words.scopes)}"


def as_of(content: DirectiveContent, gate: str) -> DirectiveContent:
    """`content` as it was submitted to `gate`: without what is written later."""
    return content.model_copy(update={key: type(getattr(content, key))() for key in LATER.get(gate, ())})


def write(
    *,
    head: Mapping[str, Any],
    theme: Theme,
    cast: Cast,
    needs: Sequence[str],
    serves: Sequence[StrategyLink],
    planned: Mapping[str, dt.date],
    spec: EditionSpec,
    words: Words,
    chance: Chance,
    flawed: bool,
) -> DirectiveContent:
    """The whole text. `needs`: the uids of mandates that it depends on; `serves`: its links to the strategy;
    `planned`: the day of each gate by its code; `flawed`: it says something that clashes.
    """
    author = _Author(theme, cast, planned, words, chance, flawed)
    year, millions = min(planned.values()).year, chance.randint(2, 90) / 10
    impacts = tuple(author.impact_goals())
    goals = tuple(author.mandate_goals(impacts))
    terms = chance.some(words.terms, 0, 2)
    return DirectiveContent(
        **head,
        model=spec.name,
        registry_number=_case(str(head["number"]), chance),
        unit=cast.unit.name,
        unit_id=cast.unit.uid,
        visibility=Visibility.RESTRICTED if cast.readers else Visibility.INTERNAL,
        origin=chance.choice(words.origins).format(year=year, n=chance.randint(10, 240)),
        background="\n\n".join((*chance.some(theme.background, 1, 2), *(use for _t, _e, use in terms))),
        idea=chance.choice(theme.idea),
        impact_goals=impacts,
        mandate_goals=goals,
        prerequisites=author.rows(Prerequisite, words.prerequisites, 1, 3),
        delimitations=author.rows(Delimitation, words.delimitations, 1, 2),
        dependencies=(
            *author.rows(Dependency, words.dependencies, 0, 2),
            *_links(needs, words.links, chance.of("links")),
        ),
        strategy_links=tuple(serves),
        gate_plans=tuple(author.gate_plans(spec)),
        costs=chance.choice(words.costs).format(n=str(millions).replace(".", ",")),
        financing=chance.choice(words.financing).format(year=year),
        budget=tuple(author.budget(millions, chance.of("budget"))),
        risks=tuple(author.risks()),
        roles=tuple(cast.roles(chance)),
        milestones=tuple(author.milestones(spec)),
        activities=tuple(author.activities(goals)),
        communication=chance.choice(words.communication),
        reporting=chance.choice(words.reporting),
        handover=chance.choice(words.handover),
        maintenance=chance.choice(words.maintenance),
        terms=tuple(Term(uid=chance.uid(), term=t, explanation=e) for t, e, _use in terms),
    )


def _case(number: str, chance: Chance) -> str:
    """A registry number that no other mandate has: cases come in the order of the mandates, among others."""
    year, _, n = number.split()[-1].partition("-")
    return f"RS {year}-{int(n) * 7 + chance.randint(0, 6):05d}"


def _links(needs: Sequence[str], texts: Sequence[str], chance: Chance) -> Iterator[Dependency]:
    for uid in needs:
        yield Dependency(uid=chance.uid(), text=chance.choice(texts), other_id=uid)


class _Author:
    def __init__(
        self,
        theme: Theme,
        cast: Cast,
        planned: Mapping[str, dt.date],
        words: Words,
        chance: Chance,
        flawed: bool,
    ) -> None:
        self.theme, self.cast, self.planned = theme, cast, planned
        self.words, self.chance, self.flawed = words, chance, flawed

    def rows(self, kind: Any, texts: Sequence[str], least: int, most: int) -> tuple[Any, ...]:
        return tuple(self._row(kind, text=text) for text in self.chance.some(texts, least, most))

    def impact_goals(self) -> Iterator[ImpactGoal]:
        due = self.planned["BP3"] + dt.timedelta(days=365)
        for goal in self.chance.some(self.theme.impact_goals, 1, 3):
            yield self._row(
                ImpactGoal,
                text=goal.text,
                indicator=goal.indicator,
                unit=goal.unit,
                baseline=Decimal(self.chance.randint(*goal.baseline)),
                target=Decimal(self.chance.randint(*goal.target)),
                due=next_workday(due),
                measured_by=self.cast.owners[0].title,
            )

    def mandate_goals(self, impacts: Sequence[ImpactGoal]) -> Iterator[MandateGoal]:
        for n, text in enumerate(self.chance.some(self.theme.mandate_goals, 2, 4)):
            yield self._row(MandateGoal, text=text, impact_goals=(impacts[n % len(impacts)].uid,))

    def gate_plans(self, spec: EditionSpec) -> Iterator[GatePlan]:
        for gate in spec.gates:
            day = self.planned[gate.code]
            yield self._row(GatePlan, gate=gate.code, name=gate.name, start=day, end=day)

    def budget(self, millions: float, chance: Chance) -> Iterator[BudgetRow]:
        """What the costs come to, by kind and year."""
        years = range(self.planned["BP1"].year, self.planned["BP2"].year + 1)
        shares = chance.some(SHARES, 1, len(SHARES))
        for kind, share in shares:
            for year in years:
                part = int(millions * 1_000) * share // sum(s for _k, s in shares) // len(years)
                yield BudgetRow(uid=chance.uid(), cost_kind=kind, year=year, frame=part * 100_000)

    def risks(self) -> Iterator[Risk]:
        for text in self.chance.some(self.theme.risks, 2, 3):
            yield self._row(
                Risk,
                text=text,
                probability=self.chance.weighted({1: 1, 2: 3, 3: 4, 4: 2, 5: 1}),
                consequence=self.chance.weighted({1: 1, 2: 2, 3: 4, 4: 3, 5: 1}),
                measure=self.chance.choice(self.words.measures),
                owner=self.cast.lead.name,
            )

    def milestones(self, spec: EditionSpec) -> Iterator[Milestone]:
        first, last = self.planned["BP1"], self.planned["BP2"]
        for gate in spec.gates:
            yield self._row(Milestone, gate=gate.code, decision=gate.name)
        for n, text in enumerate(self.chance.some(self.words.milestones, 1, 2), 1):
            yield self._row(Milestone, gate=f"MS{n}", decision=text, date=self._between(first, last))

    def activities(self, goals: Sequence[MandateGoal]) -> Iterator[Activity]:
        first, last = self.planned["BP1"], self.planned["BP2"]
        names = self.chance.some(self.theme.activities, 3, 6)
        for n, name in enumerate(names):
            late = self.flawed and n == len(names) - 1
            start = self._between(first, last)
            yield self._row(
                Activity,
                name=name,
                start=start,
                end=last + dt.timedelta(days=20) if late else self._between(start, last),
                responsible=self.chance.choice((self.cast.lead, *self.cast.members)).name,
                mandate_goals=((goals[n] if n < len(goals) else self.chance.choice(goals)).uid,),
            )

    def _between(self, first: dt.date, last: dt.date) -> dt.date:
        day = first + dt.timedelta(days=self.chance.randint(0, max(0, (last - first).days)))
        return min(next_workday(day), last)

    def _row(self, kind: Any, **fields: Any) -> Any:
        made: Row = kind(uid=self.chance.uid(), **fields)
        return made
