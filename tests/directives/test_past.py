"""The working text of any moment is put together from its history, and comes back into the draft."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import NOW, Mandate, at, mandate, row
from uppdragil.directives import services, storage
from uppdragil.directives.content import DirectiveContent, MandateGoal, without_dead_links
from uppdragil.directives.marks import of_chapter
from uppdragil.directives.models import Directive
from uppdragil.directives.past import NoTextThen, text_at
from uppdragil.directives.services import Conflict, Locked, NoSuchRow, NotEditable

pytestmark = pytest.mark.django_db


def minutes(count: int) -> dt.datetime:
    return NOW + dt.timedelta(minutes=count)


def write(made: Mandate, key: str, value: object, at: dt.datetime) -> None:
    new = without_dead_links(storage.load(made.directive).model_copy(update={key: value}))
    storage.write_all(made.directive, new, by=made.cast.lead, now=at)


@pytest.fixture
def written() -> tuple[Mandate, list[DirectiveContent]]:
    """A draft that was changed once a minute, and what it said after each."""
    made = mandate()
    one, two = made.content.mandate_goals
    changes = [
        ("background", "Ett annat skäl"),
        ("mandate_goals", (two, row(MandateGoal, text="Nytt"), one.model_copy(update={"text": "Skarpare"}))),
        ("mandate_goals", (two,)),
        ("risks", ()),
        ("background", ""),
    ]
    said = [made.content]
    for count, (key, value) in enumerate(changes, 1):
        write(made, key, value, minutes(count))
        said.append(storage.load(made.directive))
    return made, said


def test_the_text_of_each_moment_is_what_was_read_then(
    written: tuple[Mandate, list[DirectiveContent]],
) -> None:
    made, said = written
    assert [text_at(made.directive, minutes(count)) for count in range(len(said))] == said


def test_before_it_was_begun_there_was_no_text(written: tuple[Mandate, list[DirectiveContent]]) -> None:
    created = Directive.objects.get(pk=written[0].directive.pk).created_at
    with pytest.raises(NoTextThen):
        text_at(written[0].directive, created - dt.timedelta(seconds=1))


def test_a_long_history_takes_no_more_queries(written: tuple[Mandate, list[DirectiveContent]]) -> None:
    made, _said = written

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            text_at(made.directive, minutes(100))
        return len(asked)

    before = queries()
    for count in range(6, 26):
        write(made, "idea", f"Tanke {count}", minutes(count))
    assert queries() == before <= 20


def restore(made: Mandate, past: DirectiveContent, chapter: str, **given: Any) -> DirectiveContent:
    values: dict[str, Any] = {
        "directive": made.directive,
        "past": past,
        "chapter": chapter,
        "seen": of_chapter(storage.load(made.directive), chapter),
        "by": made.cast.lead,
        "now": minutes(60),
    }
    services.restore(**values | given)
    return storage.load(made.directive)


def test_a_chapter_comes_back_with_its_rows_and_their_uids(
    written: tuple[Mandate, list[DirectiveContent]],
) -> None:
    made, said = written
    assert restore(made, said[0], "mandate_goals").mandate_goals == said[0].mandate_goals


def test_one_row_comes_back_alone(written: tuple[Mandate, list[DirectiveContent]]) -> None:
    made, said = written
    gone = said[2].mandate_goals[1]
    after = restore(made, said[2], "mandate_goals", row=gone.uid)
    assert after.mandate_goals == (*said[-1].mandate_goals, gone)


def test_who_compared_with_another_text_is_told(written: tuple[Mandate, list[DirectiveContent]]) -> None:
    made, said = written
    seen = of_chapter(said[-1], "background")
    write(made, "background", "Skrivet i mellantiden", minutes(30))
    with pytest.raises(Conflict):
        restore(made, said[0], "background", seen=seen)
    assert storage.load(made.directive).background == "Skrivet i mellantiden"


def test_a_row_that_the_text_has_not_is_refused(written: tuple[Mandate, list[DirectiveContent]]) -> None:
    with pytest.raises(NoSuchRow):
        restore(written[0], written[1][0], "mandate_goals", row="nothere")


def test_what_a_decision_locked_does_not_come_back() -> None:
    made = at("preparation")
    past = made.content.model_copy(update={"costs": "Hälften"})
    with pytest.raises(Locked):
        restore(made, past, "costs")


def test_nothing_comes_back_while_somebody_decides() -> None:
    made = at("bp1")
    with pytest.raises(NotEditable):
        restore(made, made.content.model_copy(update={"background": "Annat"}), "background")
