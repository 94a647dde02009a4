"""What was decided: the page of one decision, its record, and why a mandate was sent back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from uppdragil.decisions.models import Decision
from uppdragil.decisions.selectors import last_refusal
from uppdragil.directives.policies import Access
from uppdragil.directives.services import content_of
from uppdragil.documents.models import DecisionRecord
from uppdragil.editions.spec import EditionSpec, GateSpec, Outcome

from .access import PASSED, Seen, seen_or_audited
from .conditionlines import lines
from .disagreement import disagreement
from .phaseline import decided_on
from .recusals import recusal_lines


@never_cache
@require_GET
def decision(request: HttpRequest, uid: str, round_uid: str) -> HttpResponse:
    """The outcome, who confirmed it in which capacity, the answers and conditions, and the record."""
    asked = seen_or_audited(request, uid)
    found = _decision(asked, round_uid)
    gate = found.round.spec
    sign_offs = list(found.round.sign_offs.select_related("proposal"))
    return render(
        request,
        "gates/decision.html",
        {
            "seen": asked,
            "decision": found,
            "text": content_of(found.version),
            "day": decided_on(found),
            "gate": gate,
            "outcome": gate.outcomes[Outcome(found.outcome)],
            "answers": found.proposal.answers.all(),
            "conditions": [line for line in lines(asked) if line.condition.decision_id == found.pk],
            "working": asked.access is Access.WORKING,
            "version_open": asked.access is Access.WORKING or found.outcome in PASSED,
            "sign_offs": sign_offs,
            "split": disagreement(found, sign_offs, found.round.edition.spec),
            "recusals": recusal_lines(asked, found.round),
            "record": getattr(found, "record", None),
        },
    )


@require_GET
def record(request: HttpRequest, uid: str, round_uid: str) -> HttpResponse:
    """The sealed PDF, exactly as stored; 404 until the worker has made it."""
    asked = seen_or_audited(request, uid)
    decided = _decision(asked, round_uid)
    found = DecisionRecord.objects.filter(decision=decided).first()
    if found is None:
        raise Http404
    words = (asked.directive.number, decided.gate, str(decided.round.number))
    name = "-".join(words).replace(" ", "-").replace("/", "-") + ".pdf"
    return HttpResponse(
        bytes(found.pdf),
        content_type="application/pdf",
        headers={
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "Cache-Control": "private",
        },
    )


def _decision(asked: Seen, round_uid: str) -> Decision:
    """Raises Http404 for a decision that there is not, or that this person does not see."""
    for found in asked.audited_decisions:
        if found.round.uid == round_uid:
            return found
    raise Http404


@dataclass(frozen=True)
class Refusal:
    """The last decision where it did not let the mandate pass; `outcome` in the gate's words."""

    decision: Decision
    gate: GateSpec
    outcome: str

    @classmethod
    def of(cls, decision: Decision, edition: EditionSpec) -> Refusal:
        """`edition`: the revision that the mandate follows today; the words are those of the decision's own."""
        gate = decision.round.held_under(edition).gate(decision.gate)
        return cls(decision, gate, gate.outcomes[Outcome(decision.outcome)])

    @property
    def day(self) -> dt.date:
        return decided_on(self.decision)


def refusal_of(asked: Seen) -> Refusal | None:
    """Why the mandate was sent back or stopped, if that came last; None for those who read what is decided only."""
    if asked.access is not Access.WORKING:
        return None
    found = last_refusal([asked.directive]).get(asked.directive.pk)
    return Refusal.of(found, asked.edition) if found else None
