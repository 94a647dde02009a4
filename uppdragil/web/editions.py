"""The editions of the models: all of them, and one revision as people read it. The office's pages."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from uppdragil.editions import policies, selectors
from uppdragil.editions.models import Edition
from uppdragil.organisation.models import Person

from .access import person_of
from .editionpage import SpecPage, models, running


def keeper_of(request: HttpRequest) -> Person:
    """Who asks, of those who look after the editions. Raises PermissionDenied for everybody else."""
    person = person_of(request)
    if not policies.may_edit(person):
        raise PermissionDenied(
            _("The portfolio office looks after the models. Tell them what is to be changed.")
        )
    return person


@never_cache
@require_GET
def editions(request: HttpRequest) -> HttpResponse:
    """Every edition with its revisions, and how many directives rest on each."""
    keeper_of(request)
    return render(request, "editions/list.html", {"models": models()})


@never_cache
@require_GET
def revision(request: HttpRequest, key: str, revision: int) -> HttpResponse:
    """One published revision: chapters with help and examples, gates with what they ask."""
    keeper_of(request)
    edition = get_object_or_404(Edition, key=key, revision=revision)
    going, _every = running().get(edition.pk, (0, 0))
    shown = {
        "edition": edition,
        "page": SpecPage(edition.spec),
        "running": going,
        "draft": selectors.draft_of(key),
    }
    return render(request, "editions/revision.html", shown)
