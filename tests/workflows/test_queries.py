"""What a move costs. A budget: a number that grows is looked at, not raised."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from tests.factories import NOW, Cast, Mandate, at, person, seat
from tests.meetings.kit import a_kit
from tests.workflows.test_changing import changed, prepare, submit
from tests.workflows.test_recusing import recuse
from tests.workflows.test_superseding import replacing
from uppdragil.decisions.services import Authentication
from uppdragil.directives.content import HolderKind, Role
from uppdragil.gates.rules import unmet
from uppdragil.gates.values import Action
from uppdragil.organisation.models import Membership, Person
from workflows import facts, seating, service

PROOF = Authentication("password", NOW)
pytestmark = pytest.mark.django_db


# A decision can be searched for at once: the decisions, their answers and those from outside are read, what was
# decided before goes from the index, and one statement puts in what has come.
FOUND = 5
WRITTEN = 2  # the head and the chapters of a change are put into the index, too


def queries(move: object) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        move()  # type: ignore[operator]
    return [query["sql"] for query in captured.captured_queries]


@pytest.mark.parametrize(("phase", "budget"), [("bp0", 37), ("bp1", 37), ("bp2", 37), ("bp3", 37)])
def test_deciding_stays_within_its_budget(phase: str, budget: int) -> None:
    made = at(phase)
    by = made.cast.secretary if phase == "bp0" else made.cast.owner
    values = {"directive": made.directive, "by": by, "round_uid": made.round.uid, "proposal": made.proposal()}

    sent = queries(lambda: service.decide(**values, authentication=PROOF, suggested={}, now=NOW))

    assert len(sent) <= budget + FOUND, "\n".join(sql[:150] for sql in sent)


@pytest.mark.parametrize("outcome", ["yes", "conditional", "rework", "postpone", "no"])
def test_deciding_in_the_room_stays_within_the_same_budget(outcome: str) -> None:
    kit = a_kit()
    made = kit.mandate()
    item = kit.take(kit.opened(), made.round.uid)
    proposal = kit.proposal(made, item, outcome)

    sent = queries(lambda: kit.decide(made, item, proposal=proposal))

    assert len(sent) <= 37 + FOUND, "\n".join(sql[:150] for sql in sent)


def test_deciding_on_a_change_stays_within_its_budget() -> None:
    made = changed(costs="Tre miljoner", financing="Lån")
    values = {"directive": made.directive, "by": made.cast.owner, "round_uid": made.round.uid}
    values["proposal"] = made.proposal()

    sent = queries(lambda: service.decide(**values, authentication=PROOF, suggested={}, now=NOW))

    assert len(sent) <= 40 + FOUND, "\n".join(sql[:150] for sql in sent)


def test_a_change_of_goals_dates_and_owner_at_once_stays_within_its_budget() -> None:
    made = at("execution")
    said, day, heir = made.content, dt.date(2028, 2, 1), person("Nina Ny")
    owner = {"holder": str(heir), "holder_kind": HolderKind.PERSON, "holder_id": heir.uid}
    change = prepare(
        made,
        mandate_goals=tuple(g.model_copy(update={"text": f"{g.text}, för alla"}) for g in said.mandate_goals),
        gate_plans=(*said.gate_plans[:3], said.gate_plans[3].model_copy(update={"start": day, "end": day})),
        roles=tuple(r.model_copy(update=owner) if r.role is Role.OWNER else r for r in said.roles),
    )
    submit(made, change)
    values = {"directive": made.directive, "by": made.cast.secretary, "round_uid": made.round.uid}
    values["proposal"] = made.proposal()

    sent = queries(lambda: service.decide(**values, authentication=PROOF, suggested={}, now=NOW))

    assert made.content.gate_plan("BP3").end == day
    assert made.content.holders(Role.OWNER)[0].holder_id == heir.uid
    assert len(sent) <= 40 + FOUND + WRITTEN, "\n".join(sql[:150] for sql in sent)


@pytest.mark.parametrize("busy", [False, True], ids=["at rest", "busy"])
@pytest.mark.parametrize("jäv", [False, True], ids=["", "jäv"])
@pytest.mark.parametrize("outcome", ["yes", "conditional"])
def test_deciding_what_supersedes_another_stays_within_its_budget(
    outcome: str, jäv: bool, busy: bool
) -> None:
    old = changed() if busy else at("bp1")
    if busy:
        old.pause()
    made = replacing(old)
    if jäv:
        recuse(made, chair_of(made))
    values = {"directive": made.directive, "by": made.cast.secretary, "round_uid": made.round.uid}
    values["proposal"] = made.proposal(outcome)

    sent = queries(lambda: service.decide(**values, authentication=PROOF, suggested={}, now=NOW))

    assert old.phase == "superseded"
    assert len(sent) <= 40 + FOUND, "\n".join(sql[:150] for sql in sent)


@pytest.mark.parametrize("jäv", [False, True], ids=["", "jäv"])
@pytest.mark.parametrize("outcome", ["yes", "conditional"])
def test_deciding_it_in_the_room_adds_what_is_asked_of_the_meeting(outcome: str, jäv: bool) -> None:
    """Seven: the meeting, the item, who is there, what is noted of them, jäv, and a transaction within another."""
    kit, old = a_kit(), changed()
    old.pause()
    made = kit.mandate(supersedes=str(old.directive), supersedes_id=old.directive.uid)
    if jäv:
        recuse(made, kit.chair)
    item = kit.take(kit.opened(), made.round.uid)
    proposal = kit.proposal(made, item, outcome)

    sent = queries(lambda: kit.decide(made, item, proposal=proposal))

    assert len(sent) <= 47 + FOUND, "\n".join(sql[:150] for sql in sent)


def chair_of(made: Mandate) -> Person:
    chair = person("Berit Ordförande")
    seat(made.cast.body, chair, Membership.Seat.CHAIR)
    return chair


def test_submitting_stays_within_its_budget() -> None:
    made = at("preparation")

    sent = queries(lambda: service.submit(directive=made.directive, by=made.cast.lead, now=NOW))

    assert len(sent) <= 40, "\n".join(sql[:150] for sql in sent)


def test_a_round_with_many_deciders_costs_no_more_queries() -> None:
    def cost(owners: int) -> int:
        people = [person("Olle") for _ in range(owners)]
        made: Mandate = at("bp1", Cast(owners=tuple(people)))
        made.decide(by=people[0])
        return len(queries(lambda: made.decide(by=people[1])))

    assert cost(2) > cost(6)  # the sixth does not end the round


def test_gathering_what_the_rules_need_takes_nine_queries_at_most() -> None:
    made = at("bp0")
    round_ = made.round
    made.directive.edition  # noqa: B018

    with CaptureQueriesContext(connection) as captured:
        unmet(Action.DECIDE, facts.gather(made.directive, made.cast.secretary, NOW, round_=round_))
        gathered = len(captured)
        seating.of_gate(made.directive, made.directive.edition.spec.gate("BP1"), None, localdate(NOW))

    assert gathered <= 9
    assert len(captured) - gathered <= 4
