"""Which moves are shown to a person: those that the rules leave open to them where the directive stands.

What can still be filled in (a reason, a missing chapter) does not hide a move: its page says it.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from uppdragil.decisions.models import Round
from uppdragil.gates import rules, values
from uppdragil.gates.values import Facts
from workflows import facts

from .access import Seen
from .parts import Action

# Reasons of place and person: nothing that this person could fill in would change them.
CLOSED = frozenset(
    {
        "ended", "paused", "not_paused", "not_in_work_stage", "no_open_round", "not_in_realisation",
        "not_lead", "not_owner", "not_owner_or_office", "not_decider", "lead_decides",
        "already_confirmed", "confirming_has_begun", "condition_settled", "condition_not_settled", "not_responsible",
        "recused", "nothing_locked", "no_change",
    }
)  # fmt: skip


def moves(seen: Seen) -> tuple[Action | None, list[Action]]:
    """The one move that comes next for this person, and the others that are open to them."""
    round_ = seen.open_round
    at_gate = facts.of_gate(round_)
    gathered = facts.gather(
        seen.directive, seen.person, seen.now, round_=at_gate, body=None if at_gate else seen.directive.body
    )
    open_ = {action for action in values.Action if _is_open(action, gathered)}
    if round_ and not at_gate:
        on_change = facts.gather(seen.directive, seen.person, seen.now, round_=round_)
        open_ |= {a for a in (values.Action.DECIDE, values.Action.WITHDRAW) if _is_open(a, on_change)}
    uid = seen.directive.uid
    primary = None
    if values.Action.SUBMIT in open_ and gathered.gate:
        primary = Action(
            _("Submit to %(gate)s") % {"gate": gathered.gate.code}, reverse("submit", args=[uid])
        )
    elif values.Action.DECIDE in open_:
        primary = Action(_("Review and decide"), reverse("gate", args=[uid]))
    elif values.Action.CLOSE in open_:
        primary = Action(_("Close the mandate"), reverse("close", args=[uid]))
    looking, changing = _looking(seen, open_, round_), _changing(seen, open_, round_)
    return primary, [*looking, *changing, *_others(uid, open_, round_.uid if round_ else "")]


def _is_open(action: values.Action, gathered: Facts) -> bool:
    return not CLOSED & {reason.code for reason in rules.unmet(action, gathered)}


def _changing(seen: Seen, open_: set[values.Action], round_: Round | None) -> list[Action]:
    """A change of what is locked: begun, or gone on with, by the lead."""
    if values.Action.CHANGE not in open_ or round_:
        return []
    begun = seen.open_change
    verb = _("Go on with the change") if begun else _("Ask for a change")
    return [Action(verb, reverse("change", args=[seen.directive.uid]))]


def _looking(seen: Seen, open_: set[values.Action], round_: Round | None) -> list[Action]:
    """The page of the open round, for those who see it without deciding now."""
    if round_ and values.Action.DECIDE not in open_:
        return [Action(_("Show the decision round"), reverse("gate", args=[seen.directive.uid]))]
    return []


def _others(uid: str, open_: set[values.Action], round_uid: str) -> list[Action]:
    actions = {
        values.Action.WITHDRAW: Action(
            _("Withdraw the submission"),
            reverse("withdraw", args=[uid]),
            post=True,
            fields=(("round", round_uid),),
        ),
        values.Action.PAUSE: Action(_("Pause"), reverse("pause", args=[uid])),
        values.Action.RESUME: Action(_("Resume"), reverse("resume", args=[uid]), post=True),
        values.Action.STOP: Action(_("Stop"), reverse("stop", args=[uid])),
    }
    return [button for action, button in actions.items() if action in open_]
