"""Two at once (`race`): one decision per item, one number per paragraph, one agenda per thing, one end per meeting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.factories import NOW, with_account
from tests.meetings.kit import Kit, a_kit
from tests.workflows.test_recusing import recuse
from uppdragil.decisions.models import Decision, Recusal, SignOff
from uppdragil.meetings import room, services
from uppdragil.meetings.models import Adjustment, AgendaItem, Attendance, Meeting, Minutes, Paragraph
from uppdragil.meetings.sentences import Refused
from workflows.service import Refused as RefusedByRules

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 20  # items in one meeting, so that its agenda does not grow without end


def by(kit: Kit, meeting: Meeting, **given: Any) -> dict[str, Any]:
    return {"meeting": meeting, "by": kit.secretary, "now": NOW} | given


def refusals(results: list[Any]) -> list[str]:
    """Why the meeting's own rules said no."""
    return [one.code for one in results if isinstance(one, Refused)]


def reasons(results: list[Any]) -> list[set[str]]:
    """Why the rules of deciding said no."""
    return [{u.code for u in one.unmet} for one in results if isinstance(one, RefusedByRules)]


def open_meetings(kit: Kit, rounds: int) -> Iterator[Meeting]:
    """An open meeting `rounds` times, each of them MANY times. What is due comes to the only one that goes on."""
    for number in range(rounds):
        if number % MANY == 0:
            Meeting.objects.update(state=Meeting.State.HELD)
            meeting = kit.opened()
        yield meeting


def ready_to_close(kit: Kit) -> Meeting:
    meeting = kit.opened()
    kit.note(kit.take(meeting, kit.free(meeting).uid), outcome="Noterades")
    return meeting


def test_two_who_decide_the_same_item_decide_once(race: Any, rounds: int) -> None:
    kit = a_kit()
    with_account(kit.cast.owner)
    for meeting in open_meetings(kit, rounds):
        mandate = kit.mandate()
        item = kit.take(meeting, mandate.round.uid)
        proposal = kit.proposal(mandate, item)

        results = race(
            *(
                lambda m=mandate, i=item, w=who, p=proposal: kit.decide(m, i, by=w, proposal=p)
                for who in (kit.secretary, kit.chair)
            )
        )

        assert reasons(results) == [{"no_open_round"}]
        assert SignOff.objects.filter(round=item.round).count() == 1
        assert Decision.objects.filter(round=item.round).count() == 1
        assert mandate.phase == "preparation"


def test_jav_is_declared_before_the_decision_or_not_at_all(race: Any, rounds: int) -> None:
    kit = a_kit()
    for meeting in open_meetings(kit, rounds):
        mandate = kit.mandate()
        item = kit.take(meeting, mandate.round.uid)
        proposal = kit.proposal(mandate, item)

        results = race(
            lambda m=mandate, i=item, p=proposal: kit.decide(m, i, proposal=p),
            lambda m=mandate: recuse(m, kit.chair),
        )

        decided = Decision.objects.filter(round=item.round).first()
        assert reasons(results) == ([{"no_open_round"}] if decided else [{"meeting_changed"}])
        assert Recusal.objects.filter(round=item.round).exists() == (decided is None)
        if decided is None:
            mandate.withdraw()


def test_an_item_is_decided_or_put_back(race: Any, rounds: int) -> None:
    kit = a_kit()
    for meeting in open_meetings(kit, rounds):
        mandate = kit.mandate()
        item = kit.take(meeting, mandate.round.uid)
        proposal, back = kit.proposal(mandate, item), by(kit, meeting, key=item.round.uid)

        results = race(
            lambda m=mandate, i=item, p=proposal: kit.decide(m, i, proposal=p),
            lambda b=back: room.put_back(**b),
        )

        decided = Decision.objects.filter(round=item.round).exists()
        assert (reasons(results), refusals(results)) == (
            ([], ["decided"]) if decided else ([{"meeting_changed"}], [])
        )
        assert Paragraph.objects.filter(item=item).exists() == decided
        if not decided:
            mandate.withdraw()


def test_paragraphs_taken_at_once_have_numbers_of_their_own(race: Any, rounds: int) -> None:
    kit = a_kit()
    for number, one in enumerate(open_meetings(kit, rounds)):
        if number % MANY == 0:
            other = kit.opened()
        items = [kit.free(meeting) for meeting in (one, one, other)]

        race(*(lambda i=i: kit.take(i.meeting, i.uid) for i in items))

    numbers = list(Paragraph.objects.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) == 3 * rounds


def test_an_item_taken_up_and_moved_on_at_once_is_one_of_the_two(race: Any, rounds: int) -> None:
    kit = a_kit()
    for meeting in open_meetings(kit, rounds):
        uid = kit.free(meeting).uid
        given = by(kit, meeting, key=uid)

        results = race(lambda g=given: room.take(**g), lambda g=given: services.move_on(**g))

        item = AgendaItem.objects.get(uid=uid)
        taken = Paragraph.objects.filter(item=item).exists()
        assert (item.state, refusals(results)) == (
            ("taken", ["taken_already"]) if taken else ("moved", ["gone"])
        )


