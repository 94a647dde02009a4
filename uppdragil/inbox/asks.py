"""Asking those who can clear what stands in the way, and whether it still does."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from uppdragil.core import events
from uppdragil.core.values import clean_text
from uppdragil.directives.models import Directive
from uppdragil.gates.values import Unmet
from uppdragil.organisation.models import Person
from workflows import blocking

from .models import Ask

MOST_TEXT = 1_000  # characters
ONCE_IN = dt.timedelta(hours=24)


@dataclass(frozen=True)
class QuestionsAsked:
    """For `core.events`: the uids of new questions."""

    uids: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """Who is asked now, and who had been asked already within a day."""

    now: tuple[Person, ...]
    before: tuple[Person, ...]


def askable(reason: Unmet, looks: Person) -> bool:
    """Whether somebody else than the one who looks can be asked to clear `reason`."""
    return reason.code in blocking.ASKABLE and bool(set(reason.who_uids) - {looks.uid})


def can_be_asked(reason: Unmet, looks: Person) -> list[Person]:
    """Those who can clear `reason`, apart from the one who looks, as the reason names them."""
    uids = [uid for uid in reason.who_uids if uid != looks.uid]
    found = {p.uid: p for p in Person.objects.filter(uid__in=uids, active=True)}
    return [found[uid] for uid in uids if uid in found]


def find(directive: Directive, key: str, looks: Person, now: dt.datetime) -> Unmet | None:
    """The reason of that key, while it stands in the way and somebody else can clear it."""
    found = (u for u in blocking.reasons(directive, looks, now) if blocking.key(u) == key)
    return next((u for u in found if askable(u, looks)), None)


def ask(*, directive: Directive, reason: Unmet, by: Person, text: str, now: dt.datetime) -> Asked:
    """Ask everybody who can clear `reason`. Somebody who was asked the same within a day is not asked again."""
    people, key = can_be_asked(reason, by), blocking.key(reason)
    with transaction.atomic():
        recent = Ask.objects.filter(directive=directive, reason=key, at__gt=now - ONCE_IN)
        before = set(recent.values_list("asked", flat=True))
        made = [
            Ask(
                directive=directive,
                asked=person,
                by=by,
                reason=key,
                code=reason.code,
                where=reason.where[:100],
                text=clean_text(text)[:MOST_TEXT],
                at=now,
                day=localdate(now),
            )
            for person in people
            if person.pk not in before
        ]
        Ask.objects.bulk_create(made, ignore_conflicts=True)  # somebody else may ask at the same moment
        stored = list(Ask.objects.filter(uid__in=[a.uid for a in made]).values_list("uid", flat=True))
        if stored:
            events.publish(QuestionsAsked(tuple(stored)))
    return Asked(
        tuple(a.asked for a in made if a.uid in stored),
        tuple(
            p for p in people if p.pk in before or p.pk in {a.asked_id for a in made if a.uid not in stored}
        ),
    )


def done(*, ask: Ask, now: dt.datetime) -> None:
    """The one who was asked says that it is done. Saying it twice is once."""
    Ask.objects.filter(pk=ask.pk, ended_at=None).update(ended_at=now, ending=Ask.Ending.DONE)


def standing(asks: Iterable[Ask], now: dt.datetime) -> list[tuple[Ask, Unmet]]:
    """Those questions whose reason still stands in the way and is still theirs to clear, with the reason.

    Some 25 queries for each directive that is asked about, however many questions and other directives.
    """
    by_directive: dict[int, list[Ask]] = defaultdict(list)
    for one in asks:
        by_directive[one.directive_id].append(one)
    found = []
    for some in by_directive.values():
        reasons = {blocking.key(u): u for u in blocking.reasons(some[0].directive, some[0].by, now)}
        found += [(a, u) for a in some if (u := reasons.get(a.reason)) and a.asked.uid in u.who_uids]
    return sorted(found, key=lambda pair: (pair[0].at, pair[0].pk))


def settle(now: dt.datetime) -> int:
    """End the questions whose reason is gone; returns how many. For the timer: pages do not show them anyway."""
    asks = list(open_asks())
    still = {a.pk for a, _reason in standing(asks, now)}
    gone = [a.pk for a in asks if a.pk not in still]
    return Ask.objects.filter(pk__in=gone, ended_at=None).update(ended_at=now, ending=Ask.Ending.GONE)


def open_asks() -> QuerySet[Ask]:
    """The questions that still wait, with what their pages and letters name."""
    return Ask.objects.filter(ended_at=None).select_related(
        "directive__edition", "directive__body", "asked", "by"
    )
