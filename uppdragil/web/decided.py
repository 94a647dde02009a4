"""What was decided: the page of one decision, and its record."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from uppdragil.decisions.labels import capacity_label
from uppdragil.decisions.models import Decision
from uppdragil.documents.models import DecisionRecord
from uppdragil.editions.spec import Outcome

from .access import Seen, seen


@require_GET
def decision(request: HttpRequest, uid: str, round_uid: str) -> HttpResponse:
    """The outcome, who confirmed it in which capacity, the answers and conditions, and the record."""
    asked = seen(request, uid)
    found = _decision(asked, round_uid)
    return render(
        request,
        "gates/decision.html",
        {
            "seen": asked,
            "decision": found,
            "gate": asked.edition.gate(found.gate),
            "outcome": asked.edition.gate(found.gate).outcomes[Outcome(found.outcome)],
            "answers": found.proposal.answers.all(),
            "conditions": found.conditions.all(),
            "sign_offs": [
                (sign, [capacity_label(c) for c in sign.capacities])
                for sign in found.round.sign_offs.select_related("proposal")
            ],
            "record": DecisionRecord.objects.filter(decision=found).defer("pdf").first(),
        },
    )


@require_GET
def record(request: HttpRequest, uid: str, round_uid: str) -> HttpResponse:
    """The sealed PDF, exactly as stored; 404 until the worker has made it."""
    asked = seen(request, uid)
    found = DecisionRecord.objects.filter(decision=_decision(asked, round_uid)).first()
    if found is None:
        raise Http404
    name = f"{asked.directive.number} {found.decision.gate}.pdf".replace(" ", "-").replace("/", "-")
    return HttpResponse(
        bytes(found.pdf),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private"},
    )


def _decision(asked: Seen, round_uid: str) -> Decision:
    found = (
        Decision.objects.select_related("round", "version", "proposal")
        .filter(directive=asked.directive, round__uid=round_uid)
        .first()
    )
    if found is None:
        raise Http404
    return found
