"""Ticking off: dated, kept with who did it, and no part of the text."""

from __future__ import annotations

import pytest

from tests.directives.test_services import tick
from tests.factories import TODAY, Cast, at, mandate
from uppdragil.directives import services
from uppdragil.directives.models import Progress

pytestmark = pytest.mark.django_db


def test_ticking_a_row_dates_it_and_changes_no_text() -> None:
    made = at("execution")
    before = made.content

    progress = tick(made, before.activities[0].uid)

    assert (progress.state, progress.done_on) == ("done", TODAY)
    assert made.content == before


def test_a_row_that_is_not_done_has_no_date() -> None:
    made = at("execution")
    uid = made.content.activities[0].uid
    tick(made, uid)

    assert tick(made, uid, state=Progress.State.ONGOING, done_on=TODAY).done_on is None


def test_progress_has_one_history_row_per_change_with_who_made_it() -> None:
    made = at("execution")
    uid = made.content.activities[0].uid
    tick(made, uid, state=Progress.State.STARTED)
    tick(made, uid)

    told = Progress.history.order_by("history_id").values_list("history_type", "by_name")

    assert list(told) == [("+", made.cast.lead.name), ("~", made.cast.lead.name)]


@pytest.mark.parametrize("uid", ["0123456789abcdef", "x" * 500, "\x00", ""])
def test_a_row_that_the_directive_does_not_have_is_not_ticked(uid: str) -> None:
    made = at("execution")

    with pytest.raises(services.NoSuchRow):
        tick(made, uid)


def test_a_comment_keeps_no_character_that_a_store_cannot_hold() -> None:
    made = at("execution")

    assert tick(made, made.content.activities[0].uid, comment="Klart\x00\ud800!").comment == "Klart!"


def test_a_row_of_another_directive_is_not_ticked() -> None:
    made, other = at("execution"), mandate(Cast())

    with pytest.raises(services.NoSuchRow):
        tick(made, other.content.activities[0].uid)
