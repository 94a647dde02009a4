"""Another process holds the database's lock for longer than one waits: a sentence, and everything typed is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from tests import factories as f
from tests.directives.edits import save as save_chapter
from tests.web.directive_pages import edit_url, fields_of, page_of, signed_in, url, words
from uppdragil.core.contention import Busy
from uppdragil.directives.content import Milestone
from uppdragil.directives.models import Directive
from uppdragil.web.busy import BusyPages, busy_sentence

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

HOLDING = {
    "sqlite": ["BEGIN IMMEDIATE"],
    "postgresql": ["BEGIN", "LOCK TABLE directives_directive IN EXCLUSIVE MODE"],
}
IMPATIENT = {"sqlite": "PRAGMA busy_timeout=20", "postgresql": "SET lock_timeout='20ms'"}


@pytest.fixture
def made() -> f.Mandate:
    return f.mandate(milestones=(f.row(Milestone, gate="BP1", date="2026-05-06", decision="Start"),))


@pytest.fixture
def lead(made: f.Mandate) -> Client:
    return signed_in(made.cast.lead)


@pytest.fixture
def held(made: f.Mandate, lead: Client) -> Iterator[None]:
    """Somebody else writes, and this process waits for milliseconds only."""
    other = connection.copy()
    with other.cursor() as cursor:
        for statement in HOLDING[connection.vendor]:
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute(IMPATIENT[connection.vendor])
    yield
    other.close()


def test_a_service_that_cannot_get_its_lock_says_busy(made: f.Mandate, held: None) -> None:
    seen = made.content
    wanted = seen.model_copy(update={"idea": "Ny"})
    with pytest.raises(Busy):
        save_chapter(made, "idea", wanted, seen=seen)


@pytest.mark.parametrize(
    ("key", "field"), [("idea", "idea-text"), ("head", "head-origin"), ("risks", "risks-0-measure")]
)
def test_a_text_that_cannot_be_saved_now_is_kept_in_its_form(
    made: f.Mandate, lead: Client, held: None, key: str, field: str
) -> None:
    sent = fields_of(lead.get(edit_url(made, key))) | {field: "Skrivet nyss", "do": "save"}

    response = lead.post(edit_url(made, key), sent)

    assert response.status_code == 409
    assert fields_of(response)[field].strip() == "Skrivet nyss"
    assert busy_sentence() in words(response)


def test_a_fix_that_cannot_be_carried_out_now_says_so(made: f.Mandate, lead: Client, held: None) -> None:
    form = next(form for form in page_of(lead.get(url(made))).forms if "finding" in form.fields)

    response = lead.post(url(made, "settle/"), dict(form.form_values()), follow=True)

    assert busy_sentence() in words(response)
    assert made.content.milestones[0].date


def test_a_mandate_that_cannot_be_started_now_keeps_its_title(lead: Client, held: None) -> None:
    before = Directive.objects.count()

    response = lead.post("/directives/new/", {"title": "Nytt uppdrag", "visibility": "internal"})

    assert response.status_code == 409
    assert page_of(response).xpath("//input[@name='title']/@value") == ["Nytt uppdrag"]
    assert Directive.objects.count() == before


def test_progress_that_cannot_be_noted_now_keeps_its_comment(
    made: f.Mandate, lead: Client, held: None
) -> None:
    row = made.content.activities[0].uid

    response = lead.post(url(made, f"progress/{row}/"), {"state": "ongoing", "comment": "Gick bra"})

    assert response.status_code == 409
    assert "Gick bra" in page_of(response).xpath("//input[@name='comment']/@value")


@pytest.mark.parametrize("error", [Busy(), OperationalError("database is locked")])
def test_any_other_page_answers_409_with_the_sentence(rf: RequestFactory, error: Exception) -> None:
    response = BusyPages(lambda request: None).process_exception(rf.post("/"), error)  # type: ignore[arg-type,return-value]

    assert response is not None
    assert (response.status_code, busy_sentence() in words(response)) == (409, True)


def test_a_broken_database_is_not_said_to_be_busy(rf: RequestFactory) -> None:
    answer: Any = BusyPages(lambda request: None).process_exception(  # type: ignore[arg-type,return-value]
        rf.get("/"), OperationalError("no such table: x")
    )

    assert answer is None
