"""Versions as text, compared, and as bytes; the history of the working text."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as f
from tests.directives.edits import save as save_chapter
from tests.web.directive_pages import page_of, signed_in, url, words
from uppdragil.directives import services
from uppdragil.directives.content import MandateGoal, Role, Visibility
from uppdragil.directives.labels import ROLE_LABELS
from uppdragil.directives.models import Progress

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]


def write(made: f.Mandate, key: str, value: object) -> None:
    content = made.content.model_copy(update={key: value})
    save_chapter(made, key, content, now=timezone.now())


@pytest.fixture
def two_versions() -> f.Mandate:
    """Version 1 is decided, version 2 lies at BP1 with another idea."""
    made = f.at("preparation")
    write(made, "idea", "Text om en annan idé")
    made.submit()
    return made


def test_a_version_reads_as_it_was_submitted(two_versions: f.Mandate) -> None:
    shown = words(signed_in(two_versions.cast.lead).get(url(two_versions, "versions/1/")))
    assert "Text om idea" in shown
    assert "Text om en annan idé" not in shown
    assert two_versions.directive.versions.get(number=1).sha256 in shown


def test_versions_that_are_not_there_are_not_found(two_versions: f.Mandate) -> None:
    client = signed_in(two_versions.cast.lead)
    for rest in ("versions/3/", "versions/3.json", "versions/99999999999999999999/"):
        assert client.get(url(two_versions, rest)).status_code == 404


def test_a_reader_sees_decided_versions_only(two_versions: f.Mandate) -> None:
    reader = signed_in(f.person())
    assert reader.get(url(two_versions, "versions/1/")).status_code == 200
    for rest in ("versions/2/", "versions/2.json", "compare/?from=1&to=2", "compare/?from=1&to=now"):
        assert reader.get(url(two_versions, rest)).status_code == 404


def test_the_exact_bytes_leave_with_their_fingerprint(two_versions: f.Mandate) -> None:
    response = signed_in(two_versions.cast.lead).get(url(two_versions, "versions/1.json"))
    version = two_versions.directive.versions.get(number=1)
    assert response.content == bytes(version.data)
    assert response.headers["X-Content-SHA256"] == hashlib.sha256(response.content).hexdigest()
    assert response.headers["Content-Disposition"] == 'attachment; filename="u-2026-001-v1.json"'


def test_a_restricted_version_does_not_exist_for_others() -> None:
    made = f.at("preparation", visibility=Visibility.RESTRICTED)
    reader = signed_in(f.person())
    for rest in ("versions/1/", "versions/1.json", "history/"):
        assert reader.get(url(made, rest)).status_code == 404


def test_the_history_tells_who_changed_which_words_of_which_chapter() -> None:
    made = f.mandate()
    with time_machine.travel("2026-03-03 09:30", tick=False):
        write(made, "idea", "Text om något annat")
    page = page_of(signed_in(made.cast.lead).get(url(made, "history/")))
    first = page.xpath("//section[@class='change']")[0]
    assert "3 mars 2026 10.30 · " + made.cast.lead.name in " ".join(first.text_content().split())
    assert "1.1 Idé" in first.text_content()
    assert (first.xpath(".//del")[0].text_content(), first.xpath(".//ins")[0].text_content()) == (
        "[borttaget: idea]",
        "[tillagt: något annat]",
    )


def test_the_history_tells_of_rows_added_removed_moved_and_reworded() -> None:
    made = f.mandate()
    one, two = made.content.mandate_goals
    new = f.row(MandateGoal, text="Alldeles nytt")
    with time_machine.travel("2026-03-03", tick=False):
        write(made, "mandate_goals", (two.model_copy(update={"text": "En fin rutin"}), new))
    shown = words(signed_in(made.cast.lead).get(url(made, "history/")))
    for text in ("Borttagen: En gemensam ingång", "Tillagd: Alldeles nytt", "En fin rutin, Uppdragsmål"):
        assert text in shown
    assert "fin" in shown
    assert one.text in shown


def test_the_history_tells_days_and_choices_and_goals_in_words() -> None:
    made = f.mandate()
    goals, (done, *_others) = made.content.mandate_goals, made.content.activities
    moved = done.model_copy(update={"end": dt.date(2027, 6, 2), "mandate_goals": (goals[1].uid,)})
    with time_machine.travel("2026-03-03", tick=False):
        write(made, "activities", (moved,))
        write(made, "roles", (made.content.roles[0].model_copy(update={"role": Role.MEMBER}),))
    shown = words(signed_in(made.cast.lead).get(url(made, "history/")))
    for text in ("juni 2027", goals[1].text, str(ROLE_LABELS[Role.MEMBER])):
        assert text in shown
    for raw in ("2027-06-02", goals[1].uid, "member"):
        assert raw not in shown


def test_the_history_tells_of_progress_and_pauses() -> None:
    made = f.at("execution")
    row = made.content.activities[0].uid
    services.set_progress(
        directive=made.directive, row=row, state=Progress.State.DONE, done_on=None, comment="", by=made.cast.lead,
        now=f.NOW,
    )  # fmt: skip
    made.pause()
    shown = words(signed_in(made.cast.lead).get(url(made, "history/")))
    assert "Pausat" in shown
    assert "2 mars 2026" in shown
    assert "Klar" in shown
    assert "2026-03-02" not in shown


def test_the_history_is_for_those_who_see_the_working_text() -> None:
    made = f.at("preparation")
    assert signed_in(f.person()).get(url(made, "history/")).status_code == 404


def test_the_history_takes_as_many_queries_however_long_it_is() -> None:
    made = f.mandate()
    client = signed_in(made.cast.lead)
    counts = []
    for round_ in range(2):
        for n in range(8):
            with time_machine.travel(f"2026-03-0{3 + round_} 10:0{n}", tick=False):
                write(made, "idea", f"Tanke {round_} {n}")
                goals = (made.content.mandate_goals[0].model_copy(update={"text": f"Mål {round_}{n}"}),)
                write(made, "mandate_goals", goals)
        with CaptureQueriesContext(connection) as queries:
            client.get(url(made, "history/"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
