"""What waits for whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from uppdragil.decisions.models import Decision, Recusal, Round, SignOff
from uppdragil.decisions.selectors import last_refusal
from uppdragil.directives.content import Role
from uppdragil.directives.models import Directive, RoleAssignment
from uppdragil.directives.phases import ENDED_PHASES, WORK_PHASES, Phase
from uppdragil.editions.spec import Deciders
from uppdragil.organisation import roles
from uppdragil.organisation.models import Person
from uppdragil.portfolio.overview import Standing, standings


@dataclass(frozen=True)
class Waiting:
    """What one person has before them, longest waiting first; `mine` is every live mandate they have a part in.

    `sent_back`: by primary key of a directive to work on, the decision that sent it back.
    """

    to_decide: Sequence[Standing]
    to_work_on: Sequence[Standing]
    to_close: Sequence[Standing]
    mine: Sequence[Standing]
    sent_back: Mapping[int, Decision]


def waiting_for(person: Person, now: dt.datetime) -> Waiting:
    """As many queries for fifty mandates as for one."""
    today = localdate(now)
    holders = _holders(person, today)
    leads, owns = (_in(holders, role) for role in (Role.LEAD, Role.OWNER))
    acting = holders | roles.stood_in_for(person, today)
    confirms, receives = _in(acting, Role.OWNER), _in(acting, Role.RECEIVER)
    registers, drafts = _registers(person, today), Q(created_by=person, phase=Phase.DRAFT)
    live = Directive.objects.exclude(phase__in=ENDED_PHASES)
    mine = live.filter(leads | confirms | receives | registers | drafts).select_related("edition", "baseline")
    lines = standings(list(mine.order_by("phase_since", "pk")), today)
    running = live.filter(paused_at=None)
    work = _of(lines, running.filter(leads | drafts, phase__in=WORK_PHASES))
    return Waiting(
        to_decide=_of(lines, _to_decide(running, person, leads, confirms, receives, registers)),
        to_work_on=work,
        to_close=_of(lines, running.filter(owns, phase=Phase.REALISATION)),
        mine=lines,
        sent_back=last_refusal([line.directive for line in work]),
    )


def _to_decide(
    running: QuerySet[Directive], person: Person, leads: Q, owns: Q, receives: Q, registers: Q
) -> QuerySet[Directive]:
    """At a gate where the person has a seat, or stands in for who has it: has not confirmed yet or declared jäv,
    does not lead and did not submit.
    """
    confirmed = SignOff.objects.filter(person=person, round__ended_at=None).values("round__directive")
    recused = Recusal.objects.filter(person=person, round__ended_at=None).values("round__directive")
    own_work = Round.objects.filter(lead=person, ended_at=None).values("directive")
    countersigned = _before(deciders=Deciders.RECEIVERS)
    seat = registers | (_before(deciders=Deciders.OWNERS) | countersigned) & owns | countersigned & receives
    mine = running.filter(seat).exclude(leads).exclude(pk__in=own_work)
    return mine.exclude(pk__in=confirmed).exclude(pk__in=recused)


def _before(**fields: Any) -> Q:
    """The directives whose open round is so. A round keeps who its gate says decides."""
    return Q(pk__in=Round.objects.filter(ended_at=None, **fields).values("directive"))


def _holders(person: Person, day: dt.date) -> Q:
    """The rows of chapter 8 that the person holds."""
    held = Q(pk__in=())
    for kind, uid in roles.holders_of(person, day):
        held |= Q(holder_kind=kind, holder_id=uid)
    return held


def _in(held: Q, role: Role) -> Q:
    """The directives in which one of the rows `held` is of `role`."""
    return Q(pk__in=RoleAssignment.objects.filter(held, role=role).values("directive"))


def _registers(person: Person, day: dt.date) -> Q:
    """The directives that a body has before it in which the person is chair or secretary, or stands in for them."""
    return _before(deciders=Deciders.BODY, body__in=roles.registering(person, day).values("body"))


def _of(lines: Sequence[Standing], directives: QuerySet[Directive]) -> list[Standing]:
    wanted = set(directives.values_list("pk", flat=True))
    return [line for line in lines if line.directive.pk in wanted]
