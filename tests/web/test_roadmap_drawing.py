"""Lines between mandates go through the rows between them, piece by piece."""

from __future__ import annotations

import pytest

from uppdragil.web.roadmapdrawing import BAR, GROUP_HIGH, HIGH, MIDDLE, TOP, Drawn, link


def pieces(start: int, end: int) -> list[list[tuple[float, float, int]]]:
    """In rows 0, 1 (a heading), 2 and 3: from, to, tip."""
    rows = [Drawn(HIGH), Drawn(), Drawn(HIGH), Drawn(HIGH)]
    link(rows, start, end, 100, touched=True)
    return [[(line.y1, line.y2, line.tip) for line in row.lines] for row in rows]


@pytest.mark.parametrize(
    ("start", "end", "drawn"),
    [
        (0, 2, [[(MIDDLE, HIGH, 0)], [(0, GROUP_HIGH, 0)], [(0, TOP - 1, 1)], []]),
        (3, 0, [[(HIGH, TOP + BAR + 1, -1)], [(0, GROUP_HIGH, 0)], [(0, HIGH, 0)], [(MIDDLE, 0, 0)]]),
        (2, 3, [[], [], [(MIDDLE, HIGH, 0)], [(0, TOP - 1, 1)]]),
    ],
)
def test_a_line_leads_from_the_one_through_those_between_to_the_other(
    start: int, end: int, drawn: list[list[tuple[float, float, int]]]
) -> None:
    assert pieces(start, end) == drawn
