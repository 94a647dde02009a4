"""The templates: those that are kept, a new one of a mandate's text, and taking one away. The portfolio office's."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from uppdragil.core.contention import Busy
from uppdragil.directives import policies, templating
from uppdragil.directives.models import Template
from uppdragil.organisation.models import Person

from .access import person_of, seen
from .busy import busy_sentence
from .forms.starting import TemplateForm
from .kept import SHOW


@never_cache
@require_http_methods(["GET", "POST"])
def kept(request: HttpRequest) -> HttpResponse:
    """The list; with `?of=` a mandate's uid also the form that keeps its text."""
    person = _office(request)
    asked = seen(request, uid) if (uid := request.GET.get("of", "")) else None
    form = TemplateForm(request.POST or None, initial={"name": asked.content.title if asked else ""})
    shown = {"form": form, "asked": asked, "templates": Template.objects.defer("content")}
    if request.method == "GET" or request.POST.get("do") == SHOW:
        return render(request, "directives/templates.html", shown)
    if asked is None or not form.is_valid():
        return render(request, "directives/templates.html", shown, status=422)
    try:
        name = form.cleaned_data["name"]
        edition = asked.directive.edition
        templating.keep(content=asked.content, edition=edition, name=name, by=person, now=asked.now)
    except templating.TooMany:
        form.add_error(None, _("There are %(n)s templates. Take one away first.") % {"n": templating.MOST})
        return render(request, "directives/templates.html", shown, status=409)
    except Busy:
        form.add_error(None, busy_sentence())
        return render(request, "directives/templates.html", shown, status=409)
    messages.success(request, _("The template is kept. Everybody can choose it when they start a mandate."))
    return redirect("templates")


def _office(request: HttpRequest) -> Person:
    person = person_of(request)
    if not policies.may_keep_templates(person):
        raise PermissionDenied
    return person


@require_POST
def remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Take a template away."""
    templating.remove(uid=uid, by=_office(request), now=timezone.now())
    messages.success(request, _("The template is taken away. What was begun with it stays."))
    return redirect("templates")
