"""The rows of the status report: plain values, no database.

Texts may hold anything that a person can type; the writer makes them safe. `None` and "" leave a cell empty.
`key` and `version` stand in hidden columns: which row it is, and what its editable cells said
(`portfolio.returning`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from uppdragil.documents.workbooks.looks import Status


class OverviewRow(NamedTuple):
    """One directive. `days_late`: whole days after the baseline, 0 or less is on time, None has no baseline.

    `open_errors` counts findings of severity error, None where nobody asked; `highest_risk` is 1 to 25; `paused` says
    until when or why, empty when the directive is not paused. `light`: the worst of the last report. `live`: it has
    not ended. Money in öre.
    """

    number: str
    title: str
    registry_number: str = ""
    restricted: Status | None = None
    unit: str = ""
    area: str = ""
    owner: str = ""
    lead: str = ""
    phase: str = ""
    paused: str = ""
    priority: int | None = None
    light: Status | None = None
    by_figures: Status | None = None
    reported: dt.date | None = None
    next_gate: str = ""
    next_gate_name: str = ""
    next_gate_date: dt.date | None = None
    days_late: int | None = None
    waits: str = ""
    waits_since: dt.date | None = None
    waits_days: int | None = None
    needs: int | None = None
    open_errors: int | None = None
    highest_risk: int | None = None
    frame: int | None = None
    activated: int | None = None
    identified: int | None = None
    outcome: int | None = None
    money: Status | None = None
    live: bool = True
    key: str = ""


class GateRow(NamedTuple):
    """One gate of one directive: as planned first, in the last decided version and now, and what was decided.

    `first` is the day of the version that was decided first, or that came with the adoption; `days_late` is counted
    from it.
    """

    number: str
    title: str
    gate: str
    name: str
    first: dt.date | None = None
    baseline: dt.date | None = None
    planned: dt.date | None = None
    decided: dt.date | None = None
    outcome: Status | None = None
    days_late: int | None = None
    key: str = ""
    version: str = ""


class MilestoneRow(NamedTuple):
    """One milestone. `gate` is a gate's code or a label such as MS1."""

    number: str
    title: str
    date: dt.date | None = None
    decision: str = ""
    gate: str = ""
    comment: str = ""
    status: Status | None = None
    key: str = ""
    version: str = ""


class ActivityRow(NamedTuple):
    """One activity. `days_late`: after its last day, None when it is done or has none. `said`: of how it goes."""

    number: str
    title: str
    activity: str
    start: dt.date | None = None
    end: dt.date | None = None
    responsible: str = ""
    status: Status | None = None
    done_on: dt.date | None = None
    said: str = ""
    days_late: int | None = None
    key: str = ""
    version: str = ""


class RiskRow(NamedTuple):
    """One risk: probability and consequence 1 to 5, score their product."""

    number: str
    title: str
    risk: str
    probability: int | None = None
    consequence: int | None = None
    score: int | None = None
    measure: str = ""
    owner: str = ""
    key: str = ""
    version: str = ""


class NeedRow(NamedTuple):
    """One support need."""

    number: str
    title: str
    kind: str
    text: str
    asked_of: str
    due: dt.date | None = None
    status: Status | None = None
    answer: str = ""
    reference: str = ""
    raised: dt.date | None = None
    answered: dt.date | None = None


class ReportRow(NamedTuple):
    """One status report of the lead: the six lights, the worst, and how that is against the report before."""

    number: str
    title: str
    starts: dt.date
    ends: dt.date
    lights: tuple[Status | None, ...] = (None,) * 6
    overall: Status | None = None
    by_figures: Status | None = None
    trend: Status | None = None
    words: str = ""
    reported: dt.date | None = None
    by: str = ""


class GoalRow(NamedTuple):
    """One impact goal, its last measurement and what that says. `share`: of the way, 1 is all of it."""

    number: str
    title: str
    goal: str
    indicator: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    due: dt.date | None = None
    measured: dt.date | None = None
    value: Decimal | None = None
    words: str = ""
    share: Decimal | None = None
    verdict: Status | None = None
    ground: str = ""


class CoverageRow(NamedTuple):
    """One sub-goal with its mandates and points of board plans; or one of these without any, whose `goal` is empty."""

    area: str = ""
    year: int | None = None
    goal: str = ""
    how_many: int | None = None
    mandates: str = ""
    status: Status | None = None
    points: int | None = None
    plans: str = ""
    in_plans: Status | None = None


class CapacityRow(NamedTuple):
    """One receiving unit in one month, known by its first day: what lands, what is carried out, what fits."""

    unit: str
    month: dt.date
    deliveries: int = 0
    late: int = 0
    hits: int = 0
    room: int | None = None
    verdict: Status | None = None
    executions: int = 0
    room_for_work: int | None = None
    work_verdict: Status | None = None
    freezes: str = ""


class ChangeRow(NamedTuple):
    """What is different from the report before. `days`: by how many a day was moved."""

    number: str
    title: str
    what: Status
    where: str = ""
    before: str = ""
    now: str = ""
    days: int | None = None


@dataclass(slots=True)
class Rows:
    """Rows of each sheet, of some of the mandates."""

    overview: Sequence[OverviewRow] = ()
    gates: Sequence[GateRow] = ()
    milestones: Sequence[MilestoneRow] = ()
    activities: Sequence[ActivityRow] = ()
    risks: Sequence[RiskRow] = ()
    needs: Sequence[NeedRow] = ()
    reports: Sequence[ReportRow] = ()
    goals: Sequence[GoalRow] = ()
    coverage: Sequence[CoverageRow] = ()
    capacity: Sequence[CapacityRow] = ()
    changes: Sequence[ChangeRow] = ()


@dataclass(frozen=True, slots=True)
class StatusReport:
    """The whole report. `made_at` is aware. `parts` are read once, in order, so they may be streamed.

    `columns`: the keys of the overview's columns in their order, () for all. `told`: sentences on what was chosen,
    and `compared`: on what the changes are counted from. `token`: by which it is known when it comes back.
    """

    organisation: str
    made_at: dt.datetime
    made_by: str
    parts: Iterable[Rows] = ()
    columns: Sequence[str] = ()
    told: Sequence[str] = field(default=())
    compared: str = ""
    token: str = ""
