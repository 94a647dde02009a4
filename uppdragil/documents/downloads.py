"""Hämtningar: what takes more than a moment, done by the worker and kept for a week for who asked for it.

A file that is made, a file that was sent and is read, or changes that are saved. What a worker that died has left can
be tried again: a file is made anew, and the others keep with what they did that they did it.

Raises Refused, and core.contention.Busy when others hold on to the tables for too long.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from typing import IO

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from uppdragil.core.coded import Coded
from uppdragil.core.contention import writing
from uppdragil.organisation.models import Person

from .models import Download, DownloadPart

KEPT_FOR = dt.timedelta(days=7)
QUIET = dt.timedelta(minutes=10)  # without progress: whoever made it is gone
MOST = 3  # of one person at a time
PART = 2**20  # bytes
REFUSALS = {"many": _("Three files of yours are being made already. Wait until one of them is ready.")}


class Refused(Coded):
    """`code` is a key of REFUSALS."""

    sentences = REFUSALS


def ask(
    *,
    by: Person,
    kind: str = Download.Kind.REPORT,
    choice: str,
    words: Sequence[str],
    language: str,
    now: dt.datetime,
    file: bytes = b"",
) -> Download:
    """What is to be done (`Download` says what `choice` and `words` are), with the file that is to be read."""
    with writing():
        _make_room(by, now)
        asked = Download.objects.create(
            person=by, kind=kind, choice=choice, words=words, language=language, asked_at=now, touched_at=now
        )
        asked.size = _keep_parts(asked, io.BytesIO(file))
        asked.save()
        return asked


def _make_room(person: Person, now: dt.datetime) -> None:
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)  # two at once could both be the third
    if Download.objects.filter(_open(now), person=person).count() >= MOST:
        raise Refused("many")


def again(download: Download, now: dt.datetime) -> bool:
    """Whether it is to be done once more: only where it broke off."""
    with writing():
        _make_room(download.person, now)
        kept = Download.objects.select_for_update(of=("self",)).get(pk=download.pk)
        if not broke_off(kept, now):
            return False
        kept.begun_at, kept.ended_at, kept.failed, kept.touched_at = None, None, False, now
        kept.save()
        return True


def begin(pk: int, now: dt.datetime) -> Download | None:
    """The download, if it is for whoever calls to make it: nobody has begun it, and nobody has removed it."""
    fresh = Download.objects.filter(pk=pk, begun_at=None, ended_at=None)
    return Download.objects.get(pk=pk) if fresh.update(begun_at=now, touched_at=now) else None


def progressed(download: Download, done: int, all_: int, now: dt.datetime) -> None:
    """So many of so many are dealt with."""
    Download.objects.filter(pk=download.pk).update(done=done, all=all_, touched_at=now)


def finish(download: Download, file: IO[bytes], name: str, now: dt.datetime) -> None:
    """Keep the file that was made, from its beginning, a part at a time: memory holds one of them."""
    file.seek(0)
    with writing():
        if _ends(download, now):
            size = _keep_parts(download, file)
            Download.objects.filter(pk=download.pk).update(name=name, size=size)


def settle(download: Download, words: Sequence[str], now: dt.datetime) -> bool:
    """What was to be read or saved is, or cannot be, as `words` say; the file that was sent is of no more use.

    False where another worker has settled it: then what came of it here is not to be kept.
    """
    with writing():
        if not _ends(download, now):
            return False
        download.parts.all().delete()
        Download.objects.filter(pk=download.pk).update(words=words, size=0)
        return True


def _ends(download: Download, now: dt.datetime) -> bool:
    return bool(Download.objects.filter(pk=download.pk, ended_at=None).update(ended_at=now))


def fail(download: Download, now: dt.datetime) -> None:
    """It broke off."""
    Download.objects.filter(pk=download.pk, ended_at=None).update(failed=True, ended_at=now)


def _keep_parts(download: Download, file: IO[bytes]) -> int:
    """How many bytes are kept."""
    size = 0
    for number, data in enumerate(iter(lambda: file.read(PART), b"")):
        DownloadPart.objects.create(download=download, number=number, data=data)
        size += len(data)
    return size


def under_way(kind: Download.Kind, choice: str, now: dt.datetime) -> bool:
    """Whether the worker has it to do, or is at it."""
    return Download.objects.filter(_open(now), kind=kind, choice=choice).exists()


def of(person: Person, now: dt.datetime) -> list[Download]:
    """Those of `person` that are kept, the last asked for first."""
    return list(Download.objects.filter(person=person, asked_at__gt=now - KEPT_FOR))


def parts(download: Download) -> Iterator[bytes]:
    """The file, one part in memory at a time."""
    for number in range(-(-download.size // PART)):
        yield bytes(DownloadPart.objects.values_list("data", flat=True).get(download=download, number=number))


def lost(download: Download, now: dt.datetime) -> bool:
    """Whether whoever made it is gone."""
    return bool(download.ended_at is None and download.begun_at and download.touched_at < now - QUIET)


def broke_off(download: Download, now: dt.datetime) -> bool:
    """Whether it can be tried again."""
    return download.failed or lost(download, now)


def dispose(now: dt.datetime) -> int:
    """Remove what is older than a week; returns how many files. Safe to repeat."""
    old = Download.objects.filter(asked_at__lte=now - KEPT_FOR)
    many = old.count()
    old.delete()
    return many


def _open(now: dt.datetime) -> Q:
    return Q(ended_at=None) & (Q(begun_at=None, asked_at__gt=now - KEPT_FOR) | Q(touched_at__gt=now - QUIET))
