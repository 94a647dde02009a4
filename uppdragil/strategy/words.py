"""The strategy's parts in words, in the reader's language."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import ngettext

from .regional import spans


def goals_text(goals: Collection[int]) -> str:
    """Goals of the regional plan: "Mål 4", "Mål 4–5", "Mål 2–3, 6"; "" for none."""
    if not goals:
        return ""
    return ngettext("Goal %(goals)s", "Goals %(goals)s", len(set(goals))) % {"goals": spans(goals)}
