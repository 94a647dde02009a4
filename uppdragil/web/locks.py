"""What cannot be changed, and why: the stage, a pause, or what a decision has locked."""

from __future__ import annotations

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from uppdragil.directives.baseline import LOCKED_CHAPTERS
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import ENDED_PHASES, GATE_PHASES, Phase
from uppdragil.directives.sentences import heading_text
from uppdragil.editions.spec import Deciders
from workflows.facts import change_gate

from .access import PASSED, Seen
from .bodies import full_name
from .days import long_date
from .phaseline import decided_on


def locked_chapters(directive: Directive) -> tuple[str, ...]:
    """The chapters that the baseline locks as wholes; nothing before the first decision."""
    return LOCKED_CHAPTERS if directive.baseline_id else ()


def locked_sentence(seen: Seen, chapters: tuple[str, ...]) -> str:
    """What a refused change touched, and what to do instead."""
    names = [_("the head") if key == "head" else heading_text(key, seen.edition) for key in chapters]
    return " ".join(
        [
            _("Locked by the decision: %(chapters)s.") % {"chapters": get_text_list(names, _("and"))},
            how_to_change(seen),
        ]
    )


def lock_reason(seen: Seen) -> str:
    """Since which decision the goals, the owner, the gate dates and the budget are locked."""
    first = next((d for d in seen.decisions if d.outcome in PASSED), None)
    told = seen.told[0] if seen.told else None
    day = told.decided_on if told else decided_on(first) if first else None
    gate = told.gate if told else first.gate if first else ""
    if day is None:
        return ""
    return _("Locked since %(gate)s was decided on %(date)s.") % {"gate": gate, "date": long_date(day)}


def how_to_change(seen: Seen) -> str:
    """Who can decide on a change of what is locked (domain section 3)."""
    gate = change_gate(seen.directive)
    if gate is None or gate.deciders is Deciders.OWNERS:
        return _("A change needs a decision by the mandate owner. The mandate lead asks for it.")
    body = full_name(seen.directive.body) if seen.directive.body else _("the decision body")
    return _("A change needs a decision by %(body)s. The mandate lead asks for it.") % {"body": body}


def why_not_editable(seen: Seen) -> str:
    """Why this person cannot change the text now."""
    directive = seen.directive
    if directive.paused:
        return _("the mandate is paused.")
    if directive.phase in GATE_PHASES:
        return _("it lies before those who decide at %(gate)s.") % {"gate": directive.phase.upper()}
    if directive.phase in ENDED_PHASES:
        return _("the mandate is ended.")
    if directive.phase == Phase.REALISATION:
        return _("the result is delivered and the text stands.")
    return _("only the mandate lead changes it.")
