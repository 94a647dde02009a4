"""Editing a directive, one page per chapter."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def head(request: HttpRequest, uid: str) -> HttpResponse:
    raise Http404


def chapter(request: HttpRequest, uid: str, key: str) -> HttpResponse:
    raise Http404
