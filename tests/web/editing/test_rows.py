"""Adding, moving and removing rows, all without JavaScript, and whatever is sent."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories as f
from tests.web.directive_pages import (
    edit_url,
    fields_of,
    main_form,
    page_of,
    words,
)
from tests.web.editing.kit import send
from uppdragil.core.uid import new_uid
from uppdragil.core.values import MAX_ROWS

pytestmark = pytest.mark.django_db


ODD = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    ["\x00", "-1", "9" * 30, "1e400", "NaN", "0001-01-01", "delete:0", "\u202e"]
)


def test_a_row_is_added_and_gets_the_focus_without_being_saved(made: f.Mandate, lead: Client) -> None:
    response = send(lead, made, "mandate_goals", "add", **{"rows-0-text": "Halvskrivet"})
    sent = fields_of(response)
    assert response.status_code == 200
    assert (sent["mandate_goals-0-text"], sent["mandate_goals-2-text"]) == ("Halvskrivet", "")
    assert page_of(response).xpath("//textarea[@autofocus]/@name") == ["mandate_goals-2-text"]
    assert "Halvskrivet" not in made.content.mandate_goals[0].text
    lead.post(edit_url(made, "mandate_goals"), sent | {"mandate_goals-2-text": "Tredje"})
    assert [g.text for g in made.content.mandate_goals] == ["Halvskrivet", "En rutin", "Tredje"]


def test_rows_are_moved_and_the_focus_follows(made: f.Mandate, lead: Client) -> None:
    uids = [g.uid for g in made.content.mandate_goals]
    response = send(lead, made, "mandate_goals", "down:0")
    assert page_of(response).xpath("//button[@autofocus]/@value") == ["down:mandate_goals:1"]
    lead.post(edit_url(made, "mandate_goals"), fields_of(response))
    assert [g.uid for g in made.content.mandate_goals] == uids[::-1]


def test_a_row_is_removed_only_when_the_page_is_saved(made: f.Mandate, lead: Client) -> None:
    response = send(lead, made, "mandate_goals", "delete:0")
    assert len(made.content.mandate_goals) == 2
    assert "Inte sparat än" in words(response)
    lead.post(edit_url(made, "mandate_goals"), fields_of(response))
    assert [g.text for g in made.content.mandate_goals] == ["En rutin"]
    assert made.content.activities[0].mandate_goals == ()


@pytest.mark.parametrize(
    "step", ["up:0", "down:1", "delete:9", "delete:-1", "delete:x", "up:" + "9" * 400, "add:x"]
)
def test_a_step_that_leads_nowhere_keeps_every_row(made: f.Mandate, lead: Client, step: str) -> None:
    sent = fields_of(send(lead, made, "mandate_goals", step))
    assert (sent["mandate_goals-0-text"], sent["mandate_goals-1-text"]) == ("En gemensam ingång", "En rutin")


def test_a_row_without_a_word_is_no_row(made: f.Mandate, lead: Client) -> None:
    sent = fields_of(send(lead, made, "terms", "add"))
    lead.post(edit_url(made, "terms"), sent)
    assert len(made.content.terms) == 1


def test_pressing_enter_saves_for_the_first_button_of_the_form_does(made: f.Mandate, lead: Client) -> None:
    form = main_form(lead.get(edit_url(made, "mandate_goals")))
    assert form.xpath(".//button[@type='submit']")[0].get("value") == "save"


def test_the_number_of_rows_is_bounded(made: f.Mandate, lead: Client) -> None:
    sent = fields_of(lead.get(edit_url(made, "prerequisites")))
    many = {
        f"prerequisites-{n}-{k}": v
        for n in range(MAX_ROWS + 5)
        for k, v in (("uid", new_uid()), ("text", "x"))
    }
    response = lead.post(
        edit_url(made, "prerequisites"), sent | many | {"prerequisites-TOTAL_FORMS": str(MAX_ROWS + 5)}
    )
    assert response.status_code == 422
    assert len(made.content.prerequisites) == 1


@pytest.mark.parametrize("total", ["-1", "x", "", "1e9", "9" * 400, None])
def test_a_broken_count_of_rows_is_refused_and_changes_nothing(
    made: f.Mandate, lead: Client, total: Any
) -> None:
    sent = fields_of(lead.get(edit_url(made, "terms")))
    sent = {k: v for k, v in sent.items() if k != "terms-TOTAL_FORMS"} | (
        {} if total is None else {"terms-TOTAL_FORMS": total}
    )
    before = made.content
    for do in ("save", "add"):
        assert lead.post(edit_url(made, "terms"), sent | {"do": do}).status_code in (200, 422)
    assert made.content == before


def test_a_uid_of_another_chapters_row_or_twice_the_same_makes_a_new_row(
    made: f.Mandate, lead: Client
) -> None:
    taken = made.content.risks[0].uid
    send(lead, made, "mandate_goals", **{"rows-0-uid": taken, "rows-1-uid": taken})
    assert len({row.uid for _key, row in made.content.all_rows()}) == len(list(made.content.all_rows()))
    assert [g.text for g in made.content.mandate_goals] == ["En gemensam ingång", "En rutin"]


@pytest.mark.parametrize("key", ["head", "idea", "impact_goals", "roles", "milestones", "activities"])
@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(odd=st.lists(st.tuples(st.integers(0, 1_000), ODD), min_size=1, max_size=4))
def test_no_post_breaks_the_page(made: f.Mandate, lead: Client, key: str, odd: list[tuple[int, str]]) -> None:
    sent = fields_of(lead.get(edit_url(made, key)))
    names = sorted([*sent, "do"])
    changed = {names[n % len(names)]: value for n, value in odd}
    assert lead.post(edit_url(made, key), sent | changed).status_code in (200, 302, 409, 422)
