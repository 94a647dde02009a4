"""Jäv: a decider declares it on a page of its own, and it is told who has."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from uppdragil.decisions.models import Recusal, Round
from uppdragil.directives.policies import Access
from uppdragil.gates.values import Action
from workflows import recusing

from .access import Seen, seen
from .forms.moves import RecuseForm
from .moves import closed_to, move_page


@never_cache
@require_http_methods(["GET", "POST"])
def recuse(request: HttpRequest, uid: str) -> HttpResponse:
    """Why, and who says so: it cannot be taken back."""
    asked = seen(request, uid, Access.WORKING)
    open_ = asked.open_round
    round_uid = request.POST.get("round", open_.uid if open_ else "")
    form = RecuseForm(request, f"recuse {uid} {round_uid}")
    return move_page(
        request,
        asked,
        "gates/recuse.html",
        form,
        lambda: recusing.recuse(
            directive=asked.directive,
            by=asked.person,
            round_uid=round_uid,
            reason=form.cleaned_data["reason"],
            authentication=form.authentication(asked.now),
            now=asked.now,
        ),
        verb=_("Declare a conflict of interest"),
        done=_("You are out of this round. The others see it."),
        unmet=closed_to(asked, Action.RECUSE),
        to="gate",
        gate=open_.spec if open_ else None,
        about={"round": round_uid},
    )


@dataclass(frozen=True)
class RecusalLine:
    """Who was out of a round; the reason for those who see the working text only."""

    name: str
    title: str
    at: dt.datetime
    reason: str


def recusal_lines(asked: Seen, round_: Round) -> list[RecusalLine]:
    """One query."""
    told = asked.access is Access.WORKING
    return [
        RecusalLine(r.name, r.title, r.at, r.reason if told else "")
        for r in Recusal.objects.filter(round=round_)
    ]
