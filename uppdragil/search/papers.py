"""What is found beside the mandates: the paragraphs of minutes, and the points of boards' plans.

They follow every meeting that is closed and every plan that is written, in the same transaction. What is taken away
takes its papers along: their foreign keys say so.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from typing import Any, NamedTuple

from django.db.models import Model, Q, QuerySet

from uppdragil.core.contention import writing
from uppdragil.meetings.events import MinutesWritten
from uppdragil.meetings.models import AgendaItem, Meeting, Minutes
from uppdragil.meetings.protocol import Section, from_bytes
from uppdragil.strategy.models import BoardPlan, BoardPlanItem
from uppdragil.strategy.plans.events import PlanWritten

from .engine import pages, store
from .models import Paper
from .said import joined
from .tables import PAPERS


class Kind(IntEnum):
    """What a paper is of, as the last bit of its id."""

    PARAGRAPH = 0
    POINT = 1

    def place(self, pk: int) -> int:
        """The id of the paper of an item of an agenda, or of a point."""
        return pk << 1 | self


class Row(NamedTuple):
    """A paper to be stored; `whole`: the key of the meeting or the plan that it is a part of."""

    whole: int
    kind: Kind
    pk: int
    day: dt.date
    text: str

    @property
    def values(self) -> tuple[int, int | None, int | None, dt.date, str]:
        """The columns of the paper, in the order of PAPERS."""
        item, point = (self.pk, None) if self.kind is Kind.PARAGRAPH else (None, self.pk)
        return self.kind.place(self.pk), item, point, self.day, self.text

    @property
    def texts(self) -> tuple[str]:
        """What it is found by."""
        return (self.text,)


class Source(NamedTuple):
    """Where papers come from: the model of what they are parts of, those of these that have any, and their rows."""

    model: type[Model]
    written: Q
    rows: Callable[[Sequence[int]], list[Row]]
    whole: str  # from a paper to what it is a part of

    @property
    def all(self) -> QuerySet[Any]:
        return self.model._default_manager.filter(self.written).distinct()

    def kept(self, pks: Sequence[int]) -> QuerySet[Paper]:
        """The papers of these."""
        return Paper.objects.filter(**{f"{self.whole}__in": pks})

    def anew(self, pks: Sequence[int]) -> int:
        """The papers of these as they are now; nobody changes one of them meanwhile. Their number."""
        with writing():
            held = (
                self.model._default_manager.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
            )
            list(held.values_list("pk", flat=True))
            self.kept(pks).delete()
            store(self.rows(pks), PAPERS)
            return len(pks)


def paragraphs(meetings: Sequence[int]) -> list[Row]:
    """What the last minutes of these meetings say, paragraph by paragraph; two queries."""
    minutes = Minutes.objects.filter(meeting__in=meetings).order_by("meeting", "revision")
    last = {one.meeting_id: from_bytes(bytes(one.data)) for one in minutes}
    items = dict(AgendaItem.objects.filter(meeting__in=meetings).values_list("uid", "pk"))
    return [
        Row(meeting, Kind.PARAGRAPH, items[section.item], said.date, _of_section(section, said.name))
        for meeting, said in last.items()
        for section in said.sections
    ]


def points(plans: Sequence[int]) -> list[Row]:
    """What the points of these plans say; one query."""
    rows = BoardPlanItem.objects.filter(plan__in=plans).order_by("plan", "position")
    columns = ("pk", "text", "plan", "plan__name", "plan__body__name", "plan__first_year")
    return [
        Row(plan, Kind.POINT, pk, dt.date(year, 1, 1), joined((text, name, body)))
        for pk, text, plan, name, body, year in rows.values_list(*columns)
    ]


SOURCES = (
    Source(Meeting, Q(minutes__isnull=False), paragraphs, "item__meeting"),
    Source(BoardPlan, Q(items__isnull=False), points, "point__plan"),
)


def minutes_written(event: MinutesWritten) -> None:
    """The paragraphs of a meeting are found as its last minutes have them."""
    store(paragraphs([event.minutes.meeting_id]), PAPERS)


def plan_written(event: PlanWritten) -> None:
    """The points of a plan are found as they say now."""
    store(points([event.plan.pk]), PAPERS)


def rebuild() -> int:
    """Make all of it anew, some meetings and plans at a time; their number."""
    return sum(source.anew(pks) for source in SOURCES for pks in pages(source.all))


def complete() -> int:
    """Add the meetings and the plans of which nothing is found yet; their number."""
    bare = (
        (one, one.all.exclude(pk__in=Paper.objects.exclude(**{one.whole: None}).values(one.whole)))
        for one in SOURCES
    )
    return sum(source.anew(pks) for source, rows in bare for pks in pages(rows))


def differing() -> Iterator[str]:
    """The meetings and the plans that the papers tell otherwise of than they do."""
    for source in SOURCES:
        for pks in pages(source.all):
            yield from _differing(source, pks)


def _differing(source: Source, pks: Sequence[int]) -> Iterator[str]:
    kept: dict[int, set[Any]] = defaultdict(set)
    for whole, *paper in source.kept(pks).values_list(source.whole, *PAPERS.columns):
        kept[whole].add(tuple(paper))
    told: dict[int, set[Any]] = defaultdict(set)
    for row in source.rows(pks):
        told[row.whole].add(row.values)
    named = source.model._default_manager.in_bulk(pks)
    yield from (str(named[pk]) for pk in pks if kept[pk] != told[pk])


def _of_section(section: Section, meeting: str) -> str:
    """All that the page of the minutes shows of a paragraph."""
    return joined(
        (
            section.heading,
            section.directive_number,
            section.background,
            section.what,
            section.decided,
            section.motivation,
            section.official,
            *(word for one in section.conditions for word in (one.text, one.responsible)),
            *section.recused,
            *section.absent,
            *(word for one in section.dissent for word in (one.name, one.text)),
            f"{meeting} {section.sign}",
        )
    )
