"""Deciders who did not agree: an outcome that does not pass ends the round at once, and all of them see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from uppdragil.decisions.models import Decision, SignOff
from uppdragil.editions.spec import EditionSpec, GateSpec, Outcome


@dataclass(frozen=True)
class Disagreement:
    """`decision` as it ended; `sentence` says who chose what, and that it ended the round."""

    decision: Decision
    gate: GateSpec
    outcome: str
    sentence: str


def disagreement(
    decision: Decision, sign_offs: Iterable[SignOff], edition: EditionSpec
) -> Disagreement | None:
    """None where all who confirmed chose the same."""
    gate = edition.gate(decision.gate)
    others = [s for s in sign_offs if s.proposal_id != decision.proposal_id]
    ended = [s for s in sign_offs if s.proposal_id == decision.proposal_id]
    if not (others and ended):
        return None
    outcome = gate.outcomes[Outcome(decision.outcome)]
    said = {
        "others": _names(others),
        "first": gate.outcomes[Outcome(others[0].proposal.outcome)],
        "ended": _names(ended),
        "outcome": outcome,
    }
    sentence = _(
        "%(others)s confirmed: %(first)s. %(ended)s chose: %(outcome)s."
        " That ended the round, since a yes needs everybody."
    )
    return Disagreement(decision, gate, outcome, sentence % said)


def _names(sign_offs: Iterable[SignOff]) -> str:
    return get_text_list([s.name for s in sign_offs], _("and"))
