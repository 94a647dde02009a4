"""The controller's list of what is written in their units."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as f
from tests.web.directive_pages import page_of, signed_in, words
from uppdragil.directives.content import Visibility
from uppdragil.organisation.models import Duty, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]


@pytest.fixture
def unit() -> Unit:
    return f.unit()


@pytest.fixture
def controller(unit: Unit) -> Client:
    return signed_in(f.duty(f.person("Karl"), Duty.Kind.CONTROLLER, unit))


def of(unit: Unit, **fields: Any) -> dict[str, Any]:
    return {"unit": unit.name, "unit_id": unit.uid, **fields}


def titles(client: Client) -> list[str]:
    return page_of(client.get(reverse("controlled"))).xpath("//tbody/tr/th/a/text()")


def test_the_internal_directives_of_the_unit_are_listed_until_work_begins(
    unit: Unit, controller: Client
) -> None:
    for phase in ("draft", "bp0", "preparation", "bp1", "closed"):
        f.at(phase, **of(unit, title=phase))
    f.mandate(**of(unit, title="Begränsat", visibility=Visibility.RESTRICTED))
    f.mandate(**of(f.unit(), title="En annan verksamhets"))

    assert sorted(titles(controller)) == ["bp0", "draft", "preparation"]


def test_what_has_waited_longest_comes_first(unit: Unit, controller: Client) -> None:
    for title, days in (("nyss", 1), ("länge", 30), ("en vecka", 7)):
        f.mandate(now=f.NOW - dt.timedelta(days=days), **of(unit, title=title))

    assert titles(controller) == ["länge", "en vecka", "nyss"]


def test_a_line_says_who_leads_what_is_next_and_what_the_review_finds(unit: Unit, controller: Client) -> None:
    late = f.row(f.Activity, name="Utbilda", start="2026-05-04", end="2027-09-20")
    made = f.mandate(**of(unit, activities=(late,)))

    (line,) = page_of(controller.get(reverse("controlled"))).xpath("//tbody/tr")
    shown = " ".join(line.text_content().split())

    for text in (made.cast.lead.name, unit.name, "BP0 Fastställande av uppdragsdirektiv", "1 motsägelse"):
        assert text in shown


def test_an_empty_list_says_what_will_turn_up(controller: Client) -> None:
    assert "Inget att granska just nu." in words(controller.get(reverse("controlled")))


def test_others_are_told_whose_page_it_is() -> None:
    answer = signed_in(f.person()).get(reverse("controlled"))
    assert answer.status_code == 403
    assert "Den här sidan är för kontrollanter" in words(answer)


def test_a_pause_is_shown_with_its_day_and_reason(unit: Unit, controller: Client) -> None:
    made = f.at("preparation", **of(unit))
    made.pause(reason="Väntar på avtalet", wake_on=dt.date(2026, 6, 1))

    assert "Pausat till 1 jun 2026: Väntar på avtalet" in words(controller.get(reverse("controlled")))


def test_the_page_asks_as_often_for_many_directives_as_for_one(unit: Unit, controller: Client) -> None:
    counts = []
    for many in (1, 5):
        for _ in range(many):
            f.at("preparation", **of(unit))
            f.at("bp0", **of(unit)).decide("postpone")
        controller.get(reverse("controlled"))
        with CaptureQueriesContext(connection) as asked:
            controller.get(reverse("controlled"))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 25
