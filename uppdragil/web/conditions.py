"""Conditions of earlier decisions: what each asks for, what came of it, and who says so."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from uppdragil.decisions import conditions
from uppdragil.decisions.models import ConditionNote
from uppdragil.directives.policies import Access
from uppdragil.gates import rules
from uppdragil.gates.values import Action, Facts, Unmet
from workflows import conditions as moves
from workflows import facts
from workflows.place import Refused

from .access import Seen, seen
from .allowed import CLOSED
from .conditionlines import ConditionLine
from .forms.conditions import NoteForm, WaiveForm
from .kept import SHOW
from .moves import move_page
from .reasons import blocked_items

State = ConditionNote.State
DONE = {
    State.MET: gettext_lazy("The condition is noted as met."),
    State.REOPENED: gettext_lazy("The condition is open again."),
}


@never_cache
@require_http_methods(["GET", "POST"])
def condition(request: HttpRequest, uid: str, condition_uid: str) -> HttpResponse:
    """What is asked for, its whole story, and a form for those who may add to it."""
    asked = seen(request, uid, Access.WORKING)
    line = _line(asked, condition_uid)
    is_open = line.condition.state in conditions.OPEN  # type: ignore[attr-defined]
    state = State.MET if is_open else State.REOPENED
    form = NoteForm(request.POST if request.method == "POST" else None)
    form.fields["text"].label = _("How it is met") if is_open else _("Why it is opened again")
    if not is_open:
        del form.fields["evidence"]
    if request.method == "GET" or request.POST.get("do") == SHOW:
        return _page(request, asked, line, form)
    if not form.is_valid():
        return _page(request, asked, line, form, status=422)
    try:
        moves.note(
            directive=asked.directive, condition=line.condition, state=state, by=asked.person, now=asked.now,
            **form.cleaned_data,
        )  # fmt: skip
    except Refused as refusal:
        return _page(request, asked, line, form, refusal.unmet, status=409)
    messages.success(request, DONE[state])
    return redirect("condition", uid, condition_uid)


@never_cache
@require_http_methods(["GET", "POST"])
def waive(request: HttpRequest, uid: str, condition_uid: str) -> HttpResponse:
    """A decider of the next gate says that it is no longer asked for, and proves who they are."""
    asked = seen(request, uid, Access.WORKING)
    line = _line(asked, condition_uid)
    form = WaiveForm(request, f"waive {condition_uid}")
    return move_page(
        request,
        asked,
        "gates/waive.html",
        form,
        lambda: moves.note(
            directive=asked.directive, condition=line.condition, state=State.WAIVED, text=form.cleaned_data["reason"],
            by=asked.person, authentication=form.authentication(asked.now), now=asked.now,
        ),
        verb=_("Ask for the condition no longer"),
        done=_("The condition is no longer asked for."),
        unmet=_closed(Action.WAIVE, _facts(asked, line)),
        about={"line": line},
    )  # fmt: skip


def _line(asked: Seen, condition_uid: str) -> ConditionLine:
    found = conditions.of_directive(asked.directive).filter(uid=condition_uid).first()
    if found is None:
        raise Http404
    return ConditionLine.of(found, asked)


def _facts(asked: Seen, line: ConditionLine) -> Facts:
    return facts.gather(
        asked.directive,
        asked.person,
        asked.now,
        round_=asked.open_round,
        body=asked.directive.body,
        condition_open=line.condition.state in conditions.OPEN,  # type: ignore[attr-defined]
        responsibles=moves.responsibles(line.condition, asked.today),
    )


def _closed(action: Action, gathered: Facts) -> tuple[Unmet, ...]:
    """Why the act is not open to this person, whatever they fill in."""
    return tuple(u for u in rules.unmet(action, gathered) if u.code in CLOSED)


def _page(
    request: HttpRequest,
    asked: Seen,
    line: ConditionLine,
    form: NoteForm,
    refusal: tuple[Unmet, ...] = (),
    status: int = 200,
) -> HttpResponse:
    gathered = _facts(asked, line)
    action = Action.MEET if gathered.condition_open else Action.REOPEN
    shown = {
        "seen": asked,
        "line": line,
        "notes": line.condition.notes.all(),
        "form": form,
        "offered": bool(refusal) or not _closed(action, gathered),
        "may_waive": not _closed(Action.WAIVE, gathered),
        "who": ", ".join(dict.fromkeys(w.name for w in (*gathered.responsibles, *gathered.leads))),
        "reasons": blocked_items(refusal, asked),
    }
    return render(request, "gates/condition.html", shown, status=status)
