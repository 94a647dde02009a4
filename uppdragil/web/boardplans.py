"""The plans of boards: all of them, one with its points, and the forms by which they are recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from uppdragil.core.contention import Busy
from uppdragil.core.worddiff import Op, word_diff
from uppdragil.organisation.models import Person
from uppdragil.strategy.plans import policies, selectors, services
from uppdragil.strategy.plans.content import PlanSaid, PointSaid, mark
from uppdragil.strategy.plans.models import BoardPlan, BoardPlanItem
from uppdragil.strategy.selectors import find, published
from uppdragil.strategy.targets import Target

from .access import person_of
from .busy import busy_sentence
from .conflicts import Conflicting, Side, own_side
from .forms.boardplans import NewPlanForm, PlanForm, PointForm, PointsForm
from .kept import SHOW

FIELDS = (
    "name",
    "first_year",
    "last_year",
    "reference",
    "link",
    "text",
    "targets",
)  # what a conflict compares


@never_cache
@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """Every plan, with how many of its points serve a sub-goal."""
    person = person_of(request)
    may = bool(policies.boards(person, timezone.localdate()))
    return render(request, "plans/list.html", {"plans": selectors.plans(), "may_record": may})


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A board's plan, with its points at once."""
    person = person_of(request)
    boards = policies.boards(person, timezone.localdate())
    if not boards:
        raise PermissionDenied(str(services.SENTENCES["not_recording"]))
    form = NewPlanForm(request.POST if request.method == "POST" else None, boards)
    made: list[BoardPlan] = []
    status = _attempt(request, form, lambda: made.append(_record(form, person)))
    if status:
        return render(request, "plans/new.html", {"form": form}, status=status)
    messages.success(request, _("The plan is recorded. Link its points to the sub-goals that they serve."))
    return redirect("plan", made[0].uid)


@never_cache
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, uid: str) -> HttpResponse:
    """One plan and its points; a post adds more of these."""
    person = person_of(request)
    found = _plan(uid)
    if not policies.may_record(person, found, timezone.localdate()):
        if request.method == "POST":
            raise PermissionDenied(str(services.SENTENCES["not_recording"]))
        return _page(request, found, None)
    form = PointsForm(request.POST if request.method == "POST" else None)
    status = _attempt(request, form, lambda: _add(found, form, person))
    if status:
        return _page(request, _plan(uid), form, status)
    messages.success(request, _("The points are added."))
    return redirect("plan", uid)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """The head of a plan."""
    found = _plan(uid)
    person = _recording(request, found)
    said = selectors.plan_said(found)
    form = PlanForm(request.POST if request.method == "POST" else None, initial=vars(said))
    shown: dict[str, Any] = {"plan": found, "form": form, "seen": request.POST.get("seen") or mark(said)}
    status = _attempt(request, form, lambda: _change(found, form, person, request), shown)
    if status:
        return render(request, "plans/edit.html", shown, status=status)
    messages.success(request, _("The plan is saved."))
    return redirect("plan", uid)


@never_cache
@require_POST
def remove(request: HttpRequest, uid: str) -> HttpResponse:
    """The plan was recorded by mistake."""
    found = _plan(uid)
    person = _recording(request, found)
    try:
        services.remove(plan=found, by=person, now=timezone.now())
    except (services.Refused, Busy) as refusal:
        messages.error(request, busy_sentence() if isinstance(refusal, Busy) else str(refusal))
        return redirect("plan", uid)
    messages.success(request, _("The plan is removed."))
    return redirect("plans")


@never_cache
@require_http_methods(["GET", "POST"])
def point(request: HttpRequest, uid: str, item: str) -> HttpResponse:
    """One point: its words and what it serves; `do=remove` takes it away."""
    found = _plan(uid)
    person = _recording(request, found)
    row = BoardPlanItem.objects.filter(plan=found, uid=item).select_related("plan").first()
    if row is None:
        return _lost(request, found)
    said = selectors.point_said(row)
    form = PointForm(request.POST if request.method == "POST" else None, said, published())
    if request.POST.get("do") == "remove":
        return _remove_point(request, row, person)
    shown: dict[str, Any] = {"plan": found, "form": form, "seen": request.POST.get("seen") or mark(said)}
    status = _attempt(request, form, lambda: _change_point(row, form, person, request), shown)
    if status:
        return render(request, "plans/point.html", shown, status=status)
    messages.success(request, _("The point is saved."))
    return redirect("plan", uid)


