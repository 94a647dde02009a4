"""Which sub-goals of the latest strategy have mandates, and which mandates have none, as rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from django.utils.translation import pgettext

from uppdragil.documents.workbooks.looks import Status, Tone
from uppdragil.documents.workbooks.sheets import CoverageRow
from uppdragil.organisation.models import Person
from uppdragil.portfolio.coverage import Coverage, Linked, coverage_for
from uppdragil.strategy.selectors import published


def coverage_rows(person: Person | None, day: dt.date) -> Iterator[CoverageRow]:
    """Of all mandates that `person` sees (None: of all); nothing while no strategy is published."""
    editions = published()
    if editions:
        yield from _rows(coverage_for(person, day, editions[-1], editions))


def _rows(coverage: Coverage[Linked]) -> Iterator[CoverageRow]:
    covered = Status(pgettext("a sub-goal", "Has mandates"), Tone.OK)
    bare = Status(pgettext("a sub-goal", "Sub-goal without a mandate"), Tone.WARN)
    for line in coverage.lines:
        yield CoverageRow(
            area=line.area.name,
            year=line.goal.year,
            goal=line.goal.text,
            how_many=len(line.towards),
            mandates=_named(line.towards),
            status=covered if line.towards else bare,
        )
    unlinked = Status(pgettext("a mandate", "Mandate without a sub-goal"), Tone.WARN)
    for mandate in coverage.unlinked:
        yield CoverageRow("", None, "", None, _named([mandate]), unlinked)


def _named(mandates: Iterable[Linked]) -> str:
    return "\n".join(f"{mandate.number} {mandate.title}".strip() for mandate in mandates)
