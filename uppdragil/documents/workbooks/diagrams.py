"""The pictures of the report, as charts of Excel's own over the figures beside them.

Counted while the rows go by, so that a picture and the sheets can never say different things.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext, pgettext
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList

from uppdragil.documents.workbooks.heights import height_of, lines_of
from uppdragil.documents.workbooks.looks import HEADING, MONTH, NAME, TEXT, Drawn, Tone, number, text
from uppdragil.documents.workbooks.sheets import GateRow, OverviewRow, Rows
from uppdragil.documents.workbooks.writer import Book, Pen
from uppdragil.portfolio.reporting.content import Light
from uppdragil.portfolio.reporting.sentences import LIGHTS

MONTHS = 12
WIDTHS = (34, 14, 14, 14)  # characters
TONES = {Light.GREEN: Tone.OK, Light.YELLOW: Tone.WARN, Light.RED: Tone.BAD}
FILLS = {Light.GREEN: "8FC7A3", Light.YELLOW: "F0CF8A", Light.RED: "E39A92"}
ON_TIME, LATE = "B9CBC9", "E39A92"
WIDE, HIGH = 24.0, 9.5  # centimetres


class Diagrams:
    """Lights of the live mandates by focus area; gates by the month they were first planned for, until `day`."""

    def __init__(self, day: dt.date) -> None:
        self.day = day
        self._lights: dict[str, Counter[Light]] = defaultdict(Counter)
        self._late: dict[dt.date, Counter[bool]] = {month: Counter() for month in _months(day)}

    def count(self, part: Rows) -> None:
        """What these rows add."""
        for row in part.overview:
            self._count_light(row)
        for gate in part.gates:
            self._count_gate(gate)

    def write(self, book: Book) -> None:
        """The sheet with figures and charts."""
        pen = book.plain(pgettext("workbook", "Charts"))
        for letter, width in zip("ABCD", WIDTHS, strict=True):
            pen.target.column_dimensions[letter].width = width
        none = pgettext("workbook", "No focus area")
        areas = sorted(self._lights, key=lambda area: (not area, area))
        by_area = [
            [text(area or none, NAME), *(number(self._lights[area][light]) for light in Light)]
            for area in areas
        ]
        of_lights = _table(
            pen, gettext("Lights by focus area"), [str(LIGHTS[light]) for light in Light], by_area
        )
        by_month = [
            [(MONTH, month), number(found[False]), number(found[True])] for month, found in self._late.items()
        ]
        heads = [pgettext("workbook", "On time"), pgettext("workbook", "Late")]
        of_months = _table(pen, gettext("Gates by the month they were first planned for"), heads, by_month)
        if by_area:
            title = gettext("Lights of the mandates under way, by focus area")
            _add(pen, book, "F1", title, of_lights, list(FILLS.values()), along=True)
        title = gettext("Gates decided on time and late, by month")
        _add(pen, book, "F21", title, of_months, [ON_TIME, LATE])

    def _count_light(self, row: OverviewRow) -> None:
        light = next((light for light, tone in TONES.items() if row.light and row.light.tone is tone), None)
        if row.live and light:
            self._lights[row.area][light] += 1

    def _count_gate(self, row: GateRow) -> None:
        if row.first is None or row.days_late is None or row.first > self.day:
            return
        month = row.first.replace(day=1)
        if month in self._late:
            self._late[month][row.days_late > 0] += 1


def _months(day: dt.date) -> list[dt.date]:
    """The first days of the last MONTHS months, that of `day` last."""
    last = day.year * 12 + day.month - 1
    return [dt.date(at // 12, at % 12 + 1, 1) for at in range(last - MONTHS + 1, last + 1)]


def _table(
    pen: Pen, title: str, heads: Sequence[str], rows: Iterable[Sequence[Drawn]]
) -> tuple[int, int, int]:
    """Figures under their heading; the first and the last row, with the heads, and how many columns."""
    pen.put([text(title, NAME)], height_of(lines_of(title, WIDTHS[0])))
    pen.put([(HEADING, None), *((HEADING, head) for head in heads)])
    first = pen.row
    for row in rows:
        pen.put(row)
    last = pen.row
    pen.put([(TEXT, None)])
    return first, last, len(heads) + 1


def _add(
    pen: Pen,
    book: Book,
    place: str,
    title: str,
    table: tuple[int, int, int],
    fills: Sequence[str],
    along: bool = False,
) -> None:
    """Stacked bars over a table, lying where `along`, with the count in each."""
    first, last, columns = table
    chart: Any = BarChart()
    chart.type, chart.grouping, chart.overlap = "bar" if along else "col", "stacked", 100
    chart.title, chart.width, chart.height, chart.gapWidth = title, WIDE, HIGH, 60
    chart.add_data(
        Reference(pen.target, min_col=2, max_col=columns, min_row=first, max_row=last), titles_from_data=True
    )
    chart.set_categories(Reference(pen.target, min_col=1, min_row=first + 1, max_row=last))
    for series, fill in zip(chart.series, fills, strict=True):
        series.graphicalProperties.solidFill = series.graphicalProperties.line.solidFill = fill
    chart.dataLabels = DataLabelList(
        numFmt="0;;;", showVal=True, showSerName=False, showCatName=False, showLegendKey=False
    )  # a count of nothing is not shown
    chart.legend.position = "b"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.number_format = "@" if along else "yyyy-mm"
    chart.y_axis.number_format, chart.y_axis.majorGridlines = "0", None
    if along:
        chart.x_axis.scaling.orientation = "maxMin"  # the first row at the top
    pen.target.add_chart(chart, place)
    book.alternatives.append(
        gettext("%(title)s. The figures stand in the table to the left.") % {"title": title}
    )
