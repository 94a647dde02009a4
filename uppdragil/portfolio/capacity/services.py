"""Saying what a unit has room for, and when nothing is to land on it. Each service is one transaction.

Each raises Refused, and core.contention.Busy when others hold on to the tables for too long.
"""

from __future__ import annotations

import datetime as dt

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from uppdragil.core import audit, history
from uppdragil.core.coded import Coded
from uppdragil.core.contention import writing
from uppdragil.core.values import clean_text
from uppdragil.directives.services import actor
from uppdragil.organisation.models import Person, Unit

from . import policies
from .load import Room, month_of, room_in
from .models import FreezePeriod, UnitCapacity

YEARS_AHEAD = 5  # a month further off is a typing error
LONGEST = dt.timedelta(days=366)
SENTENCES = {
    "not_yours": _("Somebody of the unit says what it has room for, or the portfolio office."),
    "not_office": _("The portfolio office freezes all units at once."),
    "inactive": _("The unit is no longer in use. The portfolio office can take it into use again."),
    "no_word": _("Write a word on why: who plans reads it."),
    "past": _("What the unit has room for holds from this month or a later one."),
    "far": _("Choose a month within five years."),
    "no_news": _("That is what holds already."),
    "backwards": _("The freeze ends before it starts."),
    "over": _("The freeze is over already."),
    "long": _("A freeze lasts a year at most."),
    "lifted": _("The freeze is lifted already."),
}


class Refused(Coded):
    """A rule of capacity says no. `code` is a key of SENTENCES."""

    sentences = SENTENCES


def set_capacity(
    *, unit: Unit, since: dt.date, room: Room, word: str, by: Person, now: dt.datetime
) -> UnitCapacity:
    """What fits at `unit` from the month of `since` on. What held before stays, for the months before."""
    since, word, month = month_of(since), clean_text(word).strip(), month_of(localdate(now))
    _ask("not_yours", unless=policies.may_set(by, unit))
    _ask("inactive", unless=unit.active)
    _ask("no_word", unless=bool(word))
    _ask("past", unless=since >= month)
    _ask("far", unless=since.year <= month.year + YEARS_AHEAD)
    with writing():
        locked = Unit.objects.select_for_update().get(pk=unit.pk)  # one after the other
        said = [(row.since, Room(row.deliveries, row.executions)) for row in locked.capacities.all()]
        _ask("no_news", unless=room_in(since, said) != room)
        made = UnitCapacity.objects.create(
            unit=unit, since=since, deliveries=room.deliveries, executions=room.executions, word=word,
            set_by=by, name=by.name, set_at=now,
        )  # fmt: skip
        audit.append_all([setting(made)], now=now)
        return made


def setting(made: UnitCapacity) -> audit.Entry:
    """What the chain is told of it."""
    payload: dict[str, audit.JSON] = {
        "unit": str(made.unit), "from": made.since.isoformat(), "deliveries": made.deliveries,
        "executions": made.executions, "text": made.word,
    }  # fmt: skip
    return audit.Entry("capacity.set", actor(made.set_by), "", payload, [made])


def freeze(
    *, unit: Unit | None, kind: str, starts: dt.date, ends: dt.date, reason: str, by: Person, now: dt.datetime
) -> FreezePeriod:
    """Nothing is to land on `unit`, or on any unit, from `starts` to `ends`."""
    reason = clean_text(reason).strip()
    _ask("not_yours" if unit else "not_office", unless=policies.may_freeze(by, unit))
    _ask("inactive", unless=unit is None or unit.active)
    _ask("no_word", unless=bool(reason))
    _ask("backwards", unless=ends >= starts)
    _ask("over", unless=ends >= localdate(now))
    _ask("long", unless=ends - starts < LONGEST)
    with writing():
        made = FreezePeriod(
            unit=unit, kind=kind, starts=starts, ends=ends, reason=reason, set_by=by, set_at=now
        )
        history.sign(made, by, now).save()
        audit.append_all([freezing(made)], now=now)
        return made


def freezing(made: FreezePeriod) -> audit.Entry:
    """What the chain is told of it."""
    return audit.Entry("freeze.set", actor(made.set_by), "", _said(made) | {"text": made.reason})


def lift(*, period: FreezePeriod, by: Person, now: dt.datetime) -> FreezePeriod:
    """The freeze holds no more. One that is over has held, and stays as it was."""
    _ask("not_yours" if period.unit else "not_office", unless=policies.may_freeze(by, period.unit))
    with writing():
        rows = FreezePeriod.objects.select_for_update(of=("self",)).select_related("unit")
        period = rows.get(pk=period.pk)
        _ask("lifted", unless=period.lifted_at is None)
        _ask("over", unless=period.ends >= localdate(now))
        period.lifted_by, period.lifted_at = by, now
        history.sign(period, by, now).save()
        audit.append(verb="freeze.lifted", actor=actor(by), payload=_said(period), now=now)
        return period


def _ask(code: str, *, unless: bool) -> None:
    if not unless:
        raise Refused(code)


def _said(period: FreezePeriod) -> dict[str, audit.JSON]:
    return {
        "freeze": period.uid, "kind": period.kind, "unit": str(period.unit) if period.unit else None,
        "from": period.starts.isoformat(), "to": period.ends.isoformat(),
    }  # fmt: skip
