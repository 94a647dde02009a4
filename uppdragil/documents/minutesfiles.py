"""The files of minutes: a draft for those who adjust, and when all have, the sealed minutes and extracts."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.utils import formats, timezone, translation
from django.utils.translation import gettext

from uppdragil.core import audit, events
from uppdragil.core.canonical import sha256
from uppdragil.decisions.labels import METHOD_LABELS
from uppdragil.meetings import distribution, protocol
from uppdragil.meetings.events import ExtractMade
from uppdragil.meetings.models import Adjustment, AgendaItem, Meeting, Minutes
from uppdragil.meetings.roll import named

from .minutes import Signed, Source
from .models import ExtractFile, MinutesFile
from .pdf.minutes import build_minutes
from .seal import get_sealer

LANGUAGE = "sv"  # minutes are always in Swedish
SYSTEM = audit.Actor(name="UPPDRAGiL")


def source(minutes: Minutes, number: int | None = None) -> Source:
    """What the document shows: all of the minutes, or the paragraph `number`."""
    with translation.override(LANGUAGE):
        return Source(
            protocol=protocol.from_bytes(bytes(minutes.data)),
            data=bytes(minutes.data),
            sha256=minutes.sha256,
            made_at=timezone.localtime(minutes.made_at),
            signed=tuple(_signed(a) for a in minutes.adjustments.all()),
            final=minutes.meeting.state == Meeting.State.ADJUSTED,
            number=number,
        )


def draft(minutes: Minutes) -> bytes:
    """The minutes as they stand, without a seal: for those who adjust."""
    return build_minutes(source(minutes))


def make(minutes: Minutes, now: dt.datetime) -> MinutesFile:
    """The sealed minutes, and an extract of each paragraph. Safe to repeat: what exists stays as it is."""
    made = MinutesFile.objects.filter(minutes=minutes).first() or _make_minutes(minutes, now)
    for item in _items(minutes.meeting):
        _make_extract(minutes, item, now)
    return made


def missing() -> list[Minutes]:
    """Adjusted minutes whose files are not all there, oldest first."""
    adjusted = Minutes.objects.filter(meeting__state=Meeting.State.ADJUSTED).select_related("meeting")
    found = [m for m in adjusted.order_by("pk") if _is_last(m)]
    return [m for m in found if not MinutesFile.objects.filter(minutes=m).exists() or _without_extract(m)]


def _is_last(minutes: Minutes) -> bool:
    return not minutes.meeting.minutes.filter(revision__gt=minutes.revision).exists()


def _without_extract(minutes: Minutes) -> bool:
    return _items(minutes.meeting).exclude(pk__in=minutes.extracts.values("item")).exists()


def _items(meeting: Meeting) -> QuerySet[AgendaItem]:
    taken = meeting.items.exclude(paragraph=None).select_related("paragraph", "directive")
    return taken.order_by("paragraph__number")


def _signed(a: Adjustment) -> Signed:
    return Signed(
        named(a.name, a.title),
        timezone.localtime(a.at),
        gettext("%(method)s, %(time)s")
        % {
            "method": METHOD_LABELS.get(a.method, a.method),
            "time": formats.time_format(timezone.localtime(a.authenticated_at), "H.i"),
        },
    )


def _sealed(minutes: Minutes, now: dt.datetime, number: int | None = None) -> bytes:
    shown = source(minutes, number)
    return get_sealer().seal(build_minutes(shown), reason=f"{shown.protocol.name}, {shown.span}", at=now)


def _make_minutes(minutes: Minutes, now: dt.datetime) -> MinutesFile:
    pdf = _sealed(minutes, now)
    with transaction.atomic():
        made, new = MinutesFile.objects.get_or_create(
            minutes=minutes, defaults={"pdf": pdf, "sha256": sha256(pdf), "made_at": now}
        )
        if new:
            told = {"meeting": minutes.meeting.uid, "minutes_sha256": minutes.sha256, "sha256": made.sha256}
            audit.append(verb="minutes.made", actor=SYSTEM, payload=told, rows=[made], now=now)
        return made


def _make_extract(minutes: Minutes, item: AgendaItem, now: dt.datetime) -> None:
    """Made, and its distribution list told, in one transaction."""
    if ExtractFile.objects.filter(minutes=minutes, item=item).exists():
        return
    pdf = _sealed(minutes, now, item.paragraph.number)
    with transaction.atomic():
        made, new = ExtractFile.objects.get_or_create(
            minutes=minutes, item=item, defaults={"pdf": pdf, "sha256": sha256(pdf), "made_at": now}
        )
        if new:
            distribution.tell(item, now)
            events.publish(ExtractMade(item, made.sha256))
            told: dict[str, audit.JSON] = {
                "meeting": minutes.meeting.uid,
                "paragraph": item.paragraph.number,
                "sha256": made.sha256,
                "sent_to": [r.name for r in item.recipients.exclude(sent_at=None)],
            }
            subject = item.directive.uid if item.directive else ""
            audit.append(
                verb="extract.made", actor=SYSTEM, subject=subject, payload=told, rows=[made], now=now
            )
