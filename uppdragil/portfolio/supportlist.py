"""The support needs of the whole portfolio, as lists and figures show them: of each mandate whose working text the
reader sees. What a mandate never got an answer to, and has ended without, is left out: nobody needs it any more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db.models import Case, Q, QuerySet, Value, When

from uppdragil.directives import policies
from uppdragil.directives.phases import ENDED_PHASES
from uppdragil.organisation.models import DecisionBody, Person

from .models import SupportNeed
from .support import OPEN


def seen_by(person: Person, day: dt.date) -> QuerySet[SupportNeed]:
    """The needs that `person` sees."""
    working = policies.working(person, day).values("pk")
    return SupportNeed.objects.filter(directive__in=working).exclude(OPEN, directive__phase__in=ENDED_PHASES)


def unanswered(person: Person, day: dt.date) -> int:
    """How many of them wait for an answer; one query."""
    return seen_by(person, day).filter(OPEN).count()


def bodies(person: Person, day: dt.date) -> QuerySet[DecisionBody]:
    """The bodies of which anything is asked there."""
    return DecisionBody.objects.filter(pk__in=seen_by(person, day).values("body"))


def listed(person: Person, day: dt.date, on: Mapping[str, str]) -> QuerySet[SupportNeed]:
    """The open ones first, the first due first; then those that were settled, the last due first.

    `on`: `state` ("open", "late" or "answered"), `kind`, `body` (its uid), `who` (words of whom it is asked).
    """
    rows = seen_by(person, day).select_related("directive", "body", "answered_by")
    if state := on.get("state"):
        rows = rows.filter(_in_state(state, day))
    if kind := on.get("kind"):
        rows = rows.filter(kind=kind)
    if body := on.get("body"):
        rows = rows.filter(body__uid=body)
    if who := on.get("who"):
        rows = rows.filter(
            Q(responsible__icontains=who) | Q(body__name__icontains=who) | Q(body__short__iexact=who)
        )
    settled = Case(When(OPEN, then=Value(0)), default=Value(1))
    open_by_day = Case(When(OPEN, then="due"))
    return rows.order_by(settled, open_by_day, "-due", "-pk")


def _in_state(state: str, day: dt.date) -> Q:
    answered = Q(answered_at__isnull=False)
    return {"open": OPEN, "late": OPEN & Q(due__lt=day), "answered": answered}.get(state, Q())
