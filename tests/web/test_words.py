"""Words that are true wherever they stand: columns, empty fields, the way to the search."""

from __future__ import annotations

import pytest
from django import forms
from django.template import Context, Template
from django.test import Client

from tests import factories as f
from tests.directives.edits import save as save_chapter
from tests.web.directive_pages import page_of, signed_in, words
from uppdragil.directives.content import Role

pytestmark = pytest.mark.django_db


class Asking(forms.Form):
    name = forms.CharField(label="Titel")
    kind = forms.ChoiceField(label="Synlighet", choices=[("a", "A")])
    day = forms.DateField(label="Ny dag", error_messages={"required": "Säg när."})
    when = forms.DateField(label="Slutdag")
    paper = forms.FileField(label="Underlag")


def test_an_empty_field_says_what_is_asked_for_there() -> None:
    shown = Template("{{ form }}").render(Context({"form": Asking({})}))
    for sentence in (
        "Skriv något under ”Titel”.",
        "Välj något under ”Synlighet”.",
        "Säg när.",
        "Ange en dag under ”Slutdag”.",
        "Välj en fil under ”Underlag”.",
    ):
        assert shown.count(sentence) == 2  # in the summary and at the field
    assert "Detta fält" not in shown


def test_a_value_that_cannot_be_read_keeps_its_own_sentence() -> None:
    shown = Template("{{ form }}").render(Context({"form": Asking({"when": "igår"})}))
    assert "datum" in shown


@pytest.fixture
def lead() -> Client:
    made = f.mandate(risks=())  # a mandate with advice, and without an error
    return signed_in(made.cast.lead)


def test_the_column_that_counts_errors_is_named_so(lead: Client) -> None:
    heads = [
        th.text_content().strip() for th in page_of(lead.get("/portfolio/?cols=errors")).xpath("//thead//th")
    ]
    assert "Fel" in heads
    assert "Motsägelser" not in heads


def test_the_search_is_one_press_away_where_its_field_is_not_shown(lead: Client) -> None:
    page = page_of(lead.get("/"))
    link = page.xpath("//header//a[normalize-space()='Sök']/@href")[0]
    assert link == "/search/#id_q"
    assert page_of(lead.get("/search/")).xpath("//input[@id='id_q']")


def test_a_lead_from_the_register_is_named_before_what_they_are() -> None:
    cast = f.Cast()
    made = f.mandate(cast)
    roles = tuple(
        r.model_copy(update={"holder": "Verksamhetsutvecklare, vem det nu är"}) if r.role is Role.LEAD else r
        for r in made.content.roles
    )
    save_chapter(made, "roles", made.content.model_copy(update={"roles": roles}))
    client = signed_in(cast.lead)
    for address in ("/", "/directives/"):
        assert f"Leds av {cast.lead.name}" in words(client.get(address))
