"""What is printed: a table per database and size, then 10,000 beside 1,000."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

HEAD = (
    "fall",
    "p50 ms",
    "p95 ms",
    "cpu ms",
    "frågor",
    "MiB",
    "därav +",
    "golv p50",
    "golv cpu",
    "× golv",
    "× cpu",
    "mål",
)
WIDTHS = (26, 9, 9, 9, 8, 7, 9, 10, 10, 8, 8, 11)
GROWTH = 1.3  # how much more than a tenth as large a portfolio may take, exports aside (issue 4)
MEMORY = 150  # MiB, the most that the Excel export may hold (issue 4)


def table(found: Mapping[str, Any]) -> Iterator[str]:
    """The figures of one database and size."""
    yield ""
    yield (
        f"{found['database']}, {found['size']} uppdrag (påhittade på {found['generated']:.0f} s; beslutsprotokollet"
        f" tog {found['record']:.0f} ms att göra; den som har lagom mycket framför sig har {found['waiting']} saker)"
    )
    yield _row(HEAD)
    for one in found["figures"]:
        yield (
            _row(_cells(one))
            if "product" in one
            else f"{one['case']:26}gick inte att mäta: {one['why'][:200]}"
        )


def growth(small: Mapping[str, Any], large: Mapping[str, Any]) -> Iterator[str]:
    """How much longer each case takes in the larger portfolio."""
    yield ""
    yield f"{large['database']}, {large['size']} mot {small['size']} uppdrag (p50)"
    before = {one["case"]: one for one in small["figures"]}
    for one in large["figures"]:
        if "product" in one and "product" in before[one["case"]]:
            times = one["product"]["p50"] / before[one["case"]]["product"]["p50"]
            limit = "växer" if one["exports"] else _verdict(times, GROWTH)
            yield f"{one['case']:26}{times:8.2f} ×  {limit}"


def ratio(one: Mapping[str, Any], by: str = "p50") -> float:
    """How many floors the product takes; by "processor", which a busy machine leaves as it is."""
    found: float = one["product"][by] / one["floor"][by]
    return found


def _cells(one: Mapping[str, Any]) -> Sequence[str]:
    ours, bare = one["product"], one["floor"]
    memory = f"{ours['peak']:.0f}" + ("!" if one["exports"] and ours["peak"] > MEMORY else "")
    figures = (ours["p50"], ours["p95"], ours["processor"])
    verdict = _verdict(ratio(one), one["aim"]) if one["aim"] else ""
    return (
        one["case"], *(f"{figure:.1f}" for figure in figures), str(one["queries"]), memory, f"{ours['more']:.0f}",
        f"{bare['p50']:.2f}", f"{bare['processor']:.2f}", f"{ratio(one):.1f}",
        f"{ratio(one, 'processor'):.1f}", verdict,
    )  # fmt: skip


def _verdict(value: float, limit: float) -> str:
    return f"≤ {limit:g}{'' if value <= limit else ' nej'}"


def _row(cells: Sequence[str]) -> str:
    name, *figures = zip(cells, WIDTHS, strict=True)
    return name[0].ljust(name[1]) + "".join(cell.rjust(width) for cell, width in figures)
