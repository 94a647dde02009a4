"""What comes of a condition, and what waits for it."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories import NOW, Mandate, at, duty, person
from uppdragil.core.models import AuditEvent
from uppdragil.decisions import conditions
from uppdragil.decisions.models import Condition, ConditionNote
from uppdragil.decisions.services import Authentication
from uppdragil.gates import values
from uppdragil.organisation.models import Person
from workflows import conditions as moves
from workflows.place import Refused

pytestmark = pytest.mark.django_db
State = ConditionNote.State
LATER = NOW + dt.timedelta(days=20)  # the condition of `Mandate.proposal` is due after 14


def with_a_condition(phase: str = "bp0", *, responsible: Person | None = None) -> Mandate:
    """A mandate that passed `phase` on one condition."""
    made = at(phase)
    due = made.now.date() + dt.timedelta(days=14)
    holder = {"holder_kind": "person", "holder_id": responsible.uid} if responsible else {}
    condition = values.Condition("Beräkna kostnaden", "Ekonomen", due, **holder)
    made.decide("conditional", proposal=made.proposal("conditional", conditions=(condition,)))
    return made


def note(made: Mandate, state: ConditionNote.State, by: Person, **given: object) -> ConditionNote:
    values = {"text": "Klart, se bilagan", "now": made.now}
    condition = Condition.objects.get(decision__directive=made.directive)
    return moves.note(directive=made.directive, condition=condition, state=state, by=by, **values | given)


def codes(refusal: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {unmet.code for unmet in refusal.value.unmet}


def test_the_next_gate_does_not_pass_while_a_due_condition_is_open() -> None:
    made = with_a_condition()
    made.now = LATER
    made.submit()

    with pytest.raises(Refused) as refusal:
        made.decide("yes")

    assert codes(refusal) == {"condition_due"}
    assert "Ekonomen" in refusal.value.unmet[0].who


def test_a_condition_that_is_not_due_yet_lets_the_gate_pass() -> None:
    made = with_a_condition()
    made.submit()

    made.decide("yes")

    assert made.phase == "execution"


def test_a_gate_sends_back_in_spite_of_a_due_condition() -> None:
    made = with_a_condition()
    made.now = LATER
    made.submit()

    made.decide("rework")

    assert made.phase == "preparation"


@pytest.mark.parametrize("who", ["lead", "office", "responsible"])
def test_who_is_responsible_says_that_it_is_met(who: str) -> None:
    responsible = person("Ekonomen")
    made = with_a_condition(responsible=responsible)
    by = {"lead": made.cast.lead, "office": made.cast.office, "responsible": responsible}[who]

    note(made, State.MET, by)

    assert conditions.still_open(made.directive) == ()


def test_what_was_met_lets_the_next_gate_pass() -> None:
    made = with_a_condition()
    made.now = LATER
    note(made, State.MET, made.cast.lead)
    made.submit()

    made.decide("yes")

    assert made.phase == "execution"


def test_somebody_else_does_not_say_so() -> None:
    made = with_a_condition()

    with pytest.raises(Refused) as refusal:
        note(made, State.MET, person("Reader"))

    assert codes(refusal) == {"not_responsible"}


def test_met_needs_a_word_or_a_link() -> None:
    made = with_a_condition()

    with pytest.raises(Refused) as refusal:
        note(made, State.MET, made.cast.lead, text=" ")

    assert codes(refusal) == {"evidence_missing"}


def test_what_was_met_can_be_opened_again_by_who_decides_and_blocks_once_more() -> None:
    made = with_a_condition()
    note(made, State.MET, made.cast.lead)
    note(made, State.REOPENED, made.cast.owner, text="Bilagan saknas")
    made.now = LATER
    made.submit()

    with pytest.raises(Refused) as refusal:
        made.decide("yes")

    assert codes(refusal) == {"condition_due"}


def test_the_lead_does_not_open_it_again() -> None:
    made = with_a_condition()
    note(made, State.MET, made.cast.lead)

    with pytest.raises(Refused) as refusal:
        note(made, State.REOPENED, made.cast.lead)

    assert codes(refusal) == {"not_decider"}


def test_a_decider_waives_it_with_a_fresh_authentication() -> None:
    made = with_a_condition()

    note(made, State.WAIVED, made.cast.owner, authentication=Authentication("password", made.now))

    assert conditions.still_open(made.directive) == ()


@pytest.mark.parametrize("by", ["lead", "office"])
def test_neither_the_lead_nor_the_office_waives_it(by: str) -> None:
    made = with_a_condition()

    with pytest.raises(Refused) as refusal:
        note(made, State.WAIVED, getattr(made.cast, by), authentication=Authentication("password", made.now))

    assert "not_decider" in codes(refusal)


def test_waiving_without_a_fresh_authentication_is_refused() -> None:
    made = with_a_condition()

    with pytest.raises(Refused) as refusal:
        note(made, State.WAIVED, made.cast.owner)

    assert codes(refusal) == {"authentication_not_fresh"}


def test_what_is_settled_is_not_settled_twice() -> None:
    made = with_a_condition()
    note(made, State.MET, made.cast.lead)

    with pytest.raises(Refused) as refusal:
        note(made, State.MET, made.cast.lead)

    assert codes(refusal) == {"condition_settled"}


def test_an_open_condition_keeps_the_mandate_from_being_closed() -> None:
    made = with_a_condition("bp3")

    with pytest.raises(Refused) as refusal:
        made.close()

    assert codes(refusal) == {"condition_left"}


def test_each_note_is_an_event_of_the_chain() -> None:
    made = with_a_condition()

    note(made, State.MET, made.cast.lead)

    assert AuditEvent.objects.latest("seq").verb == "condition.met"


def test_the_responsible_of_the_register_is_kept_with_the_condition() -> None:
    responsible = duty(person("Ekonomen"), "controller")

    made = with_a_condition(responsible=responsible)

    held = moves.responsibles(Condition.objects.get(decision__directive=made.directive), made.now.date())
    assert [who.uid for who in held] == [responsible.uid]


def test_conditions_of_two_decisions_are_all_waited_for() -> None:
    made = with_a_condition()
    made.submit()
    made.decide("conditional")

    assert len(conditions.still_open(made.directive)) == 2
