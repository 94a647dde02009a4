"""Conditions of conditional decisions: which are open, and what comes of them."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery

from uppdragil.directives.models import Directive
from uppdragil.gates.values import OpenCondition

from .models import Condition, ConditionNote

OPEN = (None, ConditionNote.State.REOPENED)


def with_state() -> QuerySet[Condition]:
    """Conditions with their last note's state as `state`; null while nothing is noted. By due day."""
    last = ConditionNote.objects.filter(condition=OuterRef("pk")).order_by("-at", "-pk")
    return Condition.objects.annotate(state=Subquery(last.values("state")[:1])).order_by("due", "pk")


def is_open(condition: Condition) -> bool:
    """Whether it is neither met nor waived."""
    last = condition.notes.order_by("-at", "-pk").values_list("state", flat=True).first()
    return last in OPEN


def of_directive(directive: Directive) -> QuerySet[Condition]:
    """Every condition that was ever put on `directive`, with its state, by due day."""
    return with_state().filter(decision__directive=directive).select_related("decision")


def still_open(directive: Directive) -> tuple[OpenCondition, ...]:
    """The conditions of `directive` that are neither met nor waived; one query."""
    return tuple(
        OpenCondition(c.uid, c.text, c.responsible, c.due)
        for c in of_directive(directive).select_related(None)
        if c.state in OPEN  # type: ignore[attr-defined]  # annotated
    )
