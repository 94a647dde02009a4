"""What somebody chose of the overview: its columns, and the views that they save."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from uppdragil.core.contention import Busy
from uppdragil.portfolio import savedviews
from uppdragil.portfolio.models import SavedView

from . import columns
from .access import person_of
from .busy import busy_sentence
from .forms.savedviews import SavedViewForm
from .overview import kept


@never_cache
@require_GET
def arrange(request: HttpRequest) -> HttpResponse:
    """To the overview with the columns that were ticked, in the order of the places typed beside them."""
    person_of(request)
    typed = {key: request.GET.get(f"at-{key}", "") for key in columns.COLUMNS}
    places = {key: int(text) for key, text in typed.items() if text.isdecimal() and len(text) < 4}
    asked = request.GET.copy()
    asked["cols"] = columns.arranged(request.GET.getlist("show"), places)
    return _to(kept(asked))


@never_cache
@require_GET
def opened(request: HttpRequest, uid: str) -> HttpResponse:
    """To the overview as the view has it. Its link is for whoever has it: a view holds no mandates."""
    person_of(request)
    view = SavedView.objects.filter(uid=uid).first()
    if view is None:
        raise Http404
    return _to(kept(QueryDict(view.query)))


@never_cache
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The views that are offered, with a button that drops each own one, and a form that saves what is chosen now."""
    person = person_of(request)
    chosen = kept(request.GET).urlencode()
    return _page(request, SavedViewForm(initial={"query": chosen}), list(savedviews.offered(person)))


@never_cache
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """What is chosen, under a name."""
    person, form = person_of(request), SavedViewForm(request.POST)
    views = list(savedviews.offered(person))
    if not form.is_valid():
        return _page(request, form, views, 422)
    chosen = kept(QueryDict(form.cleaned_data.pop("query")))
    try:
        savedviews.save(person=person, query=chosen.urlencode(), now=timezone.now(), **form.cleaned_data)
    except (savedviews.TooMany, Busy) as refusal:
        form.add_error(None, _why_not(refusal))
        return _page(request, form, views, 409)
    messages.success(request, _("The view is saved. Its address can be sent to others."))
    return _to(chosen)


@never_cache
@require_POST
def drop(request: HttpRequest, uid: str) -> HttpResponse:
    """An own view is dropped."""
    view = SavedView.objects.filter(uid=uid, person=person_of(request)).first()
    if view is None:
        raise Http404
    try:
        savedviews.drop(view=view)
        messages.success(request, _("The view is dropped."))
    except Busy:
        messages.error(request, busy_sentence())
    return HttpResponseRedirect(reverse("saved-views"))


def _page(
    request: HttpRequest, form: SavedViewForm, views: list[SavedView], status: int = 200
) -> HttpResponse:
    shown = {"form": form, "views": views, "person": person_of(request)}
    return render(request, "portfolio/views.html", shown, status=status)


def _why_not(refusal: Exception) -> str:
    if isinstance(refusal, Busy):
        return busy_sentence()
    return _("You have %(most)d views already. Drop one that you no longer need.") % {"most": savedviews.MOST}


def _to(chosen: QueryDict) -> HttpResponse:
    address, query = reverse("portfolio"), chosen.urlencode()
    return HttpResponseRedirect(f"{address}?{query}" if query else address)
