"""Who acts: may this person do it, and are they who they say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from uppdragil.gates.values import FRESH, Facts, Unmet, Who, names


def is_among(facts: Facts, people: tuple[Who, ...]) -> bool:
    """Whether the actor is one of `people`."""
    return facts.actor.uid in {p.uid for p in people}


def by_lead(f: Facts) -> Iterator[Unmet]:
    """Only the lead does this: submit, withdraw and change (domain section 3)."""
    if not is_among(f, f.leads):
        yield Unmet("not_lead", names(f.leads))


def by_owner_or_office(f: Facts) -> Iterator[Unmet]:
    """Only an owner or the portfolio office pauses and resumes (domain section 3: Who may)."""
    if not is_among(f, (*f.owners, *f.office)):
        yield Unmet("not_owner_or_office", (*names(f.owners), *names(f.office)))


def by_owner(f: Facts) -> Iterator[Unmet]:
    """Only an owner closes (domain section 3: Who may)."""
    if not is_among(f, f.owners):
        yield Unmet("not_owner", names(f.owners))


def by_decider(f: Facts) -> Iterator[Unmet]:
    """Only who holds a seat of the gate, or stands in for who does. Those out for jäv are answered by `not_recused`."""
    if not is_among(f, f.deciders) and f.actor.uid not in f.recused:
        yield Unmet("not_decider", names(f.deciders))


def by_stopper(f: Facts) -> Iterator[Unmet]:
    """A decider of the next gate; while nobody can decide there, an owner or the office."""
    may = f.deciders or (*f.owners, *f.office)
    if not is_among(f, may) and f.actor.uid not in f.recused:
        yield Unmet("not_decider", names(may))


def not_recused(f: Facts) -> Iterator[Unmet]:
    """Who has declared jäv is out of the round, in every seat."""
    if f.actor.uid in f.recused:
        yield Unmet("recused", names(d for d in f.deciders if d not in f.barred))


def not_by_lead(f: Facts) -> Iterator[Unmet]:
    """Nobody decides on their own work (domain section 3)."""
    if is_among(f, f.barred):
        yield Unmet("lead_decides", names(d for d in f.deciders if d not in f.barred))


def not_yet_confirmed(f: Facts) -> Iterator[Unmet]:
    """One sign-off per person and round, in all capacities at once (domain section 3: Round)."""
    if f.actor.uid in f.confirmed:
        yield Unmet("already_confirmed")


def none_confirmed(f: Facts) -> Iterator[Unmet]:
    """The lead withdraws until the first sign-off, not after it (domain section 3: Round)."""
    if f.confirmed:
        yield Unmet("confirming_has_begun", names(f.deciders))


def freshly_authenticated(f: Facts) -> Iterator[Unmet]:
    """Who confirms has proved who they are within the last five minutes (`values.FRESH`), and not in the future."""
    if f.authenticated_at is None or not dt.timedelta(0) <= f.now - f.authenticated_at <= FRESH:
        yield Unmet("authentication_not_fresh", (f.actor.name,), "password")


def by_responsible(f: Facts) -> Iterator[Unmet]:
    """Whom it waits for, or who leads the mandate, or the office."""
    may = (*f.responsibles, *f.leads, *f.office)
    if not is_among(f, may):
        yield Unmet("not_responsible", tuple(dict.fromkeys(names(may))))


def by_decider_or_office(f: Facts) -> Iterator[Unmet]:
    """Only a decider of the gate, an owner or the office opens a condition again."""
    may = (*f.deciders, *f.owners, *f.office)
    if not is_among(f, may):
        yield Unmet("not_decider", tuple(dict.fromkeys(names(may))))
