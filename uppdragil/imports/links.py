"""The links that a document of ours brings along: kept only where they lead to what is here and may be seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from uppdragil.directives import policies
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.strategylinks import key_of
from uppdragil.organisation.models import Person, Unit
from uppdragil.strategy.selectors import find, published

_DIRECTIVES = ("parent_id", "supersedes_id")


def checked(content: DirectiveContent, person: Person | None, day: dt.date) -> DirectiveContent:
    """`content` without links to what `person` may not see on `day`, and without those that lead nowhere.

    The words stay; a link to the strategy that leads nowhere goes as a whole. Links of roles are chosen anew by
    whoever imports (`services.linked`).
    """
    wanted = {getattr(content, name) for name in _DIRECTIVES} | {d.other_id for d in content.dependencies}
    seen = _readable(person, {uid for uid in wanted if uid}, day)
    fields: dict[str, Any] = {name: _kept(getattr(content, name), seen) for name in _DIRECTIVES}
    units = Unit.objects.filter(uid=content.unit_id, active=True).values_list("uid", flat=True)
    fields["unit_id"] = _kept(content.unit_id, set(units)) if content.unit_id else None
    fields["dependencies"] = tuple(
        row.model_copy(update={"other_id": _kept(row.other_id, seen)}) for row in content.dependencies
    )
    if content.strategy_links:
        editions = published()
        fields["strategy_links"] = tuple(r for r in content.strategy_links if find(editions, key_of(r)))
    return content.model_copy(update=fields)


def _readable(person: Person | None, uids: Collection[str], day: dt.date) -> set[str]:
    if not uids or person is None:
        return set()
    return set(policies.readable(person, day).filter(uid__in=uids).values_list("uid", flat=True))


def _kept(uid: str | None, allowed: Collection[str]) -> str | None:
    return uid if uid in allowed else None
