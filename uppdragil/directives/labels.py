"""What roles, fields and words of a directive are called on screen, on paper and in history."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from uppdragil.editions.spec import EditionSpec

from .content import CostKind, DependencyKind, DistributionKind, HolderKind, Role, Visibility
from .review import HEAD, Severity

ROLE_LABELS: dict[Role, Promise] = {
    Role.SPONSOR: _("Mandate sponsor"),
    Role.OWNER: _("Mandate owner"),
    Role.LEAD: _("Mandate lead"),
    Role.MEMBER: _("Mandate member"),
    Role.RESOURCE_OWNER: _("Resource owner"),
    Role.RECEIVER: _("Receiver of the result"),
    Role.STAKEHOLDER: _("Other stakeholder"),
    Role.REFERENCE_GROUP: _("Reference group"),
}


def role_label(role: str, edition: EditionSpec | None = None) -> str:
    """What a role is called in mandates of `edition`; None where mandates of several are told of side by side."""
    own = edition.roles.get(role) if edition else None
    return own or str(ROLE_LABELS[Role(role)])


VISIBILITY_LABELS: dict[Visibility, Promise] = {
    Visibility.INTERNAL: _("Internal: everybody who is signed in"),
    Visibility.RESTRICTED: _("Restricted: its roles, the office and named readers"),
}

HOLDER_LABELS: dict[HolderKind, Promise] = {
    HolderKind.PERSON: _("Person"),
    HolderKind.POSITION: _("Position"),
    HolderKind.UNIT: _("Unit"),
}

COST_LABELS: dict[CostKind, Promise] = {
    CostKind.STAFF: pgettext_lazy("cost", "Staff"),
    CostKind.SERVICES: pgettext_lazy("cost", "Services bought"),
    CostKind.GOODS: pgettext_lazy("cost", "Goods and premises"),
    CostKind.INVESTMENT: pgettext_lazy("cost", "Investment"),
    CostKind.OTHER: pgettext_lazy("cost", "Other"),
}

DEPENDENCY_LABELS: dict[DependencyKind, Promise] = {
    DependencyKind.NEEDS: pgettext_lazy("dependency", "Requires"),
    DependencyKind.AFFECTS: pgettext_lazy("dependency", "Affects"),
    DependencyKind.SHARES_RECEIVER: pgettext_lazy("dependency", "Shares a receiver with"),
}

# The same link as the other directive has it.
REVERSE_LABELS: dict[DependencyKind, Promise] = {
    DependencyKind.NEEDS: pgettext_lazy("dependency", "Required by"),
    DependencyKind.AFFECTS: pgettext_lazy("dependency", "Affected by"),
    DependencyKind.SHARES_RECEIVER: pgettext_lazy("dependency", "Shares a receiver with"),
}

DISTRIBUTION_LABELS: dict[DistributionKind, Promise] = {
    DistributionKind.CARRY_OUT: pgettext_lazy("distribution", "To carry out"),
    DistributionKind.INFORMATION: pgettext_lazy("distribution", "For information"),
}

SEVERITY_LABELS: dict[Severity, Promise] = {
    Severity.ERROR: pgettext_lazy("severity", "Error"),
    Severity.WARNING: pgettext_lazy("severity", "Warning"),
    Severity.HINT: pgettext_lazy("severity", "Hint"),
}

# The letter before a row's number, where the model refers to rows by number.
LETTERS = {"impact_goals": "E", "mandate_goals": "U", "risks": "R"}

# Fields that mean the same in every chapter.
_COMMON: dict[str, Promise] = {
    "text": _("Text"),
    "gate": _("Gate"),
    "start": _("Starts"),
    "end": _("Ends"),
    "comment": _("Comment"),
    "lead_in": _("Lead-in"),
    "not_applicable": _("Not applicable, because"),
}

_BY_CHAPTER: dict[str, dict[str, Promise]] = {
    HEAD: {
        "number": _("Number"),
        "title": _("Title"),
        "subtitle": _("Subtitle"),
        "model": _("Model"),
        "registry_number": _("Registry number"),
        "unit": _("Unit"),
        "unit_id": _("Unit in the register"),
        "visibility": _("Visibility"),
        "parent": _("Parent mandate"),
        "parent_id": _("Parent mandate in the register"),
        "supersedes": _("Supersedes"),
        "supersedes_id": _("Superseded directive in the register"),
        "supersedes_dated": _("Date of the superseded directive"),
        "dated": _("Date of the document"),
        "origin": _("Origin"),
    },
    "impact_goals": {
        "text": _("Impact goal"),
        "indicator": _("Indicator"),
        "unit": pgettext_lazy("measure", "Unit"),
        "baseline": _("Baseline value"),
        "target": _("Target value"),
        "due": _("Date of measurement"),
        "measured_by": _("Measured by"),
    },
    "includes": {"text": pgettext_lazy("part", "Includes")},
    "shall": {"text": pgettext_lazy("demand", "Shall")},
    "mandate_goals": {"text": _("Mandate goal"), "impact_goals": _("Impact goals it serves")},
    "prerequisites": {"text": _("Prerequisite")},
    "delimitations": {"text": _("Delimitation")},
    "dependencies": {
        "text": _("Dependency"),
        "other_id": _("Linked directive"),
        "kind": _("How it hangs together"),
        "system": _("System outside"),
    },
    "strategy_links": {
        "edition": pgettext_lazy("strategy", "Edition"),
        "edition_id": _("Edition in the register"),
        "area": _("Focus area"),
        "area_id": _("Focus area in the register"),
        "goal": _("Sub-goal"),
        "goal_id": _("Sub-goal in the register"),
        "year": _("Year"),
        "activity": _("Activity of the sub-goal"),
        "activity_id": _("Activity in the register"),
        "regional_goals": _("Goals of the regional plan"),
    },
    "gate_plans": {"name": _("Name")},
    "budget": {
        "cost_kind": _("Kind of cost"),
        "text": _("What it pays"),
        "year": _("Year"),
        "frame": _("Frame, kronor"),
        "financing": _("Financed by"),
    },
    "risks": {
        "text": _("Risk"),
        "probability": _("Probability"),
        "consequence": _("Consequence"),
        "measure": _("Measure"),
        "owner": _("Responsible"),
        "follow_up": _("Followed up on"),
    },
    "roles": {
        "role": _("Role"),
        "holder": _("Held by"),
        "holder_kind": _("Kind of holder"),
        "holder_id": _("Holder in the register"),
        "title": pgettext_lazy("of a person", "Title"),
        "convener": _("Calls the group together"),
    },
    "milestones": {"date": _("Date"), "decision": _("Decision")},
    "activities": {
        "name": _("Activity"),
        "responsible": _("Responsible"),
        "mandate_goals": _("Mandate goals it serves"),
    },
    "timeline": {
        "text": _("What is done"),
        "first": _("First month"),
        "last": _("Last month"),
    },
    "distribution": {
        "name": _("Recipient"),
        "kind": pgettext_lazy("distribution", "Sent"),
        "relay": _("Sends it on to"),
    },
    "terms": {"term": _("Term"), "explanation": _("Explanation")},
    "decision_sheets": {
        "name": _("Name of the mandate"),
        "owner": _("Mandate owner"),
        "lead": _("Mandate lead"),
        "questions": _("Questions"),
        "decision": _("Decision"),
    },
}


VALUE_LABELS: dict[type[StrEnum], Mapping[Any, Promise]] = {
    Role: ROLE_LABELS,
    Visibility: VISIBILITY_LABELS,
    HolderKind: HOLDER_LABELS,
    CostKind: COST_LABELS,
    DependencyKind: DEPENDENCY_LABELS,
    DistributionKind: DISTRIBUTION_LABELS,
}


def field_label(chapter: str, field: str) -> Promise:
    """The label of a head field (chapter HEAD), of a row's field, or of a note's.

    Raises KeyError for a field that is not there.
    """
    own = _BY_CHAPTER.get(chapter, {})
    return own[field] if field in own else _COMMON[field]


# What the chapters of every model are, where an edition does not name them.
CHAPTER_LABELS: dict[str, Promise] = {
    "background": _("Background"),
    "idea": _("Idea"),
    "description": _("Description"),
    "purpose": _("Purpose"),
    "includes": _("What the mandate includes"),
    "shall": _("How the work is to be done"),
    "impact_goals": _("Impact goals"),
    "mandate_goals": _("Mandate goals"),
    "prerequisites": _("Prerequisites"),
    "delimitations": _("Delimitations"),
    "dependencies": _("Dependencies"),
    "strategy_links": _("Links to the strategy"),
    "gate_plans": _("Dates of the gates"),
    "costs": _("Costs"),
    "financing": _("Financing"),
    "budget": _("Frame by kind of cost and year"),
    "risks": _("Risks"),
    "roles": _("Organisation and roles"),
    "milestones": _("Milestones"),
    "activities": _("Activities"),
    "timeline": _("Time plan in months"),
    "communication": _("Communication"),
    "reporting": _("Reporting"),
    "handover": _("Handover of the result"),
    "maintenance": _("Maintenance"),
    "decision_form": _("How the delivery is decided on"),
    "distribution": _("Distribution"),
    "terms": _("Definitions and abbreviations"),
    "decision_sheets": _("Decision sheets"),
}
