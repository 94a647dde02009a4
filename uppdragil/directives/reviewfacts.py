"""What the review must know from outside a text: of the strategy, of chapter 8's positions, of other mandates.

Of another mandate nobody is told more than everybody may read: it has a name where it is internal and decided, none
while it is drafted, and a restricted one is not there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import Q

from uppdragil.organisation import roles

from .content import DirectiveContent, HolderKind, Visibility
from .models import Directive
from .phases import ENDED_PHASES
from .review import Other
from .strategylinks import in_latest

MOST_OTHERS = 20  # mandates with one registry number that are told of


class _Mandate(NamedTuple):
    uid: str
    visibility: str
    registry_number: str
    parent_id: str | None
    supersedes_id: str | None
    decided_number: str | None
    decided_title: str | None

    @property
    def called(self) -> tuple[str, ...]:
        """Its number and its title, where everybody may read them."""
        return tuple(one for one in (self.decided_number, self.decided_title) if one) if self.is_open else ()

    @property
    def is_open(self) -> bool:
        return self.visibility == Visibility.INTERNAL and self.decided_title is not None

    @property
    def other(self) -> Other:
        """As everybody may know it."""
        return Other(self.uid, f"{self.decided_number} {self.decided_title}".strip() if self.is_open else "")


def around(
    directives: Sequence[Directive], texts: Mapping[int, DirectiveContent], today: dt.date
) -> dict[int, dict[str, Any]]:
    """Facts of `ReviewFacts` by the directive's primary key; as many queries for a hundred as for one.

    Three at most: the strategy, who holds the positions, the other mandates.
    """
    mine = [texts[d.pk] for d in directives]
    behind, mandates = _behind(mine, today), _mandates(mine)
    return {
        d.pk: {
            "strategy": in_latest(texts[d.pk]),
            "behind": behind,
            "same_number": _same_number(texts[d.pk], mandates, d.uid),
            "replaced": _replaced(texts[d.pk], mandates, d.uid),
        }
        for d in directives
    }


def around_new(content: DirectiveContent) -> dict[str, Any]:
    """The same of a text that is not a directive yet; one query."""
    mandates = _mandates([content])
    return {"same_number": _same_number(content, mandates), "replaced": _replaced(content, mandates)}


def _behind(contents: Iterable[DirectiveContent], today: dt.date) -> dict[str, tuple[str, ...]]:
    """Who holds the positions of chapter 8, by name."""
    held = {
        (str(row.holder_kind), row.holder_id)
        for content in contents
        for row in content.roles
        if row.holder_kind is HolderKind.POSITION and row.holder_id
    }
    found = roles.people(held, today) if held else {}
    return {uid: tuple(person.name for person in people) for (_kind, uid), people in found.items()}


def _mandates(contents: Sequence[DirectiveContent]) -> list[_Mandate]:
    """The mandates under way that may share a number with one of these, or be superseded by one; one query."""
    numbers = {c.registry_number for c in contents if c.registry_number}
    linked = {c.supersedes_id for c in contents if c.supersedes_id}
    words = {c.supersedes for c in contents if c.supersedes and not c.supersedes_id}
    if not (numbers or linked or words):
        return []
    named = Q(registry_number__in=numbers) | Q(number__in=words) | Q(title__in=words)
    rows = Directive.objects.filter(Q(uid__in=linked) | Q(named, visibility=Visibility.INTERNAL))
    columns = [*_Mandate._fields[:-2], "baseline__card__number", "baseline__card__title"]
    return [
        _Mandate(*row)
        for row in rows.exclude(phase__in=ENDED_PHASES).order_by("number", "pk").values_list(*columns)
    ]


def _same_number(content: DirectiveContent, mandates: Iterable[_Mandate], own: str = "") -> tuple[Other, ...]:
    """Those with the same registry number. Parts of one mandate, and what supersedes another, share a case."""
    number, parent = content.registry_number, content.parent_id
    family = {uid for uid in (own, parent, content.supersedes_id) if uid}
    found = (
        m.other
        for m in mandates
        if number
        and m.registry_number == number
        and m.visibility == Visibility.INTERNAL
        and m.uid not in family
        and not {m.parent_id, m.supersedes_id} & family
    )
    return tuple(islice(found, MOST_OTHERS))


def _replaced(content: DirectiveContent, mandates: Iterable[_Mandate], own: str = "") -> Other | None:
    """The mandate under way that the head says is superseded: by a link, or by words that name one alone."""
    if content.supersedes_id:
        return next((m.other for m in mandates if m.uid == content.supersedes_id), None)
    words = content.supersedes
    named = [m.other for m in mandates if words and m.uid != own and words in m.called]
    return named[0] if len(named) == 1 else None
