"""The comments of a remiss as a PDF, gathered for those who see all of them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from django.conf import settings
from django.utils import translation
from django.utils.timezone import localdate

from uppdragil.consultation import selectors
from uppdragil.consultation.models import Comment, Consultation
from uppdragil.consultation.refusals import MOST_PRINTED, Refused
from uppdragil.consultation.words import answer_of, chapter_title
from uppdragil.directives.content import CHAPTER_KEYS

from .pdf.compilation import Compilation, Reviewer, Said, Told, build_compilation
from .pdf.words import short_date
from .records import LANGUAGE


def make(sent: Consultation, now: dt.datetime) -> bytes:
    """The PDF of everything that was said of `sent` up to `now`; four queries.

    Raises Refused: more than can be drawn while somebody waits.
    """
    with translation.override(LANGUAGE):
        return build_compilation(gather(sent, now))


def gather(sent: Consultation, now: dt.datetime) -> Compilation:
    """The values. Called with Swedish active. Raises Refused."""
    said = list(selectors.comments(sent))
    if sum(len(one.text) + sum(len(e.text) for e in one.entries.all()) for one in said) > MOST_PRINTED:
        raise Refused("long_print", most=MOST_PRINTED)
    ended = f"{sent.get_ending_display()} {short_date(localdate(sent.ended_at))}." if sent.ended_at else ""
    return Compilation(
        organisation=settings.ORGANISATION_NAME,
        demo=settings.DEMO,
        at=now,
        number=sent.number,
        title=sent.title,
        sent_by=sent.asked_by.name,
        sent_on=localdate(sent.asked_at),
        due=sent.due,
        ended=ended,
        words=sent.words,
        sha256=sent.sha256,
        reviewers=tuple(_reviewers(sent, said)),
        chapters=tuple(_chapters(sent, said)),
    )


def _reviewers(sent: Consultation, said: Sequence[Comment]) -> list[Reviewer]:
    left = Counter(one.by_id for one in said)
    return [
        Reviewer(
            one.person.name,
            one.person.title,
            answer_of(one, left[one.person_id]),
            localdate(one.answered_at) if one.answered_at else None,
            one.reason,
        )
        for one in sent.invitations.select_related("person")
    ]


def _chapters(sent: Consultation, said: Sequence[Comment]) -> list[tuple[str, tuple[Said, ...]]]:
    """The whole first, then in the order of the chapters."""
    spec = sent.directive.edition.spec
    by_chapter = {key: tuple(_said(one) for one in said if one.chapter == key) for key in ("", *CHAPTER_KEYS)}
    return [(chapter_title(key, spec), comments) for key, comments in by_chapter.items() if comments]


def _said(comment: Comment) -> Said:
    thread = (
        Told(entry.by.name, localdate(entry.at), str(entry.get_kind_display()).lower(), entry.text)
        for entry in comment.entries.all()
    )
    return Said(
        comment.by.name,
        localdate(comment.at),
        str(comment.get_kind_display()),
        str(comment.get_state_display()),
        comment.about,
        comment.text,
        comment.proposed,
        tuple(thread),
    )
