"""Support needs (stödbehov): raised in a mandate, answered by those who are asked, or withdrawn.

Each service is one transaction, which locks the directive and reads the need again. Each raises Refused, and
core.contention.Busy when others hold on to the tables for too long.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from uppdragil.core import audit, events, history
from uppdragil.core.coded import Coded
from uppdragil.core.contention import writing
from uppdragil.core.values import clean_text
from uppdragil.directives import policies, services
from uppdragil.directives.content import Role
from uppdragil.directives.models import Directive
from uppdragil.organisation import roles
from uppdragil.organisation.models import DecisionBody, Duty, Person

from .events import SupportAsked
from .models import SupportNeed

OPEN = Q(answered_at=None, withdrawn_at=None)

SENTENCES = {
    "not_at_work": _("The mandate lead or the portfolio office says what support the mandate needs."),
    "not_asked": _("Those who are asked for the support, or the portfolio office, answer."),
    "ended": _("The mandate has ended, and needs no more support."),
    "no_text": _("Say what is needed."),
    "nobody": _("Say who is asked for the support."),
    "other_body": _("Only the body that decides on the mandate can be asked here."),
    "past": _("The answer is needed by a day that has passed. Choose today or a later day."),
    "no_answer": _("Write the answer."),
    "settled": _("The support need is answered or withdrawn already."),
}


class Refused(Coded):
    """A rule of support needs says no. `code` is a key of SENTENCES."""

    sentences = SENTENCES


def of_directive(directive: Directive) -> QuerySet[SupportNeed]:
    """Every need of `directive`: the open ones first, each by their day."""
    rows = SupportNeed.objects.filter(directive=directive).select_related("body", "answered_by", "raised_by")
    return rows.order_by(Case(When(OPEN, then=Value(0)), default=Value(1)), "due", "pk")


def works_on(person: Person, directive: Directive, day: dt.date) -> bool:
    """Whether `person` says what `directive` needs: its lead, the office, until it is decided who made it."""
    if roles.has_duty(person, Duty.Kind.OFFICE):
        return True
    if directive.created_by_id == person.pk and directive.baseline_id is None:
        return True
    return policies.holds(person, directive, Role.LEAD, day)


def may_raise(person: Person, directive: Directive, day: dt.date) -> bool:
    """Also at a gate and during a pause: that is when support is needed most."""
    return not directive.ended and works_on(person, directive, day)


def asked(need: SupportNeed, day: dt.date) -> list[Person]:
    """Who is behind whom the need is asked of: the body's chair and secretary, the person, the position's holders."""
    if need.body:
        return roles.registrars(need.body, day)
    holder = (need.holder_kind, need.holder_id)
    return roles.people([holder], day).get(holder, [])


def may_answer(person: Person, need: SupportNeed, day: dt.date) -> bool:
    """Those asked, who stands in for them, and the office. Where words name nobody of the register, who works on the
    mandate notes it.
    """
    if roles.has_duty(person, Duty.Kind.OFFICE) or _stands_in(person, need, day):
        return True
    people = asked(need, day)
    if not (people or need.body):
        return works_on(person, need.directive, day)
    return person in people


def _stands_in(person: Person, need: SupportNeed, day: dt.date) -> bool:
    """Whether `person` is substitute for whom the need is asked of, or for who records what the body says."""
    instead = roles.stood_in_for(person, day)
    if need.body:
        return roles.seats(person, instead, day).filter(body=need.body, seat__in=roles.RECORDING).exists()
    return (need.holder_kind, need.holder_id) in instead


def open_needs(directives: Sequence[Directive]) -> dict[int, list[SupportNeed]]:
    """Those without an answer, the first due first, by directive; one query."""
    found: dict[int, list[SupportNeed]] = defaultdict(list)
    rows = SupportNeed.objects.filter(OPEN, directive__in=directives).select_related("body")
    for need in rows.order_by("due", "pk"):
        found[need.directive_id].append(need)
    return dict(found)


def raise_need(
    *,
    directive: Directive,
    kind: str,
    text: str,
    due: dt.date,
    body: DecisionBody | None = None,
    responsible: str = "",
    holder: roles.Holder = ("", ""),
    by: Person,
    now: dt.datetime,
) -> SupportNeed:
    """A new need, asked of `body`, or of `responsible` in words, whom `holder` ties to the register."""
    text, responsible = clean_text(text).strip(), clean_text(responsible).strip()
    with writing():
        directive = _locked(directive, by, now)
        if not text:
            raise Refused("no_text")
        if body is None and not responsible:
            raise Refused("nobody")
        if body and body.pk != directive.body_id:  # the others do not see the mandate's working text
            raise Refused("other_body")
        if due < localdate(now):
            raise Refused("past")
        need = SupportNeed(directive=directive, kind=kind, text=text, due=due, raised_by=by, raised_at=now)
        need.body, need.responsible = body, "" if body else responsible
        need.holder_kind, need.holder_id = ("", "") if body else holder
        history.sign(need, by, now).save()
        audit.append_all([asking(need)], now=now)
        events.publish(SupportAsked(need))
        return need


def answer(*, need: SupportNeed, text: str, by: Person, now: dt.datetime) -> SupportNeed:
    """What those who are asked say. An answer is the last word: who needs more raises a new need."""
    text = clean_text(text).strip()
    with _open(need) as locked:
        if not may_answer(by, locked, localdate(now)):
            raise Refused("not_asked")
        if not text:
            raise Refused("no_answer")
        _answered(locked, text, "", by, now)
        return locked


def withdraw(*, need: SupportNeed, by: Person, now: dt.datetime) -> SupportNeed:
    """It is not needed any more, by who works on the mandate."""
    with _open(need) as locked:
        if not works_on(by, locked.directive, localdate(now)):
            raise Refused("not_at_work")
        locked.withdrawn_at = now
        history.sign(locked, by, now).save()
        _tell("support.withdrawn", locked, by, now)
        return locked


def answer_at_meeting(said: Mapping[int, tuple[str, str]], by: Person, now: dt.datetime) -> None:
    """The needs that a meeting took up, by primary key: what it said, and at which paragraph. Inside a transaction of
    the caller, who has asked whether `by` writes in the meeting. What was settled meanwhile is let be.
    """
    for need in _all(said):
        if need.is_open:
            _answered(need, *said[need.pk], by, now)


def reopen_from_meeting(taken: Sequence[int], by: Person, now: dt.datetime) -> None:
    """A meeting that is opened again takes its answers back; `taken`: the primary keys of the needs that it took up."""
    for need in _all(taken):
        if need.reference:
            need.answer, need.reference, need.answered_by, need.answered_at = "", "", None, None
            history.sign(need, by, now).save()
            _tell("support.reopened", need, by, now)


def _locked(directive: Directive, by: Person, now: dt.datetime) -> Directive:
    directive = services.lock(directive)
    if not works_on(by, directive, localdate(now)):
        raise Refused("not_at_work")
    if directive.ended:
        raise Refused("ended")
    return directive


@contextmanager
def _open(need: SupportNeed) -> Iterator[SupportNeed]:
    """The need, read again under the lock of its directive, while both are open."""
    with writing():
        directive = services.lock(need.directive)
        locked = SupportNeed.objects.select_related("body").get(pk=need.pk)
        locked.directive = directive
        if directive.ended:
            raise Refused("ended")
        if not locked.is_open:
            raise Refused("settled")
        yield locked


def _all(pks: Iterable[int]) -> Sequence[SupportNeed]:
    """The needs, after the lock of every directive of theirs: the chain's head is locked after them all."""
    rows = SupportNeed.objects.filter(pk__in=list(pks))
    locked = Directive.objects.select_for_update(of=("self",)).filter(pk__in=rows.values("directive"))
    list(locked.order_by("pk").values_list("pk"))
    return list(rows.select_related("directive", "body"))


def _answered(need: SupportNeed, text: str, reference: str, by: Person, now: dt.datetime) -> None:
    need.answer, need.reference, need.answered_by, need.answered_at = text, reference, by, now
    history.sign(need, by, now).save()
    audit.append_all([answering(need, by)], now=now)


def asking(need: SupportNeed) -> audit.Entry:
    """What the chain is told of a new need."""
    said = {"text": need.text, "due": str(need.due), "asked_of": need.asked_of}
    return _entry("support.asked", need, need.raised_by, **said)


def answering(need: SupportNeed, by: Person) -> audit.Entry:
    """What the chain is told of an answer."""
    said = {"text": need.answer, "asked": need.text}
    return _entry(
        "support.answered", need, by, **said, **({"reference": need.reference} if need.reference else {})
    )


def _tell(verb: str, need: SupportNeed, by: Person, now: dt.datetime) -> None:
    audit.append_all([_entry(verb, need, by)], now=now)


def _entry(verb: str, need: SupportNeed, by: Person, **said: audit.JSON) -> audit.Entry:
    directive = need.directive
    payload: dict[str, audit.JSON] = {"number": directive.number, "support_need": need.uid, **said}
    return audit.Entry(verb, services.actor(by), directive.uid, payload)
