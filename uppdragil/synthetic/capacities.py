"""What the invented units have room for, and when nothing is to land on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from uppdragil.core import audit, history
from uppdragil.organisation.models import Person, Unit
from uppdragil.portfolio.capacity.services import freezing, setting
from uppdragil.portfolio.models import FreezePeriod, UnitCapacity

from .plan.chance import Chance
from .plan.words import Capacity

SILENT = 5  # one unit of so many has said nothing
RECOVERING = 8  # one of so many is to recover some time
DAYS_AGO = (40, 500)  # when a unit said what it has room for
SUMMER = ((6, 22), (8, 14))


def store(
    units: Sequence[Unit],
    people: Sequence[Person],
    office: Person,
    words: Capacity,
    chance: Chance,
    today: dt.date,
) -> Iterator[audit.Ready]:
    """What fits, said by somebody of each unit; summers, set by the office; some weeks in which a unit recovers."""
    speaks = {person.unit_id: person for person in reversed(people)}
    noon = dt.datetime.combine(today, dt.time(12), dt.UTC)
    rooms = [
        room for unit in units for room in _rooms(unit, speaks[unit.pk], words, chance.of(unit.uid), noon)
    ]
    UnitCapacity.objects.bulk_create(rooms)
    yield from (audit.ready(setting(room), room.set_at) for room in rooms)
    periods = [*_summers(office, words, chance, noon)]
    periods += [
        p for u in units for p in _recovery(u, speaks[u.pk], words, chance.of("recovery", u.uid), noon)
    ]
    FreezePeriod.objects.bulk_create(periods)
    history.record_signed([history.sign(period, period.set_by, period.set_at) for period in periods])
    yield from (audit.ready(freezing(period), period.set_at) for period in periods)


def _rooms(
    unit: Unit, by: Person, words: Capacity, chance: Chance, noon: dt.datetime
) -> Iterator[UnitCapacity]:
    """Said once or twice, the first said first."""
    if chance.one_in(SILENT):
        return
    for days in sorted({chance.randint(*DAYS_AGO) for _ in range(chance.randint(1, 2))}, reverse=True):
        at = noon - dt.timedelta(days=days)
        yield UnitCapacity(
            unit=unit,
            since=at.date().replace(day=1),
            deliveries=chance.randint(1, 2),
            executions=chance.choice((None, 4, 6, 8)),
            word=chance.choice(words.room),
            set_by=by,
            name=by.name,
            set_at=at,
        )


def _summers(office: Person, words: Capacity, chance: Chance, noon: dt.datetime) -> Iterator[FreezePeriod]:
    """Those of this year and the next, each said a year before it."""
    for year in (noon.year, noon.year + 1):
        first, last = (dt.date(year, *day) for day in SUMMER)
        at = min(noon - dt.timedelta(days=30), dt.datetime(year - 1, 9, 1, 8, tzinfo=dt.UTC))
        reason = chance.choice(words.summer)
        yield _freeze(None, FreezePeriod.Kind.SUMMER, first, last, reason, office, at, chance)


def _recovery(
    unit: Unit, by: Person, words: Capacity, chance: Chance, noon: dt.datetime
) -> Iterator[FreezePeriod]:
    if chance.one_in(RECOVERING):
        first = noon.date() + dt.timedelta(days=chance.randint(10, 200))
        last = first + dt.timedelta(days=chance.randint(14, 42))
        at, reason = noon - dt.timedelta(days=chance.randint(1, 30)), chance.choice(words.recovery)
        yield _freeze(unit, FreezePeriod.Kind.RECOVERY, first, last, reason, by, at, chance)


def _freeze(
    unit: Unit | None,
    kind: str,
    first: dt.date,
    last: dt.date,
    reason: str,
    by: Person,
    at: dt.datetime,
    chance: Chance,
) -> FreezePeriod:
    return FreezePeriod(
        uid=chance.uid(), unit=unit, kind=kind, starts=first, ends=last, reason=reason, set_by=by, set_at=at
    )
