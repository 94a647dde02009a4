"""Jäv against a sign-off, at the same moment: one of them holds, and nothing is half-done."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories import NOW, Cast, at, person
from tests.workflows.test_races import assert_whole, decide, gates, refusals
from uppdragil.decisions.models import Recusal, SignOff
from uppdragil.decisions.services import Authentication
from uppdragil.directives.models import Directive
from workflows import recusing

pytestmark = pytest.mark.django_db(transaction=True)


def recuse(mandate: Any, by: Any, round_: Any) -> Any:
    return recusing.recuse(
        directive=Directive(pk=mandate.directive.pk), by=by, round_uid=round_.uid, reason="Släkt",
        authentication=Authentication("password", NOW), now=NOW,
    )  # fmt: skip


def test_jäv_and_a_sign_off_of_one_person_exclude_each_other(race: Any, rounds: int) -> None:
    one, other = person("Olle"), person("Oda")
    for mandate in gates(lambda: at("bp1", Cast(owners=(one, other))), rounds):
        round_, proposal = mandate.round, mandate.proposal()

        results = race(
            lambda m=mandate, r=round_: recuse(m, one, r),
            lambda m=mandate, y=proposal, r=round_: decide(m, one, y, r),
        )

        out = Recusal.objects.filter(round=round_, person=one).count()
        signed = SignOff.objects.filter(round=round_, person=one).count()
        assert (out, signed) in {(1, 0), (0, 1)}
        assert refusals(results) in ([{"recused"}], [{"already_confirmed"}])
        decide(mandate, other, proposal, round_)
        assert_whole(mandate)


def test_jäv_of_one_owner_and_a_yes_of_the_other_end_the_round_once(race: Any, rounds: int) -> None:
    one, other = person("Olle"), person("Oda")
    for mandate in gates(lambda: at("bp1", Cast(owners=(one, other))), rounds):
        round_, proposal = mandate.round, mandate.proposal()

        results = race(
            lambda m=mandate, r=round_: recuse(m, one, r),
            lambda m=mandate, y=proposal, r=round_: decide(m, other, y, r),
        )

        assert refusals(results) == []
        assert [r.decision is not None for r in results].count(True) == 1
        assert not mandate.phase.startswith("bp")
        assert_whole(mandate)
