"""Real threads with connections of their own, all let go at the same moment.

Whatever happens, after each round: one place to be, nothing half-done, and no error but a refusal.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from viewflow.workflow.models import Task

from tests.factories import NOW, Cast, Mandate, at, content, edition, person, position
from uppdragil.core import audit
from uppdragil.decisions.models import Decision, Round, SignOff
from uppdragil.directives import services as directives
from uppdragil.directives.models import Directive
from uppdragil.directives.services import Conflict, NotEditable, content_of
from workflows import service
from workflows.service import Refused

pytestmark = pytest.mark.django_db(transaction=True)

Move = Callable[[], Any]
WIDTH = 3  # threads at most


@pytest.fixture(scope="module")
def runners() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(WIDTH) as pool:
        yield pool


@pytest.fixture
def race(runners: ThreadPoolExecutor) -> Iterator[Callable[..., list[Any]]]:
    """race(move, move) runs both at once and gives what each returned, or how it was refused."""

    def run(*moves: Move) -> list[Any]:
        gate = threading.Barrier(len(moves))
        running = [runners.submit(_attempt, gate, move) for move in moves]
        return [one.result(60) for one in running]

    yield run
    for _ in range(WIDTH):
        runners.submit(connection.close)
    assert audit.verify().ok


def _attempt(gate: threading.Barrier, move: Move) -> Any:
    try:
        connection.ensure_connection()
        gate.wait(30)
        return move()
    except (Refused, NotEditable, Conflict) as refusal:
        return refusal
    finally:
        connection.close()


def gates(make: Callable[[], Mandate], rounds: int) -> Iterator[Mandate]:
    """An open gate `rounds` times, at BP1 to BP3 of as few directives as it takes."""
    mandate = make()
    for _ in range(rounds):
        if mandate.phase == "realisation":
            mandate = make()
        if mandate.directive.paused:
            mandate.resume()
        if not mandate.phase.startswith("bp"):
            mandate.submit()
        yield mandate


def refusals(results: list[Any]) -> list[set[str]]:
    return [{reason.code for reason in one.unmet} for one in results if isinstance(one, Refused)]


def assert_whole(mandate: Mandate) -> None:
    """It is in one place, and its rounds, sign-offs and decisions agree."""
    place = Task.objects.get(process=mandate.directive.process, finished__isnull=True).flow_task.name
    assert mandate.phase == place
    assert Round.objects.filter(directive=mandate.directive, ended_at=None).count() == place.startswith("bp")
    decided = set(Decision.objects.filter(directive=mandate.directive).values_list("round"))
    ended = Round.objects.filter(directive=mandate.directive, ending=Round.Ending.DECIDED)
    assert decided == set(ended.values_list("pk"))
    assert all(SignOff.objects.filter(round=pk).exists() for (pk,) in decided)


def test_two_deciders_of_one_seat_decide_once(race: Any, rounds: int) -> None:
    first, second = person("Olle"), person("Oda")
    for mandate in gates(lambda: at("bp1", Cast(owners=(position(first, second),))), rounds):
        round_, yes, rework = mandate.round, mandate.proposal(), mandate.proposal("rework")

        results = race(
            lambda m=mandate, y=yes, r=round_: decide(m, first, y, r),
            lambda m=mandate, n=rework, r=round_: decide(m, second, n, r),
        )

        assert refusals(results) == [{"no_open_round"}]
        assert SignOff.objects.filter(round=round_).count() == 1
        assert_whole(mandate)


def decide(mandate: Mandate, by: Any, proposal: Any, round_: Any) -> Any:
    """As a request does it: nothing but this is asked of the database outside the lock."""
    authentication = service.decisions.Authentication("password", NOW)
    return service.decide(
        directive=Directive(pk=mandate.directive.pk), by=by, round_uid=round_.uid, proposal=proposal,
        authentication=authentication, suggested={}, now=NOW,
    )  # fmt: skip


def test_owners_who_confirm_at_once_are_all_stored_and_it_moves_once(race: Any, rounds: int) -> None:
    owners = person("Olle"), person("Oda"), person("Ola")
    for mandate in gates(lambda: at("bp1", Cast(owners=owners)), rounds):
        round_, proposal = mandate.round, mandate.proposal()

        results = race(*(lambda m=mandate, p=p, y=proposal, r=round_: decide(m, p, y, r) for p in owners))

        assert [one.decision is not None for one in results].count(True) == 1
        assert SignOff.objects.filter(round=round_).count() == 3
        assert mandate.phase in ("execution", "handover", "realisation")
        assert_whole(mandate)


@pytest.mark.parametrize(("others", "told"), [(0, "no_open_round"), (1, "already_confirmed")])
def test_a_form_sent_twice_confirms_once(race: Any, rounds: int, others: int, told: str) -> None:
    owners = tuple(person("Olle") for _ in range(1 + others))
    for mandate in gates(lambda: at("bp1", Cast(owners=owners)), rounds // 2):
        round_, proposal = mandate.round, mandate.proposal()
        once = lambda m=mandate, y=proposal, r=round_: decide(m, owners[0], y, r)  # noqa: E731

        results = race(once, once)

        assert refusals(results) == [{told}]
        assert SignOff.objects.filter(round=round_).count() == 1
        assert_whole(mandate)
        if others:
            decide(mandate, owners[1], proposal, round_)


def test_a_decision_and_a_pause_come_one_after_the_other(race: Any, rounds: int) -> None:
    for mandate in gates(lambda: at("bp1"), rounds):
        round_, proposal, owner = mandate.round, mandate.proposal("rework"), mandate.cast.owner

        results = race(
            lambda m=mandate, p=owner, y=proposal, r=round_: decide(m, p, y, r), lambda m=mandate: m.pause()
        )

        decided = not mandate.phase.startswith("bp")
        assert mandate.directive.paused
        assert refusals(results) == ([] if decided else [{"paused"}])
        assert_whole(mandate)


def test_a_save_and_a_submission_lose_nothing(race: Any, rounds: int) -> None:
    mandate = at("preparation")
    for i in range(rounds):
        before = mandate.content
        written = before.model_copy(update={"background": f"Ny bakgrund {i}"})
        version = mandate.directive.chapters.get(key="background").version

        saved, submitted = race(lambda w=written, v=version: save(mandate, w, v), lambda: submit(mandate))

        text = content_of(submitted.version).background
        assert text == (written if saved == version + 1 else before).background
        assert saved == version + 1 or isinstance(saved, NotEditable)
        assert content_of(submitted.version) == mandate.content
        assert_whole(mandate)
        mandate.withdraw()


def save(mandate: Mandate, written: Any, version: int) -> int:
    return directives.save_chapter(
        directive=mandate.directive, key="background", version=version, content=written, by=mandate.cast.lead, now=NOW
    )  # fmt: skip


def submit(mandate: Mandate) -> Round:
    return service.submit(directive=mandate.directive, by=mandate.cast.lead, now=NOW)


def test_two_saves_of_one_chapter_keep_both_texts(race: Any, rounds: int) -> None:
    mandate = at("draft")
    for i in range(rounds):
        version = mandate.directive.chapters.get(key="background").version
        mine, yours = (
            mandate.content.model_copy(update={"background": f"{who} {i}"}) for who in ("min", "din")
        )

        results = race(
            lambda w=mine, v=version: save(mandate, w, v), lambda w=yours, v=version: save(mandate, w, v)
        )

        lost = [one for one in results if isinstance(one, Conflict)]
        assert [one.current.background for one in lost] == [mandate.content.background]
        assert (lost[0].version, mandate.content.background in (f"min {i}", f"din {i}")) == (
            version + 1,
            True,
        )


def test_a_submission_sent_twice_opens_one_round(race: Any, rounds: int) -> None:
    mandate = at("preparation")
    for number in range(1, rounds + 1):
        results = race(lambda: submit(mandate), lambda: submit(mandate))

        assert refusals(results) == [{"not_in_work_stage"}]
        assert Round.objects.filter(directive=mandate.directive, gate="BP1").count() == number
        assert_whole(mandate)
        mandate.withdraw()


def test_a_withdrawal_and_a_decision_exclude_each_other(race: Any, rounds: int) -> None:
    for mandate in gates(lambda: at("bp1"), rounds):
        round_, proposal, owner = mandate.round, mandate.proposal(), mandate.cast.owner

        results = race(
            lambda m=mandate, p=owner, y=proposal, r=round_: decide(m, p, y, r),
            lambda m=mandate, r=round_: m.withdraw(round_uid=r.uid),
        )

        assert refusals(results) == [{"no_open_round"}]
        assert not mandate.phase.startswith("bp")
        assert_whole(mandate)


def test_directives_that_are_made_at_once_have_numbers_of_their_own(race: Any, rounds: int) -> None:
    lead = person("Lena")
    make = lambda: service.start(content=content(), edition=edition(), by=lead, now=NOW)  # noqa: E731

    made = [one for _ in range(rounds // 2) for one in race(make, make, make)]

    numbers = [directive.number for directive in made]
    assert len(set(numbers)) == len(made) == 3 * (rounds // 2)
    assert sorted(numbers)[0] == "U 2026-001"
