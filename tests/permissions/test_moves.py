"""Who may move a directive: whole and valid forms, sent by every kind of person in every stage.

The matrix sends empty forms; here the form is right, so that only the rules stand between a person and the move.
`table.ACTS` says whose post changes something. Everybody else's changes nothing, whatever is answered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.template.backends.django import Template
from django.utils.timezone import localdate

from tests.factories import PASSWORD, Mandate
from tests.portfolio.reports import before as reports_before
from uppdragil.consultation.services import text_hash
from uppdragil.core.canonical import sha256
from uppdragil.decisions.changes import open_change
from uppdragil.decisions.services import draft_decision, proposal_bytes
from uppdragil.directives.models import RoleAssignment
from uppdragil.portfolio.reporting.content import Aspect
from uppdragil.web.editor.seen import Drawn

from . import routes
from .people import ANONYMOUS, IN_BODY, IN_ROLES, KINDS, NO_PERSON, STAFF
from .table import ACTS, TABLE, Needs, sees
from .turns import turn
from .world import STAGES, Place, World, type_a_yes

WITH_A_PART = (*IN_ROLES, *IN_BODY, *STAFF)  # the others see nothing to move: see the matrix
MOVES = {
    "submit": "submit",
    "withdraw": "withdraw",
    "gate-confirm": "decide",
    "recuse": "decide",
    "pause": "pause",
    "resume": "resume",
    "stop": "stop",
    "close": "close",
    "condition": "meet",
    "condition-waive": "waive",
    "support-new": "raise a need",
    "support-need": "answer a need",
    "support-withdraw": "withdraw a need",
    "consultation-send": "edit",
    "controller-review": "review",
    "measure": "measure",
    "money": "tell the money",
    "change": "change",
    "change-drop": "prepare a change",
    "change-edit": "prepare a change",
    "directive-edit": "edit",
    "part-save": "edit",
    "progress": "edit",
    "report-new": "report",
    "report-correct": "correct a report",
    "report-acknowledge": "acknowledge",
}


def _report(mandate: Mandate) -> dict[str, Any]:
    lights = {f"{aspect}-light": "green" for aspect in Aspect}
    return lights | {"before": str(reports_before(mandate)), "do": "report"}


# The forms that anybody would fill in alike.
WHOLE: dict[str, Callable[[Mandate], dict[str, Any]]] = {
    "submit": lambda m: {"body": m.cast.body.pk},
    "support-new": lambda m: {
        "kind": "money", "text": "Mer pengar", "whom": "Ekonomen", "due": "2026-06-01"
    },
    "money": lambda m: {"outcome": "5", "on": "2026-03-02"},
    "consultation-send": lambda m: {"who1": m.cast.office.name, "due": str(localdate() + dt.timedelta(days=9))},
    "controller-review": lambda m: {"sha": text_hash(m.directive)},
    "report-new": _report,
    "report-correct": _report,
    "close": lambda m: {goal.uid: "Målet är nått" for goal in m.content.impact_goals},
}  # fmt: skip


@pytest.fixture(autouse=True)
def _nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Template, "render", lambda self, context=None, request=None: "")


@pytest.mark.django_db
def test_only_those_who_may_move_it_do(world: World, in_full: bool) -> None:
    found = [wrong for place in world.walk("internal") for wrong in _at(world, place, in_full)]
    assert not found, "\n".join(found)


@pytest.mark.django_db
def test_a_draft_of_a_decision_does_not_make_somebody_a_decider(world: World) -> None:
    """Everybody has a proposal put down; only those with a seat can confirm it."""
    made = world.mandate("internal")
    while made.phase != "bp1":
        made.onward()
    for kind in KINDS:
        if kind not in (ANONYMOUS, NO_PERSON):
            type_a_yes(made, world.people[kind])
    place = Place("bp1", "internal", made)
    assert {kind for kind in KINDS if _moves(world, place, "gate-confirm", kind)} == set(
        ACTS["decide"]["bp1"]
    )


@pytest.mark.django_db
def test_who_submitted_does_not_decide_even_as_an_owner(world: World) -> None:
    """A seat alone is not enough: here the lead is named owner while the round is open."""
    made = world.mandate("internal")
    while made.phase != "bp1":
        made.onward()
    owner = RoleAssignment.objects.filter(directive=made.directive, role="owner", holder_kind="person").get()
    owner.holder_id = world.people["lead"].uid
    owner.save()
    type_a_yes(made, world.people["lead"])
    assert not _moves(world, Place("bp1", "internal", made), "gate-confirm", "lead")


def _at(world: World, place: Place, in_full: bool) -> list[str]:
    found = []
    for number, (name, act) in enumerate(MOVES.items()):
        acting = ACTS[act].get(place.stage, ())
        others = WITH_A_PART if in_full else turn(WITH_A_PART, STAGES.index(place.stage) + number)
        for kind in {*acting, *others}:
            moved = _moves(world, place, name, kind)
            if moved != (kind in acting):
                found.append(
                    f"{name} by {kind} in {place.stage}: {'moved' if moved else 'refused'} {world.written[:3]}"
                )
    return found


def _moves(world: World, place: Place, name: str, kind: str) -> bool:
    """Whether a whole form of `kind` changes anything."""
    path = routes.address(name, place.arguments)
    world.ask(kind, "POST", path, _form(world, place, name, kind))
    if sees(kind, place.visibility, place.stage) < Needs.WORKING:
        return bool(world.written)
    return bool([sql for sql in world.written if "draft" not in sql])


def _form(world: World, place: Place, name: str, kind: str) -> dict[str, Any]:
    mandate = place.mandate
    round_ = mandate.round
    directive = type(mandate.directive).objects.get(pk=mandate.directive.pk)
    if name in WHOLE:
        return WHOLE[name](mandate)
    if name in ("directive-edit", "part-save"):
        seen = Drawn.of(mandate.content, "background")
        words = {"background-seen": str(seen), "background-text": "Nytt skäl"}
        return words | {"part": "background", "seen": seen.words}
    if name in ("change", "change-edit") and (change := open_change(directive)):
        return {"reason": "Ett annat skäl", "costs-text": "Fyra miljoner", "version": change.version}
    if name == "gate-confirm" and round_ and kind in world.people.by_kind:
        draft = draft_decision(round_, world.people[kind])
        mark = sha256(proposal_bytes(draft)) if draft else ""
        return {"round": round_.uid, "fingerprint": mark, "password": PASSWORD}
    return {
        "round": round_.uid if round_ else "", "reason": "Vi väntar", "text": "Klart", "wake_on": "2026-06-01",
        "password": PASSWORD, "state": "done", "words": "Det går bättre", "on": "2026-03-02",
    }  # fmt: skip


def test_every_post_that_acts_is_sent_whole_here() -> None:
    """A new address that lets somebody act needs its whole form above, beside the empty one of the matrix."""
    acting = {name for name, row in TABLE.items() if row.acts and row.about_a_directive}
    assert acting - set(MOVES) == {
        "gate",
        "finding-settle",
        "finding-dismiss",
        "finding-recall",
        "directive-restore",
        "reader-name",
        "reader-remove",
    }  # drafts; needs a finding, an earlier text, or a restricted directive: see tests/web
