"""The office's pages of the organisation: one pattern for every kind of record (`things.THINGS`)."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from uppdragil.organisation import services
from uppdragil.organisation.models import Duty, Substitution
from uppdragil.organisation.services import Refused

from . import personaccount, substitutes
from .forms.organisation import EndForm, FindForm
from .officework import attempt, office_of, page_of, show, to_page
from .parts import Figure
from .things import THINGS, Thing, vacant

PER_PAGE = 50


@never_cache
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """What there is, and what is vacant."""
    office_of(request)
    figures = [
        Figure(_in_use(thing), str(thing.plural), reverse(f"organisation-{thing.key}"))
        for thing in THINGS.values()
    ]
    figures.append(_substitutes(timezone.localdate()))
    shown = {"figures": figures, "vacant": vacant(timezone.localdate())}
    return render(request, "organisation/overview.html", shown)


def _substitutes(day: dt.date) -> Figure:
    """Those that are kept for today or later."""
    count = Substitution.objects.filter(ends__gte=day).count()
    return Figure(count, _("Substitutes"), reverse("organisation-substitution"))


def _in_use(thing: Thing) -> int:
    records = thing.model.objects.all()
    return int((records.filter(active=True) if thing.has_page else records).count())


@never_cache
@require_GET
def listing(request: HttpRequest, key: str) -> HttpResponse:
    """The records of one kind, with search and pages."""
    office_of(request)
    thing, form = THINGS[key], FindForm(request.GET)
    if key == "person":
        form.fields["all"].label = _("Show those who have left too")
    asked = form.cleaned_data if form.is_valid() else {}
    found = thing.find(asked.get("q", ""), timezone.localdate(), all_=asked.get("all", False))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    lines = [(record, thing.cells(record)) for record in page.object_list]
    return render(
        request, "organisation/list.html", {"thing": thing, "form": form, "page": page, "lines": lines}
    )


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, key: str) -> HttpResponse:
    """A new record; then its page, where holdings, seats and the account are."""
    office, thing = office_of(request), THINGS[key]
    form = thing.form(request.POST or None)
    if request.method == "GET":
        return render(request, "organisation/new.html", {"thing": thing, "form": form})
    record = form.instance
    refused = attempt(form, lambda: services.save(record=record, by=office, now=timezone.now()))
    if refused:
        return render(request, "organisation/new.html", {"thing": thing, "form": form}, status=refused)
    messages.success(request, _("%(name)s is added.") % {"name": record})
    if not thing.has_page:
        return redirect(f"organisation-{key}")
    return redirect(f"organisation-{key}-edit", record.uid)


@never_cache
@require_http_methods(["GET", "POST"])
@sensitive_variables("page")
def edit(request: HttpRequest, key: str, uid: str) -> HttpResponse:
    """One record: its fields, what is held, its account, taking it out of use."""
    office, page = office_of(request), page_of(key, uid)
    if request.method == "GET":
        if page.is_person:
            page.password = personaccount.password_to_show(request, page.record)
        return show(request, page)
    page.form = form = page.thing.form(request.POST, instance=page.unchanged())
    refused = attempt(form, lambda: services.save(record=form.instance, by=office, now=timezone.now()))
    return show(request, page, refused) if refused else to_page(request, page, _("Saved."))


@never_cache
@require_POST
def state(request: HttpRequest, key: str, uid: str) -> HttpResponse:
    """Out of use (`active=0`), or back in use; a person has left, or is back."""
    office, page = office_of(request), page_of(key, uid)
    active = request.POST.get("active") == "1"
    try:
        services.set_active(record=page.record, active=active, by=office, now=timezone.now())
    except Refused as refusal:
        page.refused = str(refusal)
        return show(request, page, 409)
    return to_page(request, page, _state_words(page.is_person, active) % {"name": page.record})


def _state_words(person: bool, active: bool) -> str:
    if person:
        return _("%(name)s is back.") if active else _("%(name)s is marked as having left.")
    return _("%(name)s is in use again.") if active else _("%(name)s is out of use.")


@never_cache
@require_POST
def add_period(request: HttpRequest, key: str, uid: str) -> HttpResponse:
    """A new holding of a position, or seat in a body."""
    office, page = office_of(request), page_of(key, uid)
    parent = {"position": page.record} if key == "position" else {"body": page.record}
    period = page.thing.period.Meta.model(**parent)
    page.period_form = form = page.thing.period(request.POST, prefix="new", instance=period)
    refused = attempt(form, lambda: services.add_period(period=form.instance, by=office, now=timezone.now()))
    return show(request, page, refused) if refused else to_page(request, page, _("Added."))


@never_cache
@require_POST
def end_period(request: HttpRequest, key: str, uid: str, pk: int) -> HttpResponse:
    """The last day of a holding or a seat of this record."""
    office, page = office_of(request), page_of(key, uid)
    period = next((p for p, _form in page.periods if p.pk == pk), None)
    if period is None:
        raise Http404
    del page.periods  # drawn anew, with what was typed
    form = EndForm(request.POST, prefix=f"end-{pk}")
    page.ending = (pk, form)
    refused = attempt(
        form,
        lambda: services.end_period(
            period=period, ends=form.cleaned_data["ends"], by=office, now=timezone.now()
        ),
    )
    return show(request, page, refused) if refused else to_page(request, page, _("The last day is set."))


@never_cache
@require_POST
def remove_duty(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a duty off its person."""
    office = office_of(request)
    duty = get_object_or_404(Duty.objects.select_related("person"), pk=pk)
    try:
        services.remove_duty(duty=duty, by=office, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The duty is taken off %(name)s.") % {"name": duty.person.name})
    return redirect("organisation-duty")


def addresses() -> list[URLPattern]:
    """The addresses of every kind of record."""
    found = [path("organisation/", overview, name="organisation")]
    for thing in THINGS.values():
        base, name, given = f"organisation/{thing.path}/", f"organisation-{thing.key}", {"key": thing.key}
        found += [
            path(base, listing, given, name=name),
            path(f"{base}new/", new, given, name=f"{name}-new"),
        ]
        if thing.has_page:
            found += [
                path(f"{base}<str:uid>/", edit, given, name=f"{name}-edit"),
                path(f"{base}<str:uid>/state/", state, given, name=f"{name}-state"),
            ]
        if thing.period:
            found += [
                path(f"{base}<str:uid>/held/", add_period, given, name=f"{name}-held"),
                path(f"{base}<str:uid>/held/<int:pk>/", end_period, given, name=f"{name}-end"),
            ]
    return [
        *found,
        path("organisation/substitutes/", substitutes.listing, name="organisation-substitution"),
        path("organisation/substitutes/new/", substitutes.new, name="organisation-substitution-new"),
        path("organisation/substitutes/<int:pk>/end/", substitutes.end, name="organisation-substitution-end"),
        path(
            "organisation/people/<str:uid>/account/",
            personaccount.account,
            name="organisation-person-account",
        ),
        path("organisation/duties/<int:pk>/remove/", remove_duty, name="organisation-duty-remove"),
    ]
