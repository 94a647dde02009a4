"""Needs of units: the list, a page to raise one, and a page for each, where it is answered or withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from uppdragil.core.contention import Busy
from uppdragil.editions.services import USUAL, current
from uppdragil.organisation.models import Person, Unit
from uppdragil.portfolio.models import UnitNeed
from uppdragil.portfolio.unitneeds import policies, selectors, services
from workflows import fromneeds

from .access import person_of
from .busy import busy_sentence
from .forms.unitneeds import AnswerForm, NeedsForm, RaiseForm, StartForm
from .kept import SHOW
from .listed import without
from .parts import Chip
from .unitneedlines import lines, told

PER_PAGE = 50


@never_cache
@require_GET
def needs(request: HttpRequest) -> HttpResponse:
    """The needs that the person follows: their unit's, or all of them for the office."""
    person, today = person_of(request), timezone.localdate()
    office = policies.may_answer(person)
    offered = Unit.objects.filter(needs__isnull=False).distinct() if office else policies.units(person)
    form = NeedsForm(request.GET, units=list(offered))
    on = form.on()
    page = Paginator(selectors.listed(person, today, on), PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "form": form,
        "page": page,
        "lines": lines(page.object_list, person, today),
        "chips": [Chip(form.label_of(name), without(request.GET, name)) for name in on],
        "office": office,
        "may_raise": policies.may_raise(person),
        "unit": person.unit,
    }
    return render(request, "needs/list.html", shown)


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """What the person's unit needs, and why."""
    person = person_of(request)
    if not policies.may_raise(person):
        raise PermissionDenied(str(services.SENTENCES["no_unit"]))
    form = RaiseForm(request.POST if request.method == "POST" else None)
    shown = {"form": form, "unit": person.unit}
    if not form.is_bound or request.POST.get("do") == SHOW:
        return render(request, "needs/new.html", shown)
    status = _attempt(form, lambda: services.raise_need(said=form.said(), by=person, now=timezone.now()))
    if status:
        return render(request, "needs/new.html", shown, status=status)
    messages.success(request, _("The need is raised. You see here what becomes of it."))
    return redirect("needs")


@never_cache
@require_http_methods(["GET", "POST"])
def need(request: HttpRequest, uid: str) -> HttpResponse:
    """One need and what became of it; with the office's answer."""
    person = person_of(request)
    found = _need(person, uid)
    form = AnswerForm(
        request.POST if request.method == "POST" else None, others=_others(found), initial=_answered(found)
    )
    if not form.is_bound or request.POST.get("do") == SHOW:
        return _page(request, person, found, form)
    if not policies.may_answer(person):
        form.add_error(None, str(services.SENTENCES["not_office"]))
        return _page(request, person, found, form, 409)
    status = _attempt(form, lambda: _answer(found, form.cleaned_data, person))
    if status:
        return _page(request, person, _need(person, uid), form, status)
    messages.success(request, _("The answer is noted. Who raised the need is told."))
    return redirect("need", uid)


@never_cache
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, uid: str) -> HttpResponse:
    """A mandate that begins with what the unit has said."""
    person = person_of(request)
    found = _need(person, uid)
    if not policies.may_answer(person):
        raise PermissionDenied(str(services.SENTENCES["not_office"]))
    form = StartForm(request.POST if request.method == "POST" else None, found)
    shown = {"form": form, "need": found}
    if not form.is_bound or request.POST.get("do") == SHOW:
        return render(request, "needs/start.html", shown)
    status = _attempt(form, lambda: _start(found, form, person))
    if status:
        return render(request, "needs/start.html", shown, status=status)
    messages.success(request, _("The mandate is started, and the unit is told that it takes the need."))
    return redirect("need", uid)


@never_cache
@require_POST
def look(request: HttpRequest, uid: str) -> HttpResponse:
    """The office looks at it."""
    return _move(request, uid, services.look_at, _("The unit sees that you look at the need."))


@never_cache
@require_POST
def withdraw(request: HttpRequest, uid: str) -> HttpResponse:
    """The unit needs it no more."""
    return _move(request, uid, services.withdraw, _("The need is withdrawn."))


@never_cache
@require_POST
def read(request: HttpRequest, uid: str) -> HttpResponse:
    """Who raised it has read the answer."""
    return _move(request, uid, services.read, _("You have read the answer. It waits for you no more."))


def _move(request: HttpRequest, uid: str, move: Callable[..., UnitNeed], done: str) -> HttpResponse:
    person = person_of(request)
    try:
        move(need=_need(person, uid), by=person, now=timezone.now())
    except (services.Refused, Busy) as refusal:
        messages.error(request, busy_sentence() if isinstance(refusal, Busy) else str(refusal))
    else:
        messages.success(request, done)
    return redirect("need", uid)


def _need(person: Person, uid: str) -> UnitNeed:
    """The need `uid`. What the person may not see does not exist for them."""
    rows = policies.visible(person, timezone.localdate()).filter(uid=uid)
    found = rows.select_related("unit", "raised_by", "answered_by", "directive", "joined_to__unit").first()
    if found is None:
        raise Http404
    return found


def _others(need: UnitNeed) -> Any:
    """Those that it can go with: without an answer themselves, or taken by a mandate."""
    return UnitNeed.objects.exclude(pk=need.pk).filter(state__in=[*selectors.OPEN, UnitNeed.State.TAKEN])


def _answered(need: UnitNeed) -> dict[str, object]:
    """What stands already, to begin another answer with."""
    directive = need.directive
    number = directive.number if directive else ""
    return {"outcome": need.state, "number": number, "other": need.joined_to, "text": need.answer}


def _answer(need: UnitNeed, said: dict[str, Any], by: Person) -> UnitNeed:
    given: dict[str, Any] = {"need": need, "text": said["text"], "by": by, "now": timezone.now()}
    if said["outcome"] == UnitNeed.State.TAKEN:
        return services.take(directive=said["directive"], **given)
    if said["outcome"] == UnitNeed.State.JOINED:
        return services.join(other=said["other"], **given)
    return services.decline(**given)


def _start(need: UnitNeed, form: StartForm, by: Person) -> object:
    return fromneeds.start(
        need=need, content=form.content(by), edition=current(USUAL), text=form.cleaned_data["text"],
        by=by, now=timezone.now(),
    )  # fmt: skip


def _attempt(form: Any, act: Callable[[], object]) -> int:
    """Do it where the form is valid: 0, or the status of the page that says why not."""
    if not form.is_valid():
        return 422
    try:
        act()
    except (services.Refused, Busy) as refusal:
        form.add_error(None, busy_sentence() if isinstance(refusal, Busy) else str(refusal))
        return 409
    return 0


def _page(
    request: HttpRequest, person: Person, found: UnitNeed, form: AnswerForm, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    withdrawn = found.state == UnitNeed.State.WITHDRAWN
    mine = found.raised_by_id == person.pk
    shown = {
        "line": lines([found], person, today)[0],
        "told": told(found),
        "form": form,
        "other": found.joined_to and lines([found.joined_to], person, today)[0],
        "other_seen": policies.visible(person, today).filter(joined=found).exists(),
        "answers": policies.may_answer(person) and not withdrawn,
        "may_withdraw": found.is_open and policies.may_withdraw(person, found),
        "to_read": mine and found.is_answered and found.read_at is None,
    }
    return render(request, "needs/need.html", shown, status=status)
