"""Somebody else saved first: both texts side by side, the difference marked, nothing lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from uppdragil.core.worddiff import Op, Segment
from uppdragil.directives import storage
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.models import Chapter, Directive
from uppdragil.directives.review import HEAD
from uppdragil.editions.spec import EditionSpec

from .changes import describe


@dataclass(frozen=True)
class Side:
    """One place where the two texts differ: what the other wrote, and what I typed."""

    what: str
    theirs: tuple[Segment, ...]
    mine: tuple[Segment, ...]


@dataclass(frozen=True)
class Conflicting:
    """Who saved, when, and where it differs from what was typed."""

    who: str
    at: dt.datetime | None
    sides: Sequence[Side]


def conflicting(
    directive: Directive, key: str, current: DirectiveContent, mine: DirectiveContent, edition: EditionSpec
) -> Conflicting:
    """`mine` against what stands in chapter `key` now; no sides where they say the same."""
    who, at = _last_writer(directive, key)
    lines = [line for line in describe(current, mine, edition).lines if line.anchor == key]
    return Conflicting(
        who,
        at,
        [Side(x.what, own_side(x.segments, Op.DELETE), own_side(x.segments, Op.INSERT)) for x in lines],
    )


def own_side(segments: Sequence[Segment], own: Op) -> tuple[Segment, ...]:
    """One side of a difference, with its own words marked."""
    side = (s for s in segments if s.op in (Op.EQUAL, own))
    return tuple(replace(s, op=Op.INSERT) if s.op is own else s for s in side)


def _last_writer(directive: Directive, key: str) -> tuple[str, dt.datetime | None]:
    """Who last wrote chapter `key`, as its history tells."""
    if key == HEAD:
        tables = [Directive.history.filter(id=directive.pk)]
    else:
        tables = [Chapter.history.filter(directive_id=directive.pk, key=key)]
        if key in storage.ROW_MODELS:
            tables.append(storage.ROW_MODELS[key].history.filter(directive_id=directive.pk))
    last = [t.order_by("-history_date").values_list("history_date", "by_name").first() for t in tables]
    at, who = max((found for found in last if found), default=(None, ""))
    return who, at
