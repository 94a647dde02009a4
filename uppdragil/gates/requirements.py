"""What must stand in a directive before a gate. Pure."""

from __future__ import annotations

from uppdragil.directives.content import DirectiveContent, Role
from uppdragil.editions.spec import Deciders, EditionSpec


def is_filled(content: DirectiveContent, chapter: str) -> bool:
    """Whether a chapter says something, or says why it does not apply (domain section 2)."""
    said = getattr(content, chapter)
    return bool(said.strip() if isinstance(said, str) else said) or bool(
        content.note(chapter).not_applicable.strip()
    )


def missing_chapters(content: DirectiveContent, edition: EditionSpec, gate: str) -> tuple[str, ...]:
    """The chapters that the edition requires at `gate` and that are still empty, in its order."""
    return tuple(key for key in edition.required_at(gate) if not is_met(content, key, edition))


def missing_roles(content: DirectiveContent, edition: EditionSpec, gate: str) -> tuple[Role, ...]:
    """The roles that decide and that nobody is named for.

    The first decision locks the owner, so who decides at any gate stands there before it; a receiver is needed at the
    gate where they take over.
    """
    upto = {spec.deciders for spec in edition.gates[: edition.gate_codes.index(gate) + 1]}
    owned = any(spec.deciders in (Deciders.OWNERS, Deciders.RECEIVERS) for spec in edition.gates)
    asked = (*([Role.OWNER] if owned else []), *([Role.RECEIVER] if Deciders.RECEIVERS in upto else []))
    return tuple(
        role for role in asked if not any(row.holder or row.holder_id for row in content.holders(role))
    )


def is_met(content: DirectiveContent, chapter: str, edition: EditionSpec) -> bool:
    """Whether a chapter that is required is filled.

    A time plan is when it dates every gate: the baseline is measured against these dates.
    """
    if chapter == "gate_plans" and not content.note(chapter).not_applicable:
        dated = {plan.gate for plan in content.gate_plans if plan.end or plan.start}
        return dated >= set(edition.gate_codes)
    return is_filled(content, chapter)
