"""Saving a chapter: nothing changes but what was typed, and the page goes on."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests import factories as f
from tests.imports.cases import EDITION
from tests.web.directive_pages import (
    edit_url,
    fields_of,
    signed_in,
    words,
)
from tests.web.editing.kit import send
from uppdragil.directives.content import (
    Activity,
    ChapterNote,
    MandateGoal,
    normalised,
)
from uppdragil.directives.models import Chapter

pytestmark = pytest.mark.django_db


def test_saving_what_is_on_the_page_changes_nothing(made: f.Mandate, lead: Client) -> None:
    before, histories = made.content, Chapter.history.count()
    assert send(lead, made, "head").status_code == 302
    assert (made.content, Chapter.history.count()) == (before, histories)


@pytest.mark.parametrize("key", ["head", *(c.key for c in EDITION.chapters if c.key)])
def test_each_button_that_saves_comes_back_to_its_chapter(made: f.Mandate, lead: Client, key: str) -> None:
    assert send(lead, made, key, f"save:{key}").headers["Location"] == edit_url(made, key)


@pytest.mark.parametrize("phase", ["preparation", "execution", "handover"])
def test_saving_what_is_on_the_page_changes_nothing_that_is_locked(phase: str) -> None:
    made = f.at(phase)
    client, before = signed_in(made.cast.lead), made.content
    assert send(client, made, "head").status_code == 302
    assert made.content == before


def test_a_text_is_saved_and_the_page_says_when(made: f.Mandate, lead: Client) -> None:
    send(lead, made, "background", text="Ny text\r\n\r\nannat stycke")
    assert made.content.background == "Ny text\n\nannat stycke"
    assert "Sparat 10.30" in words(lead.get(edit_url(made, "background")))


def test_enter_comes_back_to_what_was_changed(made: f.Mandate, lead: Client) -> None:
    assert send(lead, made, "idea", text="Nytt").headers["Location"] == edit_url(made, "idea")
    assert send(lead, made, "idea").headers["Location"] == edit_url(made)


def test_why_a_chapter_does_not_apply_is_kept_as_its_note(made: f.Mandate, lead: Client) -> None:
    send(lead, made, "terms", **{"note-not_applicable": "inga förkortningar", "note-lead_in": "Ord"})
    assert made.content.note("terms") == ChapterNote(
        chapter="terms", lead_in="Ord", not_applicable="inga förkortningar"
    )


@pytest.mark.parametrize("fix", ["fix:", "fix:x", "fix:x:y", "fix:::", "fix:x:" + "9" * 500])
def test_a_fix_of_nothing_still_saves(made: f.Mandate, lead: Client, fix: str) -> None:
    assert send(lead, made, "idea", fix, text="Kvar").status_code == 302
    assert made.content.idea == "Kvar"


def test_a_saved_content_is_as_normal_as_an_imported_one(made: f.Mandate, lead: Client) -> None:
    """A milestone that only repeats its gate's date says nothing of its own."""
    sent = fields_of(send(lead, made, "milestones", "add"))
    lead.post(
        edit_url(made, "milestones"), sent | {"milestones-1-gate": "BP1", "milestones-1-date": "2026-05-04"}
    )
    assert made.content == normalised(made.content)
    assert made.content.milestones[1].date is None


def test_the_editor_takes_as_many_queries_for_two_hundred_rows(django_assert_max_num_queries: Any) -> None:
    counts = []
    for rows in (1, 100):
        goals = tuple(f.row(MandateGoal, text=f"Mål {n}") for n in range(rows))
        acts = tuple(f.row(Activity, name=f"Del {n}") for n in range(rows))
        made = f.mandate(mandate_goals=goals, activities=acts)
        client = signed_in(made.cast.lead)
        client.get(edit_url(made))
        with django_assert_max_num_queries(100) as queries:
            client.get(edit_url(made))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 30
