"""The searches behind the fields: who may ask, and what is answered."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import factories as f
from tests.web.directive_pages import signed_in, url
from uppdragil.directives.content import Visibility
from uppdragil.organisation.models import Position, Unit

pytestmark = pytest.mark.django_db


def asked(client: Client, made: f.Mandate, words: str, where: str = "holders") -> dict[str, object]:
    answer: dict[str, object] = client.get(f"{url(made)}edit/{where}/", {"q": words}).json()
    return answer


@pytest.mark.both_databases
def test_a_hit_says_its_kind_title_and_unit(made: f.Mandate, lead: Client) -> None:
    held = Position.objects.create(title="Ålfiskare", unit=Unit.objects.create(name="Hamnen"))
    assert asked(lead, made, "ålf") == {
        "hits": [
            {
                "value": f"position:{held.uid}",
                "name": held.title,
                "about": "Befattning · Hamnen",
                "label": f"{held.title}, Hamnen (befattning)",
            }
        ],
        "said": "1 träff",
    }


def test_no_hit_is_said(made: f.Mandate, lead: Client) -> None:
    assert asked(lead, made, "finns inte") == {"hits": [], "said": "Ingen i registret"}


@pytest.mark.parametrize("where", ["holders", "units", "mandates"])
def test_who_does_not_see_the_working_text_asks_nothing(made: f.Mandate, where: str) -> None:
    assert signed_in(f.person()).get(f"{url(made)}edit/{where}/", {"q": "a"}).status_code == 404


def test_units_are_found_alone_and_by_their_own_name(made: f.Mandate, lead: Client) -> None:
    harbour = Unit.objects.create(name="Ålhamnen")
    Position.objects.create(title="Ålfiskare", unit=harbour)

    hits = asked(lead, made, "ålh", "units")["hits"]

    assert [(hit["value"], hit["name"]) for hit in hits] == [(harbour.uid, "Ålhamnen")]  # type: ignore[attr-defined]


def test_mandates_are_found_by_number_and_title(made: f.Mandate, lead: Client) -> None:
    other = f.mandate(cast=made.cast, title="Ärenden i kö").content
    for words in ("ärenden", other.number, f"kö {other.number}"):
        hits = asked(lead, made, words, "mandates")["hits"]
        assert [hit["label"] for hit in hits] == [f"{other.number} Ärenden i kö"]  # type: ignore[attr-defined]


def test_the_mandate_itself_and_what_is_not_seen_are_not_found(made: f.Mandate, lead: Client) -> None:
    f.mandate(title="Kortare väg, hemligt", visibility=Visibility.RESTRICTED)
    assert asked(lead, made, "kortare väg", "mandates") == {"hits": [], "said": "Inget uppdrag som du ser"}
