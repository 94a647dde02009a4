"""A field's value as people read it, where a change is told: days, numbers and choices in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from uppdragil.directives.content import CostKind, HolderKind, Role, Visibility
from uppdragil.directives.labels import COST_LABELS, HOLDER_LABELS, ROLE_LABELS, VISIBILITY_LABELS
from uppdragil.directives.models import Progress
from uppdragil.directives.sentences import plain_words

from .days import long_date
from .numbers import number_text

_CHOICES: Mapping[str, Mapping[str, object]] = {
    "role": {role.value: ROLE_LABELS[role] for role in Role},
    "visibility": {v.value: VISIBILITY_LABELS[v] for v in Visibility},
    "holder_kind": {kind.value: HOLDER_LABELS[kind] for kind in HolderKind},
    "cost_kind": {kind.value: COST_LABELS[kind] for kind in CostKind},
    "state": dict(Progress.State.choices),
}


def said(field: str, value: object, goals: Mapping[str, str]) -> str:
    """`value` of `field` in words; `goals`: the mandate goals that activities serve, by uid."""
    if isinstance(value, dt.date):
        return long_date(value)
    if isinstance(value, Decimal):
        return number_text(value, "")
    if field == "mandate_goals" and isinstance(value, tuple | list):
        return "\n".join(goals.get(uid, uid) for uid in value)
    if field in _CHOICES and value:
        return str(_CHOICES[field].get(str(value), value))
    return plain_words(field, tuple(value) if isinstance(value, list) else value)
