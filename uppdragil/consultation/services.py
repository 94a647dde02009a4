"""Sending a remiss, answering it, ending it. Each service is one transaction that locks what it changes.

Each raises Refused, and core.contention.Busy when others hold on to the tables for too long.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from uppdragil.core import audit, events
from uppdragil.core.canonical import sha256
from uppdragil.core.contention import writing
from uppdragil.core.values import clean_text
from uppdragil.directives import canonical, storage
from uppdragil.directives.content import CHAPTER_KEYS, ROW_TYPES, DirectiveContent
from uppdragil.directives.models import Directive
from uppdragil.directives.sentences import row_text
from uppdragil.directives.services import actor, lock
from uppdragil.organisation.models import Person

from . import policies
from .events import ReviewersAsked
from .models import Comment, Consultation, ControllerReview, Entry, Invitation
from .refusals import MOST_COMMENTS, MOST_REVIEWERS, MOST_TEXT, Refused

SETTLED = {Entry.Kind.DONE: Comment.State.DONE, Entry.Kind.NO_ACTION: Comment.State.NO_ACTION}


def content_of(sent: Consultation | ControllerReview) -> DirectiveContent:
    """The text that was sent, or reviewed."""
    return canonical.from_bytes(bytes(sent.data))


def send(
    *,
    directive: Directive,
    reviewers: Collection[Person],
    due: dt.date,
    words: str,
    by: Person,
    now: dt.datetime,
) -> Consultation:
    """Send the working text as it stands now to `reviewers`, who answer by `due`."""
    with writing():
        directive = lock(directive)
        if not policies.may_send(by, directive, localdate(now)):
            raise Refused("not_lead")
        if due < localdate(now):
            raise Refused("past")
        text = storage.load(directive)
        data = canonical.to_bytes(text)
        sent = Consultation(
            directive=directive, title=text.title, number=text.number, data=data, sha256=sha256(data),
            asked_by=by, asked_at=now, due=due, words=_said(words),
        )  # fmt: skip
        try:
            with transaction.atomic():
                sent.save()
        except IntegrityError as error:
            raise Refused("open_already") from error
        if not reviewers:
            raise Refused("nobody")
        added = _invite(sent, reviewers, now)
        payload: dict[str, audit.JSON] = {"sha256": sent.sha256, "due": str(due), "reviewers": _names(added)}
        _tell("consultation.sent", sent, by, now, **payload)
        return sent


def add_reviewers(
    *, consultation: Consultation, reviewers: Collection[Person], by: Person, now: dt.datetime
) -> None:
    """Ask more people. Who is asked already is not asked again."""
    with _led(consultation, by, now) as sent:
        added = _invite(sent, reviewers, now)
        if not added:
            raise Refused("nobody")
        _tell("consultation.widened", sent, by, now, reviewers=_names(added))


def extend(*, consultation: Consultation, due: dt.date, by: Person, now: dt.datetime) -> None:
    """Another last day."""
    with _led(consultation, by, now) as sent:
        if due < localdate(now):
            raise Refused("past")
        sent.due = due
        sent.save(update_fields=["due"])
        _tell("consultation.extended", sent, by, now, due=str(due))


def end(
    *, consultation: Consultation, by: Person, now: dt.datetime, ending: str = Consultation.Ending.ENDED
) -> None:
    """No more comments are taken; `ending` WITHDRAWN also takes the text back from who has not answered."""
    with _led(consultation, by, now, even_ended=True) as sent:
        sent.ended_at, sent.ending = now, Consultation.Ending(ending)
        sent.save(update_fields=["ended_at", "ending"])
        counted: dict[str, audit.JSON] = {
            "comments": sent.comments.count(),
            "reviewers": sent.invitations.count(),
            "answered": sent.invitations.exclude(state=Invitation.State.ASKED).count(),
        }
        _tell(f"consultation.{ending}", sent, by, now, **counted)


def comment(
    *,
    consultation: Consultation,
    chapter: str = "",
    row: str = "",
    kind: str,
    text: str,
    proposed: str = "",
    by: Person,
    now: dt.datetime,
) -> Comment:
    """Say something of the sent text, of its `chapter`, or of the `row` in that; `proposed`: another wording."""
    text, proposed = _said(text), _said(proposed)
    with _open(consultation) as sent:
        if not policies.may_comment(by, sent, localdate(now)):
            raise Refused("not_asked")
        if not (text or proposed):
            raise Refused("no_text")
        if sent.comments.count() >= MOST_COMMENTS:
            raise Refused("many_comments", most=MOST_COMMENTS)
        about = _about(sent, chapter, row)
        made = Comment(consultation=sent, chapter=chapter, row=row, about=about, kind=Comment.Kind(kind))
        made.text, made.proposed, made.by, made.at = text, proposed, by, now
        made.save()
        return made


def answer(
    *, consultation: Consultation, state: str, reason: str = "", by: Person, now: dt.datetime
) -> Invitation:
    """A reviewer is ready, or declines. Who has commented is ready with remarks. Said anew, it counts anew."""
    with _open(consultation) as sent:
        asked = policies.invitation(by, sent)
        if asked is None:
            raise Refused("not_asked")
        if policies.leads(by, sent.directive, localdate(now)):
            raise Refused("own")
        declines = state == Invitation.State.DECLINED
        asked.reason = _said(reason) if declines else ""
        if declines and not asked.reason:
            raise Refused("no_reason")
        wrote = Comment.objects.filter(consultation=sent, by=by).exists()
        ready = Invitation.State.REMARKS if wrote else Invitation.State.NO_REMARKS
        asked.state, asked.answered_at = Invitation.State.DECLINED if declines else ready, now
        asked.save()
        return asked


def reply(*, comment: Comment, kind: str, text: str, moves: int, by: Person, now: dt.datetime) -> Entry:
    """Answer in the thread; the lead settles the comment or opens it again. `moves`: how many entries `by` has read.

    Who settles has read everything: an answer that came meanwhile is shown first. An answer alone is only added.
    """
    text, kind = _said(text), Entry.Kind(kind)
    with writing():
        found = Comment.objects.select_for_update(of=("self",)).filter(pk=comment.pk)
        locked = found.select_related("consultation__directive").first()
        if locked is None:
            raise Refused("gone")
        day = localdate(now)
        leads = policies.leads(by, locked.consultation.directive, day)
        if not policies.may_answer(by, locked, day) or (kind != Entry.Kind.REPLY and not leads):
            raise Refused("not_yours")
        _check(kind, text, moves, locked)
        locked.moves += 1
        locked.state = SETTLED.get(kind, Comment.State.OPEN if kind == Entry.Kind.REOPENED else locked.state)
        locked.save(update_fields=["moves", "state"])
        return Entry.objects.create(comment=locked, kind=kind, text=text, by=by, at=now)


def _check(kind: Entry.Kind, text: str, moves: int, locked: Comment) -> None:
    if kind == Entry.Kind.REPLY and not text:
        raise Refused("no_text")
    if kind == Entry.Kind.NO_ACTION and not text:
        raise Refused("no_reason")
    if kind != Entry.Kind.REPLY and moves != locked.moves:
        raise Refused("moved_on")
    if (kind in SETTLED) != (locked.state == Comment.State.OPEN) and kind != Entry.Kind.REPLY:
        raise Refused("moved_on")
    if locked.moves >= MOST_COMMENTS:
        raise Refused("many_comments", most=MOST_COMMENTS)


def review(*, directive: Directive, sha: str, remarks: str, by: Person, now: dt.datetime) -> ControllerReview:
    """The controller of the unit has reviewed the text whose SHA-256 is `sha`: the one that the page showed."""
    with writing():
        directive = lock(directive)
        if not policies.may_review(by, directive, localdate(now)):
            raise Refused("not_controller")
        data = canonical.to_bytes(storage.load(directive))
        if sha256(data) != sha:
            raise Refused("text_changed")
        made = ControllerReview(directive=directive, data=data, sha256=sha, remarks=_said(remarks))
        made.by, made.name, made.at = by, by.name, now
        made.save()
        payload: dict[str, audit.JSON] = {
            "number": directive.number, "sha256": sha, "remarks": bool(made.remarks)
        }  # fmt: skip
        audit.append(
            verb="controller.reviewed", actor=actor(by), subject=directive.uid, payload=payload,
            rows=[made], now=now,
        )  # fmt: skip
        return made


def text_hash(directive: Directive) -> str:
    """The SHA-256 of the working text as it stands."""
    return sha256(canonical.to_bytes(storage.load(directive)))


@contextmanager
def _open(consultation: Consultation) -> Iterator[Consultation]:
    """The remiss, read again and locked, while it takes answers."""
    with writing():
        rows = Consultation.objects.select_for_update(of=("self",)).select_related("directive")
        sent = rows.filter(pk=consultation.pk).first()
        if sent is None:
            raise Refused("gone")
        if not sent.is_open or sent.directive.ended:
            raise Refused("ended")
        yield sent


@contextmanager
def _led(
    consultation: Consultation, by: Person, now: dt.datetime, *, even_ended: bool = False
) -> Iterator[Consultation]:
    """The open remiss for who leads the directive, which is locked first: the chain's head is locked last."""
    with writing():
        directive = lock(consultation.directive)
        sent = Consultation.objects.select_for_update(of=("self",)).filter(pk=consultation.pk).first()
        if sent is None:
            raise Refused("gone")
        sent.directive = directive
        if not policies.leads(by, directive, localdate(now)):
            raise Refused("not_lead")
        if not sent.is_open or (directive.ended and not even_ended):
            raise Refused("ended")
        yield sent


