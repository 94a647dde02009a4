"""Receiver capacity: what lands on every unit, on one, what it has room for, and when nothing is to land."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from uppdragil.core.contention import Busy
from uppdragil.documents.csvfile import TYPE, csv_of
from uppdragil.organisation.models import Person, Unit
from uppdragil.portfolio.capacity import policies, selectors, services
from uppdragil.portfolio.capacity.load import Cell, Measure
from uppdragil.portfolio.models import FreezePeriod

from .access import person_of
from .busy import busy_sentence
from .capacitylines import MEASURES, Shown
from .capacitypage import CapacityPage, Lands, UnitPage
from .forms.capacity import FreezeForm, RoomForm
from .kept import SHOW


@never_cache
@require_GET
def capacity(request: HttpRequest) -> HttpResponse:
    """Every unit by month, of the mandates that the person may see."""
    return render(request, "capacity/all.html", {"page": _page(request)})


@never_cache
@require_GET
def capacity_csv(request: HttpRequest) -> HttpResponse:
    """The units that the filters let through, a line for each month."""
    page, word = _page(request), _("receiver-capacity")
    rows = ((row.unit, cell) for row in page.rows for cell in row.cells)
    name = f"{word}-{page.day.isoformat()}.csv"
    return HttpResponse(
        "".join(csv_of(_columns(), rows)),
        content_type=TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@never_cache
@require_GET
def nowhere(request: HttpRequest) -> HttpResponse:
    """The mandates that land on no unit: their receiver is nobody of the register, or of no unit."""
    lands = Lands(person_of(request), timezone.localdate(), None)
    return render(request, "capacity/nowhere.html", {"page": lands})


@never_cache
@require_http_methods(["GET", "POST"])
def unit(request: HttpRequest, uid: str) -> HttpResponse:
    """One unit: its months, what lands, what it has room for; a post says what from now on."""
    person, now = person_of(request), timezone.now()
    page = UnitPage(person, timezone.localdate(now), get_object_or_404(Unit, uid=uid))
    sent = request.method == "POST"
    form = RoomForm(request.POST if sent else None, page.today, page.cells[0].room)
    if not sent or request.POST.get("do") == SHOW:
        return _unit(request, page, form)
    if not policies.may_set(person, page.unit):
        raise PermissionDenied(str(services.SENTENCES["not_yours"]))
    status = _attempt(form, lambda: services.set_capacity(unit=page.unit, by=person, now=now, **form.said))
    if status:
        return _unit(request, page, form, status)
    messages.success(request, _("What the unit has room for is noted. Who plans sees it."))
    return redirect("capacity-unit", uid)


@never_cache
@require_http_methods(["GET", "POST"])
def freezes(request: HttpRequest) -> HttpResponse:
    """When nothing is to land; a post sets another period."""
    person, now = person_of(request), timezone.now()
    every, units = policies.may_set_all(person), Unit.objects.filter(active=True)
    if not every:
        units = units.filter(person=person)
    sent = request.method == "POST"
    form = FreezeForm(request.POST if sent else None, units, every, request.GET.get("unit", ""))
    speaks = every or person.unit_id is not None
    if not sent or request.POST.get("do") == SHOW:
        return _freezes(request, person, form if speaks else None)
    if not speaks:
        raise PermissionDenied(str(services.SENTENCES["not_yours"]))
    status = _attempt(form, lambda: services.freeze(by=person, now=now, **form.cleaned_data))
    if status:
        return _freezes(request, person, form, status)
    messages.success(request, _("The freeze is noted. What is to land in it is marked from now on."))
    return redirect("freezes")


@never_cache
@require_POST
def lift(request: HttpRequest, uid: str) -> HttpResponse:
    """A freeze that holds no more."""
    person = person_of(request)
    period = get_object_or_404(FreezePeriod.objects.select_related("unit"), uid=uid)
    try:
        services.lift(period=period, by=person, now=timezone.now())
    except (services.Refused, Busy) as refusal:
        messages.error(request, busy_sentence() if isinstance(refusal, Busy) else str(refusal))
    else:
        messages.success(request, _("The freeze is lifted."))
    return redirect("freezes")


def _page(request: HttpRequest) -> CapacityPage:
    return CapacityPage(person_of(request), timezone.localdate(), request.GET)


def _unit(request: HttpRequest, page: UnitPage, form: RoomForm, status: int = 200) -> HttpResponse:
    shown = {"page": page, "form": form if page.may_set else None}
    return render(request, "capacity/unit.html", shown, status=status)


def _freezes(
    request: HttpRequest, person: Person, form: FreezeForm | None, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    held = selectors.freezes().filter(ends__gte=today).select_related("unit", "set_by")
    shown = {
        "form": form,
        "lines": [(period, policies.may_freeze(person, period.unit)) for period in held],
        "today": today,
    }
    return render(request, "capacity/freezes.html", shown, status=status)


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


def _columns() -> dict[str, Callable[[tuple[Unit, Cell]], str]]:
    return {
        _("Unit"): lambda row: str(row[0]),
        _("Month"): lambda row: f"{row[1].month:%Y-%m}",
        str(MEASURES[Measure.DELIVERIES]): lambda row: str(row[1].deliveries),
        _("Of these late"): lambda row: str(row[1].late),
        _("Of these in a freeze"): lambda row: str(row[1].hits),
        _("Room for deliveries"): lambda row: _number(row[1].fits(Measure.DELIVERIES)),
        _("Deliveries say"): lambda row: Shown(row[1], Measure.DELIVERIES).word,
        str(MEASURES[Measure.EXECUTIONS]): lambda row: str(row[1].executions),
        _("Room for them"): lambda row: _number(row[1].fits(Measure.EXECUTIONS)),
        _("They say"): lambda row: Shown(row[1], Measure.EXECUTIONS).word,
        _("Freezes"): lambda row: Shown(row[1], Measure.DELIVERIES).frozen,
    }


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
