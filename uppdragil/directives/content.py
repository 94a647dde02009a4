"""`DirectiveContent`: everything a directive says, as one frozen value.

No database and no Django here. Importers make this value, the editor's rows load and store it, the
review and the gate rules read it, a version is its canonical JSON, and everything that leaves the
house is drawn from it. The chapters are those of every model: UPPDRAGiL 3.0 (docs: chapters 1 to 11.1, the
definitions and the decision sheet) and Uppdragshandling (domain, section 2). Which of them a directive has, and
what they are called there, is said by its edition.

A repeated date or role is stored only where it differs: ``None`` means "the same as its source"
(`normalised`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, NamedTuple, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from uppdragil.core.values import Line, Link, Row, Rows, Short, Text, Uid, Value


def plain_number(value: Decimal) -> Decimal:
    """One spelling per number, so that 1.0 and 1.00, or 0 and -0, give the same bytes."""
    if not value:
        return Decimal(0)
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


# 15 digits are what every database keeps exactly.
Number = Annotated[
    Decimal, Field(max_digits=15, decimal_places=6, allow_inf_nan=False), AfterValidator(plain_number)
]
Level = Annotated[int, Field(ge=1, le=5)]
Month = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]  # 2025-06
MAX_ORE = 10**14  # a million million kronor; every database and JSON keep it exactly
Ore = Annotated[int, Field(ge=0, le=MAX_ORE)]  # money, in öre


class Visibility(StrEnum):
    """Who may read a directive once it is decided (domain section 3: Visibility)."""

    INTERNAL = "internal"
    RESTRICTED = "restricted"


class Role(StrEnum):
    """What somebody is in a mandate: the roles of chapter 8."""

    SPONSOR = "sponsor"
    OWNER = "owner"
    LEAD = "lead"
    MEMBER = "member"
    RESOURCE_OWNER = "resource_owner"
    RECEIVER = "receiver"
    STAKEHOLDER = "stakeholder"
    REFERENCE_GROUP = "reference_group"


class HolderKind(StrEnum):
    """What of the register holds a role, where the words are linked to it."""

    PERSON = "person"
    POSITION = "position"
    UNIT = "unit"


class CostKind(StrEnum):
    """Kostnadsslag: what the money of a budget row pays."""

    STAFF = "staff"
    SERVICES = "services"
    GOODS = "goods"
    INVESTMENT = "investment"
    OTHER = "other"


class DependencyKind(StrEnum):
    """How another mandate, or a system outside, hangs together with this one."""

    NEEDS = "needs"  # this one waits for it
    AFFECTS = "affects"  # what this one does changes something for it, but it does not wait
    SHARES_RECEIVER = "shares_receiver"  # neither waits; the same unit takes both on


class DistributionKind(StrEnum):
    """Why somebody gets the document."""

    CARRY_OUT = "carry_out"  # för genomförande
    INFORMATION = "information"  # för kännedom


class ImpactGoal(Row):
    """Effektmål (2.1): the effect after the mandate. `baseline` and `target` are in `unit`."""

    text: Text = ""
    indicator: Line = ""
    unit: Line = ""
    baseline: Number | None = None
    target: Number | None = None
    due: dt.date | None = None
    measured_by: Line = ""


class MandateGoal(Row):
    """Uppdragsmål (2.2): what the mandate itself delivers. `impact_goals` are uids of the goals that it serves."""

    text: Text = ""
    impact_goals: Rows[Uid] = ()


class Prerequisite(Row):
    """Förutsättning (3.1)."""

    text: Text = ""


class Delimitation(Row):
    """Avgränsning (3.2)."""

    text: Text = ""


class Dependency(Row):
    """Koppling eller beroende (4): free text, or a link to another directive by its uid.

    `system`: the name of a system outside, where it is one. `kind` is None until somebody has chosen.
    """

    text: Text = ""
    other_id: Link | None = None
    kind: DependencyKind | None = None
    system: Line = ""


class StrategyLink(Row):
    """Koppling till strategin (4.1): an area of a published edition, a sub-goal of it, or an activity of that.

    The identities lead to the strategy; the words are those that it had when the link was made, so that a decided
    directive reads the same when the strategy has gone on. The regional plan's goals follow from the area.
    """

    edition_id: Link
    edition: Line = ""
    area_id: Link
    area: Line = ""
    goal_id: Link | None = None
    year: int | None = None
    goal: Text = ""
    activity_id: Link | None = None
    activity: Text = ""
    regional_goals: tuple[int, ...] = ()

    @model_validator(mode="after")
    def _stands_under(self) -> Self:
        if self.activity_id and not self.goal_id:
            raise ValueError("an activity stands under a sub-goal")
        return self


class GatePlan(Row):
    """Tidplan (5): when a gate is planned, first and last day."""

    gate: Line
    name: Line = ""
    start: dt.date | None = None
    end: dt.date | None = None


class BudgetRow(Row):
    """Budgetrad (6.3): the frame of one kind of cost in one year, in öre, and who pays it.

    What of the frame is activated, identified and spent is told while the mandate runs (`portfolio.money`).
    """

    cost_kind: CostKind | None = None
    text: Line = ""
    year: Annotated[int, Field(ge=2000, le=2100)] | None = None
    frame: Ore | None = None
    financing: Line = ""


class Risk(Row):
    """Risk (7): probability 1-5 times consequence 1-5. `follow_up`: when somebody looks at it again."""

    text: Text = ""
    probability: Level | None = None
    consequence: Level | None = None
    measure: Text = ""
    owner: Line = ""
    follow_up: dt.date | None = None

    @property
    def score(self) -> int | None:
        """1 to 25, or None while either factor is unset."""
        return self.probability * self.consequence if self.probability and self.consequence else None


class RoleAssignment(Row):
    """Organisation (8): a role, who holds it in words, and the organisation's record of that holder.

    `title`: what the holder is beside the mandate. `convener`: who calls a working group together.
    """

    role: Role
    holder: Text = ""
    holder_kind: HolderKind | None = None
    holder_id: Link | None = None
    title: Line = ""
    convener: bool = False

    @model_validator(mode="after")
    def _link_is_whole(self) -> Self:
        if (self.holder_kind is None) != (self.holder_id is None):
            raise ValueError("holder_kind and holder_id are given together")
        return self


class Milestone(Row):
    """Milstolpe (9.1). `gate` is a gate's code or a label such as MS1.

    `date` None on a gate's milestone means the gate's own date in chapter 5.
    """

    date: dt.date | None = None
    decision: Line = ""
    gate: Line = ""
    comment: Text = ""


class Activity(Row):
    """Delaktivitet (9.2). `mandate_goals` are uids of the goals that it serves."""

    name: Text = ""
    start: dt.date | None = None
    end: dt.date | None = None
    responsible: Text = ""
    mandate_goals: Rows[Uid] = ()


class Inclusion(Row):
    """Uppdraget innefattar: a part of what is to be done."""

    text: Text = ""


class Obligation(Row):
    """Uppdraget ska: how it is to be done."""

    text: Text = ""


class Period(Row):
    """Tidplan i månader: what is done, from the first to the last month. A span of months invents no days."""

    text: Text = ""
    first: Month | None = None
    last: Month | None = None


class Recipient(Row):
    """Uppdraget skickas till: who gets the document, why, and to whom they send it on (`relay`)."""

    name: Line = ""
    kind: DistributionKind | None = None
    relay: Line = ""


class Term(Row):
    """Definition eller förkortning."""

    term: Line = ""
    explanation: Text = ""


class DecisionSheet(Row):
    """The decision sheet of one gate as an imported document states it.

    `name`, `owner` and `lead` are None where they say the same as the title and chapter 8.
    """

    gate: Line
    name: Line | None = None
    owner: Text | None = None
    lead: Text | None = None
    questions: Rows[Text] = ()
    decision: Text = ""


class ChapterNote(Value):
    """What is said about a chapter beside its text or rows: a lead-in, or why it does not apply."""

    chapter: Line
    lead_in: Text = ""
    not_applicable: Text = ""


class DirectiveContent(Value):
    """A whole directive: its head, every chapter in the model's order, and notes on chapters."""

    # Head
    number: Short = ""
    title: Line = ""
    subtitle: Line = ""
    model: Line = ""
    registry_number: Line = ""
    unit: Line = ""
    unit_id: Link | None = None
    visibility: Visibility = Visibility.INTERNAL
    parent: Line = ""
    parent_id: Link | None = None
    supersedes: Line = ""
    supersedes_id: Link | None = None
    supersedes_dated: dt.date | None = None
    dated: dt.date | None = None
    origin: Line = ""
    # Chapters
    background: Text = ""
    idea: Text = ""
    description: Text = ""
    purpose: Text = ""
    includes: Rows[Inclusion] = ()
    shall: Rows[Obligation] = ()
    impact_goals: Rows[ImpactGoal] = ()
    mandate_goals: Rows[MandateGoal] = ()
    prerequisites: Rows[Prerequisite] = ()
    delimitations: Rows[Delimitation] = ()
    dependencies: Rows[Dependency] = ()
    strategy_links: Rows[StrategyLink] = ()
    gate_plans: Rows[GatePlan] = ()
    costs: Text = ""
    financing: Text = ""
    budget: Rows[BudgetRow] = ()
    risks: Rows[Risk] = ()
    roles: Rows[RoleAssignment] = ()
    milestones: Rows[Milestone] = ()
    activities: Rows[Activity] = ()
    timeline: Rows[Period] = ()
    communication: Text = ""
    reporting: Text = ""
    handover: Text = ""
    maintenance: Text = ""
    decision_form: Text = ""
    distribution: Rows[Recipient] = ()
    terms: Rows[Term] = ()
    decision_sheets: Rows[DecisionSheet] = ()
    # Beside the chapters
    notes: Rows[ChapterNote] = ()

    @field_validator("notes")
    @classmethod
    def _notes_in_order(cls, notes: tuple[ChapterNote, ...]) -> tuple[ChapterNote, ...]:
        """Empty notes say nothing; the others stand in the order of the chapters."""
        said = (n for n in notes if n.lead_in or n.not_applicable)
        return tuple(
            sorted(said, key=lambda n: CHAPTER_KEYS.index(n.chapter) if n.chapter in CHAPTER_KEYS else -1)
        )

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        uids = [row.uid for _, row in self.all_rows()]
        if len(uids) != len(set(uids)):
            raise ValueError("two rows share a uid")
        for links in LINKS:
            there = {row.uid for row in getattr(self, links.to)}
            if any(uid not in there for row in getattr(self, links.of) for uid in getattr(row, links.to)):
                raise ValueError(f"a row of {links.of} points at one of {links.to} that does not exist")
        chapters = [note.chapter for note in self.notes]
        if len(chapters) != len(set(chapters)) or not set(chapters) <= set(CHAPTER_KEYS):
            raise ValueError("notes are one per chapter, of chapters that exist")
        return self

    def all_rows(self) -> Iterator[tuple[str, Row]]:
        """Every row with its chapter key, in the document's order."""
        for key in ROW_CHAPTERS:
            for row in getattr(self, key):
                yield key, row

    def note(self, chapter: str) -> ChapterNote:
        """The note on a chapter; an empty one where nothing is said."""
        return next((n for n in self.notes if n.chapter == chapter), ChapterNote(chapter=chapter))

    def gate_plan(self, gate: str) -> GatePlan | None:
        return next((plan for plan in self.gate_plans if plan.gate == gate), None)

    def holders(self, role: Role) -> tuple[RoleAssignment, ...]:
        return tuple(r for r in self.roles if r.role is role)

    @property
    def frame(self) -> int | None:
        """The frame in all, in öre; None where no row states one."""
        return frame_of(self.budget)

    def milestone_date(self, milestone: Milestone) -> dt.date | None:
        """The date that holds: its own, or else its gate's in chapter 5 (the last day of a span)."""
        if milestone.date:
            return milestone.date
        plan = self.gate_plan(milestone.gate)
        return plan.end or plan.start if plan else None


