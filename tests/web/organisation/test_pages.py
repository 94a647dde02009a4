"""The office's pages of the organisation: who may, what is shown, what is refused and said."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests import factories
from tests.web.directive_pages import signed_in
from uppdragil.organisation.models import Duty, Holding, Membership, Person, Position, Unit

from .kit import KINDS, edit, one_of_each

pytestmark = pytest.mark.django_db


# Who may


@pytest.mark.parametrize("kind", [None, Duty.Kind.CONTROLLER, Duty.Kind.AUDITOR])
def test_only_the_office_reads_or_changes_anything(kind: str | None) -> None:
    person = factories.with_account(factories.person())
    if kind:
        factories.duty(person, kind)
    other, changes = signed_in(person), one_of_each()
    pages = [reverse("organisation"), *(reverse(f"organisation-{key}") for key in KINDS)]
    assert {other.get(path).status_code for path in pages} == {403}
    assert {other.post(path, {"active": "0", "do": "open"}).status_code for path in changes.values()} == {403}
    assert "Portföljkontoret sköter organisationen" in other.get(pages[0]).content.decode()


def test_an_unknown_record_does_not_exist(web: Client) -> None:
    for key in ("person", "unit", "position", "body"):
        assert web.get(reverse(f"organisation-{key}-edit", args=["0" * 16])).status_code == 404
    assert web.post(reverse("organisation-duty-remove", args=[10**30])).status_code == 404


def test_a_holding_of_another_position_cannot_be_ended(web: Client) -> None:
    mine, other = factories.position(), factories.position(factories.person())
    pk = other.holdings.get().pk
    url = reverse("organisation-position-end", args=[mine.uid, pk])
    assert web.post(url, {f"end-{pk}-ends": "2026-01-01"}).status_code == 404
    assert other.holdings.get().ends is None


@pytest.mark.parametrize("key", KINDS)
def test_each_kind_has_its_list_and_its_form(web: Client, key: str) -> None:
    one_of_each()
    assert web.get(reverse(f"organisation-{key}")).status_code == 200
    assert web.get(reverse(f"organisation-{key}-new")).status_code == 200


@pytest.mark.parametrize("key", KINDS)
def test_a_list_costs_the_same_for_many_as_for_few(
    web: Client, key: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    one_of_each()
    url = reverse(f"organisation-{key}")
    web.get(url)
    with CaptureQueriesContext(connection) as few:
        web.get(url)
    for _number in range(5):
        one_of_each()
    with django_assert_num_queries(len(few)):
        web.get(url)


def twins(**fields: object) -> list[Person]:
    return [Person.objects.create(name="Anna Berg", title="Läkare", **fields) for _ in range(2)]


def offered(web: Client, path: str) -> list[str]:
    shown = web.get(path).content.decode()
    return re.findall(r">(Anna Berg[^<]*)</option>", shown)


def test_people_of_the_same_name_are_told_apart_by_their_unit(web: Client) -> None:
    one, other = twins()
    Person.objects.filter(pk=one.pk).update(unit=Unit.objects.create(name="Folktandvården"))
    Person.objects.filter(pk=other.pk).update(unit=Unit.objects.create(name="Primärvården"))
    for path in (edit(factories.position()), edit(factories.body(one)), reverse("organisation-duty-new")):
        assert offered(web, path) == ["Anna Berg, läkare, Folktandvården", "Anna Berg, läkare, Primärvården"]


def test_people_who_are_alike_in_everything_are_told_apart_by_a_number(web: Client) -> None:
    twins(email="anna@example.org", unit=factories.unit())
    assert len(set(offered(web, edit(factories.position())))) == 2


def test_a_choice_among_alike_people_is_the_one_that_was_chosen(web: Client) -> None:
    _one, other = twins()
    position = factories.position()
    hold(web, position, other, "2026-01-01")
    assert position.holdings.get().person == other


# Adding and changing


def test_a_person_is_added_and_comes_to_their_page(web: Client, office: Person) -> None:
    unit = factories.unit()
    data = {"name": "Nils Åkerö", "title": "Planerare", "email": "nils@example.org", "unit": unit.pk}
    response = web.post(reverse("organisation-person-new"), data)
    person = Person.objects.get(name="Nils Åkerö")
    assert response["Location"] == edit(person)
    assert person.unit == unit
    assert person.history.get().by_name == office.name


def test_what_was_typed_survives_a_refusal(web: Client) -> None:
    response = web.post(
        reverse("organisation-person-new"), {"name": "Nils", "title": "Min titel", "email": "inte en adress"}
    )
    assert response.status_code == 422
    assert "Min titel" in response.content.decode()
    assert not Person.objects.filter(name="Nils").exists()


def test_a_name_that_is_taken_is_refused(web: Client) -> None:
    taken = factories.unit()
    assert web.post(reverse("organisation-unit-new"), {"name": taken.name}).status_code == 422


def test_a_unit_that_would_be_its_own_part_is_refused_in_words(web: Client) -> None:
    top = factories.unit()
    below = factories.unit(parent=top)
    response = web.post(edit(top), {"name": top.name, "parent": below.pk})
    assert response.status_code == 409
    assert "kan inte höra till sig själv" in response.content.decode()


def test_a_forged_choice_is_refused(web: Client) -> None:
    gone = factories.unit(active=False)
    response = web.post(reverse("organisation-person-new"), {"name": "Nils", "unit": gone.pk})
    assert response.status_code == 422


def test_a_record_keeps_a_choice_that_went_out_of_use(web: Client) -> None:
    person = factories.person(unit=factories.unit(active=False))
    assert web.post(edit(person), {"name": "Nytt namn", "unit": person.unit.pk}).status_code == 302


def test_markup_in_a_name_is_only_text(web: Client) -> None:
    person = Person.objects.create(name="<script>alert(1)</script>")
    for path in (edit(person), reverse("organisation-person")):
        assert not re.search(r"<script(?! src=)", web.get(path).content.decode())


# What is held


def hold(web: Client, position: Position, person: Person, starts: str, ends: str = ""):
    url = reverse("organisation-position-held", args=[position.uid])
    return web.post(url, {"new-person": person.pk, "new-starts": starts, "new-ends": ends})


def test_a_position_gets_a_holder(web: Client) -> None:
    position, person = factories.position(), factories.person()
    assert hold(web, position, person, "2026-01-01").status_code == 302
    assert Holding.objects.get(position=position).person == person


def test_overlapping_holders_are_refused_in_words_with_what_was_typed(web: Client) -> None:
    position = factories.position(holder := factories.person("Karin"))
    response = hold(web, position, factories.person(), "2026-05-01")
    assert response.status_code == 409
    assert f"{holder.name} har befattningen från" in response.content.decode()
    assert 'value="2026-05-01"' in response.content.decode()


def test_an_end_before_the_start_is_refused_in_words(web: Client) -> None:
    position = factories.position()
    response = hold(web, position, factories.person(), "2026-05-01", "2026-04-30")
    assert response.status_code == 409
    assert "Sista dagen ligger före den första" in response.content.decode()


def test_a_holding_ends(web: Client) -> None:
    position = factories.position(factories.person())
    pk = position.holdings.get().pk
    url = reverse("organisation-position-end", args=[position.uid, pk])
    assert web.post(url, {f"end-{pk}-ends": "2000-01-01"}).status_code == 409
    assert web.post(url, {f"end-{pk}-ends": "aldrig"}).status_code == 422
    assert web.post(url, {f"end-{pk}-ends": "2026-06-30"}).status_code == 302
    assert position.holdings.get().ends == dt.date(2026, 6, 30)


def test_a_body_gets_a_seat(web: Client) -> None:
    body, person = factories.body(factories.person()), factories.person()
    url = reverse("organisation-body-held", args=[body.uid])
    data = {"new-person": person.pk, "new-seat": "chair", "new-starts": "2026-01-01"}
    assert web.post(url, data).status_code == 302
    assert Membership.objects.filter(body=body, person=person, seat="chair").exists()


def test_a_vacancy_is_said_in_words_everywhere(web: Client) -> None:
    position = factories.position()
    for path in (reverse("organisation"), reverse("organisation-position"), edit(position)):
        assert "Vakant" in web.get(path).content.decode()


# Out of use


def test_the_consequences_stand_beside_the_button(web: Client) -> None:
    mandate = factories.mandate()
    owner, number = mandate.cast.owner, mandate.directive.number
    Holding.objects.update(starts=timezone.localdate() - dt.timedelta(days=9))
    shown = web.get(edit(owner)).content.decode()
    assert number in shown
    assert "blir vakant" in shown
    assert number in web.get(edit(Position.objects.get(holdings__person=owner))).content.decode()


def test_an_ended_mandate_is_no_consequence(web: Client) -> None:
    stopped = factories.at("stopped")
    assert stopped.directive.number not in web.get(edit(stopped.cast.lead)).content.decode()


@pytest.mark.parametrize("make", [factories.unit, factories.position])
def test_a_record_goes_out_of_use_and_comes_back(web: Client, make) -> None:
    record = make()
    url = edit(record) + "state/"
    web.post(url, {"active": "0"})
    record.refresh_from_db()
    assert not record.active
    assert "Ur bruk" in web.get(edit(record)).content.decode()
    web.post(url, {"active": "1"})
    record.refresh_from_db()
    assert record.active


def test_a_person_leaves_and_comes_back(web: Client) -> None:
    person = factories.person()
    url = edit(person) + "state/"
    assert "Markera som slutat" in web.get(edit(person)).content.decode()
    assert "är markerad som slutat." in web.post(url, {"active": "0"}, follow=True).content.decode()
    shown = web.get(edit(person)).content.decode()
    assert ("Har slutat" in shown, "ur bruk" in shown.lower()) == (True, False)
    assert "är tillbaka." in web.post(url, {"active": "1"}, follow=True).content.decode()


def test_what_is_out_of_use_is_listed_when_asked_for(web: Client) -> None:
    person = factories.person("Gunnar Gången", active=False)
    url = reverse("organisation-person")
    assert person.name not in web.get(url).content.decode()
    assert person.name in web.get(url, {"all": "on"}).content.decode()


def test_a_search_finds_people_by_unit(web: Client) -> None:
    person = factories.person("Nils", unit=Unit.objects.create(name="Folktandvården"))
    other = factories.person("Kerstin")
    shown = web.get(reverse("organisation-person"), {"q": "tandvård"}).content.decode()
    assert person.name in shown
    assert other.name not in shown


@pytest.mark.parametrize("query", [{"q": "x" * 500}, {"page": "-1"}, {"page": "mycket"}, {"q": "%_'"}])
def test_a_hostile_query_gives_a_page(web: Client, query: dict[str, str]) -> None:
    assert web.get(reverse("organisation-person"), query).status_code == 200
