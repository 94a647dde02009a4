"""The controller's page: what is written in their units, to be checked before it is decided on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from uppdragil.consultation import selectors as consultation
from uppdragil.consultation.selectors import Reviewed
from uppdragil.directives import policies, selectors, storage
from uppdragil.directives.phases import UNDECIDED_PHASES, Phase
from uppdragil.directives.review import Finding, Severity
from uppdragil.organisation.models import Duty, Person
from uppdragil.organisation.roles import has_duty
from uppdragil.portfolio.overview import Standing, standings

from .access import person_of

CHECKED_IN = (*UNDECIDED_PHASES, Phase.PREPARATION)  # before the first decision, and before work begins
PER_PAGE = 50


@dataclass(frozen=True)
class Checked:
    """A directive with what the review finds in it, by severity."""

    standing: Standing
    errors: int
    warnings: int
    hints: int
    reviewed: Reviewed | None


@never_cache
@require_GET
def controlled(request: HttpRequest) -> HttpResponse:
    """The internal directives of the person's units up to their preparation, those longest in a stage first."""
    person, today = _controller(request), timezone.localdate()
    found = policies.controlled(person).filter(phase__in=CHECKED_IN).select_related("edition", "baseline")
    page = Paginator(found.order_by("phase_since", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    texts = storage.load_many(shown)
    said = selectors.findings_of(shown, texts, today)
    reviews = consultation.reviewed_of(shown, texts)
    lines = [
        _checked(line, said[line.directive.pk], reviews.get(line.directive.pk))
        for line in standings(shown, today)
    ]
    return render(request, "controller/controlled.html", {"page": page, "lines": lines})


def _controller(request: HttpRequest) -> Person:
    person = person_of(request)
    if not has_duty(person, Duty.Kind.CONTROLLER):
        raise PermissionDenied(_("The controllers see this page: the directives of their units."))
    return person


def _checked(line: Standing, found: Sequence[Finding], reviewed: Reviewed | None) -> Checked:
    counts = Counter(finding.severity for finding in found)
    errors, warnings, hints = (counts[s] for s in (Severity.ERROR, Severity.WARNING, Severity.HINT))
    return Checked(line, errors, warnings, hints, reviewed)
