"""What must stand in a directive before a gate. Pure."""

from __future__ import annotations

from uppdragil.directives.content import DirectiveContent
from uppdragil.editions.spec import EditionSpec


def is_filled(content: DirectiveContent, chapter: str) -> bool:
    """Whether a chapter says something, or says why it does not apply (domain section 2)."""
    said = getattr(content, chapter)
    return bool(said.strip() if isinstance(said, str) else said) or bool(
        content.note(chapter).not_applicable.strip()
    )


def missing_chapters(content: DirectiveContent, edition: EditionSpec, gate: str) -> tuple[str, ...]:
    """The chapters that the edition requires at `gate` and that are still empty, in its order."""
    return tuple(key for key in edition.required_at(gate) if not _is_met(content, key, edition))


def _is_met(content: DirectiveContent, chapter: str, edition: EditionSpec) -> bool:
    """A time plan is filled when it dates every gate: the baseline is measured against these dates."""
    if chapter == "gate_plans" and not content.note(chapter).not_applicable:
        dated = {plan.gate for plan in content.gate_plans if plan.end or plan.start}
        return dated >= set(edition.gate_codes)
    return is_filled(content, chapter)
