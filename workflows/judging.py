"""What the system can judge of the checklist of a gate: of what was submitted, and of what is about to be.

Gathers what `gates.prefill` reads, which judges.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.utils.timezone import localdate

from uppdragil.consultation import selectors as consultation
from uppdragil.decisions.models import Decision, OutsideDecision, Round
from uppdragil.decisions.outside import told_of
from uppdragil.directives import selectors
from uppdragil.directives.baseline import changes_of_locked
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.models import Directive, Progress
from uppdragil.directives.services import content_of
from uppdragil.editions.spec import GateSpec, Outcome
from uppdragil.gates import prefill
from uppdragil.gates.prefill import Controlled, Suggestion
from uppdragil.gates.values import Value
from uppdragil.portfolio.capacity.receiving import receiving
from uppdragil.portfolio.money.selectors import last_states

from . import facts


def suggestions(directive: Directive, round_: Round, today: dt.date) -> dict[str, Suggestion]:
    """What can be judged of the round's checklist, by item, read from the submitted version."""
    required = facts.passed(directive) if round_.change_id else round_.gate
    return _judged(directive, content_of(round_.version), round_.spec, required, today)


def expected_nos(
    directive: Directive, text: DirectiveContent, gate: GateSpec, today: dt.date
) -> dict[str, Suggestion]:
    """The questions of `gate`, by item, to which NEJ would be suggested if `text` were submitted today."""
    judged = _judged(directive, text, gate, gate.code, today)
    return {code: suggestion for code, suggestion in judged.items() if suggestion.value is Value.NO}


def _judged(
    directive: Directive, text: DirectiveContent, gate: GateSpec, required: str | None, today: dt.date
) -> dict[str, Suggestion]:
    """`required`: the gate whose chapters must be there."""
    found = selectors.errors(selectors.findings(directive, text, today))
    baseline = content_of(directive.baseline) if directive.baseline else None
    done = Progress.objects.filter(directive=directive, state=Progress.State.DONE)
    decided = Decision.objects.filter(directive=directive, outcome__in=[o for o in Outcome if o.passes])
    return prefill.suggestions(
        text,
        prefill.PrefillFacts(
            edition=directive.edition.spec,
            gate=gate.code,
            done_rows=frozenset(done.values_list("row", flat=True)),
            decided={t.gate: _how_outside(t) for t in told_of(directive)}
            | {d.gate: _how(d) for d in decided},
            missing_chapters=facts.missing(directive, text, required),
            errors=len(found),
            changed_locked=changes_of_locked(baseline, text) if baseline else (),
            receiving=receiving(directive, text, today) if _asks(gate, prefill.OF_CAPACITY) else (),
            outcome=_spent(directive) if _asks(gate, prefill.OF_MONEY) else None,
            controlled=_controlled(directive, text) if _asks(gate, prefill.OF_CONTROL) else None,
        ),
    )


def _controlled(directive: Directive, text: DirectiveContent) -> Controlled | None:
    """How the controller's last review stands to the text that was submitted."""
    found = consultation.reviewed(directive, text)
    if found is None:
        return None
    review = found.review
    return Controlled(review.name, localdate(review.at), bool(review.remarks), found.stands)


def _asks(gate: GateSpec, judgements: Collection[str]) -> bool:
    return any(item.prefill in judgements for item in gate.checklist)


def _spent(directive: Directive) -> int | None:
    """What has been told last of the outcome, in öre."""
    told = last_states([directive]).get(directive.pk)
    return told.outcome if told else None


def _how(decision: Decision) -> tuple[str | dt.date, ...]:
    """How a gate was decided: body, paragraph, day, as far as there are any."""
    parts = (decision.body, decision.paragraph, decision.met_on or localdate(decision.decided_at))
    return tuple(part for part in parts if part)


def _how_outside(told: OutsideDecision) -> tuple[str | dt.date, ...]:
    return tuple(part for part in (told.decided_by, told.reference, told.decided_on) if part)
