"""Two at once: one decision per item, one number per paragraph, one agenda per thing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from tests.factories import NOW, with_account
from tests.meetings.kit import PROOF, Kit
from uppdragil.core import audit
from uppdragil.core.contention import Busy
from uppdragil.decisions.models import Decision, SignOff
from uppdragil.meetings import room, services
from uppdragil.meetings.models import Adjustment, AgendaItem, Meeting, Paragraph
from uppdragil.meetings.sentences import Refused
from workflows import meeting as moves
from workflows.service import Refused as RulesRefused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def race() -> Iterator[Callable[..., list[Any]]]:
    """race(move, move) runs both at once and gives what each returned, or how it was refused."""

    def attempt(gate: threading.Barrier, move: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            gate.wait(30)
            return move()
        except (Refused, RulesRefused, Busy) as refusal:
            return refusal
        finally:
            connection.close()

    def run(*all_: Callable[[], Any]) -> list[Any]:
        gate = threading.Barrier(len(all_))
        with ThreadPoolExecutor(len(all_)) as pool:
            return [one.result(60) for one in [pool.submit(attempt, gate, move) for move in all_]]

    yield run
    assert audit.verify().ok


def test_two_who_decide_the_same_item_decide_once(race: Any, rounds: int) -> None:
    kit = Kit()
    with_account(kit.cast.owner)
    meeting = kit.opened()
    for _ in range(max(rounds // 3, 2)):
        mandate = kit.mandate()
        item = kit.take(meeting, mandate.round.uid)
        proposal = kit.proposal(mandate, item)

        def decide(who: Any, i: AgendaItem = item, p: Any = proposal) -> Any:
            return moves.decide(
                item=i,
                by=who,
                round_uid=i.round.uid,
                proposal=p,
                authentication=PROOF,
                suggested={},
                now=NOW,
            )

        results = race(lambda d=decide: d(kit.secretary), lambda d=decide: d(kit.chair))

        refusals = [r for r in results if isinstance(r, RulesRefused)]
        assert [{u.code for u in r.unmet} for r in refusals] == [{"no_open_round"}]
        assert SignOff.objects.filter(round=item.round).count() == 1
        assert Decision.objects.filter(round=item.round).count() == 1
        assert mandate.phase == "preparation"


def test_paragraphs_taken_at_once_have_numbers_of_their_own(race: Any, rounds: int) -> None:
    kit = Kit()
    one, other = kit.opened(), kit.opened()
    for _ in range(max(rounds // 3, 2)):
        items = [kit.free(meeting) for meeting in (one, one, other)]

        race(*(lambda i=i: room.take(meeting=i.meeting, key=i.uid, by=kit.secretary, now=NOW) for i in items))

    numbers = list(Paragraph.objects.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) == 3 * max(rounds // 3, 2)


def test_an_item_taken_up_and_moved_on_at_once_is_one_of_the_two(race: Any, rounds: int) -> None:
    kit = Kit()
    meeting = kit.opened()
    for _ in range(max(rounds // 3, 2)):
        uid = kit.free(meeting).uid
        given = {"meeting": meeting, "key": uid, "by": kit.secretary, "now": NOW}

        race(lambda g=given: room.take(**g), lambda g=given: services.move_on(**g))

        item = AgendaItem.objects.get(uid=uid)
        assert (item.state == "taken") == Paragraph.objects.filter(item=item).exists()


def test_what_is_due_is_stored_once_when_two_fill_the_agenda(race: Any) -> None:
    kit = Kit()
    mandate, meeting = kit.mandate(), kit.plan(1)
    add = lambda: kit.free(meeting)  # noqa: E731

    race(add, add)

    assert AgendaItem.objects.filter(round=mandate.round).count() == 1


def test_meetings_planned_at_once_have_numbers_of_their_own(race: Any) -> None:
    kit = Kit()

    race(*(lambda d=d: kit.plan(d) for d in (1, 2, 3)))

    assert sorted(Meeting.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_the_last_two_to_adjust_end_it_once(race: Any) -> None:
    kit = Kit()
    minutes = kit.held()

    race(*(lambda w=w: kit.adjust(minutes, w) for w in (kit.chair, kit.members[0])))

    assert Adjustment.objects.count() == 2
    assert Meeting.objects.get().state == "adjusted"
