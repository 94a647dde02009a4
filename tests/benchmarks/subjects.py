"""Who asks, and for what: of everything some that lie evenly in the portfolio, so that nobody is unusual."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from django.test import Client
from django.utils import timezone

from uppdragil.decisions.models import Decision, Round
from uppdragil.directives.models import Directive
from uppdragil.documents import records
from uppdragil.inbox.selectors import waiting_for
from uppdragil.organisation.models import Duty, Person
from workflows import facts

T = TypeVar("T")
PER_DECIDER = 4  # passwords are asked for often: more of one person in a minute are refused
OWNERS = 25  # among whom the one in the middle is found
LED = 40


@dataclass(frozen=True)
class Whose:
    """A mandate, and a session of whoever does something with it."""

    directive: str
    session: str


@dataclass(frozen=True)
class Busy:
    """Somebody for whom things wait, with a session."""

    person: str
    session: str
    items: int


@dataclass(frozen=True)
class Record:
    """A sealed record, and how many seconds it took to make."""

    path: str
    round: str
    seconds: float


@dataclass(frozen=True)
class Chosen:
    """All of them. `office`: a session of the portfolio office."""

    office: str
    led: Sequence[Whose]
    decidable: Sequence[Whose]
    busy: Busy
    record: Record


def choose(rounds: int) -> Chosen:
    """`rounds`: so many that can be decided, or as many as there are."""
    office = Person.objects.filter(duties__kind=Duty.Kind.OFFICE).earliest("pk")
    return Chosen(_session(office), _led(), list(islice(_decidable(), rounds)), _busy(), _record())


def _session(person: Person | None) -> str:
    client = Client()
    assert person is not None
    assert person.user is not None
    client.force_login(person.user, "django.contrib.auth.backends.ModelBackend")
    return client.cookies["sessionid"].value


def _led() -> list[Whose]:
    """Mandates under way, by who leads them and may edit their text."""
    found = Directive.objects.filter(phase="execution", paused_at=None).order_by("pk")
    return [Whose(d.uid, _session(d.created_by)) for d in _spread(list(found), LED)]


def _busy() -> Busy:
    """The owner for whom as much waits as for the one in the middle."""
    heads = Person.objects.filter(holdings__ends=None, holdings__isnull=False).distinct().order_by("pk")
    now = timezone.now()
    many = sorted((len(waiting_for(p, now).items), p.pk, p) for p in _spread(list(heads), OWNERS))
    items, _pk, person = many[len(many) // 2]
    return Busy(person.uid, _session(person), items)


def _decidable() -> Iterator[Whose]:
    """Open rounds at BP1 and BP2 that one owner ends, none with many of the same owner."""
    rounds = Round.objects.filter(ended_at=None, gate__in=("BP1", "BP2"), directive__paused_at=None)
    asked: Counter[str] = Counter()
    now = timezone.now()
    for round_ in rounds.select_related("directive__edition", "lead", "version").order_by("pk"):
        gathered = facts.gather(round_.directive, round_.lead, now, round_=round_)
        due = any(condition.due <= gathered.today for condition in gathered.conditions)
        if len(gathered.seats) > 1 or due:
            continue
        uid = gathered.seats[0].holders[0].uid
        asked[uid] += 1
        if asked[uid] <= PER_DECIDER:
            yield Whose(round_.directive.uid, _session(Person.objects.get(uid=uid)))


def _record() -> Record:
    decision = Decision.objects.filter(outcome="yes", gate="BP1").earliest("pk")
    begun = time.perf_counter()
    records.make(decision, timezone.now())
    seconds = time.perf_counter() - begun
    path = f"/directives/{decision.directive.uid}/decisions/{decision.round.uid}/record.pdf"
    return Record(path, decision.round.uid, seconds)


def _spread(values: list[T], wanted: int) -> list[T]:
    return values[:: max(1, len(values) // wanted)][:wanted]
