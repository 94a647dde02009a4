"""What an edition may ask of the gates: judgements that exist, about chapters that exist."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from uppdragil.directives.content import CHAPTER_KEYS
from uppdragil.editions.spec import EditionSpec

from .prefill import JUDGEMENTS


def check(spec: EditionSpec) -> Iterator[str]:
    """Every reason why the rules cannot run `spec`: judgements and chapters that it asks for and nobody knows."""
    for gate in spec.all_gates:
        for item in gate.checklist:
            if item.prefill and item.prefill not in JUDGEMENTS:
                words = {"gate": gate.code, "item": item.code, "name": item.prefill}
                yield (
                    _("%(gate)s: item %(item)s asks for the judgement %(name)s, which does not exist.")
                    % words
                )
        for chapter in gate.required:
            if chapter not in CHAPTER_KEYS:
                words = {"gate": gate.code, "chapter": chapter}
                yield _("%(gate)s requires the chapter %(chapter)s, which does not exist.") % words
