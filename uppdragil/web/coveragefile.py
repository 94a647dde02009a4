"""The coverage as CSV: a line for each sub-goal and what works towards it, the gaps with the other side empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from uppdragil.documents.csvfile import TYPE, csv_of
from uppdragil.portfolio.coverage import Coverage, Line
from uppdragil.strategy.selectors import published

from .access import person_of
from .coveragepage import CoveragePage

Cell = tuple[Line[Any] | None, Any]  # a sub-goal and what works towards it; None on the side that has nothing


@never_cache
@require_GET
def mandates(request: HttpRequest) -> HttpResponse:
    """Sub-goals and the mandates that the person may see."""
    columns: dict[str, Callable[[Any], str]] = {
        _("Number"): lambda mandate: mandate.number,
        _("Mandate"): lambda mandate: mandate.title,
    }
    return _file(_page(request).coverage, columns, _("coverage-mandates"))


@never_cache
@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """Sub-goals and the points of the boards' plans."""
    columns: dict[str, Callable[[Any], str]] = {
        _("Board"): lambda point: point.plan.body,
        _("Board plan"): lambda point: f"{point.plan.name} {point.plan.years}",
        _("Point"): lambda point: point.text,
    }
    return _file(_page(request).plans.points, columns, _("coverage-board-plans"))


def _page(request: HttpRequest) -> CoveragePage:
    """Raises Http404 where no edition is published."""
    page = CoveragePage(person_of(request), timezone.localdate(), published(), request.GET)
    if page.edition is None:
        raise Http404
    return page


def _file(coverage: Coverage[Any], columns: dict[str, Callable[[Any], str]], word: str) -> HttpResponse:
    named = _goal_columns() | {name: _of_working(value) for name, value in columns.items()}
    lines = csv_of(named, _cells(coverage))
    name = f"{word}-{timezone.localdate().isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse("".join(lines), content_type=TYPE, headers=headers)


def _cells(coverage: Coverage[Any]) -> Iterator[Cell]:
    for line in coverage.lines:
        yield from ((line, one) for one in line.towards or (None,))
    yield from ((None, one) for one in coverage.unlinked)


def _goal_columns() -> dict[str, Callable[[Cell], str]]:
    return {
        _("Focus area"): lambda cell: cell[0].area.name if cell[0] else "",
        _("Year"): lambda cell: str(cell[0].goal.year) if cell[0] else "",
        _("Sub-goal"): lambda cell: cell[0].goal.text if cell[0] else "",
    }


def _of_working(value: Callable[[Any], str]) -> Callable[[Cell], str]:
    return lambda cell: value(cell[1]) if cell[1] else ""
