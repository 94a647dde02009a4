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
from uppdragil.organisation.models import DecisionBody, Duty, Holding, Membership, Person, Position, Unit
from uppdragil.web.things import THINGS

pytestmark = pytest.mark.django_db

KINDS = list(THINGS)


def logged_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


@pytest.fixture
def office() -> Person:
    return factories.with_account(factories.duty(factories.person("Signe")))


@pytest.fixture
def web(office: Person) -> Client:
    return logged_in(office)


def edit(record: Person | Unit | Position | DecisionBody) -> str:
    key = {Person: "person", Unit: "unit", Position: "position", DecisionBody: "body"}[type(record)]
    return reverse(f"organisation-{key}-edit", args=[record.uid])


def one_of_each() -> dict[str, str]:
    """An address that takes a POST, for each kind of change."""
    person, position = factories.person(), factories.position(factories.person())
    body, unit = factories.body(factories.person()), factories.unit()
    duty = factories.duty(factories.person(), Duty.Kind.AUDITOR).duties.get()
    records = {"person": person, "position": position, "body": body, "unit": unit}
    found = {f"{key}-state": reverse(f"organisation-{key}-state", args=[r.uid]) for key, r in records.items()}
    found |= {f"{key}-edit": edit(record) for key, record in records.items()}
    found |= {f"{key}-new": reverse(f"organisation-{key}-new") for key in KINDS}
    return found | {
        "held": reverse("organisation-position-held", args=[position.uid]),
        "seat": reverse("organisation-body-held", args=[body.uid]),
        "end": reverse("organisation-position-end", args=[position.uid, position.holdings.get().pk]),
        "seat-end": reverse("organisation-body-end", args=[body.uid, body.memberships.get().pk]),
        "account": reverse("organisation-person-account", args=[person.uid]),
        "duty": reverse("organisation-duty-remove", args=[duty.pk]),
    }


# Who may


@pytest.mark.parametrize("kind", [None, Duty.Kind.CONTROLLER, Duty.Kind.AUDITOR])
def test_only_the_office_reads_or_changes_anything(kind: str | None) -> None:
    person = factories.with_account(factories.person())
    if kind:
        factories.duty(person, kind)
    other, changes = logged_in(person), one_of_each()
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


# Accounts and duties


def account(web: Client, person: Person, **data: str):
    return web.post(reverse("organisation-person-account", args=[person.uid]), data)


def open_account(web: Client, person: Person, username: str = "nils.akero") -> str:
    """Opens an account as the office does; the password that the page then shows."""
    answer = web.post(
        reverse("organisation-person-account", args=[person.uid]), {"do": "open", "username": username}
    )
    shown = web.get(answer["Location"])
    assert "no-store" in shown.headers["Cache-Control"]
    return re.search(r"<code>(.+?)</code>", shown.content.decode())[1]


def test_a_new_account_shows_its_password_once_and_lets_the_person_in(web: Client) -> None:
    person = factories.person()
    password = open_account(web, person)
    assert Client().login(username="nils.akero", password=password)
    assert password not in web.get(edit(person)).content.decode()
    assert password not in str(web.session.items())


def test_a_page_that_is_loaded_again_makes_no_other_password(web: Client) -> None:
    person = factories.person()
    password = open_account(web, person)
    web.get(edit(person))
    assert Client().login(username="nils.akero", password=password)


def test_a_password_is_not_shown_on_the_page_of_somebody_else(web: Client) -> None:
    person = factories.person()
    account(web, person, do="open", username="nils.akero")
    assert "<code>" not in web.get(edit(factories.person())).content.decode()
    assert "<code>" in web.get(edit(person)).content.decode()


def test_nobody_gives_themself_a_one_time_password(web: Client, office: Person) -> None:
    response = account(web, office, do="open", username="signe")
    assert response.status_code == 409
    assert "Det här är ditt eget konto" in response.content.decode()


def first_login(web: Client) -> tuple[Client, str]:
    password = open_account(web, factories.person())
    newcomer = Client()
    newcomer.login(username="nils.akero", password=password)
    return newcomer, password


@pytest.mark.parametrize("path", ["/", "/account/", "/directives/", "/import/"])
def test_a_one_time_password_lets_in_only_to_choose_another(web: Client, path: str) -> None:
    newcomer, _password = first_login(web)
    change = reverse("account_change_password")
    assert newcomer.get(path)["Location"] == change
    assert newcomer.post(path, {})["Location"] == change
    assert "Välj ett eget lösenord" in newcomer.get(change).content.decode()


def test_who_has_a_one_time_password_can_still_log_out_and_read_the_help(web: Client) -> None:
    newcomer, _password = first_login(web)
    assert newcomer.get(reverse("help")).status_code == 200
    assert newcomer.get(reverse("account_logout")).status_code == 200


def choose(newcomer: Client, old: str, new: str):
    data = {"oldpassword": old, "password1": new, "password2": new}
    return newcomer.post(reverse("account_change_password"), data)


def test_with_a_password_of_their_own_the_person_goes_on(web: Client) -> None:
    newcomer, password = first_login(web)
    assert choose(newcomer, password, "en alldeles egen fras").status_code == 302
    assert newcomer.get("/").status_code == 200
    assert "Välj ett eget lösenord" not in newcomer.get(reverse("account_change_password")).content.decode()


def test_the_one_time_password_cannot_be_chosen_again(web: Client) -> None:
    newcomer, password = first_login(web)
    assert "Välj ett annat lösenord" in choose(newcomer, password, password).content.decode()
    assert newcomer.get("/").status_code == 302


@pytest.mark.parametrize(
    ("username", "status"), [("två ord", 422), ("", 422), ("x" * 151, 422), ("TAGET", 409)]
)
def test_a_username_that_cannot_be_is_refused(web: Client, username: str, status: int) -> None:
    account(web, factories.person(), do="open", username="taget")
    person = factories.person()
    assert account(web, person, do="open", username=username).status_code == status
    person.refresh_from_db()
    assert person.user is None


def test_a_closed_account_ends_the_session_that_is_open(web: Client) -> None:
    person = factories.with_account(factories.person())
    session = logged_in(person)
    account(web, person, do="close")
    assert session.get("/").status_code == 302
    assert "/account/login/" in session.get("/")["Location"]


def test_the_last_of_the_office_is_not_closed_out(web: Client, office: Person) -> None:
    response = account(web, office, do="close")
    assert response.status_code == 409
    assert "Ingen annan med konto sköter organisationen" in response.content.decode()


def test_a_duty_is_given_once_and_taken(web: Client) -> None:
    person = factories.person()
    url, data = reverse("organisation-duty-new"), {"person": person.pk, "kind": "auditor"}
    assert web.post(url, data).status_code == 302
    again = web.post(url, data)
    assert (again.status_code, "Personen har redan den funktionen" in again.content.decode()) == (422, True)
    web.post(reverse("organisation-duty-remove", args=[person.duties.get().pk]))
    assert not person.duties.exists()


def test_the_last_duty_of_the_office_stays(web: Client, office: Person) -> None:
    response = web.post(reverse("organisation-duty-remove", args=[office.duties.get().pk]), follow=True)
    assert "Ingen annan med konto" in response.content.decode()
    assert office.duties.exists()


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
