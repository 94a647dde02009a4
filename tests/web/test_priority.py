"""The pages in which the office notes the order of the mandates, and the overview that shows it."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import factories as f
from tests.portfolio.test_priority import note
from tests.web.directive_pages import page_of, signed_in, words
from uppdragil.portfolio import priority

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]


def typed(made: f.Mandate, place: int | str, **given: str) -> dict[str, str]:
    return {
        "decided_on": "2026-03-02",
        "reference": "§ 12",
        f"place-{made.directive.uid}": str(place),
    } | given


def titles(client: Client, query: str) -> list[str]:
    return [
        a.text_content()
        for a in page_of(client.get(f"/portfolio/?{query}")).xpath("//tbody//a[@class='title']")
    ]


def test_the_order_is_noted_by_places_and_more_come_last() -> None:
    made, other = f.at("preparation", title="Sist"), f.at("preparation", title="Först")
    address = f"/portfolio/priority/{made.cast.body.uid}/new/"
    answer = signed_in(made.cast.office).post(address, typed(made, 7, more=other.directive.number))
    assert answer.status_code == 302
    places = priority.places([made.directive, other.directive])
    assert [places[d.pk].place for d in (made.directive, other.directive)] == [1, 2]


def test_what_was_typed_stays_with_what_is_wrong_beside_it() -> None:
    made = f.at("preparation")
    second = f.at("preparation", made.cast)
    address = f"/portfolio/priority/{made.cast.body.uid}/new/"
    sent = typed(made, 1, more="U 1999-001") | {f"place-{second.directive.uid}": "1"}
    answer = signed_in(made.cast.office).post(address, sent)
    shown = words(answer)
    assert answer.status_code == 422
    assert "Platsen är upptagen av ett annat uppdrag." in shown
    assert "Inget pågående uppdrag har numret U 1999-001." in shown
    assert page_of(answer).xpath("//input[@name='reference']/@value") == ["§ 12"]


def test_a_refused_order_says_why_and_keeps_the_form() -> None:
    made = f.at("preparation")
    address = f"/portfolio/priority/{made.cast.body.uid}/new/"
    answer = signed_in(made.cast.office).post(address, typed(made, 1) | {"decided_on": "2027-01-01"})
    assert answer.status_code == 409
    assert "en dag som inte har kommit än" in words(answer)


def test_an_order_without_a_reference_that_can_be_read_is_refused() -> None:
    made = f.at("preparation")
    address = f"/portfolio/priority/{made.cast.body.uid}/new/"
    assert signed_in(made.cast.office).post(address, typed(made, 1, reference="\x01")).status_code == 422


def test_the_last_order_is_what_one_begins_with() -> None:
    made = f.at("preparation")
    note(made.cast.office, made.cast.body, made.directive)
    page = page_of(signed_in(made.cast.office).get(f"/portfolio/priority/{made.cast.body.uid}/new/"))
    assert page.xpath(f"//input[@name='place-{made.directive.uid}']/@value") == ["1"]


def test_an_order_that_is_replaced_can_still_be_read() -> None:
    made = f.at("preparation", title="Kortare väg")
    first = note(made.cast.office, made.cast.body, made.directive)
    note(made.cast.office, made.cast.body, f.at("preparation", made.cast).directive)
    client = signed_in(made.cast.office)
    assert "Kortare väg" in words(client.get(f"/portfolio/priority/{first.uid}/"))
    listed = words(client.get("/portfolio/priority/"))
    assert "Gäller nu" in listed
    assert "Ersatt" in listed


def test_the_overview_sorts_by_priority_and_those_without_come_last() -> None:
    cast = f.Cast()
    last, first, none = (f.at("preparation", cast, title=t) for t in ("Andra", "Första", "Utan"))
    note(cast.office, cast.body, first.directive, last.directive)
    client = signed_in(cast.office)
    assert titles(client, "sort=priority") == ["Första", "Andra", none.directive.title]
    assert titles(client, "sort=-priority") == ["Andra", "Första", none.directive.title]
