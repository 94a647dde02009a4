"""The search: one field for all mandates, in everything that the person may read of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from .access import person_of
from .forms.search import WORDS
from .searchpage import SearchPage


@never_cache
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """What was found, with the places of the hits; all that is chosen stands in the address."""
    page = SearchPage(person_of(request), request.GET)
    return render(
        request, "search/search.html", {"page": page}, status=422 if WORDS in page.form.errors else 200
    )
