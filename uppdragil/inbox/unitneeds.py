"""What units need, as it waits: an answer for who raised the need, and for the office what nobody has looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from uppdragil.organisation.models import Person
from uppdragil.portfolio.models import UnitNeed
from uppdragil.portfolio.unitneeds import selectors

from .items import Item, Kind


def answered_key(need: UnitNeed) -> str:
    """What tells this answer from one that was given before it."""
    return f"{need.uid}-{need.answered_at:%Y%m%d%H%M%S}"


def answered(person: Person) -> Iterator[Item]:
    """What `person` raised, until they have read the answer: how it ended, and no more of the mandate that took it
    than the page shows. One query.
    """
    for need in selectors.unread(person):
        yield Item(
            Kind.NEED_ANSWERED, answered_key(need), "need", (need.uid,), since=need.answered_at,
            words={"need": need.title, "state": need.get_state_display(), "text": need.answer},
        )  # fmt: skip


def waiting(now: dt.datetime) -> Iterator[Item]:
    """For the office. One query."""
    for need in selectors.waiting(now):
        yield Item(
            Kind.NEED_WAITS, need.uid, "need", (need.uid,), since=need.raised_at,
            words={"need": need.title, "from": str(need.unit)},
        )  # fmt: skip
