"""Chapter 4.1: a link keeps the words of its day, and R18 says when the latest edition words it otherwise."""

from __future__ import annotations

import pytest

from tests import factories as f
from tests.strategy.kit import FIRST, SECOND, published
from uppdragil.directives import selectors, services
from uppdragil.directives.content import StrategyLink
from uppdragil.directives.models import Card
from uppdragil.directives.review import Finding
from uppdragil.directives.strategylinks import key_of, link_to
from uppdragil.strategy.targets import Published, Target, targets

pytestmark = pytest.mark.django_db


def link(edition: Published, place: int) -> StrategyLink:
    """To the target at that place of the edition."""
    return link_to(list(targets(edition))[place], f"link{place}")


def r18(made: f.Mandate) -> list[Finding]:
    found = selectors.findings(made.directive, made.content, f.NOW.date())
    return [finding for finding in found if finding.rule == "R18"]


def test_a_link_says_what_the_sub_goal_says_and_which_regional_goals_follow() -> None:
    made = link(published(), 1)

    assert (made.area, made.year, made.goal, made.regional_goals) == ("Nära vård", 2026, "Två team", (2, 3))
    assert key_of(made).count(".") == 2


def test_links_are_stored_and_stand_on_the_card() -> None:
    links = (link(published(), 1), link(published(), 3))
    made = f.mandate(strategy_links=links)

    assert made.content.strategy_links == links
    pairs = Card.objects.get(directive=made.directive, version=None).strategy
    assert pairs == sorted([one.area_id, one.goal_id or ""] for one in links)


def test_a_link_to_the_latest_edition_is_no_finding() -> None:
    assert r18(f.mandate(strategy_links=(link(published(), 1),))) == []


def test_a_sub_goal_that_is_worded_anew_is_a_warning_whose_fix_links_to_the_latest_edition() -> None:
    made = f.mandate(strategy_links=(link(published(FIRST), 2),))
    latest = published(SECOND)

    [finding] = r18(made)
    services.settle(directive=made.directive, finding=finding.key, fix=0, by=made.cast.lead, now=f.NOW)

    [now] = made.content.strategy_links
    assert (now.goal, now.edition_id) == ("Fyra team", latest.uid)
    assert r18(made) == []


def test_an_area_that_is_gone_is_a_warning_without_a_fix() -> None:
    made = f.mandate(strategy_links=(link_to(Target(published(FIRST), FIRST.areas[1]), "link1"),))
    published(SECOND)

    [finding] = r18(made)

    assert (finding.params["kind"], finding.fixes) == ("gone", ())


def test_a_year_that_the_latest_edition_does_not_cover_is_not_held_against_it() -> None:
    made = f.mandate(strategy_links=(link(published(FIRST), 1),))
    published(SECOND)

    assert r18(made) == []
