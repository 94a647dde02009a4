"""Pages that everybody may read, and the readiness address."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from uppdragil.editions.services import unfit

from .processwords import editions_drawn


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Tillgänglighetsredogörelse, as lagen (2018:1937) asks for."""
    return render(request, "pages/accessibility.html")


@login_not_required
@require_safe
def source(request: HttpRequest) -> HttpResponse:
    """The offer of the source code, AGPL section 13."""
    return render(request, "pages/source.html")


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How the tool is read and used."""
    return render(request, "pages/help.html", {"flows": editions_drawn()})


@login_not_required
@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Readiness for a load balancer: 200 when the database answers and every edition can be run, else 503."""
    try:
        misfits = unfit()
    except DatabaseError:
        return HttpResponse("database unreachable\n", status=503, content_type="text/plain")
    if misfits:
        return HttpResponse("an edition does not fit\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
