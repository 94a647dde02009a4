"""The coming meetings of the invented bodies; what is submitted to a body comes on their agendas by itself."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping

from uppdragil.core import history
from uppdragil.core.calendar import next_workday
from uppdragil.meetings.models import Meeting
from uppdragil.organisation.models import DecisionBody, Person

from .plan.chance import Chance
from .plan.organisation import Body

AHEAD = (3, 24, 45)  # days from today
STARTS = (dt.time(8, 30), dt.time(9, 0), dt.time(13, 15))


def store(
    bodies: Mapping[str, DecisionBody],
    planned: tuple[Body, ...],
    people: Mapping[str, Person],
    chance: Chance,
    today: dt.date,
    now: dt.datetime,
) -> None:
    """Some for each body, planned by its secretary."""
    for body in planned:
        secretary = people[body.secretary.uid]
        rows = list(_meetings(bodies[body.uid], body, people, chance.of(body.uid), today))
        Meeting.objects.bulk_create(rows)
        history.record_many(rows, by=secretary, now=now)


def _meetings(
    stored: DecisionBody, body: Body, people: Mapping[str, Person], chance: Chance, today: dt.date
) -> Iterator[Meeting]:
    of_year: Counter[int] = Counter()
    starts = chance.choice(STARTS)
    for days in AHEAD:
        date = next_workday(today + dt.timedelta(days=days))
        of_year[date.year] += 1
        yield Meeting(
            uid=chance.uid(),
            body=stored,
            date=date,
            starts=starts,
            year=date.year,
            number=of_year[date.year],
            chair=people[body.chair.uid],
            secretary=people[body.secretary.uid],
            first_paragraph=chance.randint(20, 120),
        )
