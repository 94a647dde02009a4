"""The row history of a directive, for people: when, who, which chapter and row, from what to what."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from uppdragil.directives.policies import Access

from .access import seen
from .rowhistory import RowHistory

PER_PAGE = 20  # moments; one save is one moment


@require_GET
def history(request: HttpRequest, uid: str) -> HttpResponse:
    """Every change of the working text, the newest first; `?row=` asks for those of one row."""
    asked = seen(request, uid, Access.WORKING)
    row = request.GET.get("row", "")
    told = RowHistory(asked.directive, asked.edition, row)
    name = told.name_of_row() if row else ""
    if row and not name:
        raise Http404
    page: Page[Any] = Paginator(told.moments(), PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = told.tell(page.object_list)
    return render(request, "directives/history.html", {"seen": asked, "page": page, "row": name})