class Links(NamedTuple):
    """The rows of chapter `of` point at rows of chapter `to`, by uid, in the field that is called as that one is."""

    of: str
    to: str


LINKS = (Links("mandate_goals", "impact_goals"), Links("activities", "mandate_goals"))

ROW_TYPES: dict[str, type[Row]] = {
    "includes": Inclusion,
    "shall": Obligation,
    "impact_goals": ImpactGoal,
    "mandate_goals": MandateGoal,
    "prerequisites": Prerequisite,
    "delimitations": Delimitation,
    "dependencies": Dependency,
    "strategy_links": StrategyLink,
    "gate_plans": GatePlan,
    "budget": BudgetRow,
    "risks": Risk,
    "roles": RoleAssignment,
    "milestones": Milestone,
    "activities": Activity,
    "timeline": Period,
    "distribution": Recipient,
    "terms": Term,
    "decision_sheets": DecisionSheet,
}
# Fields that not every model has, by the chapter of their rows; an edition says which of them it asks for.
OPTIONAL: dict[str, tuple[str, ...]] = {
    "head": ("dated", "supersedes_dated"),
    "roles": ("title", "convener"),
}
HEAD_FIELDS = tuple(DirectiveContent.model_fields)[: tuple(DirectiveContent.model_fields).index("background")]
CHAPTER_KEYS = tuple(key for key in DirectiveContent.model_fields if key not in (*HEAD_FIELDS, "notes"))
ROW_CHAPTERS = tuple(ROW_TYPES)
TEXT_CHAPTERS = tuple(key for key in CHAPTER_KEYS if key not in ROW_TYPES)


