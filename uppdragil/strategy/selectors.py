"""Reading the strategy. What is published never changes, so that each edition is read out of its bytes once."""

from __future__ import annotations

from functools import lru_cache

from . import storage
from .canonical import from_bytes
from .content import StrategyContent
from .models import StrategyEdition, StrategyVersion
from .targets import Published, Target, targets


def published() -> list[Published]:
    """The published editions in the order of their years; one query, and one more for each that is read first."""
    rows = StrategyVersion.objects.order_by(
        "edition__first_year", "edition__last_year", "published_at", "pk"
    ).values_list("edition__uid", "sha256")
    return [Published(uid, _read(digest)) for uid, digest in rows]


def drafts() -> list[StrategyEdition]:
    """The editions that are not published."""
    return list(StrategyEdition.objects.filter(state=StrategyEdition.State.DRAFT))


def content_of(edition: StrategyEdition) -> StrategyContent:
    """What an edition says: a draft its rows, a published one the bytes that nobody can change."""
    if edition.state == StrategyEdition.State.DRAFT:
        return storage.load(edition)
    return _read(edition.version.sha256)


def find(editions: list[Published], key: str) -> Target | None:
    """What the key of a target names in one of `editions`; None where it names nothing there."""
    uid = key.partition(".")[0]
    return next((t for e in editions if e.uid == uid for t in targets(e) if t.key == key), None)


@lru_cache(maxsize=32)
def _read(digest: str) -> StrategyContent:
    """By the hash of its bytes, which say the same wherever they stand."""
    data = StrategyVersion.objects.filter(sha256=digest).values_list("data", flat=True)[0]
    return from_bytes(bytes(data))
