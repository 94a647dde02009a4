"""Support needs: a page to raise one, and a page for each, where it is answered or withdrawn."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from uppdragil.core.contention import Busy
from uppdragil.directives.policies import Access
from uppdragil.portfolio import support
from uppdragil.portfolio.models import SupportNeed

from . import responsibles
from .access import Seen, seen
from .busy import busy_sentence
from .forms.support import AnswerForm, NeedForm
from .kept import SHOW
from .supportlines import NeedLine


@never_cache
@require_http_methods(["GET", "POST"])
def raised(request: HttpRequest, uid: str) -> HttpResponse:
    """What is needed, from whom and by when."""
    asked = seen(request, uid, Access.WORKING)
    sent = request.method == "POST"
    form = NeedForm(request.POST if sent else None)
    barred = _barred(asked)
    if not sent or request.POST.get("do") == SHOW:
        return _new(request, asked, form, barred)
    if barred:
        return _new(request, asked, form, barred, 409)
    if not form.is_valid():
        return _new(request, asked, form, status=422)
    try:
        _raise(asked, form.cleaned_data)
    except (support.Refused, Busy) as refusal:
        return _new(request, asked, form, _sentence(refusal), 409)
    messages.success(request, _("The support is asked for."))
    return redirect("directive", uid)


@never_cache
@require_http_methods(["GET", "POST"])
def need(request: HttpRequest, uid: str, need_uid: str) -> HttpResponse:
    """What is needed and what was answered, with a form for those who may answer."""
    asked = seen(request, uid, Access.WORKING)
    found = _need(asked, need_uid)
    sent = request.method == "POST"
    form = AnswerForm(request.POST if sent else None)
    if not sent or request.POST.get("do") == SHOW:
        return _page(request, asked, found, form)
    if refused := _closed(asked, found):
        return _page(request, asked, found, form, refused, 409)
    if not form.is_valid():
        return _page(request, asked, found, form, status=422)
    try:
        support.answer(need=found, text=form.cleaned_data["text"], by=asked.person, now=asked.now)
    except (support.Refused, Busy) as refusal:
        return _page(request, asked, _need(asked, need_uid), form, _sentence(refusal), 409)
    messages.success(request, _("The answer is noted."))
    return redirect("support-need", uid, need_uid)


@never_cache
@require_POST
def withdraw(request: HttpRequest, uid: str, need_uid: str) -> HttpResponse:
    """It is not needed any more."""
    asked = seen(request, uid, Access.WORKING)
    try:
        support.withdraw(need=_need(asked, need_uid), by=asked.person, now=asked.now)
    except (support.Refused, Busy) as refusal:
        messages.error(request, _sentence(refusal))
    else:
        messages.success(request, _("The support need is withdrawn."))
    return redirect("support-need", uid, need_uid)


def _need(asked: Seen, need_uid: str) -> SupportNeed:
    found = support.of_directive(asked.directive).filter(uid=need_uid).first()
    if found is None:
        raise Http404
    found.directive = asked.directive
    return found


def _barred(asked: Seen) -> str:
    """Why this person can raise nothing here, whatever they fill in."""
    if asked.directive.ended:
        return str(support.SENTENCES["ended"])
    may = support.works_on(asked.person, asked.directive, asked.today)
    return "" if may else str(support.SENTENCES["not_at_work"])


def _closed(asked: Seen, need: SupportNeed) -> str:
    """Why this person cannot answer it, whatever they write."""
    if asked.directive.ended:
        return str(support.SENTENCES["ended"])
    if not need.is_open:
        return str(support.SENTENCES["settled"])
    may = support.may_answer(asked.person, need, asked.today)
    return "" if may else str(support.SENTENCES["not_asked"])


def _raise(asked: Seen, typed: dict[str, Any]) -> None:
    """Words that name the deciding body ask it; those of the organisation are tied to the register."""
    body, word = asked.directive.body, typed["whom"].strip().casefold()
    to_body = body is not None and word in (
        body.name.casefold(),
        body.short.casefold() or body.name.casefold(),
    )
    support.raise_need(
        directive=asked.directive,
        kind=typed["kind"],
        text=typed["text"],
        due=typed["due"],
        body=body if to_body else None,
        responsible=typed["whom"],
        holder=responsibles.holder(word, asked),
        by=asked.person,
        now=asked.now,
    )


def _sentence(refusal: support.Refused | Busy) -> str:
    return busy_sentence() if isinstance(refusal, Busy) else str(refusal)


def _new(
    request: HttpRequest, asked: Seen, form: NeedForm, refused: str = "", status: int = 200
) -> HttpResponse:
    body = asked.directive.body
    names = [*([body.name] if body else []), *responsibles.named(asked)]
    shown = {"seen": asked, "form": form, "refused": refused, "names": names, "offered": not _barred(asked)}
    return render(request, "support/new.html", shown, status=status)


def _page(
    request: HttpRequest,
    asked: Seen,
    found: SupportNeed,
    form: AnswerForm,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    shown = {
        "seen": asked,
        "line": NeedLine.of(found, asked.today),
        "form": form,
        "refused": refused,
        "offered": not _closed(asked, found),
        "may_withdraw": found.is_open and support.may_raise(asked.person, asked.directive, asked.today),
        "who": ", ".join(person.name for person in support.asked(found, asked.today)),
    }
    return render(request, "support/need.html", shown, status=status)
