"""Change decisions: who takes them, what each outcome leads to, and what a change is not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.directives.edits import save as save_chapter
from tests.factories import NOW, Cast, Mandate, at, person, role
from tests.support import stock
from uppdragil.decisions import changes
from uppdragil.decisions.models import Change, Round
from uppdragil.directives.content import Role
from uppdragil.directives.services import Conflict, NotEditable, content_of
from workflows import service
from workflows.service import Refused

pytestmark = pytest.mark.django_db
DEARER = "Tre miljoner kronor"


def with_body(made: Mandate) -> Mandate:
    made.directive.refresh_from_db()
    return made


def prepare(made: Mandate, **said: Any) -> Change:
    """A change that says `said` of the locked chapters; dearer, where nothing is said."""
    lead = made.cast.lead
    change = changes.begin(directive=made.directive, reason="Dyrare än väntat", by=lead, now=NOW)
    for key, value in (said or {"costs": DEARER}).items():
        before = changes.proposal(change, made.content)
        text = before.model_copy(update={key: value})
        changes.save_chapter(change=change, key=key, version=change.version, content=text, by=lead, now=NOW)
        change.refresh_from_db()
    return change


def submit(made: Mandate, change: Change | None = None) -> Round:
    change = change or changes.open_change(made.directive) or prepare(made)
    return service.submit_change(directive=made.directive, by=made.cast.lead, version=change.version, now=NOW)


@stock.kept
def changed(phase: str = "execution", cast: Cast | None = None, **said: Any) -> Mandate:
    """A mandate whose change is before those who decide."""
    made = at(phase, cast)
    submit(made, prepare(made, **said))
    return made


def new_owner(made: Mandate) -> dict[str, Any]:
    rows = [r for r in made.content.roles if r.role is not Role.OWNER]
    return {"roles": (role(Role.OWNER, person("Nina Ny")), *rows)}


def refusal(move: Any, *args: Any, **given: Any) -> set[str]:
    with pytest.raises(Refused) as caught:
        move(*args, **given)
    return {reason.code for reason in caught.value.unmet}


# Preparing


def test_a_change_takes_only_what_is_locked() -> None:
    made = at("execution")
    change = prepare(made, costs=DEARER, background="En annan bakgrund")

    said = changes.proposal(change, made.content)

    assert (said.costs, said.background) == (DEARER, made.content.background)


def test_what_is_not_locked_goes_on_under_a_change() -> None:
    made = at("execution")
    change = prepare(made)
    save_chapter(made, "background", made.content.model_copy(update={"background": "Nytt"}))

    assert changes.proposal(change, made.content).background == "Nytt"


def test_there_is_one_open_change() -> None:
    made = at("execution")

    assert prepare(made).pk == prepare(made).pk


def test_nothing_is_changed_by_decision_before_anything_is_decided() -> None:
    made = at("draft")
    with pytest.raises(changes.NothingLocked):
        changes.begin(directive=made.directive, reason="", by=made.cast.lead, now=NOW)


@pytest.mark.parametrize("who", ["owner", "office", "secretary"])
def test_only_the_lead_prepares_a_change(who: str) -> None:
    made = at("execution")
    with pytest.raises(NotEditable):
        changes.begin(directive=made.directive, reason="", by=getattr(made.cast, who), now=NOW)


def test_two_saves_of_one_chapter_conflict_and_of_two_chapters_do_not() -> None:
    made = at("execution")
    change = prepare(made)
    text = changes.proposal(change, made.content)
    save = {"change": change, "by": made.cast.lead, "now": NOW}

    changes.save_chapter(**save, key="costs", version=2, content=text.model_copy(update={"costs": "Fyra"}))
    changes.save_chapter(
        **save, key="financing", version=2, content=text.model_copy(update={"financing": "Lån"})
    )
    with pytest.raises(Conflict) as caught:
        changes.save_chapter(**save, key="costs", version=2, content=text.model_copy(update={"costs": "Fem"}))

    assert (caught.value.current.costs, caught.value.version) == ("Fyra", 4)
    assert changes.proposal(changes.open_change(made.directive), made.content).financing == "Lån"


def test_a_submitted_change_is_not_edited() -> None:
    made = changed()
    change = changes.open_change(made.directive)
    with pytest.raises(NotEditable):
        changes.save_reason(change=change, version=2, reason="x", by=made.cast.lead, now=NOW)
    with pytest.raises(NotEditable):
        changes.drop(change=change, by=made.cast.lead, now=NOW)


def test_a_dropped_change_leaves_the_mandate_as_it_was() -> None:
    made = at("execution")
    before, change = made.content, prepare(made)

    changes.drop(change=change, by=made.cast.lead, now=NOW)

    change.refresh_from_db()
    assert (change.ending, made.content, changes.open_change(made.directive)) == ("dropped", before, None)


# Submitting


def test_the_version_is_the_working_text_with_the_change_in_it() -> None:
    made = at("execution")
    round_ = submit(made)

    version = content_of(round_.version)

    assert version == made.content.model_copy(update={"costs": DEARER})
    assert (round_.gate, round_.number, made.phase) == ("ÄB", 1, "execution")


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ({"costs": ""}, {"chapter_missing"}),
        ({"roles": ()}, {"owner_missing"}),
        ({"background": "Annat"}, {"nothing_changed"}),
    ],
)
def test_a_change_that_is_not_whole_is_refused(said: dict[str, Any], codes: set[str]) -> None:
    made = at("execution")
    change = prepare(made, **said)

    assert refusal(submit, made, change) == codes


def test_a_contradiction_in_the_proposal_blocks_it() -> None:
    made = at("execution")
    plans = {p.gate: p for p in made.content.gate_plans}
    early = plans["BP2"].model_copy(update={"start": dt.date(2026, 1, 5), "end": dt.date(2026, 1, 5)})
    change = prepare(made, gate_plans=tuple((plans | {"BP2": early}).values()))

    assert "open_error" in refusal(submit, made, change)


def test_a_change_altered_since_it_was_seen_is_refused() -> None:
    made = at("execution")
    change = prepare(made)
    move = {"directive": made.directive, "by": made.cast.lead, "now": NOW}

    assert refusal(service.submit_change, **move, version=change.version - 1) == {"change_altered"}


def test_only_the_lead_submits_it() -> None:
    made = at("execution")
    change = prepare(made)
    move = {"directive": made.directive, "version": change.version, "now": NOW}

    assert "not_lead" in refusal(service.submit_change, **move, by=made.cast.owner)


def test_nothing_goes_to_the_next_gate_while_a_change_is_decided() -> None:
    made = changed()

    with pytest.raises(Refused) as caught:
        made.submit()

    assert [(u.code, u.who) for u in caught.value.unmet] == [("change_open", (made.cast.owner.name,))]


def test_a_paused_mandate_takes_no_change() -> None:
    made = at("execution")
    change = prepare(made)
    made.pause()

    assert "paused" in refusal(submit, made, change)


def test_a_second_submission_opens_no_second_round() -> None:
    made = changed()

    assert refusal(submit, made, changes.open_change(made.directive)) == {"change_open"}
