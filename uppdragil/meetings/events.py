"""What the layers above may want to know (see `core.events`)."""

from __future__ import annotations

from dataclasses import dataclass

from .models import AgendaItem, Minutes


@dataclass(frozen=True)
class MinutesWritten:
    """A meeting is over: its minutes wait for those who adjust them."""

    minutes: Minutes


@dataclass(frozen=True)
class MinutesAdjusted:
    """The last of those who adjust has confirmed: the sealed file and the extracts can be made."""

    minutes: Minutes


@dataclass(frozen=True)
class ExtractMade:
    """The extract of one paragraph is there, and its distribution list is told."""

    item: AgendaItem
    sha256: str
