"""Chapter 8: who holds a role, from the register or in words of one's own."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import factories as f
from tests.web.editing.kit import send, written
from uppdragil.directives.content import (
    Role,
)

pytestmark = pytest.mark.django_db


def test_a_role_is_linked_by_picking_from_the_register(made: f.Mandate, lead: Client) -> None:
    held = f.position(f.person("Karin"), title="Utvecklingsdirektör")
    send(lead, made, "roles", **{"rows-0-pick": f"position:{held.uid}"})
    row = made.content.roles[0]
    assert (row.holder, row.holder_kind, row.holder_id) == (held.title, "position", held.uid)


def test_a_persons_title_is_not_part_of_the_name_that_is_written(made: f.Mandate, lead: Client) -> None:
    karin = f.person("Karin", title="Chef")
    send(lead, made, "roles", **{"rows-0-pick": f"person:{karin.uid}", "rows-0-holder": ""})
    assert made.content.roles[0].holder == karin.name


def test_words_of_ones_own_stay_beside_the_link(made: f.Mandate, lead: Client) -> None:
    unit = f.unit()
    send(lead, made, "roles", **{"rows-0-pick": f"unit:{unit.uid}", "rows-0-holder": "Alla på enheten"})
    assert (made.content.roles[0].holder, made.content.roles[0].holder_id) == ("Alla på enheten", unit.uid)


def test_a_holder_who_has_left_can_stay_as_they_stand(made: f.Mandate, lead: Client) -> None:
    person = f.person("Slutat")
    written(made, "roles", (*made.content.roles, f.role(Role.MEMBER, person)))
    person.active = False
    person.save()
    before = made.content
    assert send(lead, made, "roles").status_code == 302
    assert made.content == before


def test_a_holder_who_is_not_in_the_register_is_refused(made: f.Mandate, lead: Client) -> None:
    assert send(lead, made, "roles", **{"rows-0-pick": "person:nobody"}).status_code == 422
