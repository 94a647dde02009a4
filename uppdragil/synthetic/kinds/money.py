"""How the money of mandates has stood: what of the frame is released, known of and spent, told now and then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

from uppdragil.core import audit
from uppdragil.portfolio.money import services
from uppdragil.portfolio.money.models import MoneyState
from uppdragil.portfolio.money.policies import TOLD_IN
from uppdragil.synthetic.book import Book, Mandate
from uppdragil.synthetic.plan.chance import Chance

EVERY = 90  # days from one time to the next
LATEST = 3  # so many of each mandate, the last ones
SILENT = 5  # one mandate of so many has told of no money
DEARER = 8  # one of so many costs more than its frame
KRONOR = 100_000  # öre; amounts are told in whole thousands of kronor


def tell(mandate: Mandate, book: Book) -> None:
    """The last ones, each with more spent than the one before."""
    chance, frame = mandate.story.chance.of("money"), mandate.story.now.frame
    if frame is None or mandate.story.place not in TOLD_IN or chance.one_in(SILENT):
        return
    price = frame * (125 if chance.one_in(DEARER) else chance.randint(70, 100)) // 100
    for day, done in _days(mandate):
        state = _state(mandate, day, frame, price * done // 100, chance)
        book.add(state)
        book.tell(state.at, partial(_told, state))


def _told(state: MoneyState) -> list[audit.Entry]:
    return [services.told(state)]


def _days(mandate: Mandate) -> Iterator[tuple[dt.date, int]]:
    """The days, each with how many per cent of the way from the start to the delivery had gone then."""
    story = mandate.story
    begun = next((p.entered.date() for p in story.passes if p.node == "execution"), None)
    if begun is None:
        return
    long = max((story.planned["BP2"] - begun).days, 1)
    many = (story.today - begun).days // EVERY
    for n in range(max(1, many - LATEST + 1), many + 1):
        yield begun + dt.timedelta(days=EVERY * n), min(100, 100 * EVERY * n // long)


def _state(mandate: Mandate, day: dt.date, frame: int, spent: int, chance: Chance) -> MoneyState:
    """What is released is somewhat more than what is spent, and what is known of is some of the rest."""
    activated = min(max(frame, spent), spent + frame * chance.randint(5, 20) // 100)
    identified = max(frame - activated, 0) * chance.randint(20, 80) // 100
    return MoneyState(
        uid=chance.uid(),
        directive=mandate.directive,
        on=day,
        frame=frame,
        activated=_whole(activated),
        identified=_whole(identified),
        outcome=_whole(spent),
        by=mandate.lead,
        name=mandate.lead.name,
        title=mandate.lead.title,
        at=dt.datetime.combine(day, dt.time(7, 10), dt.UTC),
    )


def _whole(amount: int) -> int:
    return amount // KRONOR * KRONOR
