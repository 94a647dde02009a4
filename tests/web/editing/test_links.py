"""Links to units and other mandates: searched for, or typed as words where there is no script."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.web.directive_pages import edit_url, fields_of, words
from tests.web.editing.kit import send, written
from uppdragil.directives.content import Dependency, Visibility
from uppdragil.organisation.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(made: f.Mandate) -> f.Mandate:
    return f.mandate(cast=made.cast, title="Paraplyet")


def typed(other: f.Mandate, how: str) -> str:
    content = other.content
    return {"number": content.number, "title": "paraplyet", "both": f"{content.number} Paraplyet"}[how]


@pytest.mark.both_databases
@pytest.mark.parametrize("how", ["number", "title", "both"])
def test_a_dependency_is_linked_by_what_is_typed(
    made: f.Mandate, lead: Client, other: f.Mandate, how: str
) -> None:
    send(lead, made, "dependencies", **{"rows-0-other_named": typed(other, how)})
    assert made.content.dependencies[0].other_id == other.directive.uid


def test_what_is_linked_stands_in_the_field_by_its_name(
    made: f.Mandate, lead: Client, other: f.Mandate
) -> None:
    send(lead, made, "dependencies", **{"rows-0-other_named": "Paraplyet"})
    shown = fields_of(lead.get(edit_url(made)))
    assert shown["dependencies-0-other_named"] == f"{other.content.number} Paraplyet"


def test_an_emptied_field_takes_the_link_away(made: f.Mandate, lead: Client, other: f.Mandate) -> None:
    send(lead, made, "dependencies", **{"rows-0-other_named": "Paraplyet"})
    send(lead, made, "dependencies", **{"rows-0-other_named": ""})
    assert made.content.dependencies[0].other_id is None


def test_a_mandate_that_nothing_is_called_is_said_and_what_was_typed_stays(
    made: f.Mandate, lead: Client
) -> None:
    response = send(lead, made, "dependencies", **{"rows-0-other_named": "Finns inte"})
    assert response.status_code == 422
    assert "Inget uppdrag som du ser heter ”Finns inte”" in words(response)
    assert fields_of(response)["dependencies-0-other_named"] == "Finns inte"


def test_two_mandates_of_one_title_are_told_apart_by_number(
    made: f.Mandate, lead: Client, other: f.Mandate
) -> None:
    f.mandate(cast=made.cast, title="Paraplyet", number="U 2020-777")
    response = send(lead, made, "dependencies", **{"rows-0-other_named": "Paraplyet"})
    assert response.status_code == 422
    assert "U 2020-777 Paraplyet" in words(response)
    send(lead, made, "dependencies", **{"rows-0-other_named": "U 2020-777"})
    assert made.content.dependencies[0].other_id not in (None, other.directive.uid)


@pytest.mark.parametrize("how", ["picked", "typed"])
def test_a_mandate_that_is_not_seen_cannot_be_linked_to(made: f.Mandate, lead: Client, how: str) -> None:
    hidden = f.mandate(title="Hemligt", visibility=Visibility.RESTRICTED)
    fields = {"picked": {"other_id": hidden.directive.uid}, "typed": {"other_named": "Hemligt"}}[how]
    response = send(lead, made, "dependencies", **{f"rows-0-{name}": value for name, value in fields.items()})
    assert response.status_code == 422
    assert made.content.dependencies[0].other_id is None


def test_a_link_to_what_is_not_seen_stays_and_is_not_named(made: f.Mandate, lead: Client) -> None:
    hidden = f.mandate(title="Hemligt", visibility=Visibility.RESTRICTED)
    written(made, "dependencies", (f.row(Dependency, text="Hänger ihop", other_id=hidden.directive.uid),))
    shown = fields_of(lead.get(edit_url(made)))["dependencies-0-other_named"]
    assert shown == "Som det står nu"
    send(lead, made, "dependencies", **{"rows-0-text": "Hänger ihop ännu"})
    assert made.content.dependencies[0].other_id == hidden.directive.uid


def test_the_head_is_linked_by_what_is_typed(made: f.Mandate, lead: Client, other: f.Mandate) -> None:
    Unit.objects.create(name="Hamnkontoret")
    send(lead, made, "head", unit_named="hamnkontoret", parent_named="Paraplyet", unit="", parent="")
    content = made.content
    assert (content.unit, content.parent) == ("Hamnkontoret", f"{other.content.number} Paraplyet")
    assert content.parent_id == other.directive.uid


def test_a_page_that_was_drawn_before_the_search_keeps_its_link(
    made: f.Mandate, lead: Client, other: f.Mandate
) -> None:
    send(lead, made, "dependencies", **{"rows-0-other_named": "Paraplyet"})
    sent = fields_of(lead.get(edit_url(made))) | {"do": "save", "dependencies-0-text": "Andra ord"}
    del sent["dependencies-0-other_named"]
    lead.post(edit_url(made), sent)
    assert made.content.dependencies[0].other_id == other.directive.uid


def test_the_page_asks_and_says_no_more_with_many_mandates_and_units(made: f.Mandate, lead: Client) -> None:
    sizes = []
    for lap in range(2):
        with CaptureQueriesContext(connection) as captured:
            page = lead.get(edit_url(made))
        sizes.append((len(captured), len(page.content)))
        for n in range(12):
            Unit.objects.create(name=f"Förrådet {lap} {n}")
            f.mandate(cast=made.cast, title=f"Uppdrag {lap} {n}")
    assert sizes[0][0] == sizes[1][0]
    assert abs(sizes[0][1] - sizes[1][1]) < 100  # the token of the form


def test_linked_rows_are_named_in_one_query(made: f.Mandate, lead: Client) -> None:
    counts = []
    others = [f.mandate(cast=made.cast).directive.uid for _ in range(5)]
    for many in (1, 5):
        rows = tuple(f.row(Dependency, text=uid, other_id=uid) for uid in others[:many])
        written(made, "dependencies", rows)
        with CaptureQueriesContext(connection) as captured:
            lead.get(edit_url(made))
        counts.append(len(captured))
    assert counts[0] == counts[1]
