"""The search in the register behind the field: who may ask, and what is answered."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import factories as f
from tests.web.directive_pages import signed_in, url
from uppdragil.organisation.models import Position, Unit

pytestmark = pytest.mark.django_db


def asked(client: Client, made: f.Mandate, words: str) -> dict[str, object]:
    answer: dict[str, object] = client.get(f"{url(made)}edit/holders/", {"q": words}).json()
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


def test_who_does_not_see_the_working_text_asks_nothing(made: f.Mandate) -> None:
    assert signed_in(f.person()).get(f"{url(made)}edit/holders/", {"q": "a"}).status_code == 404
