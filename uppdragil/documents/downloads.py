"""Hämtningar: files that take more than a moment, made by the worker and kept for a week for who asked for them.

Raises Refused, and core.contention.Busy when others hold on to the tables for too long.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
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


def ask(*, by: Person, choice: str, words: list[str], language: str, now: dt.datetime) -> Download:
    """A status report with this choice, as an address has it, and its words; not begun yet."""
    with writing():
        Person.objects.select_for_update().get(pk=by.pk)  # two at once could both be the third
        if Download.objects.filter(_open(now), person=by).count() >= MOST:
            raise Refused("many")
        return Download.objects.create(
            person=by, choice=choice, words=words, language=language, asked_at=now, touched_at=now
        )


def begin(pk: int, now: dt.datetime) -> Download | None:
    """The download, if it is for whoever calls to make it: nobody has begun it, and nobody has removed it."""
    fresh = Download.objects.filter(pk=pk, begun_at=None, ended_at=None)
    return Download.objects.get(pk=pk) if fresh.update(begun_at=now, touched_at=now) else None


def progressed(download: Download, done: int, all_: int, now: dt.datetime) -> None:
    """So many of so many are in the file."""
    Download.objects.filter(pk=download.pk).update(done=done, all=all_, touched_at=now)


def finish(download: Download, file: IO[bytes], name: str, now: dt.datetime) -> None:
    """Keep the file, from its beginning, a part at a time: memory holds one of them."""
    file.seek(0)
    with writing():
        size = 0
        for number, data in enumerate(iter(lambda: file.read(PART), b"")):
            DownloadPart.objects.create(download=download, number=number, data=data)
            size += len(data)
        Download.objects.filter(pk=download.pk).update(name=name, size=size, ended_at=now)


def fail(download: Download, now: dt.datetime) -> None:
    """It could not be made."""
    Download.objects.filter(pk=download.pk).update(failed=True, ended_at=now)


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


def dispose(now: dt.datetime) -> int:
    """Remove what is older than a week; returns how many files. Safe to repeat."""
    old = Download.objects.filter(asked_at__lte=now - KEPT_FOR)
    many = old.count()
    old.delete()
    return many


def _open(now: dt.datetime) -> Q:
    return Q(ended_at=None) & (Q(begun_at=None, asked_at__gt=now - KEPT_FOR) | Q(touched_at__gt=now - QUIET))
