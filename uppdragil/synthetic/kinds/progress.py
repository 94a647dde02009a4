"""What has happened to activities, and the last word on each impact goal of a closed mandate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from uppdragil.directives.models import Progress
from uppdragil.synthetic.book import Book, Mandate
from uppdragil.synthetic.plan.way import ROUTE
from workflows import chain

HELD_UP = 6  # one activity of so many is not done by its day
BEFORE_WORK = ROUTE.index("execution")
State = Progress.State


def tell(mandate: Mandate, book: Book) -> None:
    """From the execution on."""
    for row in activities(mandate):
        at = dt.datetime.combine(row.done_on or _yesterday(mandate), dt.time(14, 0), dt.UTC)
        book.write([row], mandate.lead, max(at, mandate.story.begun))
    if mandate.story.place == "closed":
        _last_words(mandate, book)


def _yesterday(mandate: Mandate) -> dt.date:
    return mandate.story.today - dt.timedelta(days=1)


def activities(mandate: Mandate) -> Iterator[Progress]:
    """How far each activity has come; the same each time it is asked."""
    story, chance = mandate.story, mandate.story.chance.of("progress")
    stays = [p for p in story.passes if p.node in ROUTE]
    gone = max(ROUTE.index(p.node) for p in stays)
    if gone < BEFORE_WORK:
        return
    over = gone > BEFORE_WORK  # all is done at BP2
    until = max(p.left or p.entered for p in stays if p.node == "execution").date()
    until = until if over else _yesterday(mandate)
    for activity in story.now.activities:
        row = Progress(directive=mandate.directive, row=activity.uid)
        if activity.end and (over or (activity.end <= until and not chance.one_in(HELD_UP))):
            row.state, row.done_on = State.DONE, min(activity.end, until)
        elif activity.start and activity.start <= until:
            row.state = chance.choice((State.STARTED, State.ONGOING))
            row.comment = chance.choice(story.words.progress)
        else:
            continue
        yield row


def _last_words(mandate: Mandate, book: Book) -> None:
    story, chance = mandate.story, mandate.story.chance.of("last words")
    at, by = story.passes[-1].entered, mandate.owner(story.passes[-1].entered.date())
    words = {goal.uid: chance.choice(story.words.last_words) for goal in story.now.impact_goals}
    rows = [Progress(directive=mandate.directive, row=uid, comment=word) for uid, word in words.items()]
    book.write(rows, by, at)
    book.tell(at, lambda: [chain.closed(mandate.directive, by, words)])
