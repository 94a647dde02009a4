"""The meetings of the decision bodies: the list, planning, and the agenda."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from uppdragil.inbox.meetings import unread
from uppdragil.meetings import policies, services
from uppdragil.meetings.models import LIVE, AgendaItem, Meeting
from uppdragil.meetings.selectors import MINUTES
from uppdragil.meetings.sentences import SENTENCES, Refused
from uppdragil.organisation import roles
from uppdragil.organisation.models import DecisionBody, Membership

from .access import person_of
from .forms.meetings import ItemForm, MeetingForm
from .meetingpage import AtMeeting, agenda, at_meeting, moved_on

PER_PAGE = 30


@never_cache
@require_GET
def meetings(request: HttpRequest) -> HttpResponse:
    """What comes, what was held, and the extracts that wait for being read."""
    person, now = person_of(request), timezone.now()
    rows = Meeting.objects.select_related("body")
    chosen = DecisionBody.objects.filter(uid=request.GET.get("body", "")).first()
    if chosen:
        rows = rows.filter(body=chosen)
    held = rows.exclude(state__in=LIVE).order_by("-date", "-starts", "-pk")
    shown = {
        "coming": rows.filter(state__in=LIVE),
        "page": Paginator(held, PER_PAGE).get_page(request.GET.get("page")),
        "bodies": DecisionBody.objects.filter(active=True),
        "chosen": chosen,
        "may_plan": bool(policies.bodies_to_plan(person, timezone.localdate(now))),
        "tells": bool(roles.boards(person, timezone.localdate(now))),
        "extracts": unread(person, roles.holders_of(person, timezone.localdate(now))),
    }
    return render(request, "meetings/list.html", shown)


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Plan a meeting; what is due for the body is on its agenda at once."""
    person, now = person_of(request), timezone.now()
    bodies = policies.bodies_to_plan(person, timezone.localdate(now))
    if not bodies:
        raise PermissionDenied(str(SENTENCES["not_planner"]))
    form = MeetingForm(request.POST or None, bodies=bodies, initial=_usual(bodies))
    if request.method == "GET":
        return render(request, "meetings/edit.html", {"form": form})
    made: list[Meeting] = []
    refused = attempt(form, lambda: made.append(services.plan(**form.cleaned_data, by=person, now=now)))
    if refused:
        return render(request, "meetings/edit.html", {"form": form}, status=refused)
    messages.success(request, _("The meeting is planned."))
    return redirect("meeting", made[0].uid)


def _usual(bodies: list[DecisionBody]) -> dict[str, Any]:
    """Chair and secretary of the one body that there is to choose."""
    if len(bodies) != 1:
        return {}
    seats = bodies[0].memberships.filter(ends=None, person__active=True)
    found = {seat.seat: seat.person_id for seat in seats.order_by("-pk")}
    return {name: found.get(Membership.Seat(name)) for name in ("chair", "secretary")}


def attempt(form: Any, write: Callable[[], object]) -> int:
    """Validate and write. 0 when it is done; else the status, with the reasons in the form."""
    if not form.is_valid():
        return 422
    try:
        write()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return 409
    return 0


@never_cache
@require_GET
def meeting(request: HttpRequest, uid: str) -> HttpResponse:
    """The agenda with clock times; who plans it orders it here."""
    return page(request, at_meeting(request, uid))


@never_cache
@require_GET
def calendar(request: HttpRequest, uid: str) -> HttpResponse:
    """The meeting for the reader's own calendar."""
    at = at_meeting(request, uid)
    minutes = sum(line.item.minutes for line in agenda(at))
    address = request.build_absolute_uri(reverse("meeting", args=[uid]))
    from uppdragil.documents.calendar import meeting_file  # 3 MiB: only where it is asked for

    data = meeting_file(at.meeting, address=address, minutes=minutes, now=at.now)
    name = f"{at.meeting}.ics".replace(" ", "-").replace("/", "-")
    header = content_disposition_header(True, name) or "attachment"
    return HttpResponse(data, content_type="text/calendar", headers={"Content-Disposition": header})


def page(request: HttpRequest, at: AtMeeting, refused: str = "", status: int = 200) -> HttpResponse:
    """A meeting's page; `refused` says why something was not done."""
    shown: dict[str, Any] = {"at": at, "meeting": at.meeting, "lines": agenda(at), "refused": refused}
    if at.may_plan and at.meeting.live:
        shown["moved"] = moved_on(at)
    return render(request, "meetings/meeting.html", shown, status=status)


