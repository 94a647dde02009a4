"""Which deciding places nobody can act in: today, within a month, or before the next gate is planned to be decided.

A place is covered by whoever holds it, and by a substitute for as long as the substitution runs.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from uppdragil.directives import selectors
from uppdragil.directives.content import HolderKind, Role
from uppdragil.directives.holding import holder, rows_of
from uppdragil.directives.models import Card, Directive, RoleAssignment
from uppdragil.directives.phases import ENDED_PHASES
from uppdragil.editions.spec import Deciders
from uppdragil.organisation.models import DecisionBody, Holding, Membership, Person, Substitution
from uppdragil.organisation.roles import Holder, named

from .ordering import with_days
from .overview import Standing

LINKED = (HolderKind.POSITION, HolderKind.PERSON)  # free text and units decide nothing; the review says so
RECORDS = (Membership.Seat.CHAIR, Membership.Seat.SECRETARY)
REGISTRAR = "registrar"
AHEAD = dt.timedelta(days=30)  # the least that is looked ahead: the gate may be past its day, or have none


@dataclass(frozen=True)
class Cover:
    """Somebody who acts in a place from-to; `substitute` for its holder."""

    starts: dt.date
    ends: dt.date | None
    name: str = ""
    substitute: bool = False


@dataclass(frozen=True)
class Gap:
    """From `day` on nobody acts in a place; None: nobody ever has. `last` is who acted until then.

    `gate` comes next, "" where none does, and is planned for `due`.
    """

    role: str
    through: str
    day: dt.date | None
    last: Cover | None
    gate: str
    due: dt.date | None
    open: bool


@dataclass
class Vacancies:
    """Of one mandate: the owners and receivers that nobody is behind today, as it names them; a body without anybody
    who records. `gaps`: all of them, those before the next gate too.
    """

    owners: list[str] = field(default_factory=list)
    receivers: list[str] = field(default_factory=list)
    body: str = ""
    gaps: list[Gap] = field(default_factory=list)

    def add(self, gap: Gap) -> None:
        self.gaps.append(gap)
        if not gap.open:
            return
        if gap.role == REGISTRAR:
            self.body = gap.through
        else:
            (self.owners if gap.role == Role.OWNER else self.receivers).append(gap.through)


@dataclass(frozen=True)
class Ahead:
    """What comes next for a directive: the gate, who decides there, and when."""

    directive: Directive
    gate: str
    deciders: Deciders | None
    due: dt.date | None


def vacancies(lines: Sequence[Standing], today: dt.date) -> dict[int, Vacancies]:
    """By primary key of the directive; receivers and the body where they decide next. Five queries at most."""
    return _vacancies([_ahead(s.directive, s.next_gate, s.next_gate_date) for s in lines], today)


def vacancies_of(directive: Directive, due: dt.date | None, today: dt.date) -> Vacancies:
    """As `vacancies`, of one whose next gate is due on that day."""
    ahead = _ahead(directive, selectors.next_gate(directive) or "", due)
    return _vacancies([ahead], today)[directive.pk]


def everywhere(today: dt.date) -> list[tuple[Directive, Vacancies]]:
    """The live mandates that have a gap now or before their next gate, in a dozen queries.

    A portfolio is large and has few vacancies: only mandates in whose places somebody's time ends are read.
    """
    exposed = list(_exposed(today).prefetch_related("edition").order_by("number"))
    texts = Card.objects.filter(version=None, directive__in=exposed)
    days = dict(with_days(texts, today).values_list("directive", "next_day"))
    due = {pk: dt.date.fromordinal(day) if day else None for pk, day in days.items()}
    found = _vacancies([_ahead(d, selectors.next_gate(d) or "", due.get(d.pk)) for d in exposed], today)
    return [(d, found[d.pk]) for d in exposed if d.pk in found and found[d.pk].gaps]


def _exposed(today: dt.date) -> QuerySet[Directive]:
    """The live mandates with a place in which nobody acts for good from today on."""
    deciding = RoleAssignment.objects.filter(role__in=(Role.OWNER, Role.RECEIVER), holder_kind__in=LINKED)
    pairs = deciding.order_by().values_list("holder_kind", "holder_id").distinct()
    holders = {(kind or "", uid or "") for kind, uid in pairs}
    covers = _covers(holders, today)
    ending = [holder for holder in holders if not _for_good(covers.get(holder, ()), today)]
    seats: dict[int, list[Cover]] = defaultdict(list)
    for row in Membership.objects.filter(seat__in=RECORDS, person__active=True):
        seats[row.body_id].append(Cover(row.starts, row.ends))
    alone = [
        pk for pk in DecisionBody.objects.values_list("pk", flat=True) if not _for_good(seats[pk], today)
    ]
    held = deciding.filter(named(ending)).values("directive")
    live = Directive.objects.exclude(phase__in=ENDED_PHASES)
    return live.filter(Q(pk__in=held) | Q(body__in=alone))


def _for_good(covers: Iterable[Cover], today: dt.date) -> bool:
    """Whether somebody acts in the place today and has no last day there."""
    return any(cover.starts <= today and cover.ends is None for cover in covers)


def _ahead(directive: Directive, gate: str, due: dt.date | None) -> Ahead:
    return Ahead(directive, gate, directive.edition.spec.gate(gate).deciders if gate else None, due)


def _vacancies(ahead: Sequence[Ahead], today: dt.date) -> dict[int, Vacancies]:
    found: dict[int, Vacancies] = defaultdict(Vacancies)
    by_pk = {a.directive.pk: a for a in ahead}
    wanted = [
        r
        for r in rows_of((a.directive for a in ahead), (Role.OWNER, Role.RECEIVER))
        if r.holder_kind in LINKED
        and (r.role == Role.OWNER or by_pk[r.directive_id].deciders is Deciders.RECEIVERS)
    ]
    covers = _covers({holder(r) for r in wanted}, today)
    for row in wanted:
        cover = covers.get(holder(row), [])
        if gap := _gap(by_pk[row.directive_id], row.role, row.holder, cover, today):
            found[row.directive_id].add(gap)
    for a, name, cover in _recorders(ahead, today):
        if gap := _gap(a, REGISTRAR, name, cover, today):
            found[a.directive.pk].add(gap)
    return found


def _gap(ahead: Ahead, role: str, through: str, covers: Sequence[Cover], today: dt.date) -> Gap | None:
    """The first day from today on, up to that of the next gate but at least for a month, on which nobody acts."""
    day, last = today, None
    for cover in sorted(covers, key=lambda c: c.starts):
        if cover.starts > day or (cover.ends and cover.ends < day):
            continue
        if cover.ends is None:
            return None
        day, last = cover.ends + dt.timedelta(days=1), cover
    horizon = max(ahead.due or today, today + AHEAD)
    if day > horizon:
        return None
    if day > today:
        return Gap(role, through, day, last, ahead.gate, ahead.due, open=False)
    over = [c for c in covers if c.ends and c.ends < today]
    last = max(over, key=lambda c: c.ends or today, default=None)
    since = last.ends + dt.timedelta(days=1) if last and last.ends else None
    return Gap(role, through, since, last, ahead.gate, ahead.due, open=True)


def _covers(holders: set[Holder], today: dt.date) -> dict[Holder, list[Cover]]:
    """Who has acted, acts and will act for each holder. Three queries."""
    found: dict[Holder, list[Cover]] = defaultdict(list)
    people, positions = ([uid for kind, uid in holders if kind == k] for k in LINKED[::-1])
    for uid, name in Person.objects.filter(uid__in=people, active=True).values_list("uid", "name"):
        found["person", uid].append(Cover(dt.date.min, None, name))
    held = Holding.objects.filter(position__uid__in=positions, person__active=True)
    for row in held.select_related("position", "person"):
        found["position", row.position.uid].append(Cover(row.starts, row.ends, row.person.name))
    instead = Substitution.objects.filter(
        Q(person__uid__in=people) | Q(position__uid__in=positions), ends__gte=today, substitute__active=True
    )
    for s in instead.select_related("person", "position", "substitute"):
        holder = ("person", s.person.uid) if s.person else ("position", s.position.uid if s.position else "")
        found[holder].append(Cover(s.starts, s.ends, s.substitute.name, substitute=True))
    return found


def _recorders(ahead: Iterable[Ahead], today: dt.date) -> list[tuple[Ahead, str, list[Cover]]]:
    """The bodies that decide next, each with those who record. One query or two."""
    of_body = [a for a in ahead if a.deciders is Deciders.BODY and a.directive.body_id]
    bodies = DecisionBody.objects.in_bulk([a.directive.body_id for a in of_body if a.directive.body_id])
    seats: dict[int, list[Cover]] = defaultdict(list)
    rows = Membership.objects.filter(body__in=bodies, seat__in=RECORDS, person__active=True)
    for row in rows.select_related("person") if bodies else ():
        seats[row.body_id].append(Cover(row.starts, row.ends, row.person.name))
    return [
        (a, str(bodies[a.directive.body_id]), seats[a.directive.body_id])
        for a in of_body
        if a.directive.body_id
    ]
