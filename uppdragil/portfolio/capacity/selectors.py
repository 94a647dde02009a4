"""What lands on which unit, what it has room for, and when nothing is to land: read from the database."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Subquery, When
from django.utils.timezone import get_current_timezone, localdate

from uppdragil.decisions.models import Decision, Round
from uppdragil.directives import selectors
from uppdragil.directives.models import Card, Directive
from uppdragil.directives.phases import ENDED_PHASES, Phase
from uppdragil.editions.models import Edition
from uppdragil.editions.spec import Deciders, Outcome
from uppdragil.organisation.models import Person, Position, Unit

from .load import Cell, Frozen, Landing, Room, Way, month_of, row
from .models import FreezePeriod, UnitCapacity

PASSING = tuple(outcome for outcome in Outcome if outcome.passes)
NOTHING_LANDS = (Phase.DRAFT, Phase.REALISATION, *ENDED_PHASES)  # a draft is an idea until it is submitted


def landings(cards: QuerySet[Card], today: dt.date, units: Collection[str] | None = None) -> list[Landing]:
    """What `cards` let land, once per receiving unit; four queries however many there are.

    `units`: only what lands on these, by uid. Else also, under "", the mandates without a receiving unit.
    """
    ways = _Ways()
    delivered = ways.delivered(today)
    live = cards.filter(~Q(directive__phase__in=NOTHING_LANDS) | Q(directive__in=delivered))
    if units is not None:
        live = live.filter(_received_by(units))
    rows = live.annotate(receiving=_unit()).values_list(
        "receiving", "directive_id", "directive__edition_id", "directive__phase", "days"
    )
    due = _postponed()
    found = {
        (unit or "", pk): ways.landing(unit or "", pk, edition, phase, days, due.get(pk), delivered.get(pk))
        for unit, pk, edition, phase, days in rows.order_by().iterator(chunk_size=2_000)
    }
    return _placed(landing for landing in found.values() if landing)


def units_of(holders: Iterable[tuple[str, str]]) -> list[Unit]:
    """The units in use that these (kind, uid) belong to, by name; one query."""
    uids: dict[str, list[str]] = defaultdict(list)
    for kind, uid in holders:
        uids[kind].append(uid)
    belong = (
        Q(uid__in=uids["unit"])
        | Q(pk__in=Position.objects.filter(uid__in=uids["position"]).values("unit"))
        | Q(pk__in=Person.objects.filter(uid__in=uids["person"]).values("unit"))
    )
    return list(Unit.objects.filter(belong, active=True).order_by("name"))


@dataclass
class Capacities:
    """What units have room for and when nothing is to land on them; `units`: of these, by uid. None: of all."""

    units: Collection[str] | None = None

    @cached_property
    def said(self) -> Mapping[str, Sequence[tuple[dt.date, Room]]]:
        """By unit, the first said first; a query."""
        rows = UnitCapacity.objects.all()
        if self.units is not None:
            rows = rows.filter(unit__uid__in=self.units)
        found: dict[str, list[tuple[dt.date, Room]]] = defaultdict(list)
        told = rows.order_by("pk").values_list("unit__uid", "since", "deliveries", "executions")
        for unit, since, deliveries, executions in told:
            found[unit].append((since, Room(deliveries, executions)))
        return found

    @cached_property
    def _frozen(self) -> Mapping[str | None, Sequence[Frozen]]:
        rows = freezes()
        if self.units is not None:
            rows = rows.filter(Q(unit=None) | Q(unit__uid__in=self.units))
        found: dict[str | None, list[Frozen]] = defaultdict(list)
        for unit, first, last, kind in rows.values_list("unit__uid", "starts", "ends", "kind"):
            found[unit].append(Frozen(first, last, kind))
        return found

    def frozen(self, unit: str) -> list[Frozen]:
        """The periods that hold for `unit`, its own and those of all; a query for all units."""
        own, every = self._frozen.get(unit, ()), self._frozen.get(None, ())
        return sorted([*own, *every], key=lambda period: (period.first, period.last))

    def speaks(self, unit: str) -> bool:
        """Whether anything is said of `unit` itself."""
        return unit in self.said or unit in self._frozen

    def cells(
        self, unit: str, landed: Iterable[Landing], months: Sequence[dt.date], today: dt.date
    ) -> tuple[Cell, ...]:
        """The unit's months, with what has `landed` on it."""
        return row(landed, months, today, self.said.get(unit, ()), self.frozen(unit))