@dataclass(frozen=True)
class PointLine:
    """A point with what it serves, in words; an edition that has gone leaves nothing."""

    item: BoardPlanItem
    targets: tuple[Target, ...]


def _page(request: HttpRequest, found: BoardPlan, form: PointsForm | None, status: int = 200) -> HttpResponse:
    editions = published()
    lines = [
        PointLine(item, tuple(t for key in item.targets if (t := find(editions, key))))
        for item in found.items.order_by("position")
    ]
    shown = {"plan": found, "lines": lines, "form": form, "linked": sum(bool(x.targets) for x in lines)}
    return render(request, "plans/plan.html", shown, status=status)


def _plan(uid: str) -> BoardPlan:
    found = BoardPlan.objects.select_related("body").filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def _recording(request: HttpRequest, found: BoardPlan) -> Person:
    person = person_of(request)
    if not policies.may_record(person, found, timezone.localdate()):
        raise PermissionDenied(str(services.SENTENCES["not_recording"]))
    return person


def _record(form: NewPlanForm, by: Person) -> BoardPlan:
    points = [PointSaid(text) for text in form.cleaned_data["points"]]
    return services.record(
        body=form.cleaned_data["body"], said=form.said(), points=points, by=by, now=timezone.now()
    )


def _add(found: BoardPlan, form: PointsForm, by: Person) -> None:
    points = [PointSaid(text) for text in form.cleaned_data["points"]]
    services.add(plan=found, points=points, by=by, now=timezone.now())


def _change(found: BoardPlan, form: PlanForm, by: Person, request: HttpRequest) -> None:
    seen = request.POST.get("seen", "")
    services.change(plan=found, said=form.said(), seen=seen, by=by, now=timezone.now())


def _change_point(row: BoardPlanItem, form: PointForm, by: Person, request: HttpRequest) -> None:
    seen = request.POST.get("seen", "")
    services.change_point(item=row, said=form.said(), seen=seen, by=by, now=timezone.now())


def _remove_point(request: HttpRequest, row: BoardPlanItem, by: Person) -> HttpResponse:
    try:
        services.remove_point(item=row, by=by, now=timezone.now())
        messages.success(request, _("The point is removed."))
    except (services.Refused, Busy) as refusal:
        messages.error(request, busy_sentence() if isinstance(refusal, Busy) else str(refusal))
    return redirect("plan", row.plan.uid)


def _attempt(
    request: HttpRequest, form: Any, act: Callable[[], object], shown: dict[str, Any] | None = None
) -> int:
    """Do it where the form was sent and is valid: 0, or the status of the page; a conflict goes into `shown`."""
    if not form.is_bound or request.POST.get("do") == SHOW:
        return 200
    if not form.is_valid():
        return 422
    try:
        act()
    except services.Conflict as conflict:
        assert shown is not None, "only what is shown with its mark can be in conflict"
        shown |= {"seen": mark(conflict.current), "conflict": _against(form, conflict.current)}
        return 409
    except (services.Refused, Busy) as refusal:
        form.add_error(None, busy_sentence() if isinstance(refusal, Busy) else str(refusal))
        return 409
    return 0


def _against(form: Form, current: PlanSaid | PointSaid) -> Conflicting:
    """What was typed against what stands now."""
    return Conflicting("", None, list(_sides(form, vars(current))))


def _sides(form: Form, theirs: dict[str, Any]) -> Iterator[Side]:
    for name in filter(theirs.__contains__, FIELDS):
        old, new = (_words(form, name, value) for value in (theirs[name], form.cleaned_data[name]))
        if old != new:
            segments = word_diff(old, new)
            label = str(form.fields[name].label)
            yield Side(label, own_side(segments, Op.DELETE), own_side(segments, Op.INSERT))


def _words(form: Form, name: str, value: Any) -> str:
    """A field's value as a text; what a point serves by the words of its choices."""
    if name != "targets":
        return str(value)
    field: Any = form.fields[name]
    return "\n".join(str(word) for key, word in field.choices if key in value)


def _lost(request: HttpRequest, found: BoardPlan) -> HttpResponse:
    """The point is gone: what was typed is shown, to be copied. Raises Http404 for a GET."""
    if request.method == "GET":
        raise Http404
    typed = request.POST.get("text", "")
    return render(request, "plans/lost.html", {"plan": found, "typed": typed}, status=409)
