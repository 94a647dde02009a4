"""The row history of a directive, for people: when, who, which chapter and row, from what to what."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from uppdragil.directives.policies import Access

from .access import seen
from .rowhistory import RowHistory

PER_PAGE = 20  # moments; one save is one moment


@require_GET
def history(request: HttpRequest, uid: str) -> HttpResponse:
    """Every change of the working text, the newest first."""
    asked = seen(request, uid, Access.WORKING)
    told = RowHistory(asked.directive, asked.edition)
    page: Page[Any] = Paginator(told.moments(), PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = told.tell(page.object_list)
    return render(request, "directives/history.html", {"seen": asked, "page": page})
