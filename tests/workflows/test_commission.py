"""A commission (Uppdragshandling) from its draft to its delivery: two gates, decided by those who give it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.utils.timezone import localdate

from tests.documents.pdf_tools import text_of
from tests.factories import Cast, Mandate, commission, person
from uppdragil.decisions import changes
from uppdragil.decisions.models import Change, Decision
from uppdragil.directives import selectors
from uppdragil.documents.pdf.build import build_record
from uppdragil.documents.records import gather
from uppdragil.gates.rules import unmet
from uppdragil.gates.values import Action, Condition
from workflows import facts
from workflows.place import Refused

pytestmark = pytest.mark.django_db


def at(phase: str, cast: Cast | None = None) -> Mandate:
    made = commission(cast)
    while made.phase != phase:
        made.onward()
    return made


def test_it_goes_through_its_two_gates_and_is_closed() -> None:
    made, gone = commission(), []

    while not made.directive.ended:
        gone.append(made.phase)
        made.onward()
        made.directive.refresh_from_db()

    assert [*gone, made.phase] == ["draft", "ub", "execution", "sl", "closed"]


def test_everybody_who_gives_it_decides_on_it() -> None:
    givers = person("Gun"), person("Gösta")
    made = commission(Cast(owners=givers))
    made.submit()

    made.decide(by=givers[0])

    assert made.phase == "ub"
    made.decide(by=givers[1])
    assert made.phase == "execution"


def test_a_decision_makes_its_version_the_baseline() -> None:
    made = at("execution")

    assert made.directive.baseline is not None
    assert selectors.decided_gates(made.directive) == {"UB"}


def test_who_gives_it_decides_on_a_change_too() -> None:
    gate = facts.change_gate(at("execution").directive, ("roles",))

    assert gate is not None
    assert gate.deciders == "owners"


def test_the_delivery_can_be_sent_back() -> None:
    made = at("sl")

    made.decide("rework")

    assert made.phase == "execution"


def test_a_delivery_has_no_conditional_yes() -> None:
    made = at("sl")
    with pytest.raises(Refused) as refused:
        made.decide(proposal=made.proposal("conditional"))

    assert "outcome_not_offered" in {reason.code for reason in refused.value.unmet}


def test_it_is_not_ended_while_a_condition_is_open() -> None:
    made = commission()
    made.submit()
    later = localdate(made.now) + dt.timedelta(days=300)
    made.decide(proposal=made.proposal("conditional", conditions=(Condition("Räkna om", "Lena", later),)))
    made.submit()

    with pytest.raises(Refused) as refused:
        made.decide()

    assert {reason.code for reason in refused.value.unmet} == {"condition_left"}


def test_a_change_that_is_prepared_falls_with_the_delivery() -> None:
    made = at("execution")
    change = changes.begin(directive=made.directive, reason="Nytt datum", by=made.cast.lead, now=made.now)
    made.submit()

    made.decide()

    change.refresh_from_db()
    assert change.ending == Change.Ending.DROPPED


def test_each_decision_leaves_a_record_in_the_words_of_its_model(tmp_path: Path) -> None:
    made = at("closed")

    pages = [
        text_of(build_record(gather(d)), tmp_path) for d in Decision.objects.filter(directive=made.directive)
    ]

    assert len(pages) == 2
    assert all("Uppdragsgivare" in text and "Uppdragsägare" not in text for text in pages)


def test_what_is_missing_stands_in_its_own_chapters() -> None:
    made = commission(purpose="", includes=())
    gathered = facts.gather(
        made.directive,
        made.cast.lead,
        made.now,
        **facts.of_content(made.directive, made.content, localdate(made.now)),
    )

    assert {(u.code, u.where) for u in unmet(Action.SUBMIT, gathered)} == {
        ("chapter_missing", "purpose"),
        ("chapter_missing", "includes"),
    }
