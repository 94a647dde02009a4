"""What a decision locks: from BP0 on goals, owner, gate dates and budget are the baseline's (domain section 3).

A change of any of them is a matter of its own decision. Pure: no database.
"""

from __future__ import annotations

import datetime as dt

from .content import DirectiveContent, Role, normalised

LOCKED_CHAPTERS = ("impact_goals", "mandate_goals", "gate_plans", "costs", "financing")
LOCKED_HEAD = ("number", "title", "subtitle", "model", "visibility")


def changes_of_locked(baseline: DirectiveContent, content: DirectiveContent) -> tuple[str, ...]:
    """The chapters ("head" for the head) in which `content` departs from what `baseline` locks."""
    head = any(getattr(baseline, name) != getattr(content, name) for name in LOCKED_HEAD)
    chapters = [key for key in LOCKED_CHAPTERS if getattr(baseline, key) != getattr(content, key)]
    owners = ["roles"] if baseline.holders(Role.OWNER) != content.holders(Role.OWNER) else []
    dates = ["milestones"] if _gate_dates(baseline) != _gate_dates(content) else []
    return (*(["head"] if head else []), *chapters, *owners, *dates)


def _gate_dates(content: DirectiveContent) -> set[tuple[str, dt.date]]:
    """Dates of gates that milestones state otherwise than chapter 5; one that repeats it says nothing."""
    gates = {plan.gate for plan in content.gate_plans}
    return {(m.gate, m.date) for m in normalised(content).milestones if m.gate in gates and m.date}
