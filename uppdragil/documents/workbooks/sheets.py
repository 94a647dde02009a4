"""The rows of the status report: plain values, no database.

Texts may hold anything that a person can type; the writer makes them safe. `None` and "" leave a cell empty.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from uppdragil.documents.workbooks.looks import Status


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """One directive. `days_late`: whole days after the baseline, 0 or less is on time, None has no baseline.

    `open_errors` counts findings of severity error; `highest_risk` is 1 to 25; `paused` says until when
    or why, empty when the directive is not paused.
    """

    number: str
    registry_number: str
    title: str
    unit: str
    owner: str
    lead: str
    phase: str
    next_gate: str = ""
    next_gate_name: str = ""
    next_gate_date: dt.date | None = None
    days_late: int | None = None
    open_errors: int = 0
    highest_risk: int | None = None
    paused: str = ""


@dataclass(frozen=True, slots=True)
class GateRow:
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


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """One milestone. `gate` is a gate's code or a label such as MS1."""

    number: str
    title: str
    date: dt.date | None = None
    decision: str = ""
    gate: str = ""
    comment: str = ""
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One risk: probability and consequence 1 to 5, score their product."""

    number: str
    title: str
    risk: str
    probability: int | None = None
    consequence: int | None = None
    score: int | None = None
    measure: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class StatusReport:
    """The whole report. `made_at` is aware. Rows are read once, in order, so they may be streamed."""

    organisation: str
    made_at: dt.datetime
    made_by: str
    overview: Iterable[OverviewRow] = ()
    gates: Iterable[GateRow] = ()
    milestones: Iterable[MilestoneRow] = ()
    risks: Iterable[RiskRow] = ()
