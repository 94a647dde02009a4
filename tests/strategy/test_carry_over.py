"""What goes on, changes, comes and goes from one edition to the next."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given

from uppdragil.core.worddiff import Op, Segment
from uppdragil.imports.readers import read_file
from uppdragil.imports.strategy.recogniser import recognise
from uppdragil.strategy.carry_over import AreaChange, Fate, carry_over
from uppdragil.strategy.content import StrategyContent

from .editions import area, edition, editions


def fates(changes: list[AreaChange]) -> list[tuple[str, str]]:
    return [(str(change.fate), (change.new or change.old).name) for change in changes]  # type: ignore[union-attr]


def test_areas_go_on_change_come_and_go() -> None:
    old = edition(area("Digital samverkan", {2026: "Ett"}), area("Kultur"), area("Beredskap", {2026: "Ett"}))
    new = edition(area("Beredskap", {2026: "Två"}), area("Ekonomi"), area("Kultur"))

    assert fates(carry_over(old, new)) == [
        ("changed", "Beredskap"),
        ("new", "Ekonomi"),
        ("same", "Kultur"),
        ("gone", "Digital samverkan"),
    ]


def test_the_sub_goals_of_an_area_are_compared_year_by_year() -> None:
    old = area("Kultur", {2026: "Ett", 2027: "Två", 2028: "Tre"})
    new = area("Kultur", {2027: "Två", 2028: "Nytt", 2029: "Fyra"})

    found = carry_over(edition(old), edition(new))[0].sub_goals

    assert [(goal.year, str(goal.fate)) for goal in found] == [
        (2026, "gone"),
        (2027, "same"),
        (2028, "changed"),
        (2029, "new"),
    ]


def test_only_the_words_that_differ_are_marked() -> None:
    old, new = area("Kultur", {2026: "Kulturen är känd"}), area("Kultur", {2026: "Kulturen är levande"})

    change = carry_over(edition(old), edition(new))[0].sub_goals[0].texts[0]

    assert change.field == "text"
    assert change.segments == (
        Segment(Op.EQUAL, "Kulturen är "),
        Segment(Op.DELETE, "känd"),
        Segment(Op.INSERT, "levande"),
    )


def test_an_area_of_another_name_goes_on_and_its_name_has_changed() -> None:
    change = carry_over(edition(area("Kultur")), edition(area("Vår goda kultur")))[0]

    assert (change.fate, [text.field for text in change.texts]) == (Fate.CHANGED, ["name"])


def test_a_name_that_fits_two_areas_is_not_guessed() -> None:
    old = edition(area("Civil beredskap"), area("Medicinsk beredskap"))

    assert fates(carry_over(old, edition(area("Beredskap")))) == [
        ("new", "Beredskap"),
        ("gone", "Civil beredskap"),
        ("gone", "Medicinsk beredskap"),
    ]


def test_no_area_goes_on_twice() -> None:
    new = edition(area("Vår kultur"), area("Kultur"))

    assert fates(carry_over(edition(area("Kultur", uid="before")), new)) == [
        ("new", "Vår kultur"),
        ("same", "Kultur"),
    ]


def test_what_shares_a_uid_goes_on_whatever_it_is_called() -> None:
    change = carry_over(edition(area("Kultur", uid="aaaa")), edition(area("Ekonomi", uid="aaaa")))

    assert fates(change) == [("changed", "Ekonomi")]


@given(editions())
def test_an_edition_beside_itself_is_all_the_same(content: StrategyContent) -> None:
    found = carry_over(content, content)

    assert [change.new for change in found] == list(content.areas)
    assert {change.fate for change in found} <= {Fate.SAME}


@given(editions(), editions(start=2))
def test_every_area_and_sub_goal_of_both_is_told_once(old: StrategyContent, new: StrategyContent) -> None:
    found = carry_over(old, new)

    for side, content in (("old", old), ("new", new)):
        told = [getattr(change, side) for change in found if getattr(change, side)]
        goals = [getattr(goal, side) for change in found for goal in change.sub_goals if getattr(goal, side)]
        assert sorted(area.uid for area in told) == sorted(area.uid for area in content.areas)
        assert len(goals) == sum(len(area.sub_goals) for area in content.areas)


def test_the_customers_two_editions_have_the_same_six_areas(seeds: Path) -> None:
    old, new = recognise(read_file(next(seeds.glob("002_*.txt")))).editions

    found = carry_over(old, new)

    assert [change.fate for change in found] == [Fate.CHANGED] * 6
    years = [{goal.year: str(goal.fate) for goal in change.sub_goals} for change in found]
    assert years[0] == {2024: "gone", 2025: "changed", 2026: "changed"}
    assert [goals[2025] for goals in years] == ["changed"] * 6
