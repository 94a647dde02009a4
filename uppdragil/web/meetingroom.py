"""In the room: the meeting as it goes on, item by item. For its chair and its secretary."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from uppdragil.meetings import room as services
from uppdragil.meetings.models import AgendaItem
from uppdragil.meetings.roll import Roll
from uppdragil.meetings.sentences import SENTENCES, Refused
from uppdragil.organisation.models import Person

from .forms.meetings import CallForm, CameForm, OutcomeForm, TookForm
from .meetingpage import AtMeeting, agenda, at_meeting
from .meetings import _number


def registrar(request: HttpRequest, uid: str) -> AtMeeting:
    """The meeting for somebody who writes in it. Raises PermissionDenied with a sentence for everybody else."""
    at = at_meeting(request, uid)
    if not at.may_run:
        raise PermissionDenied(str(SENTENCES["not_registrar"]))
    return at


@never_cache
@require_http_methods(["GET", "POST"])
def room(request: HttpRequest, uid: str) -> HttpResponse:
    """Where the meeting stands. A post opens it, takes an item up or puts it back, ends it, or opens it anew."""
    at = registrar(request, uid)
    if request.method == "GET":
        return _page(request, at) if at.goes_on else redirect("meeting", uid)
    key = request.POST.get("key", "")
    moves: dict[str, tuple[Callable[..., Any], dict[str, Any], str]] = {
        "open": (services.open_meeting, {}, _("The meeting is open.")),
        "take": (services.take, {"key": key}, ""),
        "back": (services.put_back, {"key": key}, _("The item is put back.")),
        "close": (services.close, {}, _("The meeting is over. Its minutes wait for being adjusted.")),
        "reopen": (services.reopen, {}, _("The meeting is open again. Those who have adjusted do so anew.")),
    }
    if request.POST.get("do") not in moves:
        return _page(request, at, str(SENTENCES["gone"]), 422)
    move, given, done = moves[request.POST["do"]]
    try:
        move(meeting=at.meeting, by=at.person, now=at.now, **given)
    except Refused as refusal:
        return _page(request, at, str(refusal), 409)
    if done:
        messages.success(request, done)
    if request.POST["do"] == "take":
        return redirect("meeting-note", uid, key)
    return redirect("minutes" if request.POST["do"] == "close" else "meeting-room", uid)


def _page(request: HttpRequest, at: AtMeeting, refused: str = "", status: int = 200) -> HttpResponse:
    at.meeting.refresh_from_db()
    lines = agenda(at)
    rows = list(at.meeting.attendances.all())
    shown = {
        "at": at,
        "meeting": at.meeting,
        "lines": lines,
        "next": next((line for line in lines if not line.is_taken), None),
        "up": [line for line in lines if line.is_taken and not line.is_finished],
        "done": [line for line in lines if line.is_finished],
        "ahead": [line for line in lines if not line.is_taken],
        "present": [a for a in rows if a.present],
        "absent": [a for a in rows if not a.present],
        "adjusters": [a for a in rows if a.adjusts],
        "refused": refused,
    }
    return render(request, "meetings/room.html", shown, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def attendance(request: HttpRequest, uid: str) -> HttpResponse:
    """Who is there. `do=call` adds somebody more."""
    at = registrar(request, uid)
    if not at.goes_on:
        return redirect("meeting", uid)
    calling = request.POST.get("do") == "call"
    rows = list(at.meeting.attendances.select_related("person__unit", "person__user"))
    people = [row.person for row in rows]
    data = request.POST if request.method == "POST" and not calling else None
    forms = [CameForm(data, row=row, others=people) for row in rows]
    call = CallForm(request.POST if calling else None, people=_others(people))
    shown = {"at": at, "meeting": at.meeting, "forms": forms, "call": call, "version": at.meeting.version}
    if request.method == "GET":
        return render(request, "meetings/attendance.html", shown)
    valid = call.is_valid() if calling else all([form.is_valid() for form in forms])
    if not valid:
        return render(request, "meetings/attendance.html", shown, status=422)
    try:
        _attend(request, at, forms, call if calling else None)
    except Refused as refusal:
        shown["refused"] = str(refusal)
        return render(request, "meetings/attendance.html", shown, status=409)
    messages.success(request, _("Saved."))
    return redirect("meeting-attendance" if calling else "meeting-room", uid)


def _attend(request: HttpRequest, at: AtMeeting, forms: list[CameForm], call: CallForm | None) -> None:
    if call:
        services.call(meeting=at.meeting, **call.cleaned_data, by=at.person, now=at.now)
        return
    came = {form.row.pk: form.came() for form in forms}
    version = _number(request.POST.get("version", ""))
    services.attend(meeting=at.meeting, version=version, came=came, by=at.person, now=at.now)


def _others(called: list[Person]) -> list[Person]:
    rest = Person.objects.filter(active=True).exclude(pk__in=[p.pk for p in called])
    return list(rest.select_related("unit", "user").order_by("name"))


@never_cache
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, uid: str, key: str) -> HttpResponse:
    """One item that is taken up: who takes part, jäv, reservations, and what came of it where nothing is decided."""
    at = registrar(request, uid)
    line = next((one for one in agenda(at) if one.key == key and one.is_taken), None)
    if line is None or not at.goes_on:
        return redirect("meeting-room", uid) if at.goes_on else redirect("meeting", uid)
    roll = Roll.of(line.item)
    in_words = not line.item.round or line.undecidable or not roll.deciding
    data = request.POST if request.method == "POST" else None
    forms = [TookForm(data, row=row, roll=roll) for row in roll.called if row.present]
    outcome = OutcomeForm(data, initial={"outcome": line.item.outcome}) if in_words else None
    version = request.POST.get("version", str(line.item.version))
    shown = {
        "at": at,
        "meeting": at.meeting,
        "line": line,
        "forms": forms,
        "outcome": outcome,
        "version": version,
    }
    if request.method == "GET":
        return render(request, "meetings/note.html", shown)
    if not all([form.is_valid() for form in (*forms, *([outcome] if outcome else []))]):
        return render(request, "meetings/note.html", shown, status=422)
    try:
        services.note(
            meeting=at.meeting,
            key=key,
            version=_number(version),
            took={form.row.pk: form.took() for form in forms},
            outcome=outcome.cleaned_data["outcome"] if outcome else "",
            by=at.person,
            now=at.now,
        )
    except Refused as refusal:
        shown |= {"refused": str(refusal), "version": _version(line.item)}
        return render(request, "meetings/note.html", shown, status=409)
    if outcome is None:
        return redirect("gate", line.uid)
    messages.success(request, _("Saved."))
    return redirect("meeting-room", uid)


def _version(item: AgendaItem) -> int:
    found = AgendaItem.objects.filter(pk=item.pk).values_list("version", flat=True).first()
    if found is None:
        raise Http404
    return found
