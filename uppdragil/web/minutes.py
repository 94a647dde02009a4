"""Minutes: reading, adjusting, and the file."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from uppdragil.documents.models import MinutesFile
from uppdragil.meetings import adjusting, protocol
from uppdragil.meetings.models import Minutes
from uppdragil.meetings.sentences import Refused

from .meetingpage import AtMeeting, at_meeting, readable_sections
from .proof import ProofForm


def minutes_of(request: HttpRequest, uid: str) -> tuple[AtMeeting, Minutes]:
    """The minutes that hold. Raises Http404 when there are none, or none for this person yet."""
    at = at_meeting(request, uid)
    found = adjusting.last_minutes(at.meeting) if at.may_read_minutes else None
    if found is None:
        raise Http404
    return at, found


@never_cache
@require_http_methods(["GET", "POST"])
def minutes(request: HttpRequest, uid: str) -> HttpResponse:
    """All that is written. Those who adjust confirm it here, with a fresh authentication."""
    at, found = minutes_of(request, uid)
    waiting = adjusting.waiting(at.meeting, found)
    form = ProofForm(request, f"adjust {found.sha256}") if at.is_held and at.person in waiting else None
    if request.method == "GET":
        return _page(request, at, found, form)
    if form is None:
        return _page(request, at, found, None, _why_not(at), 409)
    if request.POST.get("sha256") != found.sha256:
        return _page(request, at, found, form, str(Refused("minutes_changed")), 409)
    if form.leaving:
        return form.leave()
    if not form.is_valid():
        return _page(request, at, found, form, status=form.refusal_status)
    try:
        proof = form.authentication(at.now)
        adjusting.adjust(
            meeting=at.meeting, sha256=found.sha256, by=at.person, authentication=proof, now=at.now
        )
    except Refused as refusal:
        return _page(request, at, found, form, str(refusal), 409)
    messages.success(request, _("You have adjusted the minutes."))
    return redirect("minutes", uid)


def _why_not(at: AtMeeting) -> str:
    return str(Refused("not_adjuster" if at.is_held else "not_held"))


def _page(
    request: HttpRequest,
    at: AtMeeting,
    found: Minutes,
    form: ProofForm | None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    value = protocol.from_bytes(bytes(found.data))
    shown = {
        "at": at,
        "meeting": at.meeting,
        "minutes": found,
        "protocol": value,
        "sections": readable_sections(at, value),
        "adjustments": found.adjustments.all(),
        "waiting": adjusting.waiting(at.meeting, found) if at.is_held else [],
        "has_file": MinutesFile.objects.filter(minutes=found).exists(),
        "form": form,
        "refused": refused,
    }
    return render(request, "meetings/minutes.html", shown, status=status)


@require_GET
def minutes_file(request: HttpRequest, uid: str) -> HttpResponse:
    """The sealed PDF exactly as stored; before everybody has adjusted, a draft for those who read it."""
    at, found = minutes_of(request, uid)
    if not at.may_read_file:
        raise Http404
    name = f"{at.meeting.body}-{at.meeting.number}-{at.meeting.year}"
    if at.is_held:
        word = _("draft")
        from uppdragil.documents import (
            minutesfiles,
        )  # what draws it takes some 35 MiB: only where it is asked for

        return pdf(minutesfiles.draft(found), f"{name}-{word}")
    stored = MinutesFile.objects.filter(minutes=found).first()
    if stored is None:
        raise Http404
    return pdf(bytes(stored.pdf), name)


def pdf(data: bytes, name: str) -> HttpResponse:
    """A file to download. Not stored by caches that others share."""
    safe = name.replace(" ", "-").replace("/", "-") + ".pdf"
    return HttpResponse(
        data,
        content_type="application/pdf",
        headers={
            "Content-Disposition": content_disposition_header(True, safe) or "attachment",
            "Cache-Control": "private",
        },
    )
