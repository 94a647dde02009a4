"""Where a directive stands: where its way has taken it, paused or stopped."""

from __future__ import annotations

import datetime as dt

from uppdragil.core.calendar import next_workday
from uppdragil.synthetic.book import Book, Mandate
from workflows import chain

ASLEEP = (10, 120)  # days from today until a paused mandate is looked at again


def tell(mandate: Mandate, book: Book) -> None:
    """That an owner paused or stopped it."""
    if mandate.story.paused:
        _pause(mandate, book)
    if mandate.story.passes[-2].outcome == "stop":
        _stop(mandate, book)


def _pause(mandate: Mandate, book: Book) -> None:
    """Some time between when it came where it is and today."""
    story, chance = mandate.story, mandate.story.chance.of("pausing")
    since = story.passes[-1].entered
    days = max(0, (story.today - since.date()).days - 1)
    at = since + dt.timedelta(days=chance.randint(0, days), hours=3)
    by, reason = mandate.owner(at.date()), chance.choice(story.words.reasons.pause)
    wake_on = next_workday(story.today + dt.timedelta(days=chance.randint(*ASLEEP)))
    mandate.arrived.update(paused_at=at, paused_reason=reason, wake_on=wake_on)
    book.change(mandate.directive, by, at)
    book.tell(at, lambda: [chain.paused(mandate.directive, by, reason, wake_on)])


def _stop(mandate: Mandate, book: Book) -> None:
    story, at = mandate.story, mandate.story.passes[-1].entered
    by, reason = mandate.owner(at.date()), story.chance.of("stopping").choice(story.words.reasons.stop)
    mandate.arrived["stopped_reason"] = reason
    book.change(mandate.directive, by, at)
    book.tell(at, lambda: [chain.stopped(mandate.directive, by, reason)])
