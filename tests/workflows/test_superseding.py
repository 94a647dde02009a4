"""Superseding: the first decision of a mandate ends the one that it replaces."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories import NOW, Cast, Mandate, at, edition, mandate, person, role
from tests.support import stock
from tests.workflows.test_changing import prepare, refusal, submit
from tests.workflows.test_recusing import recuse
from uppdragil.core import audit
from uppdragil.core.events import subscribe
from uppdragil.core.models import AuditEvent
from uppdragil.decisions.events import Superseded
from uppdragil.decisions.models import Change, Round
from uppdragil.directives.content import Role, Visibility
from uppdragil.directives.models import Directive
from uppdragil.editions.services import publish
from uppdragil.editions.spec import Deciders
from workflows.place import Refused

pytestmark = pytest.mark.django_db


def replacing(old: Mandate, **fields: Any) -> Mandate:
    """A draft that supersedes `old`, before those who decide on it."""
    made = draft(old, **fields)
    made.submit()
    return made


@stock.kept
def draft(old: Mandate, **fields: Any) -> Mandate:
    cast = Cast(lead=old.cast.lead)
    return mandate(cast, supersedes=str(old.directive), supersedes_id=old.directive.uid, **fields)


@pytest.mark.parametrize(
    "phase", ["draft", "bp0", "preparation", "bp1", "execution", "bp2", "handover", "bp3", "realisation"]
)
def test_the_old_one_ends_wherever_it_is(phase: str) -> None:
    old = at(phase)
    new = replacing(old)

    new.decide()

    assert (old.phase, new.phase, old.round) == ("superseded", "preparation", None)
    assert old.directive.superseded_by == new.directive


def test_an_open_round_ends_with_it() -> None:
    old = at("bp1")
    round_ = old.round

    replacing(old).decide("conditional")

    round_.refresh_from_db()
    assert (round_.ending, old.phase) == (Round.Ending.SUPERSEDED, "superseded")


@pytest.mark.parametrize("submitted", [True, False])
def test_an_open_change_ends_with_it(submitted: bool) -> None:
    old = at("execution")
    change = prepare(old)
    if submitted:
        submit(old, change)

    replacing(old).decide()

    assert (Change.objects.get().ending, old.round, old.phase) == ("dropped", None, "superseded")


def test_a_pause_is_lifted() -> None:
    old = at("execution")
    old.pause()

    replacing(old).decide()

    assert (old.phase, old.directive.paused) == ("superseded", False)


@pytest.mark.parametrize("outcome", ["rework", "no", "postpone"])
def test_an_outcome_that_does_not_pass_ends_nothing(outcome: str) -> None:
    old = at("execution")

    replacing(old).decide(outcome)

    assert (old.phase, old.directive.superseded_by) == ("execution", None)


def test_later_gates_end_nothing() -> None:
    new = replacing(at("execution"))
    new.decide()
    new.onward()
    new.onward()

    assert new.phase == "execution"


def test_both_chains_tell_of_it() -> None:
    old = at("execution")
    new = replacing(old)
    new.decide()

    told = AuditEvent.objects.order_by("-seq")[:2]
    assert {(e.verb, e.subject) for e in told} == {
        ("directive.superseded", old.directive.uid),
        ("directive.supersedes", new.directive.uid),
    }
    assert audit.verify().ok


def test_both_chains_tell_of_it_where_jäv_of_the_last_one_left_ends_the_round() -> None:
    gates = edition().spec.gates
    bp0 = gates[0].model_copy(update={"deciders": Deciders.OWNERS})
    publish(spec=edition().spec.model_copy(update={"gates": (bp0, *gates[1:])}), now=NOW)
    first, second = person("Olle"), person("Oda")
    old = at("execution")
    new = mandate(Cast(owners=(first, second)), supersedes="Den gamla", supersedes_id=old.directive.uid)
    new.submit()
    new.decide(by=first)

    recuse(new, second)

    told = AuditEvent.objects.order_by("-seq").values_list("verb", flat=True)[:4]
    assert old.phase == "superseded"
    assert {*told} == {"round.recused", "gate.decided", "directive.superseded", "directive.supersedes"}


def test_it_is_told_upwards() -> None:
    told: list[Superseded] = []
    subscribe(Superseded, told.append)
    old = at("execution")
    new = replacing(old)
    new.decide()

    assert [(e.old.pk, e.new.pk) for e in told] == [(old.directive.pk, new.directive.pk)]


@pytest.mark.parametrize("phase", ["closed", "stopped"])
def test_one_that_has_ended_cannot_be_superseded(phase: str) -> None:
    assert refusal(draft(at(phase)).submit) == {"supersedes_ended"}


def test_one_that_another_has_superseded_blocks_the_submission_and_the_decision() -> None:
    old = at("execution")
    first, second = replacing(old), replacing(old)
    first.decide()

    assert refusal(second.decide) == {"supersedes_ended"}
    assert refusal(draft(old).submit) == {"supersedes_ended"}
    second.decide("rework")
    assert second.phase == "draft"


def test_a_mandate_does_not_supersede_itself() -> None:
    made = mandate()
    Directive.objects.filter(pk=made.directive.pk).update(supersedes_id=made.directive.uid)

    assert refusal(made.submit) == {"supersedes_itself"}


@pytest.mark.parametrize("uid", ["nosuchuid", "restricted"])
def test_the_lead_supersedes_only_what_they_can_see(uid: str) -> None:
    hidden = at("execution", visibility=Visibility.RESTRICTED)
    link = hidden.directive.uid if uid == "restricted" else uid

    assert refusal(mandate(supersedes_id=link).submit) == {"supersedes_unknown"}


def test_who_decides_is_not_told_the_name_of_what_they_may_not_see() -> None:
    old = at("execution", visibility=Visibility.RESTRICTED)
    new = replacing(old)
    old.stop()

    with pytest.raises(Refused) as caught:
        new.decide()

    assert [dict(u.params) for u in caught.value.unmet] == [{"name": ""}]


def test_two_that_supersede_each_other_end_one() -> None:
    first = at("draft", Cast(lead=person("Lena")))
    second = draft(first)
    Directive.objects.filter(pk=first.directive.pk).update(supersedes_id=second.directive.uid)
    first.submit()
    second.submit()
    first.decide()

    assert (first.phase, second.phase) == ("preparation", "superseded")


def test_the_roles_of_the_old_one_do_not_matter_for_the_new_ones_deciders() -> None:
    old = at("execution", Cast(owners=(person("Oda"),)))
    new = draft(old, roles=(*Cast(lead=old.cast.lead).roles(), role(Role.SPONSOR, person("Sara"))))
    new.submit()
    new.decide()

    assert old.phase == "superseded"
