"""The strategy's parts in words, in the reader's language."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from .carry_over import Fate
from .regional import spans

FIELDS: dict[str, Promise] = {
    "name": _("Name"),
    "other_names": _("Also called"),
    "current_state": _("Where we are today"),
    "target_state": _("Where we want to be"),
    "target_year": _("Year of the target"),
    "regional_goals": _("Goals of the regional plan"),
    "strategies": _("Strategies and agreements"),
    "foundations": _("Foundations and means"),
    "text": _("Sub-goal"),
    "tentative": _("Not settled yet"),
    "activities": _("Activities"),
    "responsible": _("Responsible"),
}

FATES: dict[Fate, Promise] = {
    Fate.SAME: pgettext_lazy("carried over", "Unchanged"),
    Fate.CHANGED: pgettext_lazy("carried over", "Changed"),
    Fate.NEW: pgettext_lazy("carried over", "New"),
    Fate.GONE: pgettext_lazy("carried over", "Gone"),
}


def goals_text(goals: Collection[int]) -> str:
    """Goals of the regional plan: "Mål 4", "Mål 4–5", "Mål 2–3, 6"; "" for none."""
    if not goals:
        return ""
    return ngettext("Goal %(goals)s", "Goals %(goals)s", len(set(goals))) % {"goals": spans(goals)}
