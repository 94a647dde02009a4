"""A directive's chapters as they are read: each row with its sign, its dates, what clashes, how far it has come."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from uppdragil.core.values import Row
from uppdragil.directives import policies
from uppdragil.directives.content import (
    ROW_TYPES,
    Dependency,
    DirectiveContent,
    ImpactGoal,
    MandateGoal,
    Milestone,
    Period,
    Recipient,
    RoleAssignment,
    frame_of,
)
from uppdragil.directives.labels import (
    DEPENDENCY_LABELS,
    DISTRIBUTION_LABELS,
    LETTERS,
    SEVERITY_LABELS,
    role_label,
)
from uppdragil.directives.models import Directive, Progress
from uppdragil.directives.review import Finding
from uppdragil.directives.sentences import finding_text, row_text, span_text
from uppdragil.editions.spec import ChapterSpec, EditionSpec
from uppdragil.gates.requirements import is_filled
from uppdragil.organisation import roles
from uppdragil.organisation.models import Person

from .budgetsums import BudgetSums, sums_of
from .days import long_date
from .goalmap import GoalMap, goal_map
from .numbers import number_text
from .outline import Group, groups
from .parts import Level, RiskDot

Note = tuple[str, str, str]
_CSS = {Level.BAD: "here", Level.WARN: "here here--warn", Level.HINT: "here here--warn"}


@dataclass(frozen=True)
class DrawnRow:
    """A row of a chapter. `notes` are the findings about it: level, its word, sentence."""

    row: Any
    sign: str = ""
    lead: str = ""
    day: dt.date | None = None
    from_plan: bool = False
    people: tuple[str, ...] = ()
    href: str = ""
    progress: Progress | None = None
    follows_decision: bool = False  # a milestone that is a gate: done when decided, and never by hand
    notes: tuple[Note, ...] = ()

    @property
    def name(self) -> str:
        """Its own words, cut short, for those who only hear a button."""
        return row_text(self.row)

    @property
    def anchor(self) -> str:
        return f"r-{self.row.uid}"

    @property
    def css(self) -> str:
        return _CSS[Level(self.notes[0][0])] if self.notes else ""


@dataclass(frozen=True)
class DrawnChapter:
    """A chapter with its own key. `missing_before` is the gate that it is needed for, where it is empty.

    `awaited`: it can still be written before a gate.
    """

    spec: ChapterSpec
    text: str = ""
    rows: tuple[DrawnRow, ...] = ()
    lead_in: str = ""
    not_applicable: str = ""
    filled: bool = True
    missing_before: str = ""
    awaited: bool = False
    locked: bool = False
    goals: GoalMap | None = None  # of the mandate goals: what they hang together with

    @property
    def key(self) -> str:
        return self.spec.key or ""

    @property
    def template(self) -> str:
        return f"directives/read/{self.key if self.key in ROW_TYPES else 'text'}.html"

    @property
    def frame(self) -> int | None:
        """The frame in all of the rows of chapter 6.3, in öre."""
        return frame_of(r.row for r in self.rows)

    @property
    def sums(self) -> BudgetSums | None:
        """What the rows of chapter 6.3 come to."""
        return sums_of(r.row for r in self.rows)

    @property
    def dots(self) -> list[RiskDot]:
        """The rated risks for the matrix."""
        return [
            RiskDot(r.row.probability, r.row.consequence, r.sign, f"#{r.anchor}")
            for r in self.rows
            if r.row.score
        ]


@dataclass(frozen=True)
class DrawnGroup:
    """A numbered chapter with its parts."""

    group: Group
    chapters: tuple[DrawnChapter, ...]


@dataclass
class Reading:
    """`content` for `person` on `day`. `findings`, `progress` and `gate` only where the working text is shown."""

    content: DirectiveContent
    edition: EditionSpec
    person: Person
    day: dt.date
    findings: Sequence[Finding] = ()
    progress: Mapping[str, Progress] = field(default_factory=dict)
    gate: str | None = None
    locked: tuple[str, ...] = ()

    def groups(self) -> list[DrawnGroup]:
        """Every chapter of the edition, drawn in its group; decision sheets only where there are any."""
        return [
            DrawnGroup(g, tuple(self.chapter(spec) for spec in g.chapters if spec.key))
            for g in groups(self.edition, self.content)
        ]

    def chapter(self, spec: ChapterSpec) -> DrawnChapter:
        key = spec.key or ""
        note, said = self.content.note(key), getattr(self.content, key)
        filled = is_filled(self.content, key)
        required = bool(self.gate) and key in self.edition.required_at(self.gate or "")
        return DrawnChapter(
            spec,
            text="" if key in ROW_TYPES else said,
            rows=self.rows(key) if key in ROW_TYPES else (),
            lead_in=note.lead_in,
            not_applicable=note.not_applicable,
            filled=filled,
            missing_before=(self.gate or "") if required and not filled else "",
            awaited=self.gate is not None,
            locked=key in self.locked,
            goals=goal_map(self.content) if key == "mandate_goals" else None,
        )

    def rows(self, key: str) -> tuple[DrawnRow, ...]:
        return tuple(
            self._row(key, row, number) for number, row in enumerate(getattr(self.content, key), start=1)
        )

    def _row(self, key: str, row: Row, number: int) -> DrawnRow:
        sign = f"{LETTERS[key]}{number}" if key in LETTERS else ""
        notes, progress = self._notes[key, row.uid], self.progress.get(row.uid)
        if isinstance(row, ImpactGoal):
            return DrawnRow(row, sign, measure_text(row), notes=notes)
        if isinstance(row, Milestone):
            from_plan = row.date is None and self.content.gate_plan(row.gate) is not None
            day = self.content.milestone_date(row)
            return DrawnRow(
                row,
                row.gate,
                day=day,
                from_plan=from_plan,
                progress=progress,
                follows_decision=row.gate in self.edition.gate_codes,
                notes=notes,
            )
        if isinstance(row, RoleAssignment):
            return DrawnRow(
                row, lead=role_label(row.role, self.edition), people=self._people_of(row), notes=notes
            )
        href = self._links.get(getattr(row, "other_id", None) or "", "")
        return DrawnRow(row, sign, self._lead(row), href=href, progress=progress, notes=notes)

    def _lead(self, row: Row) -> str:
        """What is said of a row beside its own words: how it hangs together, when, what it serves."""
        if isinstance(row, Dependency):
            return str(DEPENDENCY_LABELS[row.kind]) if row.kind else ""
        if isinstance(row, Recipient):
            return str(DISTRIBUTION_LABELS[row.kind]) if row.kind else ""
        if isinstance(row, Period):
            return span_text(row.first, row.last)
        if isinstance(row, MandateGoal) and row.impact_goals:
            served = ", ".join(sign for uid, sign in self._impact_signs.items() if uid in row.impact_goals)
            return _("Serves %(goals)s.") % {"goals": served}
        return ""

    @cached_property
    def _impact_signs(self) -> dict[str, str]:
        letter = LETTERS["impact_goals"]
        return {goal.uid: f"{letter}{n}" for n, goal in enumerate(self.content.impact_goals, start=1)}

    @cached_property
    def _notes(self) -> Mapping[tuple[str, str | None], tuple[Note, ...]]:
        found: dict[Any, tuple[Note, ...]] = defaultdict(tuple)
        for finding in self.findings:
            word = f"{SEVERITY_LABELS[finding.severity]}:"
            note = (str(Level.of(finding.severity)), word, finding_text(finding, self.edition))
            for place in dict.fromkeys((p.chapter, p.row) for p in finding.places if p.row):
                found[place] += (note,)
        return found

    def _people_of(self, row: RoleAssignment) -> tuple[str, ...]:
        """Who acts for a linked position today; a linked person is named by the words already."""
        if row.holder_kind != "position" or not row.holder_id:
            return ()
        return tuple(p.name for p in self._people[row.holder_kind, row.holder_id])

    @cached_property
    def _people(self) -> Mapping[tuple[str, str], list[Person]]:
        linked = [(str(r.holder_kind), str(r.holder_id)) for r in self.content.roles if r.holder_id]
        return defaultdict(list, roles.people(linked, self.day))

    @cached_property
    def _links(self) -> dict[str, str]:
        """Addresses of the directives that are linked and that this person may see."""
        linked = [d.other_id for d in self.content.dependencies if d.other_id]
        if not linked:
            return {}
        seen = policies.readable(self.person, self.day).filter(uid__in=linked).values_list("uid", flat=True)
        return {uid: reverse("directive", args=[uid]) for uid in seen}


def measure_text(goal: ImpactGoal) -> str:
    """How an impact goal is measured, in short sentences; what is not said is left out."""
    values = {
        "from": number_text(goal.baseline, goal.unit),
        "to": number_text(goal.target, goal.unit),
        "date": long_date(goal.due) if goal.due else "",
    }
    parts = [goal.indicator.rstrip(".") + "."] if goal.indicator else []
    if values["from"] and values["to"]:
        parts.append(
            _("From %(from)s to %(to)s by %(date)s.") % values
            if goal.due
            else _("From %(from)s to %(to)s.") % values
        )
    elif values["to"]:
        parts.append(_("To %(to)s by %(date)s.") % values if goal.due else _("To %(to)s.") % values)
    elif goal.due:
        parts.append(_("Measured on %(date)s.") % values)
    if goal.measured_by:
        parts.append(_("Measured by %(who)s.") % {"who": goal.measured_by})
    return " ".join(parts)


def progress_of(directive: Directive) -> dict[str, Progress]:
    """What has happened to the rows, by uid."""
    return {p.row: p for p in Progress.objects.filter(directive=directive)}
