"""The demo's directive: the same layout and the same kinds of defects as the customer's own."""

from __future__ import annotations

import datetime as dt

import pytest

from uppdragil.directives.content import ROW_CHAPTERS, Role
from uppdragil.imports.preview import Preview, preview
from uppdragil.imports.recogniser import Recognised

from .cases import DEMO, EDITION, read

TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def found() -> Recognised:
    return read(DEMO)


@pytest.fixture
def shown(found: Recognised) -> Preview:
    return preview(found, EDITION, TODAY)


def rows_of(shown: Preview, rule: str, severity: str) -> list[list[str | None]]:
    return [[p.row for p in f.places] for f in shown.findings if (f.rule, f.severity) == (rule, severity)]


def test_every_chapter_has_what_the_model_asks(found: Recognised) -> None:
    counts = {
        key: len(getattr(found.content, key))
        for key in ROW_CHAPTERS
        if key in {c.key for c in EDITION.chapters}
    }
    assert list(counts.values()) == [3, 6, 5, 1, 3, 0, 4, 0, 4, 6, 5, 6, 4, 1]
    assert found.unplaced == ()


def test_its_holders_are_those_of_the_demo_organisation(found: Recognised) -> None:
    holders = {row.role: row.holder for row in found.content.roles}
    assert holders[Role.OWNER] == "Hälso- och sjukvårdsdirektör"
    assert holders[Role.LEAD] == "Verksamhetsutvecklare Anna Lindqvist"
    assert holders[Role.SPONSOR] == "Centrala ledningsgruppen"
    assert holders[Role.RECEIVER] == "Uppdragsägare"


def test_bp0_has_two_dates_that_break_the_order(shown: Preview) -> None:
    assert rows_of(shown, "R1", "error") == [["gateplans1", "milestones1"]]
    assert rows_of(shown, "R2", "error")


def test_bp2_is_a_span_against_a_day(shown: Preview) -> None:
    assert rows_of(shown, "R1", "warning") == [["gateplans3", "milestones4"]]


def test_the_owner_is_another_on_the_sheet(shown: Preview) -> None:
    assert rows_of(shown, "R4", "error") == [["roles2", "decisionsheets1"]]
    assert shown.recognised.content.decision_sheets[0].owner == "Utvecklingsdirektör"


def test_three_activities_end_after_bp2_and_one_after_bp3(shown: Preview) -> None:
    assert [rows[0] for rows in rows_of(shown, "R3", "error")] == [
        "activities2",
        "activities4",
        "activities6",
    ]
    assert [rows[0] for rows in rows_of(shown, "R14", "error")] == ["activities2"]


def test_an_na_stands_without_a_reason(shown: Preview) -> None:
    assert [f.places[0].chapter for f in shown.findings if f.rule == "R11"] == ["financing"]
