"""What a report says, what it lacks, and what it takes over from the one before."""

from __future__ import annotations

import pytest

from tests.portfolio.reports import deviation, said
from uppdragil.portfolio.reporting.content import (
    Aspect,
    Judged,
    Light,
    Missing,
    ReportContent,
    carried_over,
    missing,
    tidy,
    untouched,
    worst,
)


def test_every_light_is_asked_for_and_a_word_where_it_is_not_green() -> None:
    report = said(time=Judged(), risk=Judged(light=Light.RED, word=" "), cost=Judged(light=Light.GREEN))
    assert missing(report) == (Missing("no_light", "time"), Missing("no_word", "risk"))


def test_a_deviation_says_what_it_is_caused_by() -> None:
    row = deviation(cause=" ")
    assert missing(said(deviations=(row,))) == (Missing("no_cause", row.uid),)


def test_a_deviation_in_which_nothing_stands_is_none() -> None:
    empty = deviation(cause="", counterpart="", plan_b="")
    assert tidy(said(deviations=(empty,))).deviations == ()


@pytest.mark.parametrize(
    ("lights", "expected"),
    [((), None), ((None, Light.GREEN), Light.GREEN), ((Light.RED, Light.YELLOW), Light.RED)],
)
def test_a_mandate_is_as_its_worst_light(lights: tuple[Light | None, ...], expected: Light | None) -> None:
    assert worst(lights) is expected


def test_all_is_carried_over_but_what_was_done_and_what_is_over() -> None:
    open_, over = deviation(), deviation(over=True)
    last = said(Light.YELLOW, deviations=(open_, over))
    assert carried_over(last) == said(Light.YELLOW, done="", deviations=(open_,))


def test_what_is_not_touched_is_known_by_name() -> None:
    kept, changed = deviation(), deviation()
    last = said(deviations=(kept, changed))
    now = said(
        mood=Judged(light=Light.RED, word="Trötta"),
        next="Införa",
        deviations=(kept, changed.model_copy(update={"over": True})),
    )
    assert untouched(now, last) == {*Aspect, kept.uid} - {Aspect.MOOD}


def test_nothing_is_carried_over_into_the_first_report() -> None:
    assert untouched(said(), None) == frozenset()
    assert untouched(ReportContent(), ReportContent()) == frozenset()
