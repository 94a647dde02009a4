"""A version as text and as its exact bytes; two texts compared, and what of the older one is taken back."""

from __future__ import annotations

import base64

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from uppdragil.core.contention import Busy
from uppdragil.decisions.selectors import edition_of
from uppdragil.directives import services
from uppdragil.directives.content import CHAPTER_KEYS
from uppdragil.directives.diff import HEAD
from uppdragil.directives.policies import Access
from uppdragil.directives.services import Conflict, Locked, NoSuchRow, NotEditable, content_of

from .access import Seen, seen
from .busy import busy_sentence
from .comparepage import ComparePage
from .locks import locked_sentence, why_not_editable
from .points import NOW, Points
from .reading import Reading
from .versionlist import version_lines, version_seen


@require_GET
def version(request: HttpRequest, uid: str, number: int) -> HttpResponse:
    """Version `number` as it was submitted."""
    asked = seen(request, uid)
    shown = version_seen(asked, number)
    content = content_of(shown)
    return render(
        request,
        "directives/version.html",
        {
            "seen": asked,
            "version": shown,
            "line": next(line for line in version_lines(asked) if line.version.pk == shown.pk),
            "content": content,
            "groups": Reading(content, edition_of(shown), asked.person, asked.today).groups(),
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


@never_cache
@require_GET
def compare(request: HttpRequest, uid: str) -> HttpResponse:
    """Two texts word by word: `?from=` and `?to=` as `Points` has them; without, what is new since the last version."""
    page = ComparePage(seen(request, uid), request.GET.get("from", ""), request.GET.get("to", ""))
    return render(request, "directives/compare.html", {"page": page, "seen": page.seen})


@require_POST
def restore(request: HttpRequest, uid: str) -> HttpResponse:
    """Take a chapter, or a row of it, back from an earlier text into the draft."""
    asked = seen(request, uid, Access.WORKING)
    chapter, points = request.POST.get("chapter", ""), Points(asked)
    point = points.point(request.POST.get("from", ""))
    if chapter not in (HEAD, *CHAPTER_KEYS):
        raise Http404
    try:
        services.restore(
            directive=asked.directive,
            past=points.content(point),
            chapter=chapter,
            row=request.POST.get("row") or None,
            seen=request.POST.get("seen", ""),
            by=asked.person,
            now=asked.now,
        )
        messages.success(request, _("Taken back. What stood there before is kept in the history."))
    except (Conflict, NoSuchRow, NotEditable, Locked, Busy) as refusal:
        messages.error(request, _why_not(asked, refusal))
    words = urlencode({"from": point.word, "to": NOW})
    return redirect(f"{reverse('directive-compare', args=[uid])}?{words}")


def _why_not(asked: Seen, refusal: Exception) -> str:
    if isinstance(refusal, Conflict):
        return _(
            "The text has changed since you opened the comparison. Look at it as it is now, and press again."
        )
    if isinstance(refusal, NoSuchRow):
        return _("The row cannot be taken back: it does not stand in that text, or its place is taken.")
    if isinstance(refusal, NotEditable):
        return _("The text cannot be changed now: %(why)s") % {"why": why_not_editable(asked)}
    return locked_sentence(asked, refusal.chapters) if isinstance(refusal, Locked) else busy_sentence()
