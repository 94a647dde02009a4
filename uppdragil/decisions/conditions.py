"""Conditions of conditional decisions: which are open, and what comes of them."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery

from uppdragil.directives.models import Directive
from uppdragil.gates.rules import OpenCondition

from .models import Condition, ConditionNote


def with_state() -> QuerySet[Condition]:
    """Conditions with their last note's state as `state`; null while nothing is noted. By due day."""
    last = ConditionNote.objects.filter(condition=OuterRef("pk")).order_by("-at", "-pk")
    return Condition.objects.annotate(state=Subquery(last.values("state")[:1])).order_by("due", "pk")


def still_open(directive: Directive) -> tuple[OpenCondition, ...]:
    """The conditions of `directive` that are neither met nor waived; one query."""
    rows = with_state().filter(decision__directive=directive)
    return tuple(
        OpenCondition(*said)
        for *said, state in rows.values_list("uid", "text", "responsible", "due", "state")
        if state in (None, ConditionNote.State.REOPENED)
    )
