"""Support needs: who raises, answers and withdraws them, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests import factories as f
from tests.factories import NOW, TODAY, Mandate
from tests.meetings.kit import DAY
from tests.portfolio.needs import DUE, need_of
from tests.workflows.test_recusing import substitute
from uppdragil.core.models import AuditEvent
from uppdragil.organisation.models import Person
from uppdragil.portfolio import support
from uppdragil.portfolio.models import SupportNeed

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Mandate:
    return f.at("preparation")


def refused(move: Any, **given: Any) -> str:
    with pytest.raises(support.Refused) as caught:
        move(**given)
    assert str(caught.value)
    return caught.value.code


def answer(need: SupportNeed, by: Person, text: str = "Ja, två miljoner") -> SupportNeed:
    return support.answer(need=need, text=text, by=by, now=NOW)


@pytest.mark.parametrize("kind", ["lead", "office"])
def test_who_works_on_a_mandate_raises_and_withdraws_a_need(made: Mandate, kind: str) -> None:
    by = getattr(made.cast, kind)
    need = need_of(made, by=by)
    support.withdraw(need=need, by=by, now=NOW)

    assert not support.of_directive(made.directive).get().is_open
    assert list(AuditEvent.objects.filter(verb__startswith="support.").values_list("verb", "actor_name")) == [
        ("support.asked", by.name),
        ("support.withdrawn", by.name),
    ]


def test_who_made_a_draft_asks_for_support_until_it_is_decided() -> None:
    maker = f.person("Maja")
    made = f.mandate(f.Cast(), by=maker)
    assert need_of(made, by=maker).is_open

    made.onward()
    made.onward()
    assert refused(need_of, made=made, by=maker) == "not_at_work"


@pytest.mark.parametrize("kind", ["owner", "secretary"])
def test_nobody_else_raises_or_withdraws(made: Mandate, kind: str) -> None:
    by, need = getattr(made.cast, kind), need_of(made)
    assert refused(need_of, made=made, by=by) == "not_at_work"
    assert refused(support.withdraw, need=need, by=by, now=NOW) == "not_at_work"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"text": " \n"}, "no_text"),
        ({"responsible": " "}, "nobody"),
        ({"due": TODAY - DAY}, "past"),
    ],
)
def test_a_need_that_says_too_little_is_refused(made: Mandate, given: Any, code: str) -> None:
    assert refused(need_of, made=made, **given) == code
    assert not SupportNeed.objects.exists()


def test_only_the_body_that_decides_is_asked(made: Mandate) -> None:
    assert refused(need_of, made=made, body=f.body(f.person())) == "other_body"
    assert need_of(made, body=made.cast.body).asked_of == made.cast.body.name


def test_a_mandate_that_has_ended_needs_nothing(made: Mandate) -> None:
    need = need_of(made)
    made.stop()
    assert refused(need_of, made=made) == "ended"
    assert refused(answer, need=need, by=made.cast.office) == "ended"
    assert refused(support.withdraw, need=need, by=made.cast.lead, now=NOW) == "ended"


def test_the_body_s_chair_and_secretary_answer_what_it_is_asked(made: Mandate) -> None:
    need = need_of(made, body=made.cast.body)
    assert refused(answer, need=need, by=made.cast.lead) == "not_asked"

    answer(need, made.cast.secretary)

    need.refresh_from_db()
    assert (need.answer, need.answered_by, need.answered_at) == ("Ja, två miljoner", made.cast.secretary, NOW)
    assert AuditEvent.objects.latest("seq").verb == "support.answered"


def test_the_person_who_is_named_answers(made: Mandate) -> None:
    rut = f.person("Rut")
    need = need_of(made, holder=("person", rut.uid))
    assert refused(answer, need=need, by=made.cast.lead) == "not_asked"
    assert not answer(need, rut).is_open


def test_the_holder_of_the_position_answers(made: Mandate) -> None:
    rut = f.person("Rut")
    assert not answer(need_of(made, holder=("position", f.position(rut).uid)), rut).is_open


@pytest.mark.parametrize("kind", ["lead", "office"])
def test_what_words_alone_are_asked_is_answered_by_who_works_on_it(made: Mandate, kind: str) -> None:
    assert not answer(need_of(made), getattr(made.cast, kind)).is_open


def test_an_answer_is_words_and_comes_once(made: Mandate) -> None:
    need = need_of(made)
    assert refused(answer, need=need, by=made.cast.office, text=" ") == "no_answer"
    answer(need, made.cast.office)
    assert refused(answer, need=need, by=made.cast.office) == "settled"
    assert refused(support.withdraw, need=need, by=made.cast.lead, now=NOW) == "settled"


def test_the_open_ones_come_first_each_by_its_day(made: Mandate) -> None:
    texts = {"sen": DUE + DAY, "besvarad": TODAY, "tidig": DUE}
    needs = {text: need_of(made, text=text, due=due) for text, due in texts.items()}
    answer(needs["besvarad"], made.cast.office)
    assert [n.text for n in support.of_directive(made.directive)] == ["tidig", "sen", "besvarad"]


@pytest.mark.parametrize(
    "values",
    [
        {"responsible": ""},
        {"answer": "Ja"},
        {"answered_at": NOW},
        {"withdrawn_at": NOW, "answered_at": NOW, "answer": "Ja"},
    ],
)
def test_the_database_refuses_half_a_need(made: Mandate, values: Any) -> None:
    need = need_of(made)
    if len(values) == 3:
        values["answered_by"] = made.cast.lead
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportNeed.objects.filter(pk=need.pk).update(**values)


def test_its_history_says_who_changed_what(made: Mandate) -> None:
    need = need_of(made)
    answer(need, made.cast.office)
    assert [h.by_name for h in need.history.all()] == [made.cast.office.name, made.cast.lead.name]  # type: ignore[attr-defined]


@pytest.mark.django_db(transaction=True)
def test_two_who_answer_at_once_answer_once(race: Any, rounds: int) -> None:
    made = f.at("preparation")
    for _ in range(rounds):
        need = need_of(made, body=made.cast.body)
        results = race(
            lambda need=need: answer(need, made.cast.secretary, "Ja"),
            lambda need=need: answer(need, made.cast.office, "Nej"),
        )
        need.refresh_from_db()
        assert [r.code for r in results if isinstance(r, support.Refused)] == ["settled"]
        assert need.answer in ("Ja", "Nej")


def test_who_stands_in_for_the_one_asked_answers(made: Mandate) -> None:
    stina = f.person("Stina")
    substitute(made.cast.owner, stina)
    need = need_of(made, holder=("person", made.cast.owner.uid))
    assert refused(answer, need=need, by=f.person()) == "not_asked"
    assert not answer(need, stina).is_open


def test_who_stands_in_for_the_body_s_secretary_answers_what_it_is_asked(made: Mandate) -> None:
    stina = f.person("Stina")
    substitute(made.cast.secretary, stina)
    assert not answer(need_of(made, body=made.cast.body), stina).is_open
