"""The moves of a directive beside deciding: submit, withdraw, pause, resume, stop, close."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from uppdragil.directives import selectors
from uppdragil.directives.dismissals import sort
from uppdragil.directives.models import Progress
from uppdragil.directives.phases import GATE_PHASES
from uppdragil.directives.policies import Access
from uppdragil.directives.review import Severity
from uppdragil.editions.spec import Deciders, GateSpec
from uppdragil.gates import rules
from uppdragil.gates.values import Action, Unmet
from uppdragil.organisation.models import DecisionBody
from uppdragil.portfolio.benefits import selectors as benefits
from workflows import facts, service, superseding
from workflows.service import Refused

from . import findings as finding_cards
from .access import Seen, seen
from .allowed import CLOSED
from .benefitlines import last_values
from .expected import expected_nos
from .forms.moves import BodyForm, LastWordsForm, PauseForm, StopForm
from .kept import SHOW
from .parts import FindingCard
from .proof import ProofForm
from .reasons import blocked_items


@never_cache
@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, uid: str) -> HttpResponse:
    """To the next gate: what is missing, who can fix it, and who will decide."""
    asked = seen(request, uid, Access.WORKING)
    if asked.directive.phase in GATE_PHASES:  # sent twice, or long ago
        return redirect("gate", uid)
    code = selectors.next_gate(asked.directive)
    if code is None:
        return redirect("directive", uid)
    gate = asked.edition.gate(code)
    form = _body_form(request, asked) if gate.deciders is Deciders.BODY else None
    body = _chosen(form)
    return move_page(
        request,
        asked,
        "gates/submit.html",
        form,
        lambda: service.submit(directive=asked.directive, by=asked.person, body=body, now=asked.now),
        verb=_("Submit to %(code)s") % {"code": gate.code},
        gate=gate,
        done=_("The directive is submitted to %(gate)s %(name)s.") % {"gate": gate.code, "name": gate.name},
        unmet=_submission(asked, body),
        to="gate",
        about={"remaining": _remaining(asked, code), "expected": expected_nos(asked, gate)},
    )


def _remaining(asked: Seen, gate: str) -> list[FindingCard]:
    """Warnings and advice: they are shown, and hinder nothing."""
    found = selectors.findings(asked.directive, asked.content, asked.today)
    mild = [f for f in sort(asked.directive, found).open if f.severity is not Severity.ERROR]
    return [replace(card, fixes=()) for card in finding_cards.cards(asked, mild, gate)]


def _body_form(request: HttpRequest, asked: Seen) -> BodyForm:
    """The management group is who usually decides; the first of them is suggested."""
    last, bodies = asked.directive.body, DecisionBody.objects.filter(active=True)
    usual = bodies.filter(kind=DecisionBody.Kind.MANAGEMENT_GROUP).first() or bodies.first()
    return BodyForm(request.POST or None, initial={"body": last if last and last.active else usual})


def _chosen(form: BodyForm | None) -> DecisionBody | None:
    """The body in the form, or the suggested one while nothing is chosen; None at other gates."""
    if form is None:
        return None
    chosen: DecisionBody | None = form.cleaned_data["body"] if form.is_valid() else form.initial["body"]
    return chosen


def _submission(asked: Seen, body: DecisionBody | None) -> tuple[Unmet, ...]:
    """Everything that a submission lacks."""
    text = facts.of_content(asked.directive, asked.content, asked.today)
    return rules.unmet(
        Action.SUBMIT,
        facts.gather(
            asked.directive,
            asked.person,
            asked.now,
            round_=asked.open_round,
            body=body,
            **text,
            **superseding.of_submission(asked.directive, asked.content, asked.person, asked.today),
        ),
    )


@require_POST
def withdraw(request: HttpRequest, uid: str) -> HttpResponse:
    """The lead takes a submission back."""
    asked = seen(request, uid, Access.WORKING)
    return _press(
        request,
        asked,
        lambda: service.withdraw(
            directive=asked.directive, by=asked.person, round_uid=request.POST.get("round", ""), now=asked.now
        ),
        _("The submission is withdrawn. You can go on editing."),
    )


@require_POST
def resume(request: HttpRequest, uid: str) -> HttpResponse:
    """The mandate goes on after a pause."""
    asked = seen(request, uid, Access.WORKING)
    return _press(
        request,
        asked,
        lambda: service.resume(directive=asked.directive, by=asked.person, now=asked.now),
        _("The mandate goes on."),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def pause(request: HttpRequest, uid: str) -> HttpResponse:
    """The mandate rests until a day, with a reason."""
    asked = seen(request, uid, Access.WORKING)
    form = PauseForm(request.POST or None)
    return move_page(
        request,
        asked,
        "gates/pause.html",
        form,
        lambda: service.pause(directive=asked.directive, by=asked.person, now=asked.now, **form.cleaned_data),
        verb=_("Pause the mandate"),
        done=_("The mandate is paused."),
        unmet=closed_to(asked, Action.PAUSE),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, uid: str) -> HttpResponse:
    """The mandate ends for good, with a reason and a fresh proof of who says so."""
    asked = seen(request, uid, Access.WORKING)
    form = StopForm(request, f"stop {uid}")
    return move_page(
        request,
        asked,
        "gates/stop.html",
        form,
        lambda: service.stop(
            directive=asked.directive,
            by=asked.person,
            reason=form.cleaned_data["reason"],
            authentication=form.authentication(asked.now),
            now=asked.now,
        ),
        verb=_("Stop the mandate"),
        done=_("The mandate is stopped."),
        unmet=closed_to(asked, Action.STOP),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, uid: str) -> HttpResponse:
    """The owner closes, with a last word on each impact goal."""
    asked = seen(request, uid, Access.WORKING)
    noted = dict(Progress.objects.filter(directive=asked.directive).values_list("row", "comment"))
    measured = last_values(benefits.of_directive(asked.directive, asked.today), asked.today)
    form = LastWordsForm(asked.content.impact_goals, measured, request.POST or None, initial=noted)
    return move_page(
        request,
        asked,
        "gates/close.html",
        form,
        lambda: service.close(
            directive=asked.directive, by=asked.person, last_words=form.cleaned_data, now=asked.now
        ),
        verb=_("Close the mandate"),
        done=_("The mandate is closed."),
        unmet=closed_to(asked, Action.CLOSE),
    )


def closed_to(asked: Seen, action: Action) -> tuple[Unmet, ...]:
    """Why the move is not open to this person where the directive stands, whatever they fill in.

    Jäv is about the round that is open, a change decision's too; the other moves are about the way.
    """
    open_ = asked.open_round
    gathered = facts.gather(
        asked.directive,
        asked.person,
        asked.now,
        round_=open_ if action is Action.RECUSE else facts.of_gate(open_),
        body=asked.directive.body,
    )
    return tuple(u for u in rules.unmet(action, gathered) if u.code in CLOSED)


def move_page(
    request: HttpRequest,
    asked: Seen,
    template: str,
    form: Form | None,
    move: Callable[[], object],
    *,
    verb: str,
    done: str,
    unmet: tuple[Unmet, ...],
    to: str = "directive",
    gate: GateSpec | None = None,
    about: dict[str, object] | None = None,
) -> HttpResponse:
    """A page with a form, one service call, and on. A refusal shows why, with everything typed.

    `verb` names the page and its button. `unmet`: what stands in the way beforehand. A form that no answer
    could open is not offered.
    """

    def page(reasons: tuple[Unmet, ...], status: int) -> HttpResponse:
        offered = request.method == "POST" or not CLOSED & {u.code for u in reasons}
        shown = {"seen": asked, "form": form, "verb": verb, "gate": gate, "offered": offered, **(about or {})}
        return render(
            request,
            template,
            shown | {"reasons": blocked_items(reasons, asked)},
            status=status,
        )

    if request.method == "GET" or request.POST.get("do") == SHOW:
        return page(unmet, 200)
    if unmet:
        return page(unmet, 409)
    if isinstance(form, ProofForm) and form.leaving:
        return form.leave()
    if form and not form.is_valid():
        return page((), getattr(form, "refusal_status", 422))
    try:
        move()
    except Refused as refusal:
        return page(refusal.unmet, 409)
    messages.success(request, done)
    return redirect(to, asked.directive.uid)


def _press(request: HttpRequest, asked: Seen, move: Callable[[], object], done: str) -> HttpResponse:
    """A button: one service call, and back to the directive with what came of it."""
    try:
        move()
    except Refused as refusal:
        for item in blocked_items(refusal.unmet, asked):
            messages.error(request, f"{item.what} {item.who}".strip())
    else:
        messages.success(request, done)
    return redirect("directive", asked.directive.uid)
