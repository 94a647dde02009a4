"""The pages of units' needs."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as f
from tests.portfolio.unitneeds import SAID, nurse, raised
from tests.web.directive_pages import page_of, signed_in, url, words
from uppdragil.directives.models import Directive
from uppdragil.organisation.models import Person
from uppdragil.portfolio.models import UnitNeed
from uppdragil.portfolio.unitneeds import services

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]

LIST = "/portfolio/needs/"


def office() -> Person:
    return f.duty(f.person("Signe"))


def address(need: UnitNeed, name: str = "need") -> str:
    return reverse(name, args=[need.uid])


def take(need: UnitNeed, made: f.Mandate) -> None:
    services.take(need=need, directive=made.directive, by=made.cast.office, now=f.NOW)


def test_somebody_of_a_unit_raises_a_need_and_sees_it_in_the_list() -> None:
    siv = nurse()
    client = signed_in(siv)
    answer = client.post(f"{LIST}new/", SAID | {"disturbance": "Fem timmar i veckan"})
    assert answer.status_code == 302
    shown = words(client.get(answer.headers["Location"]))
    assert SAID["title"] in shown
    assert "Lyft" in shown


def test_what_was_typed_stays_with_what_is_missing() -> None:
    answer = signed_in(nurse()).post(f"{LIST}new/", SAID | {"consequence": ""})
    assert answer.status_code == 422
    assert page_of(answer).xpath("//input[@name='title']/@value") == [SAID["title"]]


def test_somebody_without_a_unit_raises_nothing_and_is_told_whom_to_ask() -> None:
    answer = signed_in(f.person()).get(f"{LIST}new/")
    assert answer.status_code == 403
    assert "Portföljkontoret kan rätta det" in words(answer)


def test_another_unit_s_need_does_not_exist() -> None:
    assert signed_in(nurse()).get(address(raised())).status_code == 404


@pytest.mark.parametrize("move", ["need-look", "need-withdraw", "need-read"])
def test_nor_do_its_moves(move: str) -> None:
    assert signed_in(nurse()).post(address(raised(), move)).status_code == 404


def test_the_office_looks_at_a_need_and_declines_it_with_a_reason() -> None:
    need, client = raised(), signed_in(office())
    client.post(address(need, "need-look"))
    assert "Tittas på" in words(client.get(address(need)))
    assert client.post(address(need), {"outcome": "declined"}).status_code == 422

    client.post(address(need), {"outcome": "declined", "text": "Ryms inte i år"})
    shown = words(signed_in(need.raised_by).get(address(need)))
    assert "Tas inte" in shown
    assert "Ryms inte i år" in shown


def test_a_mandate_is_given_by_its_number() -> None:
    made, need = f.at("preparation"), raised()
    client = signed_in(made.cast.office)
    unknown = client.post(address(need), {"outcome": "taken", "number": "U 1999-001"})
    assert unknown.status_code == 422
    assert (
        client.post(address(need), {"outcome": "taken", "number": made.directive.number}).status_code == 302
    )
    need.refresh_from_db()
    assert need.directive == made.directive


def test_a_need_is_joined_with_another() -> None:
    need, other = raised(), raised(title="Samma sak")
    signed_in(office()).post(address(need), {"outcome": "joined", "other": other.uid})
    shown = words(signed_in(need.raised_by).get(address(need)))
    assert "En annan verksamhet har lyft samma sak." in shown
    assert "Samma sak" not in shown


def test_the_unit_may_not_answer_itself() -> None:
    need = raised()
    answer = signed_in(need.raised_by).post(address(need), {"outcome": "declined", "text": "Nej"})
    assert answer.status_code == 409
    need.refresh_from_db()
    assert need.is_open


def test_a_mandate_is_started_with_the_unit_s_words() -> None:
    need, signe = raised(), office()
    client = signed_in(signe)
    (form,) = (
        form for form in page_of(client.get(address(need, "need-start"))).forms if "title" in form.fields
    )
    fields = {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}
    assert fields["title"] == SAID["title"]
    assert SAID["situation"] in fields["background"]

    client.post(address(need, "need-start"), fields)
    made = Directive.objects.get()
    need.refresh_from_db()
    assert (need.directive, made.unit_id) == (made, need.unit.uid)


def test_only_the_office_starts_a_mandate_from_a_need() -> None:
    need = raised()
    assert signed_in(need.raised_by).post(address(need, "need-start")).status_code == 403
    assert not Directive.objects.exists()


def test_a_need_that_was_withdrawn_starts_nothing() -> None:
    need = raised()
    services.withdraw(need=need, by=need.raised_by, now=f.NOW)
    sent = {"title": "T", "background": "B", "visibility": "internal"}
    assert signed_in(office()).post(address(need, "need-start"), sent).status_code == 409
    assert not Directive.objects.exists()


@pytest.mark.parametrize(("visibility", "named"), [("internal", True), ("restricted", False)])
def test_the_unit_reads_which_mandate_took_it_only_if_it_may(visibility: str, named: bool) -> None:
    made, need = f.at("preparation", visibility=visibility), raised()
    take(need, made)
    client = signed_in(need.raised_by)
    for page in (client.get(LIST), client.get(address(need))):
        assert "Tas i ett uppdrag" in words(page)
        assert (made.directive.number in words(page)) is named
        assert (made.directive.uid in page.content.decode()) is named


def test_who_raised_it_says_that_the_answer_is_read() -> None:
    need = raised()
    services.decline(need=need, text="Nej", by=office(), now=f.NOW)
    client = signed_in(need.raised_by)
    assert "Jag har läst svaret" in words(client.get(address(need)))
    client.post(address(need, "need-read"))
    assert "Jag har läst svaret" not in words(client.get(address(need)))


def test_a_mandate_shows_the_needs_that_it_took_to_those_who_work_on_it() -> None:
    made, need = f.at("preparation"), raised()
    take(need, made)

    def panel(person: Person) -> Any:
        return page_of(signed_in(person).get(url(made))).xpath("//section[@aria-labelledby='needs']//a/@href")

    assert panel(made.cast.lead) == [address(need)]
    assert not panel(nurse())


def test_the_list_takes_as_many_queries_for_six_as_for_two() -> None:
    client, cast = signed_in(office()), f.Cast()

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"{LIST}?state=taken").status_code == 200
        return len(seen)

    for _ in range(2):
        take(raised(), f.at("preparation", cast))
    few = queries()
    for _ in range(4):
        take(raised(), f.at("preparation", cast))
    assert queries() == few
