"""What settles a finding: each fix, what the edition says afterwards, and that the finding is gone."""

from __future__ import annotations

from typing import Any

import pytest

from uppdragil.strategy.content import FocusArea, StrategyContent, SubGoal
from uppdragil.strategy.finding import Finding, Rule, of_stored, stored
from uppdragil.strategy.fixing import Act, apply, fixes_of
from uppdragil.strategy.reading import settled
from uppdragil.strategy.review import review
from uppdragil.strategy.sentences import finding_text, fix_text

from .editions import area, edition
from .open_draft import AREA, CONTENT, NAMES


def findings(rule: Rule, content: StrategyContent = CONTENT) -> list[Finding]:
    return [finding for finding in (*review(content), NAMES) if finding.rule is rule]


def done(finding: Finding, act: Act, value: str | None = None) -> FocusArea:
    """The area after the fix of that kind, with that value where several are."""
    fixes = [x for x in fixes_of(finding, CONTENT) if x.act is act and value in (None, x.value)]
    return apply(CONTENT, fixes[0]).areas[0]


def goal(of: FocusArea, year: int = 2026) -> SubGoal:
    return next(goal for goal in of.sub_goals if goal.year == year)


def test_the_other_wording_is_chosen_and_its_activities_are_still_to_choose() -> None:
    text, _activities = findings(Rule.WORDED_TWICE)

    now = goal(done(text, Act.CHOOSE_WORDING, "word01"))

    assert now.text == "En väg in är beslutad"
    assert [(one.text, len(one.activities)) for one in now.other_wordings] == [("", 1)]


def test_the_wording_that_holds_is_chosen_and_the_other_goes() -> None:
    now = goal(done(findings(Rule.WORDED_TWICE)[0], Act.CHOOSE_WORDING, "goal26"))

    assert (now.text, now.other_wordings[0].text) == ("En väg in är öppen", "")


def test_with_the_activities_chosen_too_no_other_wording_is_left() -> None:
    text, activities = findings(Rule.WORDED_TWICE)
    once = apply(CONTENT, fixes_of(text, CONTENT)[0])
    again = next(finding for finding in review(once) if finding.params.get("kind") == "activities")

    now = goal(apply(once, fixes_of(again, once)[1]).areas[0])

    assert ([one.uid for one in now.activities], now.other_wordings) == (["acti02"], ())
    assert again.key == activities.key


@pytest.mark.parametrize(
    ("rule", "act", "expected"),
    [
        (
            Rule.TARGET_TWICE,
            Act.CHOOSE_TARGET,
            {"target_state": "Alla når vården", "other_target_states": ()},
        ),
        (Rule.NAMED_DIFFERENTLY, Act.RENAME, {"name": "En digital vård", "other_names": ("Digital vård",)}),
        (Rule.NAMED_DIFFERENTLY, Act.DROP_NAME, {"name": "Digital vård", "other_names": ()}),
    ],
)
def test_an_areas_own_words_are_chosen(rule: Rule, act: Act, expected: dict[str, Any]) -> None:
    now = done(findings(rule)[0], act)

    assert {name: getattr(now, name) for name in expected} == expected


def test_what_is_tentative_holds_or_goes() -> None:
    [asked] = findings(Rule.TENTATIVE)

    assert [(a.text, a.tentative) for a in goal(done(asked, Act.SETTLE)).activities] == [("Fler team", False)]
    assert goal(done(asked, Act.REMOVE)).activities == ()


def test_a_tentative_sub_goal_with_activities_loses_only_its_words() -> None:
    unsure = CONTENT.areas[0].sub_goals[0].model_copy(update={"text": "Ev fler", "tentative": True})
    content = edition(AREA.model_copy(update={"sub_goals": (unsure,)}))
    asked = next(
        finding for finding in review(content) if finding.place.row == "goal26" and "label" in finding.params
    )

    now = apply(content, fixes_of(asked, content)[1]).areas[0].sub_goals[0]

    assert (now.text, now.tentative, len(now.activities)) == ("", False, 1)


def test_names_are_the_sub_goal_after_all_or_stay_responsible() -> None:
    told = done(NAMES, Act.TO_SUB_GOAL)
    assert (goal(told, 2027).text, goal(told, 2027).responsible) == ("Åsa, Per", "")
    assert done(NAMES, Act.ACCEPT) == AREA


def test_names_in_the_place_of_a_sub_goal_are_moved_to_responsible() -> None:
    content = edition(area("Kultur", {2026: "Åsa, Per"}))
    [finding] = findings(Rule.NAMES, content)[:1]

    now = apply(content, fixes_of(finding, content)[0]).areas[0].sub_goals[0]

    assert (now.text, now.responsible) == ("", "Åsa, Per")


def test_a_sub_goal_of_a_year_outside_goes() -> None:
    assert [g.year for g in done(findings(Rule.OUTSIDE)[0], Act.REMOVE).sub_goals] == [2026, 2027]


def test_every_fix_but_accepting_ends_its_finding_and_has_its_words() -> None:
    for finding in review(CONTENT):
        for fix in fixes_of(finding, CONTENT):
            assert finding.key not in {left.key for left in review(apply(CONTENT, fix))}
            assert "%" not in fix_text(fix) + finding_text(finding)


def test_the_key_changes_with_the_words_and_not_with_the_areas_name() -> None:
    renamed = CONTENT.model_copy(
        update={"areas": (AREA.model_copy(update={"name": "Nytt", "other_names": ()}),)}
    )
    reworded = edition(area("Digital vård", {2026: "Ev annat?"}, uid="area01"))

    assert {x.key for x in findings(Rule.WORDED_TWICE)} <= {x.key for x in review(renamed)}
    assert not {x.key for x in review(CONTENT)} & {x.key for x in review(reworded)}


def test_a_finding_is_stored_and_read_whole() -> None:
    assert of_stored(stored(NAMES)) == NAMES


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("Fler team?", "Fler team"),
        ("Ev. utvärdering", "Utvärdering"),
        ("Nå ev fler", "Nå ev fler"),
        ("?", "?"),
    ],
)
def test_what_holds_is_said_without_its_question(text: str, then: str) -> None:
    assert settled(text) == then
