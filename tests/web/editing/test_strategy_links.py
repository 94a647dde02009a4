"""Chapter 4.1 in the editor and on the page."""

from __future__ import annotations

import pytest

from tests import factories as f
from tests.strategy.kit import FIRST, published
from tests.web.directive_pages import edit_url, page_of, signed_in, url, words
from tests.web.editing.kit import send
from uppdragil.core.uid import new_uid
from uppdragil.directives.strategylinks import link_to
from uppdragil.strategy.targets import targets

pytestmark = pytest.mark.django_db


def _one_row(target: str) -> dict[str, str]:
    return {"rows-TOTAL_FORMS": "1", "rows-0-uid": new_uid(), "rows-0-target": target}


def test_a_sub_goal_is_chosen_and_its_words_are_kept() -> None:
    made, target = f.mandate(), list(targets(published()))[1]

    response = send(signed_in(made.cast.lead), made, "strategy_links", **_one_row(target.key))

    assert response.status_code == 302
    [link] = made.content.strategy_links
    assert (link.area, link.goal) == ("Nära vård", "Två team")


def test_the_choices_are_what_the_published_editions_say() -> None:
    made = f.mandate(strategy_links=(link_to(next(targets(published())), new_uid()),))
    client = signed_in(made.cast.lead)

    page = page_of(client.get(edit_url(made, "strategy_links")))

    options = page.xpath("//select[@name='strategy_links-0-target']//option/text()")
    assert len(options) == 1 + len(list(targets(published(FIRST))))


def test_what_is_no_choice_is_refused() -> None:
    made = f.mandate()
    published()

    response = send(signed_in(made.cast.lead), made, "strategy_links", **_one_row("nothing.here"))

    assert response.status_code == 422
    assert not made.content.strategy_links


def test_a_row_that_calls_itself_by_the_name_of_a_risk_gets_a_name_of_its_own() -> None:
    made, target = f.mandate(), next(targets(published()))
    risk = made.content.risks[0].uid

    send(signed_in(made.cast.lead), made, "strategy_links", **_one_row(target.key) | {"rows-0-uid": risk})

    [link] = made.content.strategy_links
    assert link.uid != risk


def test_the_page_says_area_sub_goal_and_regional_goals() -> None:
    made = f.mandate(strategy_links=(link_to(list(targets(published()))[1], new_uid()),))

    said = words(signed_in(made.cast.lead).get(url(made)))

    for text in ("Nära vård 2026", "Två team", "Mål 2–3"):
        assert text in said
