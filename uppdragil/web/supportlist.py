"""The support needs of the whole portfolio: open, late and answered, with whom and until when."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from uppdragil.portfolio import supportlist

from .access import person_of
from .forms.support import SupportForm
from .listed import without
from .parts import Chip
from .supportlines import NeedLine

PER_PAGE = 50


@never_cache
@require_GET
def needs(request: HttpRequest) -> HttpResponse:
    """Those of the mandates whose working text the person sees: for the office all."""
    person, today = person_of(request), timezone.localdate()
    form = SupportForm(request.GET, bodies=list(supportlist.bodies(person, today)))
    on = form.on()
    page = Paginator(supportlist.listed(person, today, on), PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "form": form,
        "page": page,
        "lines": [NeedLine.of(need, today) for need in page],
        "chips": [Chip(form.label_of(name), without(request.GET, name)) for name in on],
    }
    return render(request, "support/list.html", shown)
