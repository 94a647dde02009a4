"""Which moves are shown to a person: those that the rules leave open to them where the directive stands.

What can still be filled in (a reason, a missing chapter) does not hide a move: its page says it.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from uppdragil.directives.phases import GATE_PHASES
from uppdragil.gates import rules
from uppdragil.gates.rules import Facts
from workflows import facts

from .access import Seen
from .parts import Action

# Reasons of place and person: nothing that this person could fill in would change them.
CLOSED = frozenset(
    {
        "ended", "paused", "not_paused", "not_in_work_stage", "no_open_round", "not_in_realisation",
        "not_lead", "not_owner", "not_owner_or_office", "not_decider", "lead_decides",
        "already_confirmed", "confirming_has_begun", "condition_settled", "condition_not_settled", "not_responsible",
        "recused",
    }
)  # fmt: skip


def moves(seen: Seen) -> tuple[Action | None, list[Action]]:
    """The one move that comes next for this person, and the others that are open to them."""
    round_ = facts.open_round(seen.directive)
    gathered = facts.gather(
        seen.directive, seen.person, seen.now, round_=round_, body=None if round_ else seen.directive.body
    )
    open_ = {action for action in rules.Action if _is_open(action, gathered)}
    uid = seen.directive.uid
    primary = None
    if rules.Action.SUBMIT in open_ and gathered.gate:
        primary = Action(
            _("Submit to %(gate)s") % {"gate": gathered.gate.code}, reverse("submit", args=[uid])
        )
    elif rules.Action.DECIDE in open_:
        primary = Action(_("Review and decide"), reverse("gate", args=[uid]))
    elif rules.Action.CLOSE in open_:
        primary = Action(_("Close the mandate"), reverse("close", args=[uid]))
    return primary, [*_looking(seen, open_), *_others(uid, open_, round_.uid if round_ else "")]


def _is_open(action: rules.Action, gathered: Facts) -> bool:
    return not CLOSED & {reason.code for reason in rules.unmet(action, gathered)}


def _looking(seen: Seen, open_: set[rules.Action]) -> list[Action]:
    """The page of the open round, for those who see it without deciding now."""
    if seen.directive.phase in GATE_PHASES and rules.Action.DECIDE not in open_:
        return [Action(_("Show the decision round"), reverse("gate", args=[seen.directive.uid]))]
    return []


def _others(uid: str, open_: set[rules.Action], round_uid: str) -> list[Action]:
    actions = {
        rules.Action.WITHDRAW: Action(
            _("Withdraw the submission"),
            reverse("withdraw", args=[uid]),
            post=True,
            fields=(("round", round_uid),),
        ),
        rules.Action.PAUSE: Action(_("Pause"), reverse("pause", args=[uid])),
        rules.Action.RESUME: Action(_("Resume"), reverse("resume", args=[uid]), post=True),
        rules.Action.STOP: Action(_("Stop"), reverse("stop", args=[uid])),
    }
    return [button for action, button in actions.items() if action in open_]
