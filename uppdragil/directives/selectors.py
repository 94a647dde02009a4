"""Reading directives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q

from uppdragil.editions.spec import EditionSpec
from uppdragil.organisation import roles
from uppdragil.organisation.models import Person

from . import policies, reviewfacts, storage
from .content import DirectiveContent, Role
from .models import Card, Directive, RoleAssignment
from .phases import gates_behind
from .review import Finding, ReviewFacts, Severity, review, to_tell
from .review import errors as blocking

# The chapters whose rows can be in error, and the goals that these point to: nothing else needs to be read.
ERRONEOUS = (
    "impact_goals",
    "mandate_goals",
    "gate_plans",
    "roles",
    "milestones",
    "activities",
    "decision_sheets",
)


def decided_gates(directive: Directive) -> frozenset[str]:
    """The codes of the gates that the directive has passed, as its place in the flow tells."""
    return passed(directive.edition.spec, directive.phase)


def passed(spec: EditionSpec, phase: str) -> frozenset[str]:
    """The codes of the gates that lie behind whoever is at `phase`; all of them for what has ended."""
    return frozenset(spec.gate_codes[: gates_behind(spec.flow, phase)])


def next_gate(directive: Directive) -> str | None:
    """The code of the next gate to be decided; None when all are."""
    passed = decided_gates(directive)
    return next((code for code in directive.edition.spec.gate_codes if code not in passed), None)


def findings(directive: Directive, content: DirectiveContent, today: dt.date) -> tuple[Finding, ...]:
    """What the review has to say of `content` as the working text of `directive`."""
    return findings_of([directive], {directive.pk: content}, today)[directive.pk]


def findings_of(
    directives: Sequence[Directive], texts: Mapping[int, DirectiveContent], today: dt.date
) -> dict[int, tuple[Finding, ...]]:
    """The same of several, whose `texts` are given by primary key; as many queries for a hundred as for one."""
    around = reviewfacts.around(directives, texts, today)
    return {d.pk: to_tell(review(texts[d.pk], _facts(d, **around[d.pk]), today)) for d in directives}


def open_errors(directives: Sequence[Directive], today: dt.date) -> dict[int, int]:
    """How many errors the working text of each has, by primary key; as many queries for a hundred as for one."""
    texts = storage.load_rows(directives, ERRONEOUS)
    return {d.pk: len(blocking(texts[d.pk], _facts(d), today)) for d in directives}


def _facts(directive: Directive, **around: Any) -> ReviewFacts:
    return ReviewFacts.of(directive.edition.spec, decided=decided_gates(directive), **around)


def errors(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings that block a submission (domain section 5: severity error)."""
    return tuple(f for f in found if f.severity is Severity.ERROR)


def own_cards(person: Person, day: dt.date, most: int = 50) -> list[Card]:
    """The cards of the directives that `person` leads or has begun, and still sees; the latest first."""
    leads = RoleAssignment.objects.filter(roles.named(roles.holders_of(person, day)), role=Role.LEAD)
    own = Q(directive__created_by=person) | Q(directive__in=leads.values("directive"))
    found = policies.cards(person, day).filter(own).select_related("directive")
    return list(found.order_by("-directive__created_at", "-pk")[:most])
