"""A version as text, compared with another, and as its exact bytes."""

from __future__ import annotations

import base64
import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from uppdragil.directives.models import DirectiveVersion
from uppdragil.directives.services import content_of

from .access import Seen, seen
from .changes import Changes, describe
from .reading import Reading
from .versionlist import version_lines, version_seen


@require_GET
def version(request: HttpRequest, uid: str, number: int) -> HttpResponse:
    """Version `number` as it was submitted; `?with=n` shows what changed since version n."""
    asked = seen(request, uid)
    shown = version_seen(asked, number)
    other = _other(request, asked)
    content = content_of(shown)
    lines = version_lines(asked)
    return render(
        request,
        "directives/version.html",
        {
            "seen": asked,
            "version": shown,
            "line": next(line for line in lines if line.version.pk == shown.pk),
            "others": [line.version.number for line in lines if line.version.pk != shown.pk],
            "content": content,
            "other": other,
            "changes": _changes(asked, other, shown) if other else None,
            "groups": Reading(content, asked.edition, asked.person, asked.today).groups(),
        },
    )


@require_GET
def version_json(request: HttpRequest, uid: str, number: int) -> HttpResponse:
    """The exact bytes that were decided on, to be checked against their fingerprint by anybody."""
    asked = seen(request, uid)
    shown = version_seen(asked, number)
    response = HttpResponse(bytes(shown.data), content_type="application/json")
    name = slugify(content_of(shown).number) or asked.directive.uid
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-v{number}.json"'
    digest = base64.b64encode(bytes.fromhex(shown.sha256)).decode()
    response.headers["Repr-Digest"] = f"sha-256=:{digest}:"  # RFC 9530
    response.headers["X-Content-SHA256"] = shown.sha256
    return response


def _other(request: HttpRequest, asked: Seen) -> DirectiveVersion | None:
    """The version to compare with. Raises Http404 for one that there is not; other words are no choice."""
    chosen = request.GET.get("with", "")
    return version_seen(asked, int(chosen)) if re.fullmatch(r"[0-9]{1,6}", chosen) else None


def _changes(asked: Seen, one: DirectiveVersion, two: DirectiveVersion) -> Changes:
    """From the older to the newer, whichever is shown."""
    old, new = sorted((one, two), key=lambda v: v.number)
    return describe(content_of(old), content_of(new), asked.edition)
