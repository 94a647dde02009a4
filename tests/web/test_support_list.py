"""The support needs of the whole portfolio, and the figure on the overview that counts them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.meetings.kit import DAY
from tests.portfolio.needs import DUE, need_of
from tests.web.directive_pages import page_of, signed_in, words
from uppdragil.portfolio import support

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]
LIST = "/portfolio/support/"


def texts(client: Client, query: str = "") -> list[str]:
    return [
        a.text_content() for a in page_of(client.get(f"{LIST}?{query}")).xpath("//tbody//a[@class='title']")
    ]


def figures(client: Client) -> list[str]:
    return [str(href) for href in page_of(client.get("/portfolio/")).xpath("//a/@href") if LIST in href]


def test_the_open_ones_come_first_each_by_its_day_then_what_was_settled() -> None:
    made = f.at("preparation")
    for text, due in (("sen", DUE), ("besvarad", f.TODAY), ("tidig", DUE - DAY)):
        need = need_of(made, text=text, due=due)
    support.answer(
        need=made.directive.support_needs.get(text="besvarad"), text="Ja", by=made.cast.office, now=f.NOW
    )
    assert need.is_open
    assert texts(signed_in(made.cast.office)) == ["tidig", "sen", "besvarad"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=open", ["jurist", "pengar"]),
        ("state=answered", ["klart"]),
        ("state=late", []),
        ("kind=people", ["jurist"]),
        ("who=ekonom", ["pengar", "klart"]),
        ("who=ledningsgrupp", ["jurist"]),
    ],
)
def test_the_list_is_filtered(query: str, found: list[str]) -> None:
    made = f.at("preparation")
    need_of(made, text="jurist", kind="people", body=made.cast.body, due=DUE - DAY)
    need_of(made, text="pengar")
    support.answer(need=need_of(made, text="klart"), text="Ja", by=made.cast.office, now=f.NOW)
    assert texts(signed_in(made.cast.office), query) == found


def test_a_body_of_which_something_is_asked_is_offered_as_a_filter() -> None:
    made = f.at("preparation")
    need_of(made, text="jurist", body=made.cast.body)
    need_of(made, text="pengar")
    assert texts(signed_in(made.cast.office), f"body={made.cast.body.uid}") == ["jurist"]


def test_what_a_mandate_that_has_ended_never_got_is_left_out() -> None:
    made = f.at("preparation")
    need_of(made)
    made.stop()
    client = signed_in(made.cast.office)
    assert not texts(client)
    assert not [href for href in figures(client) if "state" in href]


def test_others_see_the_needs_of_the_mandates_on_which_they_work() -> None:
    made, other = f.at("preparation"), f.at("preparation", visibility="restricted")
    need_of(made, text="mitt")
    need_of(other, text="hemligt")
    assert texts(signed_in(made.cast.lead)) == ["mitt"]
    assert texts(signed_in(f.person())) == []


def test_the_overview_counts_what_has_no_answer_and_leads_to_it() -> None:
    made = f.at("preparation")
    need_of(made)
    client = signed_in(made.cast.office)
    assert f"{LIST}?state=open" in figures(client)
    assert "1 stödbehov utan svar" in words(client.get("/portfolio/"))


def test_the_list_takes_as_many_queries_for_six_as_for_two() -> None:
    made = f.at("preparation")
    client = signed_in(made.cast.office)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(LIST).status_code == 200
        return len(seen)

    for days in range(2):
        need_of(made, due=DUE + dt.timedelta(days))
    few = queries()
    for days in range(4):
        need_of(f.at("preparation", made.cast), due=DUE + dt.timedelta(days))
    assert queries() == few <= 12
