"""The page of the search: hits in their context, filters in the address, and an answer to whatever is typed."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.meetings.kit import a_kit
from tests.portfolio.reports import reported, said
from tests.strategy.kit import FIRST, board_plan
from tests.web.directive_pages import page_of, signed_in, words
from uppdragil.directives.content import Risk, Visibility
from uppdragil.strategy.plans.content import PointSaid
from uppdragil.strategy.services import keep_draft, publish

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def _a_monday() -> Iterator[None]:
    with time_machine.travel(f.NOW, tick=False):
        yield


def ask(client: Client, typed: str, more: str = "") -> list[str]:
    """The titles of what is found."""
    page = page_of(client.get(f"/search/?q={quote(typed)}{more}"))
    return [a.text_content() for a in page.xpath("//ol[@class='found']//h2/a")]


def test_the_field_in_the_top_leads_here() -> None:
    page = page_of(signed_in(f.person()).get("/directives/"))
    assert page.xpath("//form[@class='find']/@action") == ["/search/"]


def test_a_hit_is_marked_where_it_stands_and_leads_there() -> None:
    risk = f.row(Risk, text="För få <b>händer</b> & fötter")
    made = f.mandate(risks=(risk,))
    page = page_of(signed_in(made.cast.lead).get("/search/?q=h%C3%A4nder"))
    assert [mark.text for mark in page.xpath("//ol[@class='found']//mark")] == ["händer"]
    (place,) = page.xpath("//ul[@class='found__places']/li")
    assert place.xpath("a/@href") == [f"/directives/{made.directive.uid}/#r-{risk.uid}"]
    assert "För få <b>händer</b> & fötter" in place.text_content()
    assert "7 Risker" in place.text_content()


def test_a_hit_in_the_title_is_marked_there_and_not_told_twice() -> None:
    made = f.mandate(title="Kortare kö till Örnsköldsvik")
    page = page_of(signed_in(made.cast.lead).get("/search/?q=%C3%B6rnsk%C3%B6ldsvik"))
    assert [mark.text for mark in page.xpath("//ol[@class='found']//h2//mark")] == ["Örnsköldsvik"]
    assert "Rubrik, nummer och verksamhet" not in page.xpath("//ol")[0].text_content()


def test_a_reader_finds_nothing_of_a_restricted_mandate_not_even_that_it_is_there() -> None:
    reader = signed_in(f.person())
    before = words(reader.get("/search/?q=kvicksand"))
    f.at("preparation", title="Kvicksand", visibility=Visibility.RESTRICTED)
    assert words(reader.get("/search/?q=kvicksand")) == before


def test_filters_stand_in_the_address_and_can_be_taken_away_one_by_one() -> None:
    made = f.mandate(background="Flyttgods")
    page = page_of(
        signed_in(made.cast.lead).get("/search/?q=flyttgods&phase=draft&chapter=background&page=2")
    )
    hrefs = [a.get("href") for a in page.xpath("//a[@class='chip']")]
    assert hrefs == ["?q=flyttgods&phase=draft", "?q=flyttgods&chapter=background"]
    assert page.xpath("//div[@class='filters__on']/a[last()]/@href") == ["/search/?q=flyttgods"]


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("&chapter=background", 1),
        ("&chapter=risks", 0),
        ("&phase=bp1", 0),
        ("&whose=mine", 1),
        ("&phase=nonsense&edition=nonsense", 1),
    ],
)
def test_filters_filter(more: str, found: int) -> None:
    made = f.mandate(background="Flyttgods")
    assert len(ask(signed_in(made.cast.lead), "flyttgods", more)) == found


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("och", "står i alla texter"),
        ("😀", "Det finns inget ord"),
        ("-vård", "Ett minus tar bort"),
        (" ".join(f"ord{n}" for n in range(20)), "högst 12"),
        ("finnsinte", "Inget uppdrag som du får läsa"),
    ],
)
def test_whatever_finds_nothing_says_why(typed: str, sentence: str) -> None:
    assert sentence in words(signed_in(f.person()).get(f"/search/?q={quote(typed)}"))


def test_an_endless_text_is_refused_in_a_sentence() -> None:
    answer = signed_in(f.person()).get(f"/search/?q={'å' * 10_000}")
    assert answer.status_code == 422
    assert "högst 200 tecken" in words(answer)


@pytest.mark.parametrize(
    "typed", ['" OR 1=1 --', "NEAR(a b, 2)", "a* ^b", "'a':* & !b", "\\", "{}[]()", "a\ufffe\u202eb", "-" * 99]
)  # fmt: skip
def test_hostile_words_are_words(typed: str) -> None:
    assert signed_in(f.person()).get(f"/search/?q={quote(typed)}").status_code == 200


def test_a_page_has_twenty_and_the_next_the_others() -> None:
    by = f.Cast()
    for _ in range(23):
        f.mandate(cast=by, background="Flyttgods")
    client = signed_in(by.lead)
    assert len(ask(client, "flyttgods")) == 20
    assert len(ask(client, "flyttgods", "&page=2")) == 3
    assert len(ask(client, "flyttgods", "&page=99")) == 3


def kinds(client: Client, typed: str, more: str = "") -> dict[str, str]:
    """By the name and the number of each kind of what is found, where it is shown."""
    page = page_of(client.get(f"/search/?q={quote(typed)}{more}"))
    links = page.xpath("//nav[@aria-label='Vad som hittades']/a")
    return {" ".join(a.text_content().split()): a.get("href") for a in links}


def lines(client: Client, typed: str, kind: str) -> list[tuple[str, str]]:
    """What each line of a kind is called, and where it leads."""
    page = page_of(client.get(f"/search/?q={quote(typed)}&kind={kind}"))
    return [(a.text_content(), a.get("href")) for a in page.xpath("//ol[@class='found']//h2/a")]


def test_the_strategy_is_searched_too() -> None:
    office, reader = f.duty(f.person()), signed_in(f.person())
    edition = publish(edition=keep_draft(content=FIRST, by=office, now=f.NOW), by=office, now=f.NOW).edition
    area = FIRST.areas[0]

    (first, *_others) = lines(reader, area.name, "strategy")
    assert first == (area.name, f"/strategy/{edition.uid}/#a-{area.uid}")


def test_minutes_are_searched_too_and_lead_to_the_paragraph() -> None:
    meeting = a_kit().held(adjusted=True, title="Kvicksand").meeting
    reader = signed_in(f.person())

    assert lines(reader, "informationen noterades", "minutes") == [
        (f"{meeting} § 2", f"/meetings/{meeting.uid}/extracts/2/")
    ]
    (_name, href) = lines(reader, "kvicksand", "minutes")[0]
    assert reader.get(href).status_code == 200


def test_boards_plans_are_searched_too_and_lead_to_the_point() -> None:
    plan = board_plan(f.duty(f.person()), PointSaid("Flyttgods till alla"))
    point = plan.items.get()

    found = lines(signed_in(f.person()), "flyttgods", "plans")
    assert found == [(plan.name, f"/strategy/plans/{plan.uid}/#p-{point.uid}")]


def test_a_status_report_is_found_in_its_mandate_and_leads_to_the_report() -> None:
    made = f.at("execution")
    reported(made, said(done="Flyttgods <b>klart</b>"))
    page = page_of(signed_in(made.cast.lead).get("/search/?q=flyttgods"))

    (place,) = page.xpath("//ul[@class='found__places']/li")
    assert place.xpath("a/@href") == [f"/directives/{made.directive.uid}/reports/1/"]
    assert "Flyttgods <b>klart</b>" in place.text_content()


def test_every_kind_tells_how_much_there_is_of_it() -> None:
    made = f.mandate(background="Flyttgods")
    board_plan(f.duty(f.person()), PointSaid("Flyttgods"), PointSaid("Mer flyttgods"))

    found = kinds(signed_in(made.cast.lead), "flyttgods")
    assert list(found) == ["Uppdrag 1", "Protokoll 0", "Nämndplaner 2", "Strategin 0"]
    assert found["Nämndplaner 2"] == "/search/?q=flyttgods&kind=plans"


def test_filters_ask_for_mandates_alone() -> None:
    made = f.mandate(background="Flyttgods")
    client = signed_in(made.cast.lead)

    assert kinds(client, "flyttgods", "&phase=draft") == {}
    assert "Uppdrag 1" in kinds(client, "flyttgods", "&phase=bp0&kind=plans")
    assert len(ask(client, "flyttgods", "&kind=nonsense")) == 1


def test_a_reader_is_not_told_how_many_minutes_there_are_of_a_restricted_mandate() -> None:
    kit, reader = a_kit(), signed_in(f.person())
    kit.held(adjusted=True, title="Kvicksand", visibility=Visibility.RESTRICTED)

    assert "Protokoll 0" in kinds(reader, "kvicksand")


def test_the_list_leads_to_the_search_with_the_same_words() -> None:
    page = page_of(signed_in(f.person()).get("/directives/?q=v%C3%A4g+%26+bro"))
    assert page.xpath("//a[starts-with(@href, '/search/?q=')]/@href") == ["/search/?q=v%C3%A4g%20%26%20bro"]


def test_the_page_takes_as_many_queries_for_thirty_as_for_one() -> None:
    by, counts = f.Cast(), []
    for more in (1, 29):
        for _ in range(more):
            f.mandate(cast=by, background="Flyttgods")
        client = signed_in(by.lead)
        client.get("/search/?q=flyttgods")
        with CaptureQueriesContext(connection) as asked:
            client.get("/search/?q=flyttgods")
        counts.append(len(asked))
    assert counts[0] == counts[1]
