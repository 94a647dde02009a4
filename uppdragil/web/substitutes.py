"""The office's list of substitutes: who stands in for whom, from-to, on what basis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from uppdragil.directives.content import Role
from uppdragil.directives.models import Directive, RoleAssignment
from uppdragil.directives.phases import ENDED_PHASES
from uppdragil.directives.policies import DECIDING
from uppdragil.organisation import roles, substituting
from uppdragil.organisation.models import Substitution
from uppdragil.organisation.substituting import Refused

from .forms.organisation import EndForm
from .forms.substitutes import FindSubstitutesForm, SubstitutionForm
from .officework import office_of

PER_PAGE = 50


@never_cache
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The substitutes, searched and filtered."""
    office_of(request)
    return _listing(request)


def _listing(
    request: HttpRequest, sent: tuple[int, EndForm] | None = None, status: int = 200
) -> HttpResponse:
    today, form = timezone.localdate(), FindSubstitutesForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = _found(asked.get("q", ""), today, all_=asked.get("all", False))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    lines = [(row, *_ways(row, today, sent)) for row in page.object_list]
    shown = {"form": form, "page": page, "lines": lines, "today": today, "sent": sent[1] if sent else None}
    return render(request, "organisation/substitutes.html", shown, status=status)


def _found(words: str, today: dt.date, *, all_: bool) -> QuerySet[Substitution]:
    rows = Substitution.objects.select_related("person", "position", "substitute").order_by("-ends", "-pk")
    if not all_:
        rows = rows.filter(ends__gte=today)
    names = ("person__name", "position__title", "substitute__name", "basis")
    matching = Q()
    for name in names:
        matching |= Q(**{f"{name}__icontains": words})
    return rows.filter(matching) if words else rows


def _ways(row: Substitution, today: dt.date, sent: tuple[int, EndForm] | None) -> tuple[EndForm | None, bool]:
    """The form that sets another last day, and whether it can be taken back; none for one that is over."""
    if sent and sent[0] == row.pk:
        return sent[1], row.starts > today
    over = row.ends is not None and row.ends < today
    return (None if over else EndForm(prefix=f"end-{row.pk}"), row.starts > today)


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new substitute, with period and basis."""
    office = office_of(request)
    form = SubstitutionForm(request.POST or None, initial={"starts": timezone.localdate()})
    if request.method == "GET":
        return render(request, "organisation/substitute_new.html", {"form": form})
    if not form.is_valid():
        return render(request, "organisation/substitute_new.html", {"form": form}, status=422)
    row = form.instance
    try:
        substituting.add(substitution=row, by=office, now=timezone.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render(request, "organisation/substitute_new.html", {"form": form}, status=409)
    messages.success(request, _("%(name)s is now a substitute.") % {"name": row.substitute.name})
    led = [d.number for d in led_too(row, timezone.localdate())]
    if led:
        words = {"name": row.substitute.name, "numbers": get_text_list(led, _("and"))}
        messages.warning(
            request,
            _("%(name)s leads %(numbers)s, and does not decide there. Name somebody else too.") % words,
        )
    return redirect("organisation-substitution")


def led_too(row: Substitution, day: dt.date) -> QuerySet[Directive]:
    """Live mandates in which whom `row` is for decides, and which the substitute leads: there they never decide."""
    if row.person:
        names = roles.acts_as(row.person, day)
    else:
        names = {("position", row.position.uid)} if row.position else set()
    decided = RoleAssignment.objects.filter(roles.named(names), role__in=DECIDING)
    led = RoleAssignment.objects.filter(roles.named(roles.acts_as(row.substitute, day)), role=Role.LEAD)
    return (
        Directive.objects.filter(pk__in=decided.values("directive"))
        .filter(pk__in=led.values("directive"))
        .exclude(phase__in=ENDED_PHASES)
        .order_by("number")
    )


@never_cache
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Another last day; or, with `do=remove`, back before it has begun."""
    office, now = office_of(request), timezone.now()
    row = get_object_or_404(Substitution, pk=pk)
    if request.POST.get("do") == "remove":
        return _done(
            request,
            lambda: substituting.remove(substitution=row, by=office, now=now),
            _("The substitution is taken back."),
        )
    form = EndForm(request.POST, prefix=f"end-{pk}")
    if not form.is_valid():
        return _listing(request, (pk, form), 422)
    try:
        substituting.end(substitution=row, ends=form.cleaned_data["ends"], by=office, now=now)
    except Refused as refusal:
        form.add_error("ends", str(refusal))
        return _listing(request, (pk, form), 409)
    messages.success(request, _("The last day is set."))
    return redirect("organisation-substitution")


def _done(request: HttpRequest, write: Callable[[], object], said: str) -> HttpResponse:
    try:
        write()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("organisation-substitution")
