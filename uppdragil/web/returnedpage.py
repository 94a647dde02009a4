"""The page of a status report that came back: its edits by mandate, in words."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from uppdragil.directives.models import Directive, Progress
from uppdragil.imports.models import ReturnedReport
from uppdragil.imports.returnededits import WHY, Edit, State, fingerprint
from uppdragil.portfolio.returning import Kind

from .days import short_date


@dataclass
class ReturnedPage:
    """`chosen`: what is ticked; None before anybody has: what nothing stands in the way of.

    `going`: whether the worker is saving what was approved.
    """

    report: ReturnedReport
    edits: Sequence[Edit]
    chosen: set[str] | None = None
    changed: bool = False
    nothing: bool = False
    going: bool = False

    @cached_property
    def fingerprint(self) -> str:
        return fingerprint(self.edits)

    @cached_property
    def _by_mandate(self) -> dict[Directive, list[Edit]]:
        grouped: dict[Directive, list[Edit]] = defaultdict(list)
        for edit in self.edits:
            if edit.directive:
                grouped[edit.directive].append(edit)
        return grouped

    @property
    def groups(self) -> list[tuple[Directive, list[EditLine]]]:
        """By mandate, in the order of their numbers, those first in which anything can be saved."""
        found = [(directive, some) for directive, some in self._by_mandate.items() if not _closed(some)]

        def order(group: tuple[Directive, list[Edit]]) -> tuple[bool, str, int]:
            directive, some = group
            return all(edit.state is State.CANNOT for edit in some), directive.number, directive.pk

        return [
            (directive, [EditLine(edit, self._ticked(edit), self._refusal(edit)) for edit in some])
            for directive, some in sorted(found, key=order)
        ]

    @property
    def closed(self) -> list[tuple[Directive, int]]:
        """The mandates that the reader cannot edit now, and how many changes there are of each."""
        found = [(one, len(some)) for one, some in self._by_mandate.items() if _closed(some)]
        return sorted(found, key=lambda pair: (pair[0].number, pair[0].pk))

    @property
    def elsewhere(self) -> list[str]:
        """The places of what belongs to mandates that the reader may not know of."""
        found = (EditLine(edit, ticked=False).place for edit in self.edits if edit.directive is None)
        return list(dict.fromkeys(found))

    def _refusal(self, edit: Edit) -> str:
        """Why it was not saved, when it was approved last."""
        why = self.report.refused.get(edit.id)
        return str(WHY[why]) if why and edit.state is not State.CANNOT else ""

    def _ticked(self, edit: Edit) -> bool:
        return edit.state is State.READY if self.chosen is None else edit.id in self.chosen

    @property
    def ticked(self) -> list[Edit]:
        """What is to be carried out."""
        return [edit for edit in self.edits if edit.state is not State.CANNOT and self._ticked(edit)]

    @property
    def can(self) -> int:
        """How many can be carried out, conflicts too."""
        return sum(edit.state is not State.CANNOT for edit in self.edits)

    @property
    def conflicts(self) -> int:
        return sum(edit.state is State.CONFLICT for edit in self.edits)

    @property
    def cannot(self) -> int:
        return sum(edit.state is State.CANNOT for edit in self.edits)


def _closed(some: Sequence[Edit]) -> bool:
    """Whether what is in the way is about the whole mandate: then its rows tell nothing more."""
    return all(edit.why == "not_editable" for edit in some)


@dataclass(frozen=True)
class EditLine:
    """An edit as a row of the page."""

    edit: Edit
    ticked: bool
    refusal: str = ""

    @property
    def place(self) -> str:
        return _("%(sheet)s, row %(row)d") % {"sheet": self.edit.sheet.title, "row": self.edit.number}

    @property
    def now(self) -> str:
        return self._words(self.edit.now)

    @property
    def new(self) -> str:
        return self._words(self.edit.new)

    @property
    def pickable(self) -> bool:
        return self.edit.state is not State.CANNOT

    def _words(self, value: str) -> str:
        """What could not be read stands as it was typed."""
        with suppress(ValueError):
            if self.edit.field.kind is Kind.STATE and value:
                return str(Progress.State(value).label)
            if self.edit.field.kind is Kind.DATE and value:
                return short_date(dt.date.fromisoformat(value))
        return value