def test_what_is_due_is_stored_once_when_two_fill_the_agenda(race: Any, rounds: int) -> None:
    kit = a_kit()
    for _ in range(rounds):
        mandate, meeting = kit.mandate(), kit.plan(1)
        given = by(kit, meeting, key=mandate.round.uid, version=1, heading="", text="Först", minutes=5)

        results = race(*[lambda g=given: services.change_item(**g)] * 2)

        assert refusals(results) == ["changed"]
        assert AgendaItem.objects.filter(round=mandate.round).count() == 1
        mandate.withdraw()
        services.cancel(**by(kit, meeting))


def test_meetings_planned_at_once_have_numbers_of_their_own(race: Any, rounds: int) -> None:
    kit = a_kit()
    for _ in range(rounds):
        race(*(lambda d=d: kit.plan(d) for d in (1, 2, 3)))

    numbers = sorted(Meeting.objects.values_list("number", flat=True))
    assert numbers == list(range(1, 3 * rounds + 1))


def test_a_meeting_that_is_opened_twice_is_opened_once(race: Any, rounds: int) -> None:
    kit = a_kit()
    for _ in range(rounds):
        meeting = kit.plan()

        results = race(*[lambda m=meeting: room.open_meeting(**by(kit, m))] * 2)

        assert refusals(results) == ["not_planned"]
        assert Attendance.objects.filter(meeting=meeting).count() == 4


def test_a_meeting_is_opened_or_cancelled(race: Any, rounds: int) -> None:
    kit = a_kit()
    for _ in range(rounds):
        meeting = kit.plan()

        results = race(
            lambda m=meeting: room.open_meeting(**by(kit, m)), lambda m=meeting: services.cancel(**by(kit, m))
        )

        meeting.refresh_from_db()
        assert refusals(results) == ["not_planned"]
        assert Attendance.objects.filter(meeting=meeting).exists() == (meeting.state == "open")


def test_a_meeting_ends_before_an_item_is_taken_up_or_waits_for_it(race: Any, rounds: int) -> None:
    for _ in range(rounds):
        kit = a_kit()
        meeting = ready_to_close(kit)
        uid = kit.free(meeting).uid

        results = race(lambda k=kit, m=meeting: k.close(m), lambda k=kit, m=meeting, u=uid: k.take(m, u))

        item = AgendaItem.objects.get(uid=uid)
        assert (item.state, refusals(results)) in [("moved", ["not_open"]), ("taken", ["undecided"])]
        assert Minutes.objects.filter(meeting=meeting).exists() == (item.state == "moved")


def test_a_meeting_ends_after_the_decision_of_its_item(race: Any, rounds: int) -> None:
    for _ in range(rounds):
        kit = a_kit()
        mandate, meeting = kit.mandate(), kit.opened()
        item = kit.take(meeting, mandate.round.uid)
        proposal = kit.proposal(mandate, item)

        results = race(
            lambda k=kit, m=meeting: k.close(m),
            lambda k=kit, m=mandate, i=item, p=proposal: k.decide(m, i, proposal=p),
        )

        assert mandate.phase == "preparation"
        assert refusals(results) in ([], ["undecided"])
        assert Minutes.objects.filter(meeting=meeting).exists() == (refusals(results) == [])


def test_a_meeting_closed_or_opened_anew_twice_is_so_once(race: Any, rounds: int) -> None:
    kit = a_kit()
    meeting = ready_to_close(kit)
    for revision in range(1, rounds + 1):
        closed = race(*[lambda: kit.close(meeting)] * 2)
        assert refusals(closed) == ["not_open"]
        assert meeting.minutes.count() == revision

        opened = race(*[lambda: room.reopen(**by(kit, meeting))] * 2)
        assert refusals(opened) == ["not_held"]


def test_minutes_are_adjusted_to_the_end_or_opened_for_correction(race: Any, rounds: int) -> None:
    kit = a_kit()
    for _ in range(rounds):
        minutes = kit.close(ready_to_close(kit))

        results = race(
            lambda m=minutes: kit.adjust(m, kit.chair),
            lambda m=minutes: room.reopen(**by(kit, m.meeting)),
        )

        minutes.meeting.refresh_from_db()
        assert refusals(results) == ["not_held"]
        assert minutes.adjustments.exists() == (minutes.meeting.state == "adjusted")


def test_the_last_two_to_adjust_end_it_once(race: Any, rounds: int) -> None:
    kit = a_kit()
    both = (kit.chair, kit.members[0])
    for _ in range(rounds):
        meeting = ready_to_close(kit)
        kit.adjusters(meeting, *both)
        minutes = kit.close(meeting)

        race(*(lambda m=minutes, w=w: kit.adjust(m, w) for w in both))

        meeting.refresh_from_db()
        assert Adjustment.objects.filter(minutes=minutes).count() == 2
        assert meeting.state == "adjusted"
