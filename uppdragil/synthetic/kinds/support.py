"""What some of the live mandates ask others for, and what they were answered."""

from __future__ import annotations

import datetime as dt

from uppdragil.core.calendar import next_workday
from uppdragil.portfolio import support
from uppdragil.portfolio.models import SupportNeed
from uppdragil.synthetic.book import Book, Mandate

ASKING = 6  # one live mandate of so many
OLDEST = 40  # days


def tell(mandate: Mandate, book: Book) -> None:
    """One need, asked of the owner or of the body, where it has one."""
    story, chance = mandate.story, mandate.story.chance.of("support")
    if story.ended or not chance.one_in(ASKING):
        return
    raised = max(story.begun, story.passes[-1].entered) + dt.timedelta(hours=2)
    raised = max(raised, _at(story.today - dt.timedelta(days=chance.randint(2, OLDEST))))
    kind = chance.choice(sorted(story.words.needs))
    need = SupportNeed(uid=chance.uid(), directive=mandate.directive, kind=kind, raised_at=raised)
    need.text, need.raised_by = chance.choice(story.words.needs[kind]), mandate.lead
    need.due = next_workday(raised.date() + dt.timedelta(days=chance.randint(7, 45)))
    owner = story.cast.owners[0]
    if "body" in mandate.arrived and chance.one_in(2):
        need.body = mandate.arrived["body"]
    else:
        need.responsible, need.holder_kind, need.holder_id = owner.title, "position", owner.uid
    if chance.one_in(2):
        _answer(need, mandate, book, chance.choice(story.words.need_answers))
    book.write([need], need.answered_by or need.raised_by, need.answered_at or raised)
    book.tell(raised, lambda: [support.asking(need)])


def _answer(need: SupportNeed, mandate: Mandate, book: Book, text: str) -> None:
    cast, at = mandate.story.cast, need.raised_at + dt.timedelta(hours=5)
    by = mandate.person(cast.body.secretary if need.body else cast.owner(at.date()))
    need.answer, need.answered_by, need.answered_at = text, by, at
    book.tell(at, lambda: [support.answering(need, by)])


def _at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(9, 30), dt.UTC)
