"""The page of the process picture."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from .access import seen
from .processpage import ProcessPage


@never_cache
@require_GET
def process(request: HttpRequest, uid: str) -> HttpResponse:
    """Where one directive is in its flow, when it passed each point and when it came back."""
    asked = seen(request, uid)
    return render(request, "process/process.html", {"seen": asked, "page": ProcessPage(asked)})
