"""Generating: everything is planned, stored batch by batch, and the chain is told last. One transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any, TypeVar

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.utils.timezone import get_current_timezone

from uppdragil.core import audit, history
from uppdragil.core.contention import writing
from uppdragil.directives.models import Directive
from uppdragil.directives.services import take_numbers
from uppdragil.editions.services import current
from uppdragil.organisation.models import DecisionBody, Duty, Position, Unit, User
from uppdragil.search import indexing
from workflows import bulk

from . import capacities, editions, meetings
from . import register as organisations
from .book import Book, Mandate, Register
from .kinds import KINDS, MODELS
from .plan import organisation as planning
from .plan import portfolio
from .plan import strategy as strategies
from .plan.chance import Chance
from .plan.links import depending
from .plan.portfolio import Story
from .plan.words import words

T = TypeVar("T")
EDITION = "uppdragil-3.0"
BATCH = 200  # mandates in memory with their rows
PAGE = 2_000  # events written at a time
# What a mandate's directive gets last, beside `superseded_by`.
ARRIVED = (
    "phase", "phase_since", "baseline", "body", "paused_at", "paused_reason", "wake_on", "stopped_reason",
)  # fmt: skip


class AlreadyThere(Exception):
    """The invented organisation stands in this database already, or something that is called the same."""


def generate(
    *,
    count: int,
    seed: int,
    today: dt.date,
    password: str = "",
    progress: Callable[[int], None] = lambda done: None,
) -> int:
    """`count` invented mandates as they stand on `today`, with the organisation that they need. The events written.

    The same arguments give the same rows and the same chain in the same database. `password`: that of every
    invented account; without it nobody can log in by one. `progress` is told how many mandates are stored.
    Raises AlreadyThere, Edition.DoesNotExist, and core.contention.Busy.
    """
    with writing():
        stories, register, events = _planned(count, seed, today, password)
        for done, some in _slices(stories, BATCH):
            events += _stored([_mandate(story, register) for story in some])
            progress(done)
        _superseded(stories, register)
        indexing.complete()
        events.sort(key=attrgetter("at"))
        salts = Chance(seed, "salts")
        for _done, page in _slices(events, PAGE):
            audit.append_ready(page, salt=lambda: salts.randbytes(audit.SALT_SIZE))
        return len(events)


def _planned(
    count: int, seed: int, today: dt.date, password: str
) -> tuple[list[Story], Register, list[audit.Ready]]:
    """The mandates to be; the organisation and the strategy are stored, and what the chain is to be told of these."""
    edition, zone = current(EDITION), get_current_timezone()
    organisation = planning.plan(count, Chance(seed, "organisation"), words(), today)
    if _is_there(organisation):
        raise AlreadyThere
    people, bodies = organisations.store(
        organisation,
        password=_hash(password, seed),
        now=dt.datetime.combine(organisation.since, dt.time(8), zone),
    )
    begins = dt.datetime.combine(today, dt.time(), zone)
    meetings.store(bodies, organisation.bodies, people, Chance(seed, "meetings"), today, begins)
    stories = portfolio.plan(
        count=count,
        seed=seed,
        organisation=organisation,
        spec=edition.spec,
        words=words(),
        today=today,
        zone=zone,
        numbers=take_numbers,
    )
    strategy = strategies.plan(words(), Chance(seed, "strategy"), today)
    stories = strategies.serving(depending(stories), strategy, words().themes)
    office = next(people[person.uid] for person in organisation.people if person.duty == Duty.Kind.OFFICE)
    events = list(editions.store(strategy, office, zone))
    units = list(Unit.objects.filter(uid__in=[unit.uid for unit in organisation.units]).order_by("pk"))
    chance = Chance(seed, "capacity")
    events += capacities.store(units, [*people.values()], office, words().capacity, chance, today)
    return stories, Register(people, bodies, {story.uid: story for story in stories}, edition), events


def _is_there(plan: planning.Organisation) -> bool:
    """Whether anything stands already that is called as something of the plan, and cannot be there twice."""
    units = Unit.objects.filter(name__in=[unit.name for unit in plan.units])
    titles = Position.objects.filter(title__in=[position.title for position in plan.positions])
    bodies = DecisionBody.objects.filter(name__in=[body.name for body in plan.bodies])
    accounts = User.objects.filter(username__in=[person.username for person in plan.people])
    return any(found.exists() for found in (units, titles, bodies, accounts))


def _hash(password: str, seed: int) -> str:
    """One for all, so that many accounts cost no more than one; without a password one that nothing matches."""
    if not password:
        return UNUSABLE_PASSWORD_PREFIX
    return make_password(password, salt=f"{Chance(seed, 'password').getrandbits(128):032x}")


def _mandate(story: Story, register: Register) -> Mandate:
    lead = register.people[story.cast.lead.uid]
    directive = Directive(uid=story.uid, edition=register.edition, created_at=story.begun, created_by=lead)
    return Mandate(replace(story), directive, register)  # a copy: its text is forgotten with the batch


def _stored(mandates: Sequence[Mandate]) -> list[audit.Ready]:
    """What the chain is to be told of them."""
    book = Book(MODELS)
    for mandate in mandates:
        for tell in KINDS:
            tell(mandate, book)
    book.store()
    for mandate in mandates:
        bulk.arrive(mandate.directive, mandate.story.passes)
        for name, value in mandate.arrived.items():
            setattr(mandate.directive, name, value)
    Directive.objects.bulk_update([m.directive for m in mandates], ARRIVED)
    book.store_changes()
    bulk.write([(m.directive, m.story.passes) for m in mandates])
    return book.events()


def _superseded(stories: Sequence[Story], register: Register) -> None:
    """Who took over from whom: known only when both are stored."""
    pairs = {story.successor: story for story in stories if story.successor}
    uids = [*pairs, *(old.uid for old in pairs.values())]
    found: dict[Any, Directive] = Directive.objects.in_bulk(uids, field_name="uid")
    ended = []
    for successor, story in pairs.items():
        old, by = found[story.uid], register.people[register.stories[successor].cast.body.secretary.uid]
        old.superseded_by = found[successor]
        ended.append(history.sign(old, by, story.passes[-1].entered))
    Directive.objects.bulk_update(ended, ["superseded_by"])
    history.record_signed(ended, changed=True)


def _slices(values: Sequence[T], size: int) -> Iterator[tuple[int, Sequence[T]]]:
    """So many at a time, each with how many there are up to it."""
    for first in range(0, len(values), size):
        some = values[first : first + size]
        yield first + len(some), some
