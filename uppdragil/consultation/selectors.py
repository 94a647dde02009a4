"""Reading remisser, their comments, and the controller's reviews."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.diff import HEAD, RowKind, compare
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import ENDED_PHASES
from uppdragil.organisation.models import Person

from . import services
from .models import Comment, Consultation, ControllerReview, Invitation

OPEN_COMMENT = Q(comments__state=Comment.State.OPEN)
# What the office fills in while the papers are handled: a review of the text stands in spite of it.
UNREAD = {"number", "registry_number", "model"}


def of_directive(directive: Directive) -> QuerySet[Consultation]:
    """Every remiss, the newest first, with how many comments are open."""
    rows = Consultation.objects.filter(directive=directive).defer("data").select_related("asked_by")
    return rows.annotate(unsettled=Count("comments", filter=OPEN_COMMENT))


def comments(consultation: Consultation) -> QuerySet[Comment]:
    """All comments with their threads, in the order in which they were written. Two queries."""
    rows = Comment.objects.filter(consultation=consultation).select_related("by")
    return rows.prefetch_related("entries__by")


def comments_for(person: Person, consultation: Consultation) -> QuerySet[Comment]:
    """Those that a reviewer sees: their own."""
    return comments(consultation).filter(by=person)


def open_comments(directive: Directive) -> dict[str, list[Comment]]:
    """What is not settled, by chapter ("" of the whole), of every remiss that was not withdrawn. One query.

    For whoever writes the text: the caller has asked whether they may see it.
    """
    rows = Comment.objects.filter(consultation__directive=directive, state=Comment.State.OPEN)
    rows = rows.exclude(consultation__ending=Consultation.Ending.WITHDRAWN)
    found: dict[str, list[Comment]] = defaultdict(list)
    for comment in rows.select_related("by", "consultation"):
        found[comment.chapter].append(comment)
    return dict(found)


def asked_of(person: Person) -> list[Invitation]:
    """The open remisser that wait for this person's answer, the first due first. One query."""
    rows = Invitation.objects.filter(
        person=person, state=Invitation.State.ASKED, consultation__ended_at=None
    ).exclude(consultation__directive__phase__in=ENDED_PHASES)
    rows = rows.select_related("consultation__directive", "consultation__asked_by")
    return list(rows.defer("consultation__data").order_by("consultation__due", "pk"))


def unsettled(directives: Iterable[int]) -> list[Consultation]:
    """The remisser of these directives, by primary key, with comments that the lead has not settled. One query."""
    rows = Consultation.objects.filter(directive__in=list(directives)).exclude(
        ending=Consultation.Ending.WITHDRAWN
    )
    counted = rows.annotate(unsettled=Count("comments", filter=OPEN_COMMENT)).filter(unsettled__gt=0)
    return list(counted.defer("data"))


@dataclass(frozen=True)
class Reviewed:
    """The controller's last review and whether the text that it is held against says the same still."""

    review: ControllerReview
    stands: bool


def last_reviews(directives: Sequence[Directive]) -> dict[int, ControllerReview]:
    """The last review of each that has one, by the directive's primary key. One query."""
    rows = ControllerReview.objects.filter(directive__in=directives).order_by("at", "pk")
    return {row.directive_id: row for row in rows}


def reviewed(directive: Directive, text: DirectiveContent) -> Reviewed | None:
    """How the last review stands to `text`; None where there is none."""
    last = last_reviews([directive]).get(directive.pk)
    return Reviewed(last, not differs(services.content_of(last), text)) if last else None


def reviewed_of(
    directives: Sequence[Directive], texts: Mapping[int, DirectiveContent]
) -> dict[int, Reviewed]:
    """The same of several, whose `texts` are given by primary key. One query."""
    return {
        pk: Reviewed(last, not differs(services.content_of(last), texts[pk]))
        for pk, last in last_reviews(directives).items()
    }


def differs(old: DirectiveContent, new: DirectiveContent) -> bool:
    """Whether a reader would find another text: order of rows, number and registry number aside."""
    for change in compare(old, new):
        if any(row.kind is not RowKind.MOVED for row in change.rows):
            return True
        if any(change.chapter != HEAD or f.field not in UNREAD for f in change.fields):
            return True
    return False


def is_late(invitation: Invitation, consultation: Consultation, today: dt.date) -> bool:
    """Whether the last day has passed without an answer."""
    return invitation.state == Invitation.State.ASKED and consultation.due < today
