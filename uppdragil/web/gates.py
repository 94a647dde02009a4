"""Deciding: the gate page, and the confirmation with a fresh authentication."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from uppdragil.core.canonical import sha256
from uppdragil.core.values import clean_text
from uppdragil.decisions import services as decisions
from uppdragil.decisions.models import Decision
from uppdragil.decisions.services import proposal_bytes
from uppdragil.directives.policies import Access
from uppdragil.gates.values import Proposal, Unmet
from workflows import facts, meeting, service
from workflows.service import Refused

from .access import Seen, seen
from .forms.gates import one_more_condition, one_more_dissent
from .gatepage import GatePage, Mode
from .kept import SHOW
from .proof import ProofForm
from .reasons import blocked_items
from .responsibles import linked

OVER = {"no_open_round", "round_changed", "already_confirmed", "ended"}


@never_cache
@require_http_methods(["GET", "POST"])
def gate(request: HttpRequest, uid: str) -> HttpResponse:
    """What is decided, and on what. A post keeps everything typed and, when whole, goes on to confirm."""
    asked = seen(request, uid, Access.WORKING)
    round_ = facts.open_round(asked.directive)
    if request.method == "GET":
        return _page(request, GatePage.of(asked, round_)) if round_ else _over(request, asked)
    page = GatePage.of(asked, round_, request.POST) if round_ else None
    if page is None or page.mode is Mode.READ:
        return _too_late(request, asked, page)
    if request.POST.get("round") != page.round.uid:
        messages.warning(
            request, _("The directive has been submitted anew. What you typed is kept: read it once more.")
        )
        return _page(request, page, 409)
    if request.POST.get("do") == SHOW:
        return _page(request, page)
    if request.POST.get("do") == "condition":
        return _page(request, GatePage.of(asked, page.round, one_more_condition(request.POST)))
    if request.POST.get("do") == "dissent":
        return _page(request, GatePage.of(asked, page.round, one_more_dissent(request.POST)))
    return _prepare(request, page) if page.mode is Mode.PREPARE else _put_forward(request, page)


def _page(request: HttpRequest, page: GatePage, status: int = 200) -> HttpResponse:
    return render(request, "gates/gate.html", {"page": page}, status=status)


def _keep_answers(page: GatePage) -> bool:
    """Save the answers that were altered, as far as all of them are valid."""
    if page.standing or not page.forms.answers_valid():
        return page.standing is not None
    decisions.save_drafts(
        round_=page.round, answers=page.forms.changed_answers(), by=page.seen.person, now=page.seen.now
    )
    return True


def _prepare(request: HttpRequest, page: GatePage) -> HttpResponse:
    if not _keep_answers(page):
        return _page(request, page, 422)
    messages.success(request, _("The answers are kept for those who decide."))
    return redirect("gate", page.seen.directive.uid)


def _put_forward(request: HttpRequest, page: GatePage) -> HttpResponse:
    """On to the confirmation, when it is something that the rules let pass."""
    kept = _keep_answers(page)
    if not (page.forms.is_valid() and kept):
        return _page(request, page, 422)
    page.draft = linked(page.forms.typed(), page.responsibles)
    decisions.save_draft_decision(
        round_=page.round, proposal=page.draft, by=page.seen.person, now=page.seen.now
    )
    assert page.proposal is not None  # a draft is there
    page.refusal = page.unmet(page.proposal)
    return _page(request, page, 422) if page.refusal else redirect("gate-confirm", page.seen.directive.uid)


@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, uid: str) -> HttpResponse:
    """The consequences spelled out, and the proof that makes it this person's decision."""
    asked = seen(request, uid, Access.WORKING)
    round_ = facts.open_round(asked.directive)
    if round_ is None or request.POST.get("round", round_.uid) != round_.uid:
        return _over(request, asked)
    page = GatePage.of(asked, round_)
    proposal = page.proposal
    if page.mode is not Mode.DECIDE or proposal is None:
        return redirect("gate", uid)
    fingerprint = sha256(proposal_bytes(proposal))
    form = ProofForm(request, f"decide {round_.uid} {fingerprint}")
    if request.method == "GET":
        return _confirmation(request, page, form, page.unmet(proposal))
    if request.POST.get("fingerprint") != fingerprint:
        messages.warning(request, _("What you were about to confirm has changed. Read it once more."))
        return redirect("gate-confirm", uid)
    if form.leaving:
        return form.leave()
    if not form.is_valid():
        return _confirmation(request, page, form, status=form.refusal_status)
    return _decide(request, page, proposal, form)


def _decide(request: HttpRequest, page: GatePage, proposal: Proposal, form: ProofForm) -> HttpResponse:
    asked = page.seen
    try:
        done = _decided(page, proposal, form)
    except Refused as refusal:
        if OVER & {u.code for u in refusal.unmet}:
            return _over(request, asked)
        return _confirmation(request, page, form, refusal.unmet, status=409)
    if done.decision is None:
        messages.success(request, _("Your confirmation is stored. Others have yet to confirm."))
        return redirect("gate", asked.directive.uid)
    messages.success(request, _("The decision is taken. Its record is being made."))
    if page.item:
        return redirect("meeting-room", page.item.meeting.uid)
    return redirect("decision", asked.directive.uid, page.round.uid)


def _decided(page: GatePage, proposal: Proposal, form: ProofForm) -> service.Confirmed:
    """By the service; through the meeting when one has taken it up. Raises Refused."""
    asked = page.seen
    given: dict[str, Any] = {
        "by": asked.person,
        "round_uid": page.round.uid,
        "proposal": proposal,
        "authentication": form.authentication(asked.now),
        "suggested": page.suggested_on_record(),
        "now": asked.now,
    }
    if page.item:
        return meeting.decide(item=page.item, **given)
    return service.decide(directive=asked.directive, **given)


def _confirmation(
    request: HttpRequest, page: GatePage, form: ProofForm, unmet: tuple[Unmet, ...] = (), status: int = 200
) -> HttpResponse:
    """What would be confirmed, whole; with reasons there is nothing to prove."""
    assert page.proposal is not None  # asked before
    shown = {
        "page": page,
        "proposal": page.proposal,
        "form": form,
        "against": page.against(page.proposal),
        "fingerprint": sha256(proposal_bytes(page.proposal)),
        "reasons": blocked_items(unmet, page.seen, reverse("gate", args=[page.seen.directive.uid])),
    }
    return render(request, "gates/confirm.html", shown, status=status)


def _over(request: HttpRequest, asked: Seen) -> HttpResponse:
    """Somebody was faster, or the same form was sent twice: to where it has gone."""
    uid, round_uid = asked.directive.uid, clean_text(request.POST.get("round", ""))
    if Decision.objects.filter(directive=asked.directive, round__uid=round_uid).exists():
        messages.info(request, _("This is decided. Nothing more is needed from you."))
        return redirect("decision", uid, round_uid)
    if facts.open_round(asked.directive):
        return redirect("gate", uid)
    messages.info(request, _("No decision is waiting here any more."))
    return redirect("directive", uid)


def _too_late(request: HttpRequest, asked: Seen, page: GatePage | None) -> HttpResponse:
    """It can no longer be stored here; what was typed is shown, so that it is not lost."""
    typed = [
        text
        for name, text in request.POST.items()
        if name.rpartition("-")[2] in ("motivation", "text", "paragraph") and str(text).strip()
    ]
    return render(request, "gates/too_late.html", {"seen": asked, "page": page, "typed": typed}, status=409)