def freezes() -> QuerySet[FreezePeriod]:
    """Those that hold, or held."""
    return FreezePeriod.objects.filter(lifted_at=None)


def by_unit(landed: Iterable[Landing]) -> dict[str, list[Landing]]:
    """What has `landed`, by the uid of its unit."""
    found: dict[str, list[Landing]] = defaultdict(list)
    for landing in landed:
        found[landing.unit].append(landing)
    return found


class _Ways:
    """How far a mandate has come, and when its gates are, by its edition."""

    def __init__(self) -> None:
        self.editions = {edition.pk: edition for edition in Edition.objects.all()}
        specs = {pk: edition.spec for pk, edition in self.editions.items()}
        self._gates = {pk: (spec.starts, spec.activities_done, spec.delivery) for pk, spec in specs.items()}
        self._known: dict[tuple[int, str], Way] = {}

    def delivered(self, today: dt.date) -> dict[int, dt.date]:
        """The mandates that were taken over this month, with the day."""
        begins = dt.datetime.combine(month_of(today), dt.time(), get_current_timezone())
        gates = {delivery for _starts, _done, delivery in self._gates.values()} - {""}
        rows = Decision.objects.filter(gate__in=gates, outcome__in=PASSING, decided_at__gte=begins)
        return {pk: localdate(at) for pk, at in rows.values_list("directive_id", "decided_at")}

    def landing(
        self,
        unit: str,
        directive: int,
        edition: int,
        phase: str,
        days: Mapping[str, int],
        due: dt.date | None,
        delivered_on: dt.date | None,
    ) -> Landing | None:
        starts, done, delivery = self._gates[edition]
        if not delivery:
            return None
        way = Way.DELIVERED if delivered_on else self._way(edition, phase)
        lands = due or _day(days, delivery)
        return Landing(unit, directive, way, _day(days, starts), _day(days, done), lands, delivered_on)

    def _way(self, edition: int, phase: str) -> Way:
        key = (edition, phase)
        if key not in self._known:
            one = self.editions[edition]
            passed = selectors.decided_gates(Directive(edition=one, phase=phase))
            self._known[key] = (
                Way.DONE if one.spec.activities_done in passed
                else Way.RUNNING if one.spec.starts in passed
                else Way.AHEAD
            )  # fmt: skip
        return self._known[key]


def _day(days: Mapping[str, int], gate: str) -> dt.date | None:
    return dt.date.fromordinal(days[gate]) if gate in days else None


def _placed(found: Iterable[Landing]) -> list[Landing]:
    """Without the receivers that belong to no unit, where another of the same mandate does."""
    listed = list(found)
    placed = {landing.directive for landing in listed if landing.unit}
    return [landing for landing in listed if landing.unit or landing.directive not in placed]


def _unit() -> Case:
    """The unit of a receiver, by uid: itself, that of the position, or of the person, as the register has it today."""
    position = Position.objects.filter(uid=OuterRef("receivers__holder_id")).values("unit__uid")
    person = Person.objects.filter(uid=OuterRef("receivers__holder_id")).values("unit__uid")
    return Case(
        When(receivers__holder_kind="unit", then=F("receivers__holder_id")),
        When(receivers__holder_kind="position", then=Subquery(position[:1])),
        When(receivers__holder_kind="person", then=Subquery(person[:1])),
        default=None,
        output_field=CharField(),
    )


def _received_by(units: Collection[str]) -> Q:
    """Receivers that belong to one of `units`."""
    of_kind: dict[str, Any] = {
        "unit": units,
        "position": Position.objects.filter(unit__uid__in=units).values("uid"),
        "person": Person.objects.filter(unit__uid__in=units).values("uid"),
    }
    wanted = Q(pk__in=())
    for kind, uids in of_kind.items():
        wanted |= Q(receivers__holder_kind=kind, receivers__holder_id__in=uids)
    return wanted


def _postponed() -> dict[int, dt.date]:
    """The deliveries whose decision was postponed, with their new day."""
    rows = Round.objects.filter(ended_at=None, change=None, due__isnull=False, deciders=Deciders.RECEIVERS)
    return {pk: due for pk, due in rows.values_list("directive_id", "due") if due}
