"""Editions for the tests: one by hand, and any that hypothesis can think of."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from hypothesis import strategies as st

from uppdragil.strategy.content import FocusArea, StrategyActivity, StrategyContent, SubGoal, Wording

texts = st.sampled_from(("", "Öppna", "a\x00b\r\nc", "e\u0301", "x\ud800y", "Vård & hälsa")) | st.text(
    max_size=12
)


def area(name: str, goals: dict[int, str] | None = None, uid: str = "") -> FocusArea:
    """An area with a sub-goal of each year; uids follow from the name."""
    stem = uid or "".join(c for c in name.casefold() if c in "abcdefghijklmnopqrstuvwxyz") + "0000"
    said = (SubGoal(uid=f"{stem}{year}", year=year, text=text) for year, text in (goals or {}).items())
    return FocusArea(uid=stem, name=name, sub_goals=tuple(said))


def edition(*areas: FocusArea, years: tuple[int, int] = (2026, 2029)) -> StrategyContent:
    return StrategyContent(name="Delmål", first_year=years[0], last_year=years[1], areas=areas)


def _activities(draw: st.DrawFn, uids: Iterator[str]) -> tuple[StrategyActivity, ...]:
    said = draw(st.lists(st.tuples(texts, st.booleans()), max_size=2))
    return tuple(StrategyActivity(uid=next(uids), text=text, tentative=tentative) for text, tentative in said)


def _sub_goal(draw: st.DrawFn, uids: Iterator[str], year: int) -> SubGoal:
    others = (
        Wording(uid=next(uids), text=draw(texts), activities=_activities(draw, uids))
        for _ in range(draw(st.integers(0, 2)))
    )
    return SubGoal(
        uid=next(uids),
        year=year,
        text=draw(texts),
        tentative=draw(st.booleans()),
        responsible=draw(texts),
        activities=_activities(draw, uids),
        other_wordings=tuple(others),
    )


@st.composite
def editions(draw: st.DrawFn, start: int = 0) -> StrategyContent:
    """Any valid edition of a few areas. `start`: the first number of its uids."""
    uids = (f"row{number}" for number in count(start + 1))
    lists = st.lists(texts, max_size=2).map(tuple)
    areas = tuple(
        FocusArea(
            uid=next(uids),
            name=draw(texts),
            other_names=draw(lists),
            current_state=draw(texts),
            target_state=draw(texts),
            target_year=draw(st.none() | st.integers(2000, 2099)),
            other_target_states=draw(lists),
            regional_goals=draw(st.lists(st.integers(1, 7), max_size=4).map(tuple)),
            strategies=draw(lists),
            foundations=draw(lists),
            sub_goals=tuple(
                _sub_goal(draw, uids, year)
                for year in sorted(draw(st.sets(st.integers(2024, 2030), max_size=3)))
            ),
        )
        for _ in range(draw(st.integers(0, 3)))
    )
    first = draw(st.integers(2020, 2030))
    return StrategyContent(
        name=draw(texts), first_year=first, last_year=first + draw(st.integers(0, 4)), areas=areas
    )
