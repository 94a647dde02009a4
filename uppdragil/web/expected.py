"""Before a submission: the questions of the gate's checklist to which the system would suggest NEJ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from uppdragil.directives.baseline import HEAD
from uppdragil.editions.spec import GateSpec
from uppdragil.gates.prefill import Suggestion
from uppdragil.gates.sentences import grounds
from workflows import judging

from .access import Seen

# Where what a suggestion misses is written, where it does not name chapters itself.
WRITTEN_IN: Mapping[str, str] = {
    "strategy_linked_not": "strategy_links",
    "goals_measurable_not": "impact_goals",
    "measuring_planned_not": "impact_goals",
    "roles_not": "roles",
    "group_missing": "roles",
    "convener_missing": "roles",
    "receiver_unnamed": "roles",
    "receiver_over": "roles",
    "risks_assessed_not": "risks",
    "activities_done_not": "activities",
    "no_registry_number": HEAD,
}


@dataclass(frozen=True)
class ExpectedNo:
    """A question, why NEJ is suggested, whether a NEJ hinders a yes, and where what is missing is written."""

    question: str
    why: str
    hinders: bool
    href: str


def expected_nos(asked: Seen, gate: GateSpec) -> list[ExpectedNo]:
    """For the working text as it stands, in the order of the checklist."""
    found = judging.expected_nos(asked.directive, asked.content, gate, asked.today)
    return [
        ExpectedNo(
            item.text, grounds(found[item.code], asked.edition), item.required, _href(asked, found[item.code])
        )
        for item in gate.checklist
        if item.code in found
    ]


def _href(asked: Seen, suggestion: Suggestion) -> str:
    """Of the chapter, in the editor for who may edit; "" where it is nothing of the text."""
    named = suggestion.params.get("chapters") or (WRITTEN_IN.get(suggestion.code),)
    assert isinstance(named, tuple)
    page = reverse("directive-edit" if asked.may_edit else "directive", args=[asked.directive.uid])
    return f"{page}#{named[0]}" if named[0] else ""
