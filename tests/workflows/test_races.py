"""Two moves or more at the same moment (`race`).

Whatever happens, after each round: one place to be, nothing half-done, and no error but a refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from viewflow.workflow.models import Task

from tests.directives.edits import edits_of
from tests.factories import NOW, Cast, Mandate, at, content, duty, edition, person, position
from tests.workflows.test_changing import prepare
from tests.workflows.test_changing import submit as put_forward
from tests.workflows.test_superseding import draft as mandate_draft
from tests.workflows.test_superseding import replacing
from uppdragil.decisions import changes
from uppdragil.decisions.models import Decision, Round, SignOff
from uppdragil.directives import marks, saving
from uppdragil.directives.baseline import changes_of_locked
from uppdragil.directives.models import Directive
from uppdragil.directives.saving import Edit
from uppdragil.directives.services import NotEditable, content_of
from uppdragil.editions.services import publish
from workflows import moving, service
from workflows.service import Refused

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_two_deciders_of_one_seat_decide_once(race: Any, many_rounds: int) -> None:
    first, second = person("Olle"), person("Oda")
    for mandate in gates(lambda: at("bp1", Cast(owners=(position(first, second),))), many_rounds):
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


def test_owners_who_confirm_at_once_are_all_stored_and_it_moves_once(race: Any, many_rounds: int) -> None:
    owners = person("Olle"), person("Oda"), person("Ola")
    for mandate in gates(lambda: at("bp1", Cast(owners=owners)), many_rounds):
        round_, proposal = mandate.round, mandate.proposal()

        results = race(*(lambda m=mandate, p=p, y=proposal, r=round_: decide(m, p, y, r) for p in owners))

        assert [one.decision is not None for one in results].count(True) == 1
        assert SignOff.objects.filter(round=round_).count() == 3
        assert mandate.phase in ("execution", "handover", "realisation")
        assert_whole(mandate)


@pytest.mark.parametrize(("others", "told"), [(0, "no_open_round"), (1, "already_confirmed")])
def test_a_form_sent_twice_confirms_once(
    race: Any, rounds: int, many_rounds: int, others: int, told: str
) -> None:
    owners = tuple(person("Olle") for _ in range(1 + others))
    for mandate in gates(lambda: at("bp1", Cast(owners=owners)), rounds if others else many_rounds):
        round_, proposal = mandate.round, mandate.proposal()

        results = race(*[lambda m=mandate, y=proposal, r=round_: decide(m, owners[0], y, r)] * 2)

        assert refusals(results) == [{told}]
        assert SignOff.objects.filter(round=round_).count() == 1
        assert_whole(mandate)
        if others:
            decide(mandate, owners[1], proposal, round_)


def test_a_decision_and_a_pause_come_one_after_the_other(race: Any, many_rounds: int) -> None:
    for mandate in gates(lambda: at("bp1"), many_rounds):
        round_, proposal, owner = mandate.round, mandate.proposal("rework"), mandate.cast.owner

        results = race(
            lambda m=mandate, p=owner, y=proposal, r=round_: decide(m, p, y, r), lambda m=mandate: m.pause()
        )

        decided = not mandate.phase.startswith("bp")
        assert mandate.directive.paused
        assert refusals(results) == ([] if decided else [{"paused"}])
        assert_whole(mandate)


def test_a_save_and_a_submission_lose_nothing(race: Any, many_rounds: int) -> None:
    mandate = at("preparation")
    for i in range(many_rounds):
        before = mandate.content
        written = before.model_copy(update={"background": f"Ny bakgrund {i}"})

        saved, submitted = race(lambda w=written, b=before: save(mandate, w, b), lambda: submit(mandate))

        text = content_of(submitted.version).background
        assert text == (before if isinstance(saved, NotEditable) else written).background
        assert isinstance(saved, NotEditable) or not saved.conflicts
        assert content_of(submitted.version) == mandate.content
        assert_whole(mandate)
        mandate.withdraw()


def save(mandate: Mandate, written: Any, seen: Any) -> saving.Saved:
    edits = edits_of(seen, written, "background")
    return saving.save(directive=mandate.directive, edits=edits, by=mandate.cast.lead, now=NOW)


def submit(mandate: Mandate) -> Round:
    return service.submit(directive=mandate.directive, by=mandate.cast.lead, now=NOW)


def test_two_saves_of_one_text_keep_both(race: Any, rounds: int) -> None:
    mandate = at("draft")
    for i in range(rounds):
        seen = mandate.content
        mine, yours = (seen.model_copy(update={"background": f"{who} {i}"}) for who in ("min", "din"))

        results = race(
            lambda w=mine, s=seen: save(mandate, w, s), lambda w=yours, s=seen: save(mandate, w, s)
        )

        [lost] = [edit for one in results for edit in one.conflicts]
        assert {lost.says["text"], mandate.content.background} == {f"min {i}", f"din {i}"}


def test_two_saves_of_two_rows_of_one_chapter_are_both_stored(race: Any, rounds: int) -> None:
    mandate = at("draft")
    for i in range(rounds):
        rows = mandate.content.mandate_goals[:2]
        edits = [
            Edit("mandate_goals", goal.uid, marks.of_row(goal), goal.model_copy(update={"text": f"{n} {i}"}))
            for n, goal in enumerate(rows)
        ]
        values = {"directive": mandate.directive, "by": mandate.cast.lead, "now": NOW}

        results = race(*(lambda e=edit, v=values: saving.save(edits=[e], **v) for edit in edits))

        assert [one.conflicts for one in results] == [(), ()]
        assert [goal.text for goal in mandate.content.mandate_goals[:2]] == [f"0 {i}", f"1 {i}"]


def test_a_submission_sent_twice_opens_one_round(race: Any, rounds: int) -> None:
    mandate = at("preparation")
    for number in range(1, rounds + 1):
        results = race(lambda: submit(mandate), lambda: submit(mandate))

        assert refusals(results) == [{"not_in_work_stage"}]
        assert Round.objects.filter(directive=mandate.directive, gate="BP1").count() == number
        assert_whole(mandate)
        mandate.withdraw()


def changes_before_deciders(rounds: int) -> Iterator[Mandate]:
    """An open change decision `rounds` times, on the costs of one mandate."""
    mandate = at("execution")
    for i in range(rounds):
        put_forward(mandate, prepare(mandate, costs=f"{i} miljoner"))
        yield mandate


def test_a_change_is_decided_while_another_chapter_is_saved(race: Any, rounds: int) -> None:
    for i, mandate in enumerate(changes_before_deciders(rounds)):
        round_, proposal, owner = mandate.round, mandate.proposal(), mandate.cast.owner
        written = mandate.content.model_copy(update={"background": f"Ny bakgrund {i}"})
        seen = mandate.content

        saved, decided = race(
            lambda m=mandate, w=written, s=seen: save(m, w, s),
            lambda m=mandate, p=owner, y=proposal, r=round_: decide(m, p, y, r),
        )

        assert (saved.conflicts, decided.decision.outcome) == ((), "yes")
        assert (mandate.content.background, mandate.content.costs) == (written.background, f"{i} miljoner")
        assert not changes_of_locked(content_of(mandate.directive.baseline), mandate.content)


def test_a_change_is_decided_before_the_next_submission_or_it_waits(race: Any, rounds: int) -> None:
    for i, mandate in enumerate(changes_before_deciders(rounds)):
        round_, proposal, owner = mandate.round, mandate.proposal(), mandate.cast.owner

        submitted, decided = race(
            lambda m=mandate: submit(m),
            lambda m=mandate, p=owner, y=proposal, r=round_: decide(m, p, y, r),
        )

        assert decided.decision.outcome == "yes"
        if isinstance(submitted, Refused):
            assert refusals([submitted]) == [{"change_open"}]
        else:
            assert content_of(submitted.version).costs == f"{i} miljoner"
            mandate.withdraw()
        assert mandate.phase == "execution"


def test_a_change_is_saved_or_submitted_but_never_half(race: Any, rounds: int) -> None:
    mandate = at("execution")
    for i in range(rounds):
        change = prepare(mandate, costs=f"{i} miljoner")
        text = changes.proposal(change, mandate.content).model_copy(update={"costs": f"{i} fler"})
        values = {"change": change, "key": "costs", "version": change.version, "content": text}

        saved, submitted = race(
            lambda v=values, m=mandate: changes.save_chapter(**v, by=m.cast.lead, now=NOW),
            lambda c=change, m=mandate: put_forward(m, c),
        )

        assert isinstance(saved, NotEditable) != isinstance(submitted, Refused)
        if isinstance(submitted, Refused):
            assert refusals([submitted]) == [{"change_altered"}]
        else:
            assert content_of(submitted.version).costs == f"{i} miljoner"
            mandate.withdraw()


def test_the_old_one_is_decided_before_the_new_one_supersedes_it_or_not_at_all(
    race: Any, rounds: int
) -> None:
    for old in gates(lambda: at("bp1"), rounds):
        new = replacing(old)
        ours, theirs, yes, proposal = old.round, new.round, old.proposal(), new.proposal()

        decided, superseded = race(
            lambda m=old, r=ours, y=yes: decide(m, m.cast.owner, y, r),
            lambda m=new, r=theirs, y=proposal: decide(m, m.cast.secretary, y, r),
        )

        told = refusals([decided, superseded])
        assert told in ([], [{"ended"}], [{"no_open_round"}], [{"busy"}])
        if not isinstance(superseded, Refused):
            assert (old.phase, old.round, new.phase) == ("superseded", None, "preparation")
        elif new.phase == "bp0":
            new.withdraw()
        if old.phase == "superseded":
            old.directive, old.cast = (fresh := at("preparation")).directive, fresh.cast


def test_two_that_supersede_each_other_leave_one(race: Any, rounds: int) -> None:
    for _ in range(rounds):
        first = at("draft")
        second = mandate_draft(first)
        Directive.objects.filter(pk=first.directive.pk).update(supersedes_id=second.directive.uid)
        first.submit()
        second.submit()
        moves = [(m, m.round, m.proposal()) for m in (first, second)]

        race(*(lambda m=m, r=r, y=y: decide(m, m.cast.secretary, y, r) for m, r, y in moves))

        assert sorted((first.phase, second.phase)) in (["preparation", "superseded"], ["bp0", "bp0"])


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

    def make() -> Directive:
        return service.start(content=content(), edition=edition(), by=lead, now=NOW)

    made = [one for _ in range(rounds) for one in race(make, make, make)]

    numbers = [directive.number for directive in made]
    assert len(set(numbers)) == len(made) == 3 * rounds
    assert sorted(numbers)[0] == "U 2026-001"


def test_a_move_to_a_later_revision_beside_a_submission_is_before_it_or_not_at_all(
    race: Any, many_rounds: int
) -> None:
    office = duty(person("Signe"))
    for number in range(many_rounds):
        mandate = at("preparation")
        old = mandate.directive.edition
        later = publish(spec=old.spec.model_copy(update={"name": f"UPPDRAGiL {number}"}), now=NOW)

        results = race(
            lambda m=mandate: m.submit(),
            lambda m=mandate, to=later: moving.move(
                directive=Directive(pk=m.directive.pk), to=to, reason="Nytt namn", by=office, now=NOW
            ),
        )

        refused = [one.code for one in results if isinstance(one, moving.NotMoved)]
        mandate.directive.refresh_from_db()
        assert refused in ([], ["round_open"])
        assert mandate.directive.edition == (old if refused else later)
        assert mandate.round is not None, results
        assert mandate.round.edition == mandate.directive.edition
        assert_whole(mandate)


def test_a_text_is_saved_beside_a_move_to_a_later_revision(race: Any, many_rounds: int) -> None:
    office, mandate = duty(person("Signe")), at("draft")
    for number in range(many_rounds):
        mandate.directive.refresh_from_db()
        old, text = mandate.directive.edition, mandate.content
        later = publish(spec=old.spec.model_copy(update={"name": f"UPPDRAGiL {number}"}), now=NOW)
        changed = text.model_copy(update={"background": f"Text {number}"})

        results = race(
            lambda old=text, new=changed: saving.save(
                directive=mandate.directive,
                edits=edits_of(old, new, "background"),
                by=mandate.cast.lead,
                now=NOW,
            ),
            lambda to=later: moving.move(
                directive=Directive(pk=mandate.directive.pk), to=to, reason="Nytt namn", by=office, now=NOW
            ),
        )

        mandate.directive.refresh_from_db()
        assert not [one for one in results if isinstance(one, Exception)]
        assert (mandate.content.background, mandate.directive.edition) == (f"Text {number}", later)
