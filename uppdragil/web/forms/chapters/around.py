"""What the forms of one directive need to know beside their own fields; read once per request."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from uppdragil.core.values import Row
from uppdragil.directives.content import DirectiveContent, Role
from uppdragil.directives.labels import LETTERS
from uppdragil.directives.models import Directive
from uppdragil.editions.spec import EditionSpec
from uppdragil.organisation.models import Person
from uppdragil.strategy.selectors import published
from uppdragil.strategy.targets import Published, Target, targets

from .sources import Mandates, Register, Units

LABEL_LENGTH = 90  # characters of a row's own words beside a box to tick


@dataclass
class Around:
    """The directive that is edited, by whom, when, and what it says now.

    `locked`: a decision has locked parts, which are not edited; `changing`: only those parts are.
    """

    directive: Directive
    content: DirectiveContent
    edition: EditionSpec
    person: Person
    day: dt.date
    locked: bool = False
    changing: bool = False

    def is_free(self, role: Role) -> bool:
        """Whether rows of chapter 8 with this role are edited: a decision locks the owner."""
        return role is Role.OWNER if self.changing else not (self.locked and role is Role.OWNER)

    @cached_property
    def present(self) -> dict[str, Row]:
        """The rows that stand now, by uid."""
        return {row.uid: row for _key, row in self.content.all_rows()}

    @cached_property
    def holders(self) -> Register:
        """Who can hold a role."""
        return Register(
            lambda: [f"{row.holder_kind}:{row.holder_id}" for row in self.content.roles if row.holder_id]
        )

    @cached_property
    def units(self) -> Units:
        return Units()

    @cached_property
    def mandates(self) -> Mandates:
        """The other mandates that this person sees."""
        return Mandates(self.person, self.day, self.directive.uid, self._mandates)

    def _mandates(self) -> set[str]:
        """Those that the text is linked to, by uid."""
        head = (self.content.parent_id, self.content.supersedes_id)
        return {uid for uid in (*head, *(row.other_id for row in self.content.dependencies)) if uid}

    @cached_property
    def editions(self) -> list[Published]:
        """The published editions of the strategy, the latest first."""
        return published()[::-1]

    @cached_property
    def strategy(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """What can be linked to, grouped by edition and area."""
        return [
            (f"{edition.name}: {area.name}", [(t.key, _target_label(t)) for t in found])
            for edition in self.editions
            for area, found in groupby(targets(edition), lambda target: target.area)
        ]

    def goals(self, key: str) -> list[tuple[str, str]]:
        """The goals of chapter `key`, each with the sign that it is read by: uid and words."""
        return [
            (goal.uid, f"{LETTERS[key]}{n} {Truncator(goal.text).chars(LABEL_LENGTH)}".strip())
            for n, goal in enumerate(getattr(self.content, key), start=1)
        ]

    def with_present(self, choices: list[Any], value: str | None) -> list[Any]:
        """`choices` with one for a value that stands in the text but is no longer, or not, offered."""
        flat = {v for v, label in choices if isinstance(label, str)} | {
            v for _group, rows in choices if isinstance(rows, list) for v, _label in rows
        }
        return choices if not value or value in flat else [*choices, (value, _("As it stands now"))]


def _target_label(target: Target) -> str:
    if target.goal is None:
        return _("The focus area as a whole")
    words = target.activity.text if target.activity else target.goal.text
    said = Truncator(" ".join(words.split())).chars(LABEL_LENGTH) or _("without a text")
    return f"{target.goal.year} – {said}" if target.activity else f"{target.goal.year} {said}"
