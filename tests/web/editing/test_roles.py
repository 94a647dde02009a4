"""Chapter 8: who holds a role, from the register or in words of one's own."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.web.directive_pages import edit_url, page_of
from tests.web.editing.kit import send, written
from uppdragil.directives.content import Role
from uppdragil.organisation.models import Unit

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


def field(client: Client, made: f.Mandate, name: str) -> str:
    return str(page_of(client.get(edit_url(made))).xpath(f"//input[@name='roles-0-{name}']/@value")[0])


def test_what_is_chosen_is_shown_with_its_title_unit_and_kind(made: f.Mandate, lead: Client) -> None:
    karin = f.person("Karin", title="Chef", unit=Unit.objects.create(name="Staben"))
    send(lead, made, "roles", **{"rows-0-pick": f"person:{karin.uid}", "rows-0-holder": ""})
    assert field(lead, made, "named") == f"{karin.name}, chef, Staben (person)"


def test_a_typed_name_is_found_in_the_register(made: f.Mandate, lead: Client) -> None:
    asa = f.person("Åsa Öberg")
    send(lead, made, "roles", **{"rows-0-pick": "", "rows-0-named": asa.name.upper(), "rows-0-holder": ""})
    assert (made.content.roles[0].holder, made.content.roles[0].holder_id) == (asa.name, asa.uid)


def test_a_typed_name_counts_more_than_what_was_chosen_before(made: f.Mandate, lead: Client) -> None:
    asa, karin = f.person("Åsa"), f.person("Karin")
    send(lead, made, "roles", **{"rows-0-pick": f"person:{karin.uid}"})
    send(lead, made, "roles", **{"rows-0-named": asa.name, "rows-0-holder": ""})
    assert made.content.roles[0].holder_id == asa.uid


def test_an_emptied_field_takes_the_link_away_and_leaves_the_words(made: f.Mandate, lead: Client) -> None:
    karin = f.person("Karin")
    send(lead, made, "roles", **{"rows-0-pick": f"person:{karin.uid}", "rows-0-holder": ""})
    send(lead, made, "roles", **{"rows-0-named": ""})
    assert (made.content.roles[0].holder, made.content.roles[0].holder_id) == (karin.name, None)


def test_the_same_words_typed_anew_keep_the_link(made: f.Mandate, lead: Client) -> None:
    karin = f.person("Karin")
    send(lead, made, "roles", **{"rows-0-pick": f"person:{karin.uid}", "rows-0-holder": ""})
    send(lead, made, "roles", **{"rows-0-pick": ""})
    assert made.content.roles[0].holder_id == karin.uid


def test_a_name_that_nobody_has_is_answered_in_a_sentence_and_stays(made: f.Mandate, lead: Client) -> None:
    answer = send(lead, made, "roles", **{"rows-0-named": "Ingen Alls"})
    assert answer.status_code == 422
    assert "Ingen i registret heter ”Ingen Alls”" in answer.content.decode()
    assert page_of(answer).xpath("//input[@name='roles-0-named']/@value") == ["Ingen Alls"]


def test_a_name_that_several_have_is_answered_with_each_in_full(made: f.Mandate, lead: Client) -> None:
    one, other = f.person("Kim"), f.person("Kim")
    for person, unit in ((one, "Norr"), (other, "Söder")):
        person.name, person.unit = "Kim Lund", Unit.objects.create(name=unit)
        person.save()
    answer = send(lead, made, "roles", **{"rows-0-named": "Kim Lund"})
    assert "Kim Lund, titel, Norr (person); Kim Lund, titel, Söder (person)" in answer.content.decode()
    send(lead, made, "roles", **{"rows-0-named": "Kim Lund, titel, Söder (person)"})
    assert made.content.roles[0].holder_id == other.uid


def test_of_two_with_one_name_and_unit_the_chosen_one_stays(made: f.Mandate, lead: Client) -> None:
    one, other = f.person("Kim"), f.person("Kim")
    type(one).objects.filter(pk__in=(one.pk, other.pk)).update(name="Kim Lund")
    chosen = {"rows-0-pick": f"person:{other.uid}", "rows-0-named": "Kim Lund, titel (person)"}
    send(lead, made, "roles", **chosen)
    assert made.content.roles[0].holder_id == other.uid


def test_an_open_group_is_flagged_where_it_stands_and_a_linked_one_is_not(
    made: f.Mandate, lead: Client
) -> None:
    unit = Unit.objects.create(name="Berörda enheten")
    open_, linked = f.role(Role.STAKEHOLDER, words="Övriga verksamheter"), f.role(Role.RECEIVER, unit)
    written(made, "roles", (*made.content.roles, open_, linked))
    page = page_of(lead.get(edit_url(made)))
    flagged = page.xpath("//fieldset[.//b[text()='Öppen grupp.']]/@id")
    assert f"r-{open_.uid}" in flagged
    assert f"r-{linked.uid}" not in flagged


def test_as_much_is_drawn_and_asked_however_large_the_register_is(made: f.Mandate, lead: Client) -> None:
    drawn = []
    for _ in range(2):
        lead.get(edit_url(made))
        with CaptureQueriesContext(connection) as asked:
            page = page_of(lead.get(edit_url(made)))
        drawn.append((len(asked), len(page.xpath("//*[@id='roles']//option"))))
        for n in range(30):
            f.person(f"Ny {n}")
            f.position(title=f"Ny befattning {n}")
    assert drawn[0] == drawn[1]
