"""Planning a meeting, and an agenda that fills itself."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import NOW, Cast, duty, person, seat
from tests.meetings.kit import DAY, Kit, a_kit
from uppdragil.decisions.models import Condition, ConditionNote
from uppdragil.meetings import selectors, services
from uppdragil.meetings.models import AgendaItem, Meeting
from uppdragil.meetings.sentences import SENTENCES, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def kit() -> Kit:
    return a_kit()


def keys(meeting: Meeting) -> list[str]:
    meeting.refresh_from_db()
    return [selectors.key(item) for item in selectors.agenda(meeting)]


def refused(move: object, **given: object) -> str:
    with pytest.raises(Refused) as caught:
        move(**given)  # type: ignore[operator]
    assert caught.value.code in SENTENCES
    assert str(caught.value)
    return caught.value.code


def by(kit: Kit, meeting: Meeting, **given: object) -> dict[str, object]:
    return {"meeting": meeting, "by": kit.secretary, "now": NOW} | given


def test_an_open_round_stands_on_the_next_agenda(kit: Kit) -> None:
    mandate = kit.mandate()
    first, second = kit.plan(1), kit.plan(8)

    assert mandate.round
    assert (keys(first), keys(second)) == ([mandate.round.uid], [])


def test_a_round_of_another_body_does_not(kit: Kit) -> None:
    Kit(Cast()).mandate()

    assert keys(kit.plan(1)) == []


def test_a_round_that_is_withdrawn_leaves_the_agenda(kit: Kit) -> None:
    mandate, meeting = kit.mandate(), kit.plan(1)
    services.add_item(**by(kit, meeting, heading="Paus", text="", minutes=5))
    mandate.withdraw()

    assert [item.heading for item in selectors.agenda(meeting)] == ["Paus"]


def test_a_meeting_before_the_submission_does_not_get_it(kit: Kit) -> None:
    mandate = kit.mandate()
    early, late = kit.plan(-1), kit.plan()

    assert (keys(early), keys(late)) == ([], [mandate.round.uid])  # type: ignore[union-attr]


def test_a_postponed_round_waits_for_a_meeting_on_its_new_day(kit: Kit) -> None:
    mandate = kit.mandate()
    mandate.decide("postpone")
    early, late = kit.plan(7), kit.plan(14)

    assert keys(early) == []
    assert keys(late) == [mandate.round.uid]  # type: ignore[union-attr]


def test_a_condition_comes_up_when_it_is_due_until_it_is_met(kit: Kit) -> None:
    kit.mandate().decide("conditional")
    condition = Condition.objects.get()
    early, late = kit.plan(13), kit.plan(14)
    assert (keys(early), keys(late)) == ([], [condition.uid])

    ConditionNote.objects.create(condition=condition, state="met", by=kit.secretary, name="Siv", at=NOW)

    assert keys(late) == []


def test_what_is_moved_on_comes_to_the_next_meeting_and_can_be_taken_back(kit: Kit) -> None:
    mandate = kit.mandate()
    uid = mandate.round.uid  # type: ignore[union-attr]
    first, second = kit.plan(1), kit.plan(8)

    services.move_on(**by(kit, first, key=uid))
    assert (keys(first), keys(second)) == ([], [uid])

    services.take_back(**by(kit, first, key=uid))
    assert (keys(first), keys(second)) == ([uid], [])


def test_a_free_item_that_is_moved_on_waits_for_a_meeting_to_be_planned(kit: Kit) -> None:
    first = kit.plan(1)
    item = kit.free(first, "Lokalfråga")
    services.move_on(**by(kit, first, key=item.uid))

    second = kit.plan(8)
    key = keys(second)[0]
    services.move_on(**by(kit, second, key=key))
    third = kit.plan(15)

    assert (keys(first), keys(second)) == ([], [])
    assert [i.heading for i in selectors.agenda(third)] == ["Lokalfråga"]


def test_an_item_that_has_come_over_goes_by_one_key_until_it_is_stored(kit: Kit) -> None:
    first, second = kit.plan(1), kit.plan(8)
    item = kit.free(first, "Lokalfråga")
    services.move_on(**by(kit, first, key=item.uid))

    key = keys(second)[0]
    changed = services.change_item(
        **by(kit, second, key=key, version=1, heading="Lokaler", text="", minutes=20)
    )

    assert (changed.heading, changed.minutes, changed.moved_from) == ("Lokaler", 20, item)


def test_items_change_places_one_step_at_a_time(kit: Kit) -> None:
    meeting = kit.plan(1)
    a, b, c = (kit.free(meeting, name).uid for name in "abc")

    services.shift(**by(kit, meeting, key=c, down=False))
    services.shift(**by(kit, meeting, key=a, down=False))
    assert keys(meeting) == [a, c, b]

    services.shift(**by(kit, meeting, key=a, down=True))
    assert keys(meeting) == [c, a, b]


def test_a_line_begins_when_the_one_before_it_ends(kit: Kit) -> None:
    kit.mandate()
    meeting = kit.plan(1, starts=dt.time(23, 50))
    kit.free(meeting)

    lines = selectors.lines(meeting, selectors.agenda(meeting))

    assert [(line.begins.isoformat("minutes"), line.ends.isoformat("minutes")) for line in lines] == [
        ("23:50", "00:05"),
        ("00:05", "00:15"),
    ]


def test_only_chair_secretary_and_office_plan(kit: Kit) -> None:
    assert refused(kit.plan, by=kit.members[0]) == "not_planner"
    assert kit.plan(by=kit.chair).number == 1
    assert kit.plan(by=duty(person("Signe"))).number == 2


def test_numbers_run_per_body_and_year(kit: Kit) -> None:
    numbers = [kit.plan(days).number for days in (1, 8, 365)]
    other = Kit(Cast()).plan(1)

    assert (numbers, other.number) == ([1, 2, 1], 1)


def test_a_meeting_changed_by_another_meanwhile_is_not_overwritten(kit: Kit) -> None:
    meeting = kit.plan(1)
    given = {
        name: getattr(meeting, name) for name in ("date", "starts", "chair", "secretary", "first_paragraph")
    }
    services.change(**by(kit, meeting, version=1, place="Rum 1", **given))

    assert refused(services.change, **by(kit, meeting, version=1, place="Rum 2", **given)) == "changed"
    assert Meeting.objects.get().place == "Rum 1"


def test_a_cancelled_meeting_gives_its_items_on(kit: Kit) -> None:
    mandate, first, second = kit.mandate(), kit.plan(1), kit.plan(8)
    kit.free(first, "Lokalfråga")

    services.cancel(**by(kit, first))

    assert [i.kind for i in selectors.agenda(second)] == ["gate", "free"]
    assert mandate.round.uid in keys(second)  # type: ignore[union-attr]


def test_an_item_that_is_not_there_is_refused(kit: Kit) -> None:
    meeting = kit.plan(1)

    for move in (services.move_on, services.remove, services.take_back):
        assert refused(move, **by(kit, meeting, key="0" * 16)) == "gone"


def test_an_agenda_costs_no_more_queries_for_more_items(kit: Kit) -> None:
    def cost() -> int:
        meeting = Meeting.objects.get()
        with CaptureQueriesContext(connection) as sent:
            selectors.lines(meeting, selectors.agenda(meeting))
        return len(sent)

    meeting = kit.plan(1)
    kit.mandate()
    kit.free(meeting)
    few = cost()
    for _ in range(3):
        kit.mandate()
        kit.free(meeting)

    assert cost() == few
    assert AgendaItem.objects.filter(kind="gate").count() >= 1


def test_a_seat_that_has_ended_plans_nothing(kit: Kit) -> None:
    former = person("Fd Sekreterare")
    ended = seat(kit.body, former, "secretary")
    ended.ends = NOW.date() - DAY
    ended.save()

    assert refused(kit.plan, by=former) == "not_planner"
