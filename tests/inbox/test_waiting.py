"""What waits for whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import factories as f
from uppdragil.decisions.models import Decision, Round
from uppdragil.directives.models import RoleAssignment
from uppdragil.editions.services import publish
from uppdragil.editions.spec import Deciders
from uppdragil.inbox.items import Kind
from uppdragil.inbox.selectors import waiting_for
from uppdragil.organisation.models import Holding, Membership

pytestmark = pytest.mark.django_db


def directives(who: f.Person, *kinds: Kind) -> list[int]:
    return [item.directive.pk for item in waiting_for(who, f.NOW).of(*kinds) if item.directive]


def to_decide(who: f.Person) -> list[int]:
    return directives(who, Kind.DECIDE)


def to_work_on(who: f.Person) -> list[int]:
    return directives(who, Kind.SENT_BACK, Kind.WRITE, Kind.RUN)


@pytest.mark.parametrize(
    ("phase", "who"), [("bp0", "secretary"), ("bp1", "owner"), ("bp2", "owner"), ("bp3", "owner")]
)
def test_a_gate_waits_for_those_who_have_a_seat_there(phase: str, who: str) -> None:
    made = f.at(phase)
    waits = {name for name in ("lead", "owner", "secretary", "office") if to_decide(getattr(made.cast, name))}
    assert waits == {who}


def test_a_delivery_waits_for_its_receiver_too() -> None:
    receiver = f.person("Mottagare")
    f.at("bp2", f.Cast(receivers=(receiver,)))
    made = f.at("bp3", f.Cast(receivers=(receiver,)))
    assert to_decide(receiver) == [made.directive.pk]


def edition_in_which(gate: str, deciders: Deciders) -> None:
    """Publishes an edition that has `gate` decided by others than UPPDRAGiL 3.0 has."""
    spec = f.edition().spec
    gates = [g.model_copy(update={"deciders": deciders}) if g.code == gate else g for g in spec.gates]
    publish(spec=spec.model_copy(update={"gates": tuple(gates)}), now=f.NOW)


def test_the_edition_says_who_decides_at_its_first_gate() -> None:
    edition_in_which("BP0", Deciders.OWNERS)
    made = f.mandate()
    made.submit(body=None)
    assert (to_decide(made.cast.owner), to_decide(made.cast.secretary)) == ([made.directive.pk], [])


def test_the_edition_says_at_which_gate_the_receiver_decides() -> None:
    edition_in_which("BP2", Deciders.RECEIVERS)
    receiver = f.person("Mottagare")
    made = f.at("bp2", f.Cast(receivers=(receiver,)))
    assert to_decide(receiver) == [made.directive.pk]


def test_the_edition_says_at_which_gate_a_body_decides() -> None:
    edition_in_which("BP1", Deciders.BODY)
    made = f.at("preparation")
    made.submit(body=made.cast.body)
    assert (to_decide(made.cast.secretary), to_decide(made.cast.owner)) == ([made.directive.pk], [])


def test_a_member_of_the_body_who_keeps_no_minutes_has_nothing_to_decide() -> None:
    made, member = f.at("bp0"), f.person()
    f.seat(made.cast.body, member)
    assert to_decide(member) == []


def test_a_mandate_that_one_has_confirmed_waits_for_the_others_only() -> None:
    first, second = f.person("Olle"), f.person("Oda")
    made = f.at("bp1", f.Cast(owners=(first, second)))
    made.decide(by=first)
    assert (to_decide(first), to_decide(second)) == ([], [made.directive.pk])


def test_a_postponed_mandate_waits_again_for_those_who_postponed_it() -> None:
    made = f.at("bp1")
    made.decide("postpone")
    item = waiting_for(made.cast.owner, f.NOW).of(Kind.DECIDE)[0]
    assert (str(item.due), item.words["postponed"]) == ("2026-03-16", True)


def test_who_submitted_it_has_nothing_to_decide_there() -> None:
    made = f.at("bp1")
    f.hold(made.cast.owners[0], made.cast.lead)  # type: ignore[arg-type]
    heir = f.person("Ny ledare")
    RoleAssignment.objects.filter(directive=made.directive, role="lead").update(
        holder_kind="person", holder_id=heir.uid
    )
    assert to_decide(made.cast.lead) == []


def test_who_leads_it_now_has_nothing_to_decide_there() -> None:
    made = f.at("bp1")
    RoleAssignment.objects.filter(directive=made.directive, role="lead").update(
        holder_kind="person", holder_id=made.cast.owner.uid
    )
    assert to_decide(made.cast.owner) == []


@pytest.mark.parametrize("change", [lambda m: m.pause(), lambda m: m.stop()], ids=["paused", "stopped"])
def test_what_rests_waits_for_nobody(change: Callable[[f.Mandate], None]) -> None:
    made = f.at("bp1")
    change(made)
    assert to_decide(made.cast.owner) == []


def test_who_holds_the_position_no_longer_has_nothing_before_them() -> None:
    made = f.at("bp1")
    Holding.objects.update(ends="2026-03-01")
    assert to_decide(made.cast.owner) == []
    assert list(waiting_for(made.cast.owner, f.NOW).mine) == []


def test_who_is_secretary_no_longer_has_nothing_to_record() -> None:
    made = f.at("bp0")
    Membership.objects.update(ends="2026-03-01")
    assert to_decide(made.cast.secretary) == []


@pytest.mark.parametrize(
    ("phase", "kind"),
    [
        ("draft", Kind.WRITE),
        ("preparation", Kind.WRITE),
        ("execution", Kind.RUN),
        ("handover", Kind.RUN),
    ],
)
def test_a_work_stage_waits_for_the_lead_to_write_or_to_lead(phase: str, kind: Kind) -> None:
    made = f.at(phase)
    assert directives(made.cast.lead, kind) == to_work_on(made.cast.lead) == [made.directive.pk]
    assert to_work_on(made.cast.owner) == []


def test_a_draft_waits_for_its_maker_and_is_theirs_no_longer_once_it_is_decided() -> None:
    maker = f.person("Initiativtagare")
    made = f.mandate(by=maker)
    assert to_work_on(maker) == [made.directive.pk]
    for _ in range(2):
        made.onward()
    assert to_work_on(maker) == []


def test_a_realisation_waits_for_its_owner_to_close() -> None:
    made = f.at("realisation")
    assert directives(made.cast.owner, Kind.CLOSE) == [made.directive.pk]


def test_what_has_ended_is_nobodys_mandate_any_more() -> None:
    made = f.at("closed")
    assert list(waiting_for(made.cast.owner, f.NOW).mine) == []


def test_the_oldest_wait_comes_first() -> None:
    owner = f.person("Olle")
    first = f.at("bp1", f.Cast(owner=owner))
    second = f.at("bp1", f.Cast(owner=owner))
    for made, day in ((first, 20), (second, 10)):
        Round.objects.filter(pk=made.round.pk).update(opened_at=f.NOW.replace(month=2, day=day))
    assert to_decide(owner) == [second.directive.pk, first.directive.pk]


def test_what_was_sent_back_comes_with_the_decision_that_did_it() -> None:
    made = f.at("bp1")
    made.decide("rework")
    found = waiting_for(made.cast.lead, f.NOW).of(Kind.SENT_BACK)
    assert [(i.ref, i.words["why"]) for i in found] == [
        (Decision.objects.latest("pk").round.uid, "Kostnaden saknar underlag")
    ]
