"""The office keeps substitutes; everybody sees their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as f
from tests.web.directive_pages import signed_in, words
from uppdragil.organisation.models import Substitution

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_that_monday")]
LIST, NEW = "organisation-substitution", "organisation-substitution-new"


@pytest.fixture
def _that_monday() -> Iterator[None]:
    with time_machine.travel(f.NOW, tick=False):
        yield


@pytest.fixture
def office() -> Any:
    return signed_in(f.duty(f.person("Ove Kontor")))


def add(client: Any, substitute: f.Person, **typed: Any) -> Any:
    days = {"starts": str(f.TODAY), "ends": str(f.TODAY + dt.timedelta(days=30))}
    data = {"substitute": substitute.pk, "basis": "Delegationsordning § 4", "person": "", "position": ""}
    return client.post(reverse(NEW), data | days | typed)


def kept(whom: f.Person, by: f.Person, **days: int) -> Substitution:
    first, last = days.get("first", 0), days.get("last", 30)
    return Substitution.objects.create(
        person=whom, substitute=by, basis="§ 4",
        starts=f.TODAY + dt.timedelta(days=first), ends=f.TODAY + dt.timedelta(days=last),
    )  # fmt: skip


def test_a_substitute_for_a_person_is_listed_and_both_see_it(office: Any) -> None:
    whom, by = f.person("Olle"), f.person("Sten")

    assert add(office, by, person=whom.pk).status_code == 302

    page = words(office.get(reverse(LIST)))
    assert [text for text in (whom.name, by.name, "Delegationsordning § 4") if text not in page] == []
    for one in (whom, by):
        client = signed_in(one)
        assert "Delegationsordning § 4" in words(client.get("/"))
        assert "Delegationsordning § 4" in words(client.get(reverse("account")))
    assert Substitution.history.get().by_name.startswith("Ove Kontor")


def test_a_substitute_for_a_position_is_seen_by_its_holder(office: Any) -> None:
    holder, by = f.person("Olle"), f.person("Sten")
    held = f.position(holder)

    add(office, by, position=held.pk)

    assert f"{by.name} för {held.title}" in words(signed_in(holder).get("/"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"person": None}, "antingen en person"),
        ({"position": True}, "antingen en person"),
        ({"person": "self"}, "sin egen ersättare"),
        ({"person": None, "position": "self"}, "har själv befattningen"),
        ({"ends": "2026-03-01"}, "före den första"),
        ({"ends": "2028-03-04"}, "högst två år"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(office: Any, typed: dict[str, Any], said: str) -> None:
    whom, by = f.person("Olle"), f.person("Sten")
    held = f.position(whom)
    mine = f.position(by)
    people = {None: "", "self": by.pk}
    positions = {True: held.pk, "self": mine.pk}
    data: dict[str, Any] = {"person": people.get(typed.get("person"), "") if "person" in typed else whom.pk}
    data["position"] = positions.get(typed.get("position"), "")
    data |= {name: value for name, value in typed.items() if name == "ends"}

    answer = add(office, by, **data)

    assert answer.status_code == 409
    assert said in words(answer)
    assert not Substitution.objects.exists()


def test_two_years_are_the_most_and_two_at_once_are_allowed(office: Any) -> None:
    whom = f.person("Olle")

    for by in (f.person("Sten"), f.person("Stina")):
        assert add(office, by, person=whom.pk, ends="2028-03-02").status_code == 302

    assert Substitution.objects.count() == 2


def test_the_office_is_warned_when_the_substitute_leads_what_the_other_decides(office: Any) -> None:
    made = f.at("bp1")

    answer = add(office, made.cast.lead, person=made.cast.owner.pk)

    assert made.directive.number in words(office.get(answer.headers["Location"]))
    made.cast.owner.refresh_from_db()
    assert made.decide(by=made.cast.owner).decision is not None


def test_a_last_day_is_set_and_what_has_been_is_not_changed(office: Any) -> None:
    row = kept(f.person("Olle"), f.person("Sten"), first=-10)
    end = reverse("organisation-substitution-end", args=[row.pk])

    refused = office.post(end, {f"end-{row.pk}-ends": "2026-02-27"})
    office.post(end, {f"end-{row.pk}-ends": "2026-03-01"})

    row.refresh_from_db()
    assert refused.status_code == 409
    assert row.ends == f.TODAY - dt.timedelta(days=1)


def test_only_one_that_has_not_begun_is_taken_back(office: Any) -> None:
    whom, by = f.person("Olle"), f.person("Sten")
    begun, ahead = kept(whom, by), kept(whom, by, first=1)

    for row in (begun, ahead):
        office.post(reverse("organisation-substitution-end", args=[row.pk]), {"do": "remove"})

    assert list(Substitution.objects.all()) == [begun]


def test_only_the_office_keeps_them() -> None:
    by = f.person("Sten")

    assert add(signed_in(f.person("Olle")), by, person=by.pk).status_code == 403
    assert signed_in(by).get(reverse(LIST)).status_code == 403


def test_the_list_asks_as_often_for_many_as_for_one(office: Any) -> None:
    counts = []
    for many in (1, 5):
        for _ in range(many):
            kept(f.person("Olle"), f.person("Sten"))
        with CaptureQueriesContext(connection) as asked:
            office.get(reverse(LIST))
        counts.append(len(asked))

    assert counts[0] == counts[1]
