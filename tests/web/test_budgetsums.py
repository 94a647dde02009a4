"""What the rows of a budget come to."""

from __future__ import annotations

from typing import Any

from tests.factories import row
from uppdragil.directives.content import BudgetRow
from uppdragil.web.budgetsums import BudgetSums, sums_of


def budget(*rows: tuple[str | None, int | None, int | None, str]) -> BudgetSums | None:
    made: list[Any] = [
        row(BudgetRow, cost_kind=kind, year=year, frame=frame, financing=by) for kind, year, frame, by in rows
    ]
    return sums_of(made)


def test_kinds_and_years_are_summed() -> None:
    found = budget(("staff", 2027, 100, "A"), ("staff", 2026, 20, "B"), ("goods", 2027, 3, "A"))

    assert found is not None
    assert found.years == ["2026", "2027"]
    assert [(line.word, line.amounts, line.whole) for line in found.kinds] == [
        ("Personal", [20, 100], 120),
        ("Varor och lokaler", [None, 3], 3),
    ]
    assert (found.total.amounts, found.total.whole) == ([20, 103], 123)


def test_who_pays_is_summed() -> None:
    found = budget(("staff", 2027, 100, "Egen ram"), (None, None, 20, " "), ("goods", 2027, 3, "Egen ram "))

    assert found is not None
    assert [(line.word, line.whole) for line in found.payers] == [
        ("Egen ram", 103),
        ("Betalare inte angiven", 20),
    ]


def test_what_has_no_year_or_kind_stands_last_and_says_so() -> None:
    found = budget((None, None, 20, "A"), ("goods", 2027, 3, "A"))

    assert found is not None
    assert found.years == ["2027", ""]
    assert found.kinds[0].word == "Kostnadsslag inte angivet"


def test_a_single_row_is_its_own_sum() -> None:
    assert budget(("staff", 2027, 100, "A"), ("goods", 2027, None, "A")) is None
