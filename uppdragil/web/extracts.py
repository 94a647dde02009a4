"""Extracts of minutes: who gets which paragraph, what for, when it went out, and who has read it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from uppdragil.documents.models import ExtractFile
from uppdragil.meetings import adjusting, distribution, policies, protocol
from uppdragil.meetings.models import AgendaItem, Paragraph, Receipt
from uppdragil.meetings.sentences import SENTENCES, Refused

from .forms.meetings import RecipientForm
from .meetingpage import AtMeeting, at_meeting
from .minutes import pdf


@never_cache
@require_GET
def extracts(request: HttpRequest, uid: str) -> HttpResponse:
    """Every paragraph of a meeting with its distribution list, for those who see all of the meeting."""
    at = at_meeting(request, uid)
    if not (at.belongs and at.may_read_minutes):
        raise Http404
    found = adjusting.last_minutes(at.meeting)
    assert found is not None  # held
    items = at.meeting.items.exclude(paragraph=None).select_related("paragraph")
    rows = {i.uid: i for i in items.prefetch_related("recipients__receipts")}
    value = protocol.from_bytes(bytes(found.data))
    lines = [(section, rows[section.item].recipients.all()) for section in value.sections]
    return render(request, "meetings/extracts.html", {"at": at, "meeting": at.meeting, "lines": lines})


def _item(request: HttpRequest, uid: str, number: int) -> tuple[AtMeeting, AgendaItem]:
    """The paragraph `number` of the meeting. Raises Http404 for who may not read its extract."""
    at = at_meeting(request, uid)
    found = Paragraph.objects.filter(item__meeting=at.meeting, number=number)
    row = found.select_related("item__directive", "item__meeting__body").first()
    if row is None or not policies.may_read_extract(at.person, row.item, at.today):
        raise Http404
    return at, row.item


@never_cache
@require_http_methods(["GET", "POST"])
def extract(request: HttpRequest, uid: str, number: int) -> HttpResponse:
    """One paragraph and its list. The secretary adds to it, takes off it and notes what went out by hand
    (`do=add`, `remove`, `sent`); those it is sent to say that they have read it (`do=read`).
    """
    at, item = _item(request, uid, number)
    do = request.POST.get("do", "")
    form = RecipientForm(request.POST if do == "add" else None) if at.may_run else None
    if request.method == "GET":
        return _page(request, at, item, form)
    if do == "read":
        return _read(request, at, item)
    if form is None:
        raise PermissionDenied(str(SENTENCES["not_registrar"]))
    if do == "add" and not form.is_valid():
        return _page(request, at, item, form, status=422)
    pk = request.POST.get("pk", "")
    try:
        if do == "add":
            distribution.add(item=item, **form.cleaned_data, by=at.person, now=at.now)
        elif do in ("remove", "sent") and pk.isascii() and pk.isdecimal() and len(pk) < 18:
            move = distribution.remove if do == "remove" else distribution.sent
            move(item=item, pk=int(pk), by=at.person, now=at.now)
        else:
            raise Refused("gone")
    except Refused as refusal:
        return _page(request, at, item, form, str(refusal), 409)
    messages.success(request, _("Saved."))
    return redirect("extract", uid, number)


def _read(request: HttpRequest, at: AtMeeting, item: AgendaItem) -> HttpResponse:
    mine = policies.recipient_rows(at.person, item, at.today)
    if not mine:
        return _page(
            request, at, item, None, _("It is not sent to you, so there is nothing to confirm."), 409
        )
    distribution.acknowledge(recipients=mine, by=at.person, now=at.now)
    messages.success(request, _("It is noted that you have read it."))
    return redirect("meetings")


def _page(
    request: HttpRequest,
    at: AtMeeting,
    item: AgendaItem,
    form: RecipientForm | None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    found = adjusting.last_minutes(at.meeting)
    assert found is not None  # who may read the extract may read the minutes
    section = protocol.from_bytes(bytes(found.data)).section(item.paragraph.number)
    if section is None:  # taken up again, and not closed anew
        raise Http404
    mine = policies.recipient_rows(at.person, item, at.today)
    shown = {
        "at": at,
        "meeting": at.meeting,
        "item": item,
        "section": section,
        "form": form,
        "recipients": item.recipients.prefetch_related("receipts"),
        "mine": [r for r in mine if r.sent_at],
        "read": Receipt.objects.filter(recipient__in=mine, person=at.person).exists(),
        "has_file": ExtractFile.objects.filter(item=item, minutes=found).exists(),
        "refused": refused,
    }
    return render(request, "meetings/extract.html", shown, status=status)


@require_GET
def extract_file(request: HttpRequest, uid: str, number: int) -> HttpResponse:
    """The sealed extract exactly as stored; 404 until the worker has made it."""
    at, item = _item(request, uid, number)
    stored = ExtractFile.objects.filter(item=item).first()
    if stored is None:
        raise Http404
    return pdf(bytes(stored.pdf), f"{at.meeting.body}-{at.meeting.year}-§{number}")