def frame_of(rows: Iterable[BudgetRow]) -> int | None:
    """Their frames together, in öre; None where no row states one."""
    stated = [row.frame for row in rows if row.frame is not None]
    return sum(stated) if stated else None


def without_dead_links(content: DirectiveContent) -> DirectiveContent:
    """The same directive without links to rows that it does not have (`LINKS`); not validated."""
    for of, to in LINKS:
        there = {row.uid for row in getattr(content, to)}
        rows = getattr(content, of)
        if any(uid not in there for row in rows for uid in getattr(row, to)):
            kept = (
                row.model_copy(update={to: tuple(uid for uid in getattr(row, to) if uid in there)})
                for row in rows
            )
            content = content.model_copy(update={of: tuple(kept)})
    return content


def normalised(content: DirectiveContent) -> DirectiveContent:
    """The same directive with each repeated date, name and role stored once, at its source.

    A gate's milestone keeps its own date only where it differs from chapter 5 (the last day of a span);
    a decision sheet keeps its name, owner and lead only where they differ from the title and chapter 8.
    """

    plans = {plan.gate: plan for plan in reversed(content.gate_plans)}  # the first one counts
    owner, lead = ("\n".join(r.holder for r in content.holders(role)) for role in (Role.OWNER, Role.LEAD))

    def milestone(m: Milestone) -> Milestone:
        plan = plans.get(m.gate)
        same = plan is not None and m.date == (plan.end or plan.start)
        return m.model_copy(update={"date": None}) if same else m

    def sheet(s: DecisionSheet) -> DecisionSheet:
        return s.model_copy(
            update={
                "name": None if s.name == content.title else s.name,
                "owner": None if s.owner == owner else s.owner,
                "lead": None if s.lead == lead else s.lead,
            }
        )

    return content.model_copy(
        update={
            "milestones": tuple(milestone(m) for m in content.milestones),
            "decision_sheets": tuple(sheet(s) for s in content.decision_sheets),
        }
    )
