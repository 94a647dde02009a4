"""Columns that somebody chose, and the views that they saved."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import factories as f
from tests.web.directive_pages import page_of, signed_in, words
from uppdragil.portfolio import savedviews
from uppdragil.portfolio.models import SavedView
from uppdragil.web import columns

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]


def heads(client: Client, query: str) -> list[str]:
    return [th.text_content() for th in page_of(client.get(f"/portfolio/?{query}")).xpath("//thead//th")]


def test_columns_stand_as_the_address_has_them() -> None:
    client = signed_in(f.mandate().cast.lead)
    assert heads(client, "cols=risk,phase") == ["Uppdrag", "Högsta risk", "Fas"]


@pytest.mark.parametrize("said", ["", "nothing", ",,", "<script>"])
def test_columns_that_there_are_not_leave_the_usual(said: str) -> None:
    assert tuple(c.key for c in columns.chosen(said)) == columns.USUAL


def test_a_column_stands_once() -> None:
    assert [c.key for c in columns.chosen("risk,risk,x,phase")] == ["risk", "phase"]


def test_ticked_columns_come_in_the_order_of_their_places_and_the_filters_stay() -> None:
    client = signed_in(f.person())
    chosen = "show=phase&show=risk&show=owner&at-phase=2&at-risk=1&at-owner=" + "9" * 5000
    answer = client.get(f"/portfolio/columns/?q=väg&{chosen}")
    assert answer.headers["Location"] == "/portfolio/?q=v%C3%A4g&cols=risk%2Cphase%2Cowner"


@pytest.mark.both_databases
def test_the_lines_are_put_together_under_their_group() -> None:
    made = f.at("preparation", unit="Primärvården", title="Ena")
    f.mandate(cast=made.cast, unit="Folktandvården", title="Andra")
    page = page_of(signed_in(made.cast.office).get("/portfolio/?group=unit"))
    assert [th.text_content() for th in page.xpath("//tr[@class='is-group']/th")] == [
        "Folktandvården",
        "Primärvården",
    ]


@pytest.mark.parametrize("group", ["unit", "phase", "owner"])
def test_it_asks_as_often_in_groups_with_every_column(
    group: str, django_assert_max_num_queries: object
) -> None:
    cast = f.Cast()
    for phase in ("draft", "bp0", "bp1", "bp3", "realisation"):
        f.at(phase, cast)
    client = signed_in(cast.office)
    everything = ",".join(columns.COLUMNS)
    client.get("/portfolio/")
    with django_assert_max_num_queries(45):  # type: ignore[operator]
        assert client.get(f"/portfolio/?group={group}&cols={everything}").status_code == 200


def test_a_saved_view_leads_back_to_what_was_chosen() -> None:
    person = f.person()
    client = signed_in(person)
    query = "state=late&cols=risk&page=3&evil=1"
    answer = client.post("/portfolio/views/save/", {"name": "Sena", "query": query})
    assert answer.headers["Location"] == "/portfolio/?state=late&cols=risk"
    view = SavedView.objects.get(person=person)
    assert (
        client.get(f"/portfolio/views/{view.uid}/").headers["Location"] == "/portfolio/?state=late&cols=risk"
    )


def test_the_link_of_a_view_is_for_whoever_has_it_and_only_shared_ones_are_offered() -> None:
    person, other = f.person(), signed_in(f.person())
    view = savedviews.save(person=person, name="Mina sena", query="state=late", shared=False, now=f.NOW)
    savedviews.save(person=person, name="Allas", query="", shared=True, now=f.NOW)
    listed = words(other.get("/portfolio/views/"))
    assert "Allas" in listed
    assert "Mina sena" not in listed
    assert other.get(f"/portfolio/views/{view.uid}/").status_code == 302


@pytest.mark.both_databases
def test_the_same_name_again_replaces_the_view() -> None:
    person = f.person()
    for query in ("state=late", "state=paused"):
        savedviews.save(person=person, name=" Min ", query=query, shared=False, now=f.NOW)
    assert SavedView.objects.get(person=person).query == "state=paused"


def test_a_view_too_many_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(savedviews, "MOST", 1)
    client = signed_in(f.person())
    client.post("/portfolio/views/save/", {"name": "En"})
    answer = client.post("/portfolio/views/save/", {"name": "Två"})
    assert answer.status_code == 409
    assert "Ta bort någon som du inte längre behöver" in words(answer)


def test_only_ones_own_view_is_dropped() -> None:
    person = f.person()
    view = savedviews.save(person=person, name="Min", query="", shared=True, now=f.NOW)
    address = f"/portfolio/views/{view.uid}/drop/"
    assert signed_in(f.person()).post(address).status_code == 404
    assert signed_in(person).post(address).status_code == 302
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("name", ["", "\x01\x7f"])
def test_a_view_without_a_name_keeps_what_was_chosen(name: str) -> None:
    answer = signed_in(f.person()).post("/portfolio/views/save/", {"query": "state=late", "name": name})
    assert answer.status_code == 422
    assert page_of(answer).xpath("//input[@name='query']/@value") == ["state=late"]
