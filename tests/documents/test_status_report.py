"""The status report's rows from real data, and the command that writes them."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests import factories as f
from tests.strategy.kit import board_plan, published
from tests.workflows.test_adopting import adopted as taken_in
from tests.workflows.test_changing import prepare, submit
from uppdragil.directives.content import Activity, GatePlan, Milestone, Risk
from uppdragil.directives.models import Progress
from uppdragil.documents.statusreport.build import begin
from uppdragil.documents.workbooks.sheets import GateRow, OverviewRow, Rows
from uppdragil.strategy.plans.content import PointSaid
from uppdragil.strategy.targets import targets

pytestmark = pytest.mark.django_db


def report(day: str = "2026-03-02") -> Rows:
    """The rows of all the parts together."""
    now = dt.datetime.fromisoformat(f"{day}T12:00:00+00:00")
    with translation.override("sv"):
        parts = list(begin(person=None, now=now).report.parts)
    names = [field.name for field in fields(Rows)]
    return Rows(**{name: [row for part in parts for row in getattr(part, name)] for name in names})


def only(day: str = "2026-03-02") -> OverviewRow:
    (row,) = report(day).overview
    return row


def gate(code: str, day: str = "2026-03-02") -> GateRow:
    return next(row for row in report(day).gates if row.gate == code)


def test_a_mandate_is_one_line_with_what_comes_next() -> None:
    made = f.at("preparation", unit="Primärvård", registry_number="RS 2026-84")
    row = only()
    assert (row.number, row.title, row.unit) == (made.directive.number, "Kortare väg in", "Primärvård")
    assert (row.registry_number, row.phase) == ("RS 2026-84", "Förberedelse")
    assert (row.next_gate, row.next_gate_name, row.next_gate_date) == (
        "BP1",
        "Start av uppdraget",
        dt.date(2026, 5, 4),
    )
    assert row.owner == str(made.cast.owners[0])
    assert row.lead == str(made.cast.lead)


def test_a_draft_has_no_baseline_to_be_late_against() -> None:
    f.mandate()
    assert only("2030-01-01").days_late is None


@pytest.mark.parametrize(("day", "late"), [("2026-05-04", 0), ("2026-05-05", 1), ("2026-05-14", 10)])
def test_lateness_is_counted_from_the_baseline(day: str, late: int) -> None:
    f.at("preparation")
    assert only(day).days_late == late
    assert gate("BP1", day).days_late == late


def test_a_postponed_gate_is_late_by_the_day_it_was_postponed_to() -> None:
    made = f.at("bp1")
    made.decide("postpone", proposal=made.proposal("postpone", postponed_to=dt.date(2026, 5, 24)))
    assert (only().next_gate_date, only().days_late) == (dt.date(2026, 5, 24), 20)
    row = gate("BP1")
    assert (row.planned, row.days_late) == (dt.date(2026, 5, 24), 20)
    assert row.outcome is not None
    assert row.outcome.text == "Bordläggs"


def test_a_gate_that_is_passed_is_as_late_as_it_was_then() -> None:
    f.at("preparation", gate_plans=plans("2026-02-20"))
    assert gate("BP0", "2026-09-01").days_late == 10
    assert gate("BP0", "2026-09-01").decided == dt.date(2026, 3, 2)


def plans(bp0: str) -> tuple[GatePlan, ...]:
    days = {"BP0": bp0, "BP1": "2026-05-04", "BP2": "2027-09-01", "BP3": "2027-10-01"}
    return tuple(f.row(GatePlan, gate=code, name=code, start=day, end=day) for code, day in days.items())


LATER = {"BP2": dt.date(2027, 12, 1), "BP3": dt.date(2028, 1, 10)}


def moved(made: f.Mandate) -> None:
    """A decided change lets BP2 come three months later."""
    rows = tuple(
        p.model_copy(update={"start": day, "end": day}) if (day := LATER.get(p.gate)) else p
        for p in made.content.gate_plans
    )
    submit(made, prepare(made, gate_plans=rows))
    made.decide()


@pytest.mark.parametrize("adopted", [False, True])
def test_a_decided_change_shows_what_was_planned_first_what_is_decided_and_how_late_it_makes_it(
    adopted: bool,
) -> None:
    made = taken_in() if adopted else f.at("execution")
    moved(made)
    row = gate("BP2")
    assert (row.first, row.baseline, row.planned) == (
        dt.date(2027, 9, 1),
        dt.date(2027, 12, 1),
        dt.date(2027, 12, 1),
    )
    assert row.days_late == 91


def test_a_gate_that_nobody_moved_has_one_plan() -> None:
    f.at("execution")
    row = gate("BP2")
    assert row.first == row.baseline == row.planned == dt.date(2027, 9, 1)


@pytest.mark.parametrize("phase", ["stopped", "closed"])
def test_what_has_ended_is_late_with_nothing_more(phase: str) -> None:
    f.at(phase)
    late = [row.days_late for row in report("2031-01-01").gates if row.decided is None]
    assert set(late) <= {None}
    assert only("2031-01-01").days_late is None


def test_a_gate_that_a_body_decided_has_the_day_of_its_meeting() -> None:
    made = f.at("bp0")
    made.now += dt.timedelta(days=3)
    meeting = f.values.Meeting(dt.date(2026, 3, 3), "§ 84", "Olle", ("Olle",))
    made.decide(proposal=made.proposal(meeting=meeting))
    assert gate("BP0").decided == dt.date(2026, 3, 3)


def test_contradictions_and_the_highest_risk_are_counted() -> None:
    f.mandate(
        risks=(
            f.row(Risk, text="Liten", probability=1, consequence=2),
            f.row(Risk, text="Stor", probability=4, consequence=5),
        ),
        activities=(f.row(Activity, name="Sent", start="2026-05-04", end="2031-01-01"),),
    )
    row = only()
    assert row.highest_risk == 20
    assert row.open_errors >= 1
    assert {(r.risk, r.score) for r in report().risks} == {("Liten", 2), ("Stor", 20)}


def test_a_pause_says_until_when_and_why() -> None:
    f.at("execution").pause(reason="Vi väntar på budget")
    assert only().paused == "Till 2026-04-01: Vi väntar på budget"


def test_a_milestone_is_done_passed_or_ahead() -> None:
    made = f.mandate(
        milestones=tuple(
            f.row(Milestone, date=day, decision=name, gate=name)
            for name, day in (("MS1", "2026-06-01"), ("MS2", "2026-07-01"), ("MS3", "2026-09-01"))
        )
    )
    first = made.content.milestones[0]
    Progress.objects.create(directive=made.directive, row=first.uid, state=Progress.State.DONE)
    told = {row.gate: row.status.text for row in report("2026-08-01").milestones if row.status}
    assert told == {"MS1": "Klar", "MS2": "Passerad, inte markerad som klar", "MS3": "Kommer"}


def test_the_report_asks_as_often_for_many_mandates_as_for_one() -> None:
    counts = []
    for many in (1, 5):
        for _ in range(many):
            f.at("bp2")
            moved(f.at("execution"))
        report()
        with CaptureQueriesContext(connection) as asked:
            report()
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 45


def test_the_command_writes_the_report(tmp_path: Path, capsys: Any) -> None:
    f.at("preparation")
    call_command("export_status", str(tmp_path / "status.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "status.xlsx")
    assert book.sheetnames[:2] == ["Översikt", "Beslutspunkter"]
    assert book["Översikt"]["C2"].value == "Kortare väg in"
    assert "status.xlsx" in capsys.readouterr().out


def test_a_path_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"går inte att skriva .+: .+\.$") as refused:
        call_command("export_status", str(tmp_path / "nowhere" / "status.xlsx"))
    assert "\n" not in str(refused.value)


def test_the_coverage_has_the_points_of_board_plans_beside_the_mandates() -> None:
    edition = published()
    _area, first, *_ = targets(edition)
    board_plan(f.duty(f.person("Signe")), PointSaid("Teamen", (first.key,)), PointSaid("Annat"))

    rows = [
        (row.goal, row.points, row.plans, str(row.in_plans.text)) for row in report().coverage if row.in_plans
    ]

    assert rows[0] == ("Två team", 1, "Nämnden, Plan 2026: Teamen", "Finns i nämndplan")
    assert rows[1][3] == "Delmål utan nämndplan"
    assert rows[-1] == ("", None, "Nämnden, Plan 2026: Annat", "Punkt utan delmål")
