"""Naming the readers of a restricted directive, and removing them: two small forms on its page."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from uppdragil.core.contention import Busy
from uppdragil.core.values import clean_text
from uppdragil.directives import readers
from uppdragil.directives.policies import Access
from uppdragil.organisation.models import Person

from .access import Seen, seen
from .busy import busy_sentence
from .directivepage import DirectivePage
from .forms.readers import ReaderForm
from .readerspanel import ReadersPanel


@never_cache
@require_POST
def name(request: HttpRequest, uid: str) -> HttpResponse:
    """Somebody more may read it."""
    asked = seen(request, uid, Access.WORKING)
    panel = ReadersPanel(asked)
    if not (panel.shown and panel.may_name):
        return _refused(request, asked)
    form = ReaderForm(request.POST, directive=uid)
    if not form.is_valid():
        return _page(request, asked, form, 422)
    try:
        return _done(request, asked, readers.name, form.person(), _("%(name)s may read the mandate now."))
    except Busy:
        form.add_error(None, busy_sentence())
        return _page(request, asked, form, 409)


@never_cache
@require_POST
def remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Somebody may no longer read it by name."""
    asked = seen(request, uid, Access.WORKING)
    person = Person.objects.filter(uid=clean_text(request.POST.get("person", ""))).first()
    if person is None:
        raise Http404
    return _done(request, asked, readers.remove, person, _("%(name)s is no longer a named reader."))


def _done(
    request: HttpRequest, asked: Seen, act: Callable[..., None], person: Person, words: str
) -> HttpResponse:
    try:
        act(directive=asked.directive, person=person, by=asked.person, now=asked.now)
    except readers.NotYours:
        return _refused(request, asked)
    messages.success(request, words % {"name": person.name})
    return _back(asked)


def _refused(request: HttpRequest, asked: Seen) -> HttpResponse:
    messages.error(
        request, _("The mandate lead or the portfolio office names the readers of a restricted mandate.")
    )
    return _back(asked)


def _back(asked: Seen) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('directive', args=[asked.directive.uid])}#readers")


def _page(request: HttpRequest, asked: Seen, form: ReaderForm, status: int) -> HttpResponse:
    page = DirectivePage(asked, reader_form=form)
    return render(request, "directives/directive.html", {"page": page}, status=status)
