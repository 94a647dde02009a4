"""The page of a status report that came back: its edits by mandate, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.utils.translation import gettext as _

from uppdragil.directives.models import Directive, Progress
from uppdragil.imports.models import ReturnedReport
from uppdragil.imports.returnededits import Edit, State, fingerprint
from uppdragil.portfolio.returning import Kind

from .days import short_date


@dataclass
class ReturnedPage:
    """`chosen`: what is ticked; None before anybody has: what nothing stands in the way of."""

    report: ReturnedReport
    edits: Sequence[Edit]
    chosen: set[str] | None = None
    changed: bool = False
    nothing: bool = False

    @cached_property
    def fingerprint(self) -> str:
        return fingerprint(self.edits)

    @property
    def groups(self) -> list[tuple[Directive | None, list[EditLine]]]:
        """By mandate, in the order of their numbers; those that the reader may not know of last, under None."""

        def order(edit: Edit) -> tuple[bool, str, int]:
            found = edit.directive
            return found is None, found.number if found else "", found.pk if found else 0

        grouped = groupby(sorted(self.edits, key=order), key=lambda edit: edit.directive)
        return [(directive, self._lines(some)) for directive, some in grouped]

    def _lines(self, some: Iterable[Edit]) -> list[EditLine]:
        return [EditLine(edit, self._ticked(edit)) for edit in some]

    def _ticked(self, edit: Edit) -> bool:
        return edit.state is State.READY if self.chosen is None else edit.id in self.chosen

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


@dataclass(frozen=True)
class EditLine:
    """An edit as a row of the page."""

    edit: Edit
    ticked: bool

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
        if self.edit.field.kind is Kind.STATE and value:
            return str(Progress.State(value).label)
        if self.edit.field.kind is Kind.DATE and value:
            return short_date(dt.date.fromisoformat(value))
        return value