def _invite(sent: Consultation, reviewers: Collection[Person], now: dt.datetime) -> list[Person]:
    known = set(sent.invitations.values_list("person", flat=True))
    people = {p.pk: p for p in reviewers if p.active and p.pk not in known}
    if len(known) + len(people) > MOST_REVIEWERS:
        raise Refused("many_reviewers", most=MOST_REVIEWERS)
    if any(policies.leads(p, sent.directive, localdate(now)) for p in people.values()):
        raise Refused("own")
    Invitation.objects.bulk_create(
        Invitation(consultation=sent, person=p, asked_at=now) for p in people.values()
    )
    new = sent.invitations.filter(person__in=people).values_list("pk", flat=True)
    if new:
        events.publish(ReviewersAsked(sent, tuple(new)))
    return list(people.values())


def _about(sent: Consultation, chapter: str, row: str) -> str:
    """The words of the row that a comment is about. Raises Refused where the sent text has no such place."""
    if not chapter and not row:
        return ""
    if chapter not in CHAPTER_KEYS:
        raise Refused("no_place")
    if not row:
        return ""
    rows = getattr(content_of(sent), chapter) if chapter in ROW_TYPES else ()
    found = next((r for r in rows if r.uid == row), None)
    if found is None:
        raise Refused("no_place")
    return row_text(found)


def _said(text: str) -> str:
    """What was typed, cleaned. Raises Refused where it is too long: nothing is cut off silently."""
    if len(text) > MOST_TEXT:
        raise Refused("long", most=MOST_TEXT)
    said: str = clean_text(text).strip()
    return said


def _names(people: Sequence[Person]) -> list[audit.JSON]:
    return [p.name for p in people]


def _tell(verb: str, sent: Consultation, by: Person, now: dt.datetime, **said: audit.JSON) -> None:
    payload: dict[str, audit.JSON] = {"number": sent.directive.number, "consultation": sent.uid, **said}
    audit.append(verb=verb, actor=actor(by), subject=sent.directive.uid, payload=payload, now=now)
