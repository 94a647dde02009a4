"""The order of the mandates: what each body has decided, and the form in which the office notes the next order."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from uppdragil.core.contention import Busy
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import ENDED_PHASES
from uppdragil.organisation.models import DecisionBody, Person
from uppdragil.portfolio import priority
from uppdragil.portfolio.models import PriorityOrder

from .access import person_of
from .busy import busy_sentence
from .forms.priority import PriorityForm
from .kept import SHOW

OFFERED = 200  # mandates with a field of their own


@never_cache
@require_GET
def orders(request: HttpRequest) -> HttpResponse:
    """The order of each body that holds, the earlier ones, and the bodies that can have a new one."""
    _office(request)
    rows = PriorityOrder.objects.select_related("body").annotate(mandates=Count("places"))
    holding = set(priority.current().values_list("pk", flat=True))
    shown = {
        "orders": [(order, order.pk in holding) for order in rows],
        "bodies": DecisionBody.objects.filter(active=True).order_by("name"),
    }
    return render(request, "portfolio/orders.html", shown)


@never_cache
@require_GET
def order(request: HttpRequest, uid: str) -> HttpResponse:
    """One order, as it was decided."""
    _office(request)
    found = get_object_or_404(PriorityOrder.objects.select_related("body"), uid=uid)
    places = found.places.select_related("directive")
    return render(request, "portfolio/order.html", {"order": found, "places": places})


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, uid: str) -> HttpResponse:
    """What the body `uid` has decided: its last order is what one begins with."""
    person = _office(request)
    body = get_object_or_404(DecisionBody, uid=uid, active=True)
    sent = request.method == "POST"
    form = PriorityForm(request.POST if sent else None, body, _offered(body))
    if not sent or request.POST.get("do") == SHOW:
        return _form(request, form)
    if not form.is_valid():
        return _form(request, form, 422)
    try:
        made = priority.note(
            body=body, order=form.order(), by=person, now=timezone.now(),
            decided_on=form.cleaned_data["decided_on"], reference=form.cleaned_data["reference"],
        )  # fmt: skip
    except (priority.Refused, Busy) as refusal:
        form.add_error(None, busy_sentence() if isinstance(refusal, Busy) else str(refusal))
        return _form(request, form, 409)
    messages.success(request, _("The order is noted. The overview shows it."))
    return redirect("priority-order", made.uid)


def _form(request: HttpRequest, form: PriorityForm, status: int = 200) -> HttpResponse:
    return render(request, "portfolio/order_new.html", {"form": form}, status=status)


def _offered(body: DecisionBody) -> list[tuple[Directive, int | None]]:
    """Those of the last order, then the body's others: live ones, the newest first."""
    last = priority.current().filter(body=body).first()
    live = Directive.objects.exclude(phase__in=ENDED_PHASES)
    had = dict(last.places.values_list("directive", "place")) if last else {}
    placed = sorted(live.filter(pk__in=had), key=lambda d: had[d.pk])
    others = live.filter(body=body).exclude(pk__in=had).order_by("-pk")[: max(0, OFFERED - len(placed))]
    return [(d, at) for at, d in enumerate(placed, 1)] + [(d, None) for d in others]


def _office(request: HttpRequest) -> Person:
    person = person_of(request)
    if not priority.may_note(person):
        raise PermissionDenied(str(priority.SENTENCES["not_office"]))
    return person
