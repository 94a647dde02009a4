"""Raising, looking at, answering and withdrawing what units need.

Each service is one transaction, which locks the need and reads it again. Each raises Refused, and core.contention.Busy
when others hold on to the tables for too long. An answer can be given anew, and never silently: the row's history, the
chain and a letter to who raised the need say so.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from uppdragil.core import audit, events, history
from uppdragil.core.coded import Coded
from uppdragil.core.contention import writing
from uppdragil.core.values import clean_text
from uppdragil.directives import services as directives
from uppdragil.directives.models import Directive
from uppdragil.organisation.models import Person
from uppdragil.portfolio.events import NeedAnswered

from . import policies
from .models import UnitNeed

State = UnitNeed.State

SENTENCES = {
    "no_unit": _("You belong to no unit in the register. The portfolio office can set that right."),
    "not_office": _("The portfolio office answers what the units need."),
    "not_of_unit": _("The unit that raised the need withdraws it."),
    "not_yours": _("Who raised the need says that the answer is read."),
    "too_little": _("Say what is needed, how it is today, and what follows if nothing is done."),
    "future": _("It cannot have been so since a day that has not come yet."),
    "past": _("It is wished by a day that has passed. Choose today or a later day."),
    "withdrawn": _("The unit has withdrawn the need."),
    "answered": _("The need is answered already."),
    "unanswered": _("The need is not answered yet."),
    "no_reason": _("Write why: the unit reads it."),
    "no_news": _("That is the answer that stands already."),
    "ended": _("The mandate has ended. Choose one that goes on."),
    "joined": _("The other need is joined or withdrawn itself. Choose the one that it belongs to."),
    "has_joined": _("Other needs are joined with this one. Answer it in another way."),
}


class Refused(Coded):
    """A rule of needs says no. `code` is a key of SENTENCES."""

    sentences = SENTENCES


@dataclass(frozen=True)
class Said:
    """What a unit says of its need: `UnitNeed` has the meaning of each."""

    title: str
    situation: str
    consequence: str
    since: dt.date | None = None
    disturbance: str = ""
    wanted_by: dt.date | None = None
    sub_goal: str = ""


def raise_need(*, said: Said, by: Person, now: dt.datetime) -> UnitNeed:
    """A new need of the unit of `by`."""
    today = localdate(now)
    texts = {
        name: clean_text(getattr(said, name)).strip()
        for name in ("title", "situation", "consequence", "disturbance", "sub_goal")
    }
    _ask("no_unit", unless=policies.may_raise(by))
    _ask("too_little", unless=all(texts[name] for name in ("title", "situation", "consequence")))
    _ask("future", unless=said.since is None or said.since <= today)
    _ask("past", unless=said.wanted_by is None or said.wanted_by >= today)
    with writing():
        need = UnitNeed(
            unit=by.unit, **texts, since=said.since, wanted_by=said.wanted_by, raised_by=by, raised_at=now
        )
        history.sign(need, by, now).save()
        _tell("need.raised", need, by, now, title=need.title, unit=str(need.unit))
        return need


def look_at(*, need: UnitNeed, by: Person, now: dt.datetime) -> UnitNeed:
    """The office has begun to look at it; the unit sees that."""
    _ask("not_office", unless=policies.may_answer(by))
    with writing():
        need = lock(need)
        _ask("answered", unless=not need.is_answered)
        if need.state == State.RAISED:
            need.state = State.LOOKED_AT
            history.sign(need, by, now).save()
            _tell("need.looked_at", need, by, now)
        return need


def take(*, need: UnitNeed, directive: Directive, text: str = "", by: Person, now: dt.datetime) -> UnitNeed:
    """The mandate `directive` is to meet the need."""
    with writing():
        directive = directives.lock(directive)
        _ask("ended", unless=not directive.ended)
        return _answer(need, State.TAKEN, text, by, now, directive=directive)


def decline(*, need: UnitNeed, text: str, by: Person, now: dt.datetime) -> UnitNeed:
    """No mandate is to meet the need; `text` says why not."""
    _ask("no_reason", unless=bool(clean_text(text).strip()))
    with writing():
        return _answer(need, State.DECLINED, text, by, now)


def join(*, need: UnitNeed, other: UnitNeed, text: str = "", by: Person, now: dt.datetime) -> UnitNeed:
    """The need is the same as `other`, or a part of it, and goes with it. Never chained."""
    with writing():
        both = UnitNeed.objects.select_for_update().filter(pk__in=[need.pk, other.pk])
        other = {row.pk: row for row in both.order_by("pk")}[other.pk]
        alone = other.state not in (State.JOINED, State.WITHDRAWN)
        _ask("joined", unless=alone and need.pk != other.pk)
        _ask("has_joined", unless=not need.joined.exists())
        return _answer(need, State.JOINED, text, by, now, joined_to=other)


def withdraw(*, need: UnitNeed, by: Person, now: dt.datetime) -> UnitNeed:
    """The unit needs it no more, and nobody has answered yet."""
    _ask("not_of_unit", unless=policies.may_withdraw(by, need))
    with writing():
        need = lock(need)
        _ask("answered", unless=not need.is_answered)
        _ask("has_joined", unless=not need.joined.exists())
        need.state = State.WITHDRAWN
        history.sign(need, by, now).save()
        _tell("need.withdrawn", need, by, now)
        return need


def read(*, need: UnitNeed, by: Person, now: dt.datetime) -> UnitNeed:
    """Who raised it has read the answer; it waits for them no more."""
    _ask("not_yours", unless=by.pk == need.raised_by_id)
    with writing():
        need = lock(need)
        _ask("unanswered", unless=need.is_answered)
        if need.read_at is None:
            need.read_at = now
            history.sign(need, by, now).save()
        return need


def lock(need: UnitNeed) -> UnitNeed:
    """The need as it is now, held until the transaction ends. Refuses one that is withdrawn."""
    locked = UnitNeed.objects.select_for_update(of=("self",)).select_related("unit").get(pk=need.pk)
    _ask("withdrawn", unless=locked.state != State.WITHDRAWN)
    return locked


def _answer(
    need: UnitNeed,
    state: str,
    text: str,
    by: Person,
    now: dt.datetime,
    *,
    directive: Directive | None = None,
    joined_to: UnitNeed | None = None,
) -> UnitNeed:
    """Inside a transaction. Another answer than before says why it is another."""
    _ask("not_office", unless=policies.may_answer(by))
    need, text = lock(need), clean_text(text).strip()
    _ask("no_reason", unless=bool(text) or not need.is_answered)
    said = (state, text, directive and directive.pk, joined_to and joined_to.pk)
    _ask("no_news", unless=said != (need.state, need.answer, need.directive_id, need.joined_to_id))
    need.state, need.answer, need.directive, need.joined_to = state, text, directive, joined_to
    need.answered_by, need.answered_at, need.read_at = by, now, None
    history.sign(need, by, now).save()
    _tell(f"need.{state}", need, by, now, text=text)
    events.publish(NeedAnswered(need))
    return need


def _ask(code: str, *, unless: bool) -> None:
    if not unless:
        raise Refused(code)


def _tell(verb: str, need: UnitNeed, by: Person, now: dt.datetime, **said: audit.JSON) -> None:
    """A need that a mandate took is told as that mandate's: whoever may not read of it reads nothing here either."""
    about = need.directive
    payload: dict[str, audit.JSON] = {"need": need.uid, **{k: v for k, v in said.items() if v}}
    if about:
        payload["number"] = about.number
    subject = about.uid if about else ""
    audit.append_all([audit.Entry(verb, directives.actor(by), subject, payload)], now=now)
