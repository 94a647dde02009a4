"""A field's value as people read it, where a change is told: days, numbers and choices in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from uppdragil.directives.content import LINKS
from uppdragil.directives.labels import (
    COST_LABELS,
    DEPENDENCY_LABELS,
    DISTRIBUTION_LABELS,
    HOLDER_LABELS,
    ROLE_LABELS,
    VISIBILITY_LABELS,
)
from uppdragil.directives.models import Progress
from uppdragil.directives.sentences import plain_words

from .days import long_date
from .numbers import number_text

# A stored value is a plain string, which an enum's own member equals.
_CHOICES: Mapping[str, Mapping[Any, object]] = {
    "role": ROLE_LABELS,
    "visibility": VISIBILITY_LABELS,
    "holder_kind": HOLDER_LABELS,
    "cost_kind": COST_LABELS,
    "kind": {**DEPENDENCY_LABELS, **DISTRIBUTION_LABELS},
    "state": dict(Progress.State.choices),
}
_LINKED = tuple(links.to for links in LINKS)


def said(field: str, value: object, names: Mapping[str, str]) -> str:
    """`value` of `field` in words; `names`: of the goals and the records that are pointed at, by uid."""
    if isinstance(value, dt.date):
        return long_date(value)
    if isinstance(value, Decimal):
        return number_text(value, "")
    if field in _LINKED and isinstance(value, tuple | list):
        return "\n".join(names.get(uid, uid) for uid in value)
    if field.endswith("_id") and isinstance(value, str):
        return names.get(value, value)
    if field in _CHOICES and value:
        return str(_CHOICES[field].get(value, value))
    return plain_words(field, tuple(value) if isinstance(value, list) else value)
