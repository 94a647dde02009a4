"""The moves of a directive beside deciding: submit, withdraw, pause, resume, stop, close."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.decorators import rate_limit
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from uppdragil.decisions.services import Authentication
from uppdragil.directives import selectors
from uppdragil.directives.policies import Access
from uppdragil.editions.spec import Deciders
from uppdragil.gates import rules
from uppdragil.gates.rules import Action
from uppdragil.organisation.models import DecisionBody
from workflows import facts, service
from workflows.service import Refused

from .access import Seen, seen
from .accounts import ConfirmForm
from .forms.moves import BodyForm, LastWordsForm, PauseForm, StopForm
from .gatepage import refused


@never_cache
@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, uid: str) -> HttpResponse:
    """To the next gate: what is missing, who can fix it, and who will decide."""
    asked = seen(request, uid, Access.WORKING)
    code = selectors.next_gate(asked.directive)
    if code is None:
        return redirect("directive", uid)
    gate = asked.edition.gate(code)
    form = _body_form(request, asked) if gate.deciders is Deciders.BODY else None
    body = _chosen(form)
    shown = {"seen": asked, "gate": gate, "form": form, "reasons": _submit_reasons(asked, body)}
    if request.method == "GET" or (form and not form.is_valid()):
        return render(request, "gates/submit.html", shown, status=200 if request.method == "GET" else 422)
    try:
        service.submit(directive=asked.directive, by=asked.person, body=body, now=asked.now)
    except Refused as refusal:
        shown["reasons"] = refused(refusal.unmet, asked)
        return render(request, "gates/submit.html", shown, status=409)
    messages.success(
        request,
        _("The directive is submitted to %(gate)s %(name)s.") % {"gate": gate.code, "name": gate.name},
    )
    return redirect("gate", uid)


def _body_form(request: HttpRequest, asked: Seen) -> BodyForm:
    return BodyForm(request.POST or None, initial={"body": asked.directive.body or _usual_body()})


def _chosen(form: BodyForm | None) -> DecisionBody | None:
    """The body in the form, or the suggested one while nothing is chosen; None at other gates."""
    if form is None:
        return None
    chosen: DecisionBody | None = form.cleaned_data["body"] if form.is_valid() else form.initial["body"]
    return chosen


def _usual_body() -> DecisionBody | None:
    """The management group is who usually decides; the first of them is suggested."""
    return DecisionBody.objects.filter(active=True, kind=DecisionBody.Kind.MANAGEMENT_GROUP).first()


def _submit_reasons(asked: Seen, body: DecisionBody | None) -> list[Any]:
    gathered = facts.gather(
        asked.directive,
        asked.person,
        asked.now,
        body=body,
        **facts.of_content(asked.directive, asked.content, asked.today),
    )
    return refused(rules.unmet(Action.SUBMIT, gathered), asked)


@require_POST
def withdraw(request: HttpRequest, uid: str) -> HttpResponse:
    asked = seen(request, uid, Access.WORKING)
    return _try(
        request,
        asked,
        lambda: service.withdraw(
            directive=asked.directive, by=asked.person, round_uid=request.POST.get("round", ""), now=asked.now
        ),
        _("The submission is withdrawn. You can go on editing."),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def pause(request: HttpRequest, uid: str) -> HttpResponse:
    asked = seen(request, uid, Access.WORKING)
    form = PauseForm(request.POST or None)
    return _move(
        request,
        asked,
        "gates/pause.html",
        form,
        lambda: service.pause(
            directive=asked.directive,
            by=asked.person,
            reason=form.cleaned_data["reason"],
            wake_on=form.cleaned_data["wake_on"],
            now=asked.now,
        ),
        _("The mandate is paused."),
    )


@require_POST
def resume(request: HttpRequest, uid: str) -> HttpResponse:
    asked = seen(request, uid, Access.WORKING)
    return _try(
        request,
        asked,
        lambda: service.resume(directive=asked.directive, by=asked.person, now=asked.now),
        _("The mandate goes on."),
    )


@never_cache
@require_http_methods(["GET", "POST"])
@rate_limit(action="reauthenticate")
def stop(request: HttpRequest, uid: str) -> HttpResponse:
    asked = seen(request, uid, Access.WORKING)
    form = StopForm(request.POST or None)
    password = ConfirmForm(request.POST or None, user=request.user)
    return _move(
        request,
        asked,
        "gates/stop.html",
        form,
        lambda: service.stop(
            directive=asked.directive,
            by=asked.person,
            reason=form.cleaned_data["reason"],
            authentication=Authentication("password", asked.now),
            now=asked.now,
        ),
        _("The mandate is stopped."),
        password=password,
    )


@never_cache
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, uid: str) -> HttpResponse:
    asked = seen(request, uid, Access.WORKING)
    form = LastWordsForm(asked.content.impact_goals, request.POST or None)
    return _move(
        request,
        asked,
        "gates/close.html",
        form,
        lambda: service.close(
            directive=asked.directive, by=asked.person, last_words=form.cleaned_data, now=asked.now
        ),
        _("The mandate is closed."),
    )


def _move(
    request: HttpRequest,
    asked: Seen,
    template: str,
    form: Form,
    move: Callable[[], object],
    done: str,
    password: Form | None = None,
) -> HttpResponse:
    """A form, one service call, and back to the directive; a refusal shows why, with everything typed."""
    shown: dict[str, Any] = {"seen": asked, "form": form, "password": password}
    if request.method == "GET":
        return render(request, template, shown)
    if not all([form.is_valid(), password is None or password.is_valid()]):
        return render(request, template, shown, status=422)
    try:
        move()
    except Refused as refusal:
        shown["reasons"] = refused(refusal.unmet, asked)
        return render(request, template, shown, status=409)
    messages.success(request, done)
    return redirect("directive", asked.directive.uid)


def _try(request: HttpRequest, asked: Seen, move: Callable[[], object], done: str) -> HttpResponse:
    """A button: one service call, and back to the directive with what came of it."""
    try:
        move()
    except Refused as refusal:
        for item in refused(refusal.unmet, asked):
            messages.error(request, f"{item.what} {item.who}".strip())
    else:
        messages.success(request, done)
    return redirect("directive", asked.directive.uid)
