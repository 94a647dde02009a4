"""One database, measured: `python -m tests.benchmarks.measure TIMES FILE`, with the environment of its world."""

from __future__ import annotations

import csv
import io
import json
import pickle
import statistics
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import django
import openpyxl

django.setup()  # before anything that knows its models

from django.utils import timezone  # noqa: E402

from uppdragil.documents.models import DecisionRecord  # noqa: E402
from uppdragil.documents.statusreport.build import write_report  # noqa: E402

from . import cases, subjects  # noqa: E402
from .cases import Case  # noqa: E402
from .floor import store  # noqa: E402
from .floor.files import Cells  # noqa: E402
from .servers import Server, serve  # noqa: E402
from .subjects import Record  # noqa: E402
from .visitor import Answer, UnexpectedError, Visitor  # noqa: E402

WARMING = 2  # of each case before its time is taken
CSV = "/portfolio/portfolio.csv"
FIRST = "/help/"  # a page that reads nothing, so that the program is loaded


def _read(answers: Sequence[Answer], server: Server, idle: float) -> dict[str, float]:
    """Milliseconds; MiB, the most that the server held meanwhile, and what it had not held `idle`, at its start."""
    seconds = sorted(answer.seconds for answer in answers)
    return {
        "p50": statistics.median(seconds) * 1e3,
        "p95": seconds[min(len(seconds) - 1, round(len(seconds) * 0.95))] * 1e3,
        "processor": sum(answer.processor for answer in answers) / len(answers) * 1e3,
        "peak": server.peak_mib(),
        "more": server.peak_mib() - idle,
    }


def main(times: int, file: Path) -> None:
    """Measure everything, and leave it as JSON."""
    chosen = subjects.choose(times + WARMING + 1)
    cells = file.with_suffix(".cells")
    with (
        serve("tests.benchmarks.counted:application", {}) as product,
        serve("tests.benchmarks.floor:application", {"FLOOR_CELLS": str(cells)}) as floor,
    ):
        visit = cache(lambda session: Visitor(product, session))
        visit(chosen.office).get(FIRST)
        idle = {server: server.peak_mib() for server in (product, floor)}
        _write_cells(cells, visit(chosen.office).get(CSV).body.decode("utf-8-sig"))
        _copy_record(chosen.record)
        all_cases = cases.cases(visit, Visitor(floor), chosen)
        figures = [_measured(case, idle, times) for case in all_cases]
    extra = {"record": chosen.record.seconds * 1e3, "waiting": chosen.busy.items}
    file.write_text(json.dumps({"figures": figures, **extra}))


def _measured(case: Case, idle: dict[Server, float], times: int) -> dict[str, Any]:
    """`case`, the product and the floor in turns; where it cannot be asked, why. `idle`: of both servers."""
    said: dict[str, Any] = {"case": case.name, "aim": case.aim, "exports": case.exports}
    try:
        for _ in range(0 if case.exports else WARMING):  # long ones are warm enough once they are counted
            case.product()
            case.floor()
        said["queries"] = case.product(counted=True).queries
        for server in idle:
            server.forget_peak()
        taken = [(case.product(), case.floor()) for _ in range(case.times or times)]
    except UnexpectedError as error:
        return said | {"why": str(error)}
    except StopIteration:
        return said | {"why": "there are too few of them in so small a portfolio"}
    sides = zip(("product", "floor"), zip(*taken, strict=True), idle.items(), strict=True)
    return said | {side: _read(answers, server, held) for side, answers, (server, held) in sides}


def _write_cells(file: Path, table: str) -> None:
    """The values of the product's files, for the floor to write."""
    made = io.BytesIO()
    write_report(made, person=None, now=timezone.now())
    book = openpyxl.load_workbook(made, read_only=True)
    sheets = [list(sheet.iter_rows(values_only=True)) for sheet in book]
    file.write_bytes(pickle.dumps(Cells(sheets, list(csv.reader(io.StringIO(table), delimiter=";")))))


def _copy_record(record: Record) -> None:
    """The floor's database was copied before the record was made."""
    made = DecisionRecord.objects.get(decision__round__uid=record.round)
    store.ask(
        "INSERT INTO documents_decisionrecord (pdf, sha256, made_at, decision_id) VALUES (%s, %s, %s, %s)",
        *(bytes(made.pdf), made.sha256, made.made_at.isoformat(), made.decision_id),
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
