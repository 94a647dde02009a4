"""What the rows of a budget come to: by kind of cost and year, and by who pays. Amounts in öre."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from uppdragil.directives.content import BudgetRow
from uppdragil.directives.labels import COST_LABELS


@dataclass(frozen=True)
class Sum:
    """One line: its word, an amount for each year (None where no row has one), and all of them."""

    word: str
    amounts: Sequence[int | None]
    whole: int


@dataclass(frozen=True)
class BudgetSums:
    """`years`: as they stand over the amounts; what has no year stands last, under "". `payers`: without years."""

    years: Sequence[str]
    kinds: Sequence[Sum]
    total: Sum
    payers: Sequence[Sum]


def sums_of(rows: Iterable[BudgetRow]) -> BudgetSums | None:
    """Of the rows that state a frame; None where a sum would say no more than the rows do."""
    stated = [row for row in rows if row.frame is not None]
    if len(stated) < 2:
        return None
    years = sorted({row.year for row in stated}, key=lambda year: (year is None, year))
    by_kind: dict[str, list[BudgetRow]] = defaultdict(list)
    by_payer: dict[str, list[BudgetRow]] = defaultdict(list)
    for row in stated:
        by_kind[str(COST_LABELS[row.cost_kind]) if row.cost_kind else _("Kind not stated")].append(row)
        by_payer[row.financing.strip() or _("Payer not stated")].append(row)
    return BudgetSums(
        [str(year or "") for year in years],
        [_sum(word, some, years) for word, some in by_kind.items()],
        _sum(_("Frame in all"), stated, years),
        [_sum(word, some, ()) for word, some in by_payer.items()],
    )


def _sum(word: str, rows: Sequence[BudgetRow], years: Sequence[int | None]) -> Sum:
    found: dict[int | None, int] = defaultdict(int)
    for row in rows:
        found[row.year] += row.frame or 0
    return Sum(word, [found.get(year) for year in years], sum(found.values()))
