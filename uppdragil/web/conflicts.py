"""Somebody else saved first: both texts side by side, the difference marked, nothing lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from uppdragil.core.worddiff import Op, Segment
from uppdragil.directives import storage
from uppdragil.directives.models import Chapter, Directive
from uppdragil.directives.review import HEAD
from uppdragil.directives.saving import Edit, with_edits

from .access import Seen
from .changes import Change
from .recordnames import described


@dataclass(frozen=True)
class Side:
    """One place where the two texts differ: what the other wrote, and what I typed."""

    what: str
    theirs: tuple[Segment, ...]
    mine: tuple[Segment, ...]


@dataclass(frozen=True)
class Conflicting:
    """Who saved, when, and where it differs from what was typed. `part` names what it is about, for a button."""

    who: str
    at: dt.datetime | None
    sides: Sequence[Side]
    part: str = ""


def conflicting(seen: Seen, edit: Edit) -> Conflicting:
    """What was typed of one part against what stands there now, which is what `seen` says."""
    who, at = _last_writer(seen.directive, edit)
    part = f"{edit.chapter}:{edit.row}" if edit.row else edit.chapter
    return Conflicting(who, at, differing(seen, edit), part)


def differing(seen: Seen, edit: Edit) -> list[Side]:
    """Where the part as it stands and as it was typed differ."""
    typed = with_edits(seen.content, [edit], {})
    found = described(seen, seen.content, typed)
    return sides(line for line in found.lines if line.anchor == edit.chapter)


def sides(lines: Iterable[Change]) -> list[Side]:
    """Both sides of each difference."""
    return [Side(x.what, own_side(x.segments, Op.DELETE), own_side(x.segments, Op.INSERT)) for x in lines]


def own_side(segments: Sequence[Segment], own: Op) -> tuple[Segment, ...]:
    """One side of a difference, with its own words marked."""
    side = (s for s in segments if s.op in (Op.EQUAL, own))
    return tuple(replace(s, op=Op.INSERT) if s.op is own else s for s in side)


def _last_writer(directive: Directive, edit: Edit) -> tuple[str, dt.datetime | None]:
    """Who last wrote the part, as its history tells."""
    if edit.row is not None:
        rows = storage.ROW_MODELS[edit.chapter].history.filter(directive_id=directive.pk, uid=edit.row)
    elif edit.chapter == HEAD:
        rows = Directive.history.filter(id=directive.pk)
    else:
        rows = Chapter.history.filter(directive_id=directive.pk, key=edit.chapter)
    last = rows.order_by("-history_date", "-history_id").values_list("history_date", "by_name").first()
    at, who = last or (None, "")
    return who, at
