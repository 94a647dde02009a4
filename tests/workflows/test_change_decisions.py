"""Who decides a change of what is locked, and what comes of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils.timezone import localdate

from tests.directives.edits import save as save_chapter
from tests.factories import NOW, Cast, Mandate, at, person, role, row
from tests.support import stock
from tests.workflows.test_changing import DEARER, changed, new_owner, prepare, refusal, submit
from uppdragil.core import audit
from uppdragil.core.models import AuditEvent
from uppdragil.decisions import changes
from uppdragil.decisions.models import Change, Decision, Round
from uppdragil.directives.baseline import changes_of_locked
from uppdragil.directives.content import DirectiveContent, MandateGoal, Role
from uppdragil.directives.models import Chapter, DirectiveVersion
from uppdragil.directives.services import content_of
from uppdragil.editions.spec import Outcome

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("phase", "owner_changes", "body", "kind"),
    [
        ("preparation", False, True, "body"),
        ("preparation", True, True, "body"),
        ("preparation", False, False, "sponsors"),
        ("execution", False, True, "owners"),
        ("execution", True, True, "body"),
        ("execution", True, False, "sponsors"),
        ("handover", False, False, "owners"),
    ],
)
def test_who_decides_follows_the_stage_and_the_owner(
    phase: str, owner_changes: bool, body: bool, kind: str
) -> None:
    made = with_sponsor(phase)
    if not body:
        type(made.directive).objects.update(body=None)
        made.directive.refresh_from_db()

    round_ = submit(made, prepare(made, **(new_owner(made) if owner_changes else {})))

    assert (round_.deciders, bool(round_.body)) == (kind, kind == "body")


@stock.kept
def with_sponsor(phase: str, sponsor: Any = None) -> Mandate:
    cast = Cast()
    roles = (*cast.roles(), role(Role.SPONSOR, sponsor or person("Sara Sponsor")))
    return at(phase, cast, roles=roles)


def test_the_present_owners_decide_and_not_the_proposed() -> None:
    made = with_sponsor("execution")
    given = new_owner(made)
    submit(made, prepare(made, **given))

    assert "not_decider" in refusal(made.decide, by=made.cast.owner)


def test_a_sponsor_decides_on_the_owner_where_there_is_no_body() -> None:
    sponsor = person("Sara")
    made = with_sponsor("execution", sponsor)
    type(made.directive).objects.update(body=None)
    given = new_owner(made)
    submit(made, prepare(made, **given))

    made.decide(by=sponsor)

    assert made.content.holders(Role.OWNER) == given["roles"][:1]


def test_a_sponsor_named_after_the_last_decision_does_not_decide() -> None:
    made = with_sponsor("execution", person("Sara"))
    friend = person("Vän")
    type(made.directive).objects.update(body=None)
    submit(made, prepare(made, **new_owner(made)))
    text = made.content
    rows = tuple(role(Role.SPONSOR, friend) if r.role is Role.SPONSOR else r for r in text.roles)
    save_chapter(made, "roles", text.model_copy(update={"roles": rows}))

    assert "not_decider" in refusal(made.decide, by=friend)


def test_the_lead_never_decides_on_their_own_change() -> None:
    cast = Cast()
    cast.owners = (cast.owner, cast.lead)
    made = changed(cast=Cast())

    assert "lead_decides" in refusal(made.decide, by=made.cast.lead)


@pytest.mark.parametrize("outcome", ["yes", "conditional"])
def test_a_passing_decision_changes_the_text_and_the_baseline(outcome: str) -> None:
    made = changed()
    round_ = made.round

    made.decide(outcome)

    change = Change.objects.get()
    assert (made.content.costs, made.phase, change.ending) == (DEARER, "execution", "decided")
    assert made.directive.baseline_id == round_.version_id
    assert not changes_of_locked(content_of(made.directive.baseline), made.content)


def test_the_lead_signs_the_history_of_what_was_changed() -> None:
    made = changed()
    made.decide()

    last = Chapter.history.filter(key="costs").latest()

    assert (last.text, last.by_name) == (DEARER, made.cast.lead.name)


def test_whoever_edits_a_changed_chapter_is_told() -> None:
    made = with_sponsor("execution")
    submit(made, prepare(made, **new_owner(made)))
    before = made.content
    made.decide(by=made.cast.secretary)

    renamed = tuple(r.model_copy(update={"holder": "Någon annan"}) for r in before.roles)
    wanted = before.model_copy(update={"roles": renamed})

    assert save_chapter(made, "roles", wanted, seen=before).conflicts


def test_what_was_edited_meanwhile_is_kept() -> None:
    made = changed()
    save_chapter(made, "background", made.content.model_copy(update={"background": "Skrivet under tiden"}))

    made.decide()

    assert (made.content.background, made.content.costs) == ("Skrivet under tiden", DEARER)


def test_every_locked_part_is_carried_out() -> None:
    made = with_sponsor("execution")
    text = made.content
    later = [p.model_copy(update={"end": p.end + dt.timedelta(days=30)}) for p in text.gate_plans]
    goals = (*text.mandate_goals[1:], row(MandateGoal, text="Ett nytt mål"))
    said = new_owner(made) | {
        "gate_plans": (*text.gate_plans[:2], *later[2:]), "mandate_goals": goals, "financing": "Lån",
        "impact_goals": text.impact_goals[:1], "head": "",
    }  # fmt: skip
    change = prepare(made, **{key: value for key, value in said.items() if key != "head"})
    head = changes.proposal(change, text).model_copy(update={"title": "Nytt namn"})
    changes.save_chapter(
        change=change, key="head", version=change.version, content=head, by=made.cast.lead, now=NOW
    )
    change.refresh_from_db()
    round_ = submit(made, change)

    made.decide(by=made.cast.secretary)

    assert made.content == content_of(round_.version)
    assert (made.directive.title, made.content.activities[0].mandate_goals) == ("Nytt namn", ())


def test_a_row_with_the_uid_of_an_added_goal_gives_way() -> None:
    made = at("execution")
    goals = (*made.content.mandate_goals, MandateGoal(uid="samma1", text="Nytt"))
    submit(made, prepare(made, mandate_goals=goals))
    risk = made.content.risks[0].model_copy(update={"uid": "samma1"})
    save_chapter(made, "risks", made.content.model_copy(update={"risks": (risk,)}))

    made.decide()

    assert made.content.mandate_goals[-1].uid == "samma1"
    assert made.content.risks[0].text == risk.text


def test_a_change_sent_back_is_open_again_with_the_reason() -> None:
    made = changed()
    made.decide("rework")

    change = changes.open_change(made.directive)
    answer = changes.last_answer(change)
    assert (answer.outcome, answer.motivation) == ("rework", "Kostnaden saknar underlag")
    assert (made.phase, made.round, made.content.costs) == ("execution", None, "Text om costs")
    assert submit(made, change).number == 2


def test_a_refused_change_ends_and_nothing_else_does() -> None:
    made = changed()
    before = made.content
    made.decide("no")

    assert (Change.objects.get().ending, made.phase, made.content) == ("refused", "execution", before)
    made.submit()


def test_a_postponed_change_waits_for_the_new_date() -> None:
    made = changed()
    first = made.round
    made.decide("postpone")

    again = made.round
    assert (again.number, again.change_id, again.version_id) == (2, first.change_id, first.version_id)
    assert again.due == localdate(NOW) + dt.timedelta(days=14)
    assert again.deciders == first.deciders


def test_a_withdrawn_change_can_be_edited_and_submitted_again() -> None:
    made = changed()
    made.withdraw()

    assert (made.phase, Round.objects.get(gate="ÄB").ending) == ("execution", "withdrawn")
    assert submit(made, changes.open_change(made.directive)).number == 2


def test_a_paused_mandate_decides_no_change() -> None:
    made = changed()
    made.pause()

    assert "paused" in refusal(made.decide)


@pytest.mark.parametrize("submitted", [True, False])
def test_a_change_falls_with_the_mandate(submitted: bool) -> None:
    made = at("execution")
    change = prepare(made)
    if submitted:
        submit(made, change)

    made.stop()

    change.refresh_from_db()
    assert (change.ending, made.round, made.phase) == ("dropped", None, "stopped")


def test_a_change_in_preparation_is_no_reason_to_let_others_stop_it() -> None:
    """The body decides on the change, but at BP1 the owner does: who may stop is asked there."""
    made = changed("preparation")

    assert "not_decider" in refusal(made.stop, by=made.cast.secretary)
    made.stop()


def test_the_mandate_goes_on_after_a_change() -> None:
    made = changed()
    made.decide()
    made.submit()
    made.decide()

    assert made.phase == "handover"


def test_the_chain_tells_of_a_change_and_verifies() -> None:
    made = changed()
    made.decide()

    verbs = list(AuditEvent.objects.order_by("-seq").values_list("verb", flat=True)[:3])
    assert (verbs, audit.verify().ok) == (["gate.decided", "round.confirmed", "round.opened"], True)


def test_the_decision_is_of_the_change_and_its_version() -> None:
    made = changed()
    version = DirectiveVersion.objects.latest("number")
    made.decide()

    decision = Decision.objects.latest("pk")
    assert (decision.gate, decision.version_id, decision.outcome) == ("ÄB", version.pk, Outcome.YES)
    assert isinstance(content_of(version), DirectiveContent)
