"""The strategy's pages: what everybody reads, what the office does, and that nothing restricted leaks."""

from __future__ import annotations

import pytest

from tests import factories as f
from tests.strategy.kit import FIRST, SECOND, published
from tests.web.directive_pages import page_of, signed_in, words
from uppdragil.directives.strategylinks import link_to
from uppdragil.organisation.models import Person
from uppdragil.strategy.canonical import mark
from uppdragil.strategy.content import StrategyContent
from uppdragil.strategy.models import StrategyEdition
from uppdragil.strategy.services import keep_draft
from uppdragil.strategy.targets import targets

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]


def office() -> Person:
    return f.duty(f.person("Signe Office"))


def draft(content: StrategyContent = SECOND) -> StrategyEdition:
    return keep_draft(content=content, by=None, now=f.NOW)


def test_everybody_reads_what_is_published_and_no_draft() -> None:
    edition, coming = published(), draft()
    reader = signed_in(f.person("Elin"))

    listed = words(reader.get("/strategy/"))

    assert edition.name in listed
    assert coming.name not in listed
    assert reader.get(f"/strategy/{coming.uid}/").status_code == 404
    assert reader.get(f"/strategy/{coming.uid}/since/{edition.uid}/").status_code == 404


def test_an_edition_says_its_sub_goals_regional_goals_and_mandates() -> None:
    edition = published()
    goal = list(targets(edition))[1]
    made = f.at("preparation", title="Teamen", strategy_links=(link_to(goal, "link1"),))

    said = words(signed_in(f.person("Elin")).get(f"/strategy/{edition.uid}/"))

    for text in ("Nära vård", "Mål 2–3", "Två team", "Teamen", made.directive.number):
        assert text in said


def test_a_restricted_mandate_is_on_no_page_of_who_may_not_see_it() -> None:
    edition = published()
    goal = list(targets(edition))[1]
    made = f.at(
        "preparation", title="Hemligt", visibility="restricted", strategy_links=(link_to(goal, "link1"),)
    )

    for address in (f"/strategy/{edition.uid}/", "/strategy/coverage/"):
        assert "Hemligt" not in words(signed_in(f.person("Elin")).get(address))
        assert "Hemligt" in words(signed_in(made.cast.office).get(address))


def test_the_coverage_counts_and_names_the_gaps_both_ways() -> None:
    edition = published()
    goal = list(targets(edition))[1]
    f.at("preparation", title="Teamen", strategy_links=(link_to(goal, "link1"),))
    f.at("preparation", title="Utan")

    page = page_of(signed_in(f.person("Elin")).get("/strategy/coverage/?year=2026"))

    assert "1 av 2 delmål" in page.xpath("string(//p[@class='lead'])")
    assert "En väg in" in page.xpath("string(//section[@aria-labelledby='bare'])")
    assert "Utan" in page.xpath("string(//section[@aria-labelledby='unlinked'])")


def test_a_filter_that_is_no_choice_filters_nothing() -> None:
    published()

    page = page_of(signed_in(f.person("Elin")).get("/strategy/coverage/?year=x&area=y&edition=z"))

    assert len(page.xpath("//table//tbody/tr[not(@class)]")) == 3


def test_without_an_edition_the_coverage_says_what_will_turn_up() -> None:
    assert "Ingen utgåva är publicerad än" in words(signed_in(f.person("Elin")).get("/strategy/coverage/"))


def test_the_office_publishes_after_reading_what_it_means() -> None:
    coming, client = draft(FIRST), signed_in(office())

    assert "Det går inte att ångra" in words(client.get(f"/strategy/{coming.uid}/publish/"))
    answer = client.post(f"/strategy/{coming.uid}/publish/", {"seen": mark(FIRST)})

    assert answer.headers["Location"] == f"/strategy/{coming.uid}/"
    assert "redan publicerad" in words(client.post(f"/strategy/{coming.uid}/publish/", {"seen": mark(FIRST)}))


def test_nobody_publishes_what_has_changed_since_they_looked() -> None:
    coming, client = draft(FIRST), signed_in(office())
    answer = client.post(f"/strategy/{coming.uid}/publish/", {"seen": mark(SECOND)})

    assert (answer.status_code, StrategyEdition.objects.get().state) == (409, "draft")
    seen = page_of(answer).xpath("//input[@name='seen']/@value")[0]
    assert client.post(f"/strategy/{coming.uid}/publish/", {"seen": seen}).status_code == 302


def test_what_is_carried_over_is_shown_word_by_word() -> None:
    old, new = published(FIRST), draft(SECOND)

    page = page_of(signed_in(office()).get(f"/strategy/{new.uid}/since/{old.uid}/"))

    assert "Fyra" in "".join(page.xpath("//ins//text()"))
    assert "Alla" in "".join(page.xpath("//del//text()"))
    assert "Digital vård" in page.xpath("string(//main)")
