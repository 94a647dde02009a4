"""Deciding: the gate page, and the confirmation with a fresh authentication."""

from __future__ import annotations

from allauth.decorators import rate_limit
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from uppdragil.core.canonical import sha256
from uppdragil.decisions import services as decisions
from uppdragil.decisions.services import Authentication, proposal_bytes
from uppdragil.directives.policies import Access
from workflows import service
from workflows.service import Refused

from .access import Seen, seen
from .accounts import ConfirmForm
from .gatepage import GatePage, Mode, chosen, draft_of, refused

OVER = {"no_open_round", "round_changed", "already_confirmed", "ended"}


@never_cache
@require_http_methods(["GET", "POST"])
def gate(request: HttpRequest, uid: str) -> HttpResponse:
    """What is decided, and on what. A post keeps everything typed and, when whole, goes on to confirm."""
    asked = seen(request, uid, Access.WORKING)
    if request.method == "GET":
        return render(request, "gates/gate.html", {"page": GatePage.of(asked)})
    page = GatePage.of(asked, request.POST)
    if page.mode is Mode.READ:
        raise PermissionDenied(_("You are not among those who decide here, or have confirmed already."))
    return _keep(request, page)


def _keep(request: HttpRequest, page: GatePage) -> HttpResponse:
    """Save what was typed; then back to the page, or on to the confirmation."""
    valid = page.forms.is_valid() if page.mode is Mode.DECIDE else page.forms.answers_valid()
    if page.standing is None and page.forms.answers_valid():
        decisions.save_drafts(
            round_=page.round, answers=page.forms.given_answers(), by=page.seen.person, now=page.seen.now
        )
    if page.mode is Mode.PREPARE and valid:
        messages.success(request, _("The answers are kept for those who decide."))
        return redirect("gate", page.seen.directive.uid)
    if not valid:
        return render(request, "gates/gate.html", {"page": page}, status=422)
    decisions.save_draft_decision(
        round_=page.round, proposal=chosen(page), by=page.seen.person, now=page.seen.now
    )
    wants_more = request.POST.get("do") == "condition"
    return redirect("gate" if wants_more else "gate-confirm", page.seen.directive.uid)


@never_cache
@require_http_methods(["GET", "POST"])
@rate_limit(action="reauthenticate")
def confirm(request: HttpRequest, uid: str) -> HttpResponse:
    """The consequences spelled out, and the password that makes it this person's decision."""
    page = GatePage.of(seen(request, uid, Access.WORKING))
    if page.mode is not Mode.DECIDE:
        return _over(request, page.seen)
    proposal = draft_of(page)
    fingerprint = sha256(proposal_bytes(proposal))
    form = ConfirmForm(request.POST or None, user=request.user)
    shown = {"page": page, "proposal": proposal, "form": form, "fingerprint": fingerprint}
    if request.method == "GET":
        return render(request, "gates/confirm.html", shown)
    if request.POST.get("fingerprint") != fingerprint or request.POST.get("round") != page.round.uid:
        messages.warning(request, _("What you were about to confirm has changed. Read it once more."))
        return redirect("gate-confirm", uid)
    if not form.is_valid():
        return render(request, "gates/confirm.html", shown, status=422)
    try:
        done = service.decide(
            directive=page.seen.directive,
            by=page.seen.person,
            round_uid=page.round.uid,
            proposal=proposal,
            authentication=Authentication("password", page.seen.now),
            suggested=page.suggested,
            now=page.seen.now,
        )
    except Refused as refusal:
        if OVER & {u.code for u in refusal.unmet}:
            return _over(request, page.seen)
        shown["reasons"] = refused(refusal.unmet, page.seen)
        return render(request, "gates/confirm.html", shown, status=409)
    return _confirmed(request, page, done)


def _confirmed(request: HttpRequest, page: GatePage, done: service.Confirmed) -> HttpResponse:
    if done.decision is None:
        messages.success(request, _("Your confirmation is stored. Others have yet to confirm."))
        return redirect("gate", page.seen.directive.uid)
    messages.success(request, _("The decision is taken. Its record is being made."))
    return redirect("decision", page.seen.directive.uid, page.round.uid)


def _over(request: HttpRequest, asked: Seen) -> HttpResponse:
    """Somebody was faster, or the same form was sent twice: say so, lose nothing."""
    messages.info(request, _("This round has moved on, and your confirmation was not needed again."))
    return redirect("directive", asked.directive.uid)
