"""A remiss as the page of its mandate and its own pages show it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from uppdragil.consultation import policies, selectors
from uppdragil.consultation.models import Comment, Consultation, Entry, Invitation
from uppdragil.consultation.selectors import Reviewed
from uppdragil.consultation.words import answer_of, chapter_title
from uppdragil.directives.content import CHAPTER_KEYS
from uppdragil.directives.policies import Access
from uppdragil.editions.spec import EditionSpec

from .access import Seen
from .parts import Level

_LEVELS = {
    Comment.State.OPEN: Level.WARN,
    Comment.State.DONE: Level.OK,
    Comment.State.NO_ACTION: Level.NONE,
}


@dataclass(frozen=True)
class ReviewerLine:
    """A reviewer and what became of it, in a word with its level."""

    invitation: Invitation
    word: str
    level: Level

    @classmethod
    def of(cls, one: Invitation, sent: Consultation, today: dt.date, comments: int = 0) -> ReviewerLine:
        """`comments`: how many they have left so far."""
        if selectors.is_late(one, sent, today):
            return cls(one, _("Late"), Level.BAD)
        answered = one.state in (Invitation.State.REMARKS, Invitation.State.NO_REMARKS)
        level = Level.OK if answered else Level.NONE if one.answered_at else Level.HINT
        return cls(one, answer_of(one, comments), level)


@dataclass(frozen=True)
class CommentLine:
    """A comment with its thread. `href`: the thread's page; `edit`: the chapter in the editor, for who writes it."""

    comment: Comment
    entries: tuple[Entry, ...]
    href: str
    place: str
    edit: str = ""

    @property
    def level(self) -> Level:
        return _LEVELS[Comment.State(self.comment.state)]


@dataclass(frozen=True)
class ChapterLines:
    """The comments on one chapter, or on the whole."""

    key: str
    title: str
    lines: tuple[CommentLine, ...]


def reviewer_lines(sent: Consultation, today: dt.date) -> list[ReviewerLine]:
    """Who was asked, with what they have said so far; two queries."""
    said = Counter(sent.comments.values_list("by", flat=True))
    rows = sent.invitations.select_related("person")
    return [ReviewerLine.of(one, sent, today, said[one.person_id]) for one in rows]


def chapters(
    sent: Consultation, found: Iterable[Comment], edition: EditionSpec, *, editable: bool = False
) -> list[ChapterLines]:
    """`found` by chapter: the whole first, then in the document's order. Needs no query but that of `found`."""
    by_key: dict[str, list[CommentLine]] = {}
    for comment in found:
        line = comment_line(sent, comment, edition, editable=editable)
        by_key.setdefault(comment.chapter, []).append(line)
    return [
        ChapterLines(key, chapter_title(key, edition), tuple(by_key[key]))
        for key in ("", *CHAPTER_KEYS)
        if key in by_key
    ]


def comment_line(
    sent: Consultation, comment: Comment, edition: EditionSpec, *, editable: bool = False
) -> CommentLine:
    """A comment of `sent`, whose entries are read along. `editable`: whether to link to the editor."""
    title = chapter_title(comment.chapter, edition)
    edit = editable and comment.chapter
    return CommentLine(
        comment,
        tuple(comment.entries.all()),
        reverse("comment", args=[sent.uid, comment.uid]),
        f"{title}, {comment.about}" if comment.about else title,
        f"{reverse('directive-edit', args=[sent.directive.uid])}#{comment.chapter}" if edit else "",
    )


@dataclass
class ConsultationPanel:
    """The remisser of a mandate and the controller's review; for those who see its working text."""

    seen: Seen

    @property
    def shown(self) -> bool:
        return self.seen.access is Access.WORKING and bool(
            self.rounds or self.may_send or self.reviewed or self.may_review
        )

    @cached_property
    def rounds(self) -> list[Consultation]:
        return list(selectors.of_directive(self.seen.directive)) if self.works else []

    @property
    def works(self) -> bool:
        return self.seen.access is Access.WORKING

    @cached_property
    def lines(self) -> list[ReviewerLine]:
        """Of the open one."""
        return reviewer_lines(self.open, self.seen.today) if self.open else []

    @property
    def open(self) -> Consultation | None:
        return next((one for one in self.rounds if one.is_open), None)

    @property
    def may_send(self) -> bool:
        may = policies.may_send(self.seen.person, self.seen.directive, self.seen.today)
        return may and self.open is None

    @property
    def may_review(self) -> bool:
        return policies.may_review(self.seen.person, self.seen.directive, self.seen.today)

    @cached_property
    def reviewed(self) -> Reviewed | None:
        return selectors.reviewed(self.seen.directive, self.seen.content) if self.works else None
