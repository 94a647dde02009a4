"""Two texts of one directive side by side in words, and what of the older one can be taken back into the draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from uppdragil.directives.marks import of_chapter

from .access import Seen
from .changes import Change, Changes
from .locks import locked_chapters
from .parts import Action
from .points import NOW, Point, Points
from .recordnames import described


@dataclass(frozen=True)
class Line:
    """One change, and the button that takes its row back, where there is one."""

    change: Change
    back: Action | None = None


@dataclass(frozen=True)
class Chapter:
    """What differs in one chapter, and the button that takes all of it back, where there is one."""

    key: str
    title: str
    lines: Sequence[Line]
    back: Action | None = None


@dataclass
class ComparePage:
    """`one` and `two` are words of `Points`; empty for what most people ask: what has happened since the last version.

    Raises Http404 where a text is not there, or this person does not see it.
    """

    seen: Seen
    one: str = ""
    two: str = ""
    problem: str = ""

    @cached_property
    def points(self) -> Points:
        return Points(self.seen)

    @cached_property
    def pair(self) -> tuple[Point, Point]:
        """The older first, whichever was asked for first."""
        named = self.points.named
        if not named:
            raise Http404
        two = self.points.point(self.two) if self.two else named[0]
        before = [point for point in named if point.order < two.order] or named[-1:]
        one = self.points.point(self.one) if self.one else before[0]
        old, new = sorted((one, two), key=lambda point: point.order)
        return old, new

    @property
    def old(self) -> Point:
        return self.pair[0]

    @property
    def new(self) -> Point:
        return self.pair[1]

    @property
    def choices(self) -> list[Point]:
        """What can be chosen, the moments that are asked about included."""
        words = {point.word for point in self.points.named}
        return [*self.points.named, *(point for point in self.pair if point.word not in words)]

    @cached_property
    def changes(self) -> Changes:
        """In the words of the revision that the newer text follows."""
        old, new = map(self.points.content, self.pair)
        return described(self.seen, old, new, self.points.edition(self.new))

    @property
    def chapters(self) -> list[Chapter]:
        grouped = groupby(self.changes.lines, key=lambda line: (line.anchor, line.where))
        return [self._chapter(key, title, list(lines)) for (key, title), lines in grouped]

    @property
    def restores(self) -> bool:
        """Whether something can be taken back: into the text as it is now, by who may edit it."""
        return self.new.word == NOW and self.old.word != NOW and self.seen.may_edit

    def _chapter(self, key: str, title: str, lines: list[Change]) -> Chapter:
        if not self.restores or key in locked_chapters(self.seen.directive):
            return Chapter(key, title, [Line(line) for line in lines])
        drawn, told = [], set()
        for line in lines:
            offered = line.row and line.row not in told
            drawn.append(Line(line, self._back(key, line.row) if offered else None))
            told.add(line.row)
        return Chapter(key, title, drawn, replace(self._back(key), about=title))

    def _back(self, key: str, row: str = "") -> Action:
        label = _("Take the row back") if row else _("Take the chapter back as it was")
        fields = (
            ("from", self.old.word),
            ("chapter", key),
            ("row", row),
            ("seen", of_chapter(self.seen.content, key)),
        )
        return Action(
            label, reverse("directive-restore", args=[self.seen.directive.uid]), True, fields=fields
        )
