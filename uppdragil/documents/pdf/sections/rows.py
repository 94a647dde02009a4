"""Chapters that are rows: how each is set."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from uppdragil.core.kronor import in_kronor
from uppdragil.directives.content import (
    DecisionSheet,
    Dependency,
    DirectiveContent,
    MandateGoal,
    Role,
    RoleAssignment,
)
from uppdragil.directives.labels import COST_LABELS, DEPENDENCY_LABELS, DISTRIBUTION_LABELS
from uppdragil.directives.sentences import span_text
from uppdragil.documents.pdf.story import Cell, Column, Story, Words
from uppdragil.documents.pdf.styles import CELL_SOFT, CELL_STRONG
from uppdragil.documents.pdf.words import ROLES, amount, short_date
from uppdragil.documents.record import Shown
from uppdragil.editions.spec import EditionSpec
from uppdragil.strategy.words import goals_text


def _impact_goals(story: Story, record: Shown) -> None:
    columns = (
        Column(_("No."), 0.6),
        Column(_("Impact goal"), 3.3),
        Column(_("Indicator"), 2.2),
        Column(_("Now"), 1.4, number=True),
        Column(_("Target"), 1.4, number=True),
        Column(_("Measured"), 2.1),
    )
    rows = [
        (
            str(number),
            goal.text,
            goal.indicator or "–",
            amount(goal.baseline, goal.unit),
            amount(goal.target, goal.unit),
            [Words(short_date(goal.due)), Words(goal.measured_by, CELL_SOFT)],
        )
        for number, goal in enumerate(record.content.impact_goals, 1)
    ]
    story.table(columns, rows)


def _mandate_goals(story: Story, record: Shown) -> None:
    numbers = {goal.uid: str(number) for number, goal in enumerate(record.content.impact_goals, 1)}
    story.items([_serving(goal, numbers) for goal in record.content.mandate_goals], numbered=True)


def _serving(goal: MandateGoal, numbers: Mapping[str, str]) -> str:
    served = ", ".join(numbers[uid] for uid in goal.impact_goals)
    return (
        _("%(goal)s (serves impact goal %(served)s)") % {"goal": goal.text, "served": served}
        if served
        else goal.text
    )


def _prerequisites(story: Story, record: Shown) -> None:
    story.items([row.text for row in record.content.prerequisites])


def _delimitations(story: Story, record: Shown) -> None:
    story.items([row.text for row in record.content.delimitations])


def _dependencies(story: Story, record: Shown) -> None:
    story.items([_dependency(row) for row in record.content.dependencies])


def _dependency(row: Dependency) -> str:
    said = ", ".join(words for words in (row.text, row.system) if words) or row.other_id or ""
    return f"{DEPENDENCY_LABELS[row.kind]}: {said}" if row.kind else said


def _strategy_links(story: Story, record: Shown) -> None:
    columns = (
        Column(_("Focus area"), 2.8),
        Column(_("Year"), 0.9),
        Column(_("Sub-goal or activity"), 4.6),
        Column(_("Regional plan"), 1.7),
    )
    rows = [
        (
            [Words(link.area, CELL_STRONG), Words(link.edition, CELL_SOFT)],
            str(link.year or "–"),
            [Words(text) for text in (link.goal, link.activity) if text] or "–",
            goals_text(link.regional_goals) or "–",
        )
        for link in record.content.strategy_links
    ]
    story.table(columns, rows)


def _gate_plans(story: Story, record: Shown) -> None:
    names = {gate.code: gate.name for gate in record.edition.gates}
    columns = (Column(_("Gate"), 6), Column(_("Start"), 2), Column(_("End"), 2))
    rows = [
        (f"{plan.gate} {plan.name or names.get(plan.gate, '')}", short_date(plan.start), short_date(plan.end))
        for plan in record.content.gate_plans
    ]
    story.table(columns, rows)


def _budget(story: Story, record: Shown) -> None:
    columns = (
        Column(_("Kind of cost"), 4.4),
        Column(_("Year"), 0.9),
        Column(_("Financed by"), 2.7),
        Column(_("Frame"), 2.0, number=True),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            [
                Words(str(COST_LABELS[row.cost_kind]) if row.cost_kind else "–", CELL_STRONG),
                Words(row.text, CELL_SOFT),
            ],
            str(row.year or "–"),
            row.financing or "–",
            in_kronor(row.frame) or "–",
        )
        for row in record.content.budget
    ]
    if (frame := record.content.frame) is not None:
        rows.append(([Words(_("Frame in all"), CELL_STRONG)], "", "", in_kronor(frame)))
    story.table(columns, rows)


def _risks(story: Story, record: Shown) -> None:
    columns = (
        Column(_("No."), 0.6),
        Column(_("Risk"), 3.6),
        Column(pgettext("risk factor", "L"), 0.5, number=True),
        Column(pgettext("risk factor", "C"), 0.5, number=True),
        Column(pgettext("risk factor", "L×C"), 0.7, number=True),
        Column(_("Measure"), 3.2),
        Column(_("Owner"), 1.7),
    )
    rows = [
        (
            str(number),
            risk.text,
            _level(risk.probability),
            _level(risk.consequence),
            Words(_level(risk.score), CELL_STRONG),
            risk.measure or "–",
            [Words(risk.owner or "–"), Words(short_date(risk.follow_up), CELL_SOFT)],
        )
        for number, risk in enumerate(record.content.risks, 1)
    ]
    story.text(_("L is likelihood and C is consequence, each 1 to 5."), CELL_SOFT)
    story.table(columns, rows)


def _level(value: int | None) -> str:
    return str(value) if value else "–"


def _roles(story: Story, record: Shown) -> None:
    columns = (Column(_("Role"), 3), Column(_("Held by"), 7))
    rows = [(_role(row.role, record.edition), _holder(row)) for row in record.content.roles]
    story.table(columns, rows)


def _role(role: Role, edition: EditionSpec) -> str:
    return edition.roles.get(role) or str(ROLES[role])


def _holder(row: RoleAssignment) -> Cell:
    beside = [row.title, _("calls the group together") if row.convener else ""]
    return [Words(row.holder or "–"), *(Words(text, CELL_SOFT) for text in beside if text)]


def _milestones(story: Story, record: Shown) -> None:
    content = record.content
    columns = (
        Column(_("Date"), 1.6),
        Column(_("Milestone"), 3.8),
        Column(_("Gate"), 1.6),
        Column(_("Comment"), 3),
    )
    rows = [
        (short_date(content.milestone_date(row)), row.decision, row.gate, row.comment)
        for row in content.milestones
    ]
    story.table(columns, rows)


def _activities(story: Story, record: Shown) -> None:
    content = record.content
    columns = [
        Column(_("Activity"), 3.5),
        Column(_("Start"), 1.5),
        Column(_("End"), 1.5),
        Column(_("Responsible"), 2),
        Column(_("Mandate goal"), 1.5),
    ]
    numbers = {goal.uid: str(number) for number, goal in enumerate(content.mandate_goals, 1)}
    rows = [
        (
            row.name,
            short_date(row.start),
            short_date(row.end),
            row.responsible or "–",
            ", ".join(numbers[uid] for uid in row.mandate_goals) or "–",
        )
        for row in content.activities
    ]
    story.table(columns, rows)


def _includes(story: Story, record: Shown) -> None:
    story.items([row.text for row in record.content.includes])


def _shall(story: Story, record: Shown) -> None:
    story.items([row.text for row in record.content.shall])


def _timeline(story: Story, record: Shown) -> None:
    columns = (Column(_("What is done"), 6.5), Column(_("Months"), 3.5))
    story.table(
        columns, [(row.text, span_text(row.first, row.last) or "–") for row in record.content.timeline]
    )


def _distribution(story: Story, record: Shown) -> None:
    columns = (
        Column(_("Recipient"), 4),
        Column(pgettext("distribution", "Sent"), 2.5),
        Column(_("Sends it on to"), 3.5),
    )
    rows = [
        (row.name, str(DISTRIBUTION_LABELS[row.kind]) if row.kind else "–", row.relay)
        for row in record.content.distribution
    ]
    story.table(columns, rows)


def _terms(story: Story, record: Shown) -> None:
    columns = (Column(_("Term"), 3), Column(_("Explanation"), 7))
    story.table(columns, [(Words(row.term, CELL_STRONG), row.explanation) for row in record.content.terms])


def _decision_sheets(story: Story, record: Shown) -> None:
    names = {gate.code: gate.name for gate in record.edition.gates}
    for sheet in record.content.decision_sheets:
        story.heading(4, f"{sheet.gate} {names.get(sheet.gate, '')}".strip())
        story.facts(_sheet_facts(sheet, record), share=2.2)


def _sheet_facts(sheet: DecisionSheet, record: Shown) -> list[tuple[str, Cell]]:
    content, edition = record.content, record.edition
    facts = {
        pgettext("record", "Title"): content.title if sheet.name is None else sheet.name,
        _role(Role.OWNER, edition): _holders(content, Role.OWNER) if sheet.owner is None else sheet.owner,
        _role(Role.LEAD, edition): _holders(content, Role.LEAD) if sheet.lead is None else sheet.lead,
    }
    named: list[tuple[str, Cell]] = [(name, value or "–") for name, value in facts.items()]
    if sheet.questions:
        questions = [Words(f"{number}. {text}") for number, text in enumerate(sheet.questions, 1)]
        named.append((_("Questions"), questions))
    return [*named, (_("Decision"), sheet.decision)] if sheet.decision else named


def _holders(content: DirectiveContent, role: Role) -> str:
    return "\n".join(row.holder for row in content.holders(role))


CHAPTERS: dict[str, Callable[[Story, Shown], None]] = {
    "includes": _includes,
    "shall": _shall,
    "impact_goals": _impact_goals,
    "mandate_goals": _mandate_goals,
    "prerequisites": _prerequisites,
    "delimitations": _delimitations,
    "dependencies": _dependencies,
    "strategy_links": _strategy_links,
    "gate_plans": _gate_plans,
    "budget": _budget,
    "risks": _risks,
    "roles": _roles,
    "milestones": _milestones,
    "activities": _activities,
    "timeline": _timeline,
    "distribution": _distribution,
    "terms": _terms,
    "decision_sheets": _decision_sheets,
}
