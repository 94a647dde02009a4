"""Chapters 2, 5 and 9: goals, gates, milestones and activities as they are typed."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import factories as f
from tests.web.directive_pages import (
    edit_url,
    fields_of,
    page_of,
    words,
)
from tests.web.editing.kit import send, written
from uppdragil.directives.content import (
    GatePlan,
    Milestone,
)

pytestmark = pytest.mark.django_db


def test_numbers_are_read_and_shown_with_a_decimal_comma(made: f.Mandate, lead: Client) -> None:
    send(lead, made, "impact_goals", **{"rows-0-baseline": "54,5", "rows-0-unit": "%"})
    assert str(made.content.impact_goals[0].baseline) == "54.5"
    assert fields_of(lead.get(edit_url(made, "impact_goals")))["impact_goals-0-baseline"] == "54,5"


def test_the_goals_of_an_activity_are_boxes_to_tick(made: f.Mandate, lead: Client) -> None:
    both = [goal.uid for goal in made.content.mandate_goals]
    send(lead, made, "activities", **{"rows-0-mandate_goals": both})
    assert made.content.activities[0].mandate_goals == tuple(both)


def test_a_goal_that_is_gone_meanwhile_is_no_longer_served(made: f.Mandate, lead: Client) -> None:
    sent = fields_of(lead.get(edit_url(made, "activities"))) | {"activities-0-name": "Nytt namn"}
    written(made, "mandate_goals", made.content.mandate_goals[1:])
    assert lead.post(edit_url(made, "activities"), sent).status_code == 302
    assert (made.content.activities[0].name, made.content.activities[0].mandate_goals) == ("Nytt namn", ())


def test_each_gate_of_the_edition_has_a_row_in_the_plan(lead: Client, made: f.Mandate) -> None:
    written(made, "gate_plans", (f.row(GatePlan, gate="BP1", start="2026-05-04"),))
    send(lead, made, "gate_plans", **{"rows-1-end": "2026-04-08"})
    assert [(p.gate, p.name) for p in made.content.gate_plans] == [
        ("BP1", ""),
        ("BP0", "Fastställande av uppdragsdirektiv"),
    ]


def test_a_gates_milestone_shows_the_date_of_chapter_5_and_asks_for_none(
    made: f.Mandate, lead: Client
) -> None:
    written(made, "milestones", (f.row(Milestone, gate="BP1", decision="Start"),))
    response = lead.get(edit_url(made, "milestones"))
    assert "Från kapitel 5" in words(response)
    assert "4 maj 2026" in words(response)
    assert "milestones-0-date" not in fields_of(response)


def test_a_clashing_milestone_shows_its_own_date_and_what_would_settle_it(
    made: f.Mandate, lead: Client
) -> None:
    written(made, "milestones", (f.row(Milestone, gate="BP1", decision="Start", date="2026-05-06"),))
    response = lead.get(edit_url(made, "milestones"))
    assert fields_of(response)["milestones-0-date"] == "2026-05-06"
    assert page_of(response).xpath("//fieldset[@class='row']//button[contains(., 'Använd')]")


def test_a_fix_saves_what_is_typed_first_and_then_settles(made: f.Mandate, lead: Client) -> None:
    written(made, "milestones", (f.row(Milestone, gate="BP1", decision="Start", date="2026-05-06"),))
    fix = page_of(lead.get(edit_url(made, "milestones"))).xpath(
        "//button[starts-with(@value, 'fix:')]/@value"
    )[0]
    send(lead, made, "milestones", fix, **{"rows-0-comment": "Skrivet nyss"})
    row = made.content.milestones[0]
    assert (row.comment, row.date) == ("Skrivet nyss", None)
