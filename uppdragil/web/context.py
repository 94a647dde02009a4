"""What the frame around every page needs."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

import uppdragil
from uppdragil.organisation.models import Person

from .kept import mark
from .menu import Link, menu


def person_or_none(request: HttpRequest) -> Person | None:
    """The person behind the account, if any; read once per request."""
    if not hasattr(request, "user") or not request.user.is_authenticated:
        return None
    return getattr(request.user, "person", None)


def frame(request: HttpRequest) -> dict[str, object]:
    """Context processor. The menu is a callable: error pages and fragments never ask for it."""

    def frame_menu() -> list[Link]:
        return menu(person_or_none(request), request.path)

    return {
        "organisation_name": settings.ORGANISATION_NAME,
        "demo": settings.DEMO,
        "version": uppdragil.__version__,
        "source_url": settings.SOURCE_URL,
        "frame_menu": frame_menu,
        "frame_find": _find_address(),
        "me": lambda: person_or_none(request),
        "typed_by": lambda: mark(request.user),
        "language": getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE),
    }


def _find_address() -> str:
    """Where the search field sends to."""
    try:
        return reverse("search")
    except NoReverseMatch:
        return ""