def planner(request: HttpRequest, uid: str) -> AtMeeting:
    """The meeting for somebody who plans it. Raises PermissionDenied with a sentence for everybody else."""
    at = at_meeting(request, uid)
    if not at.may_plan:
        raise PermissionDenied(str(SENTENCES["not_planner"]))
    return at


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Another time or place, or no meeting at all (`do=cancel`)."""
    at = planner(request, uid)
    if request.POST.get("do") == "cancel":
        return _act(
            request, at, services.cancel, _("The meeting is cancelled. Its items come up at the next one.")
        )
    form = MeetingForm(request.POST or None, bodies=[at.meeting.body], meeting=at.meeting)
    version = request.POST.get("version", str(at.meeting.version))
    shown = {"form": form, "at": at, "meeting": at.meeting, "version": version}
    if request.method == "GET":
        return render(request, "meetings/edit.html", shown)
    refused = attempt(
        form,
        lambda: services.change(
            meeting=at.meeting, version=_number(version), **form.cleaned_data, by=at.person, now=at.now
        ),
    )
    if refused:
        shown["version"] = Meeting.objects.values_list("version", flat=True).get(pk=at.meeting.pk)
        return render(request, "meetings/edit.html", shown, status=refused)
    messages.success(request, _("Saved."))
    return redirect("meeting", uid)


@never_cache
@require_POST
def arrange(request: HttpRequest, uid: str) -> HttpResponse:
    """One step with one item: up, down, on to the next meeting, away, or back."""
    at, key = planner(request, uid), request.POST.get("key", "")
    moves: dict[str, tuple[Callable[..., Any], dict[str, Any], str]] = {
        "up": (services.shift, {"down": False}, ""),
        "down": (services.shift, {"down": True}, ""),
        "next": (services.move_on, {}, _("The item is moved to the next meeting.")),
        "remove": (services.remove, {}, _("The item is taken off the agenda.")),
        "back": (services.take_back, {}, _("The item is on the agenda again.")),
    }
    if request.POST.get("do") not in moves:
        return page(request, at, str(SENTENCES["gone"]), 422)
    move, given, done = moves[request.POST["do"]]
    return _act(request, at, move, done, anchor=f"#i-{key}", key=key, **given)


def _act(
    request: HttpRequest, at: AtMeeting, move: Callable[..., Any], done: str, anchor: str = "", **given: Any
) -> HttpResponse:
    try:
        move(meeting=at.meeting, by=at.person, now=at.now, **given)
    except Refused as refusal:
        return page(request, at, str(refusal), 409)
    if done:
        messages.success(request, done)
    return redirect(reverse("meeting", args=[at.meeting.uid]) + anchor)


@never_cache
@require_http_methods(["GET", "POST"])
def item_new(request: HttpRequest, uid: str) -> HttpResponse:
    """An item of words, last on the agenda."""
    at = planner(request, uid)
    form = ItemForm(request.POST or None)
    shown = {"form": form, "at": at, "meeting": at.meeting}
    if request.method == "GET":
        return render(request, "meetings/item.html", shown)
    refused = attempt(
        form,
        lambda: services.add_item(meeting=at.meeting, **form.cleaned_data, by=at.person, now=at.now),
    )
    if refused:
        return render(request, "meetings/item.html", shown, status=refused)
    messages.success(request, _("The item is on the agenda."))
    return redirect("meeting-room" if at.goes_on and at.may_run else "meeting", uid)


@never_cache
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, uid: str, key: str) -> HttpResponse:
    """The words and minutes of one item."""
    at = planner(request, uid)
    line = next((one for one in agenda(at) if one.key == key), None)
    if line is None:
        raise Http404
    form = ItemForm(request.POST or None, item=line.item)
    version = request.POST.get("version", str(line.item.version))
    shown = {"form": form, "at": at, "meeting": at.meeting, "line": line, "version": version}
    if request.method == "GET":
        return render(request, "meetings/item.html", shown)
    refused = attempt(form, lambda: _change(at, line.item, key, _number(version), form.cleaned_data))
    if refused:
        shown["version"] = line.item.version
        return render(request, "meetings/item.html", shown, status=refused)
    messages.success(request, _("Saved."))
    return redirect(reverse("meeting", args=[uid]) + f"#i-{key}")


def _change(at: AtMeeting, item: AgendaItem, key: str, version: int, typed: dict[str, Any]) -> None:
    words: dict[str, Any] = {"heading": "", "minutes": MINUTES[item.kind]} | typed
    services.change_item(meeting=at.meeting, key=key, version=version, **words, by=at.person, now=at.now)


def _number(text: str) -> int:
    """A version that was sent; 0, which none has, for what is no number."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
