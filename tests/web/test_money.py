"""Money on the pages: of one mandate, of the portfolio by focus area, and in the overview."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as f
from tests.portfolio.moneys import money_told
from tests.web.directive_pages import page_of, signed_in, url, words
from uppdragil.portfolio.models import MoneyState

pytestmark = pytest.mark.django_db


def _page(made: f.Mandate) -> str:
    return reverse("money", args=[made.directive.uid])


def _office() -> Client:
    return signed_in(f.duty(f.person("Ove")))


def test_the_lead_tells_it_and_reads_it_on_the_directive() -> None:
    made = f.at("execution")
    lead = signed_in(made.cast.lead)

    typed = {"activated": "600 000", "outcome": "1 300 000,00", "on": "2026-03-02"}
    answer = lead.post(_page(made), typed)

    assert answer.status_code == 302
    assert MoneyState.objects.get().outcome == 130_000_000
    shown = words(lead.get(url(made))).replace("\u00a0", " ")
    assert "Över ramen" in shown
    assert "1,3 Mkr" in shown


def test_the_form_begins_with_what_was_told_last() -> None:
    made = f.at("execution")
    money_told(made, activated=60_000_050)

    page = page_of(signed_in(made.cast.lead).get(_page(made)))

    assert page.xpath("//input[@name='activated']/@value") == ["600000,50"]


@pytest.mark.parametrize("typed", [{"outcome": "dyrt"}, {"on": "2099-01-01", "outcome": "1"}, {}])
def test_what_is_refused_is_shown_again_with_a_sentence(typed: dict[str, str]) -> None:
    made = f.at("execution")
    lead = signed_in(made.cast.lead)

    answer = lead.post(_page(made), {"on": "2026-03-02", "comment": "Skrivet"} | typed)

    assert answer.status_code in (409, 422)
    assert page_of(answer).xpath("string(//textarea[@name='comment'])").strip() == "Skrivet"
    assert not MoneyState.objects.exists()


def test_the_office_reads_the_sums_by_focus_area() -> None:
    money_told(f.at("execution"), outcome=120_000_000)

    shown = words(_office().get(reverse("portfolio-money"))).replace("\u00a0", " ")

    assert "Inget fokusområde" in shown
    assert "1,2 Mkr100 %" in shown


def test_the_overview_has_columns_of_money_at_a_constant_cost() -> None:
    client, address = _office(), reverse("portfolio") + "?cols=frame,money&sort=-frame"
    costs = []
    for _ in range(2):
        money_told(f.at("execution"), outcome=5)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            shown = client.get(address)
        costs.append(len(asked))

    assert costs[0] == costs[1]
    assert "Inom ramen" in words(shown)
