"""What stands in the way of a directive where it rests, whoever looks: what somebody can be asked to clear."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from django.utils.timezone import localdate

from uppdragil.core.canonical import canonical_json, sha256
from uppdragil.decisions.models import DraftAnswer, Round
from uppdragil.directives import storage
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import WORK_PHASES
from uppdragil.editions.spec import Outcome
from uppdragil.gates import rules
from uppdragil.gates.prefill import Suggestion
from uppdragil.gates.values import Action, Answer, Proposal, Unmet, Value
from uppdragil.organisation.models import Person

from . import facts, judging

# Reasons that speak of who is looking or of what is about to be filled in, not of the directive.
PERSONAL = {
    "not_lead",
    "not_decider",
    "lead_decides",
    "already_confirmed",
    "recused",
    "meeting_missing",
    "official_missing",
}

# Reasons that somebody else than the one who looks can clear, and would have to be asked to.
ASKABLE = {
    "paused",
    "chapter_missing",
    "open_error",
    "role_unlinked",
    "lead_in_seat",
    "holder_has_confirmed",
    "seat_recused",
    "required_no",
    "condition_due",
    "supersedes_itself",
    "supersedes_unknown",
    "supersedes_ended",
}


def reasons(directive: Directive, looks: Person, now: dt.datetime) -> tuple[Unmet, ...]:
    """Why it cannot be submitted, or in a round not be passed, as things stand; none in other stages.

    `looks` is only who asks; reasons that speak of that person are left out.
    """
    round_ = facts.open_round(directive)
    if round_:
        found = _against_a_yes(directive, round_, looks, now)
    elif directive.phase in WORK_PHASES:
        found = _against_submitting(directive, looks, now)
    else:
        found = ()
    return tuple(u for u in found if u.code not in PERSONAL)


def key(reason: Unmet) -> str:
    """Tells a reason from the others of the same directive, and is the same as long as it stands."""
    which = {name: str(reason.params[name]) for name in ("role", "through", "uid") if name in reason.params}
    return sha256(canonical_json([reason.code, reason.where, which]))[:32]


def noted(
    round_: Round, suggestions: Mapping[str, Suggestion], standing: Proposal | None
) -> dict[str, Answer]:
    """The frozen answers; else those prepared; else what the system suggests."""
    if standing:
        return dict(standing.answers)
    drafts = {
        d.item: Answer(Value(d.value) if d.value else None, d.motivation, d.evidence)
        for d in DraftAnswer.objects.filter(round=round_)
    }
    return {code: Answer(s.value) for code, s in suggestions.items()} | drafts


def _against_a_yes(directive: Directive, round_: Round, looks: Person, now: dt.datetime) -> tuple[Unmet, ...]:
    gathered = facts.gather(directive, looks, now, round_=round_, authenticated_at=now)
    suggested = judging.suggestions(directive, round_, localdate(now))
    answers = noted(round_, suggested, gathered.standing)
    proposal = gathered.standing or Proposal(Outcome.YES, answers)
    return rules.unmet(Action.DECIDE, replace(gathered, proposal=proposal))


def _against_submitting(directive: Directive, looks: Person, now: dt.datetime) -> tuple[Unmet, ...]:
    text = facts.of_content(directive, storage.load(directive), localdate(now))
    found = rules.unmet(Action.SUBMIT, facts.gather(directive, looks, now, body=directive.body, **text))
    return found if directive.body else tuple(u for u in found if u.code != "body_not_named")
