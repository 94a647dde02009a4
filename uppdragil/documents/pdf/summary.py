"""A mandate on one page, for those who have a minute before a meeting."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from uppdragil.documents.summary import Summary

from .archive import Description
from .build import draw
from .fonts import register
from .ornaments import Rule
from .page import Furniture
from .story import Cell, Column, Story, Words
from .styles import CELL_SOFT, CELL_STRONG, H4, KICKER, LEAD, SMALL
from .words import amount, long_date, short_date


@dataclass(frozen=True)
class Room:
    """How much is said: rows of a list, and signs of a text."""

    rows: int
    signs: int


# Each is tried until the page holds it. The last one always does: it only counts what is in the lists.
ROOMS = (Room(5, 220), Room(4, 150), Room(3, 110), Room(2, 90), Room(1, 70), Room(0, 60))


def build_summary(summary: Summary) -> bytes:
    """One page as PDF/A-3a and PDF/UA-1, always in Swedish.

    What the page does not hold is counted there, and stands in the directive.
    """
    register()
    with translation.override("sv"):
        for room in ROOMS:
            pdf = _draw(summary, room)
            if _pages(pdf) == 1:
                break
        return pdf


def _pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def _draw(summary: Summary, room: Room) -> bytes:
    story = Story()
    story.section()
    _Page(story, summary, room).write()
    kind = _("Summary")
    return draw(
        story,
        Furniture(
            kind=f"{kind} {summary.number}",
            title=summary.content.title,
            owner=summary.organisation,
            origin=_("As of %(day)s") % {"day": long_date(summary.at.date())},
            demo=summary.demo,
        ),
        Description(
            f"{kind} {summary.number}: {summary.content.title}", summary.organisation, kind, summary.at
        ),
        (),
    )


@dataclass
class _Page:
    """The page as it is written."""

    story: Story
    said: Summary
    room: Room

    def write(self) -> None:
        self._masthead()
        facts = [(name, self._short(value)) for name, value in self.said.facts]
        self.story.facts(facts, share=2.2)
        self._gates()
        self._lights()
        self._goals()
        self._risks()
        self._needs()

    def _masthead(self) -> None:
        said = self.said
        day = _("As of %(day)s") % {"day": long_date(said.at.date())}
        text = _("The working text") if said.working else _("The last decided version")
        self.story.text(f"{said.organisation}  ·  {said.number}  ·  {day}  ·  {text}", KICKER)
        self.story.heading(1, Truncator(said.content.title).chars(110))
        if said.content.subtitle:
            self.story.text(self._short(said.content.subtitle), LEAD)
        self.story.ornament(Rule(strong=True, before=4, after=6))

    def _gates(self) -> None:
        self._heading(_("Gates"))
        columns = (
            Column(_("Gate"), 4.4), Column(_("First plan"), 1.8), Column(_("Now"), 1.8), Column(_("Status"), 2.0)
        )  # fmt: skip
        rows = [
            ([Words(f"{g.gate} {g.name}", CELL_STRONG)], short_date(g.first), short_date(g.now), g.state)
            for g in self.said.gates
        ]
        self.story.table(columns, rows)

    def _lights(self) -> None:
        """Those that deviate, with the lead's words; the others in one line."""
        if not self.said.lights:
            return
        self._heading(_("How it stands"))
        off = [one for one in self.said.lights if one.off]
        columns = (Column(_("Aspect"), 1.6), Column(_("Light"), 2.2), Column(_("In the lead's words"), 6.2))
        if off:
            self.story.table(
                columns,
                [([Words(one.aspect, CELL_STRONG)], one.light, self._short(one.word) or "–") for one in off],
            )
        plain: dict[str, list[str]] = {}
        for one in self.said.lights:
            if not one.off:
                plain.setdefault(one.light, []).append(one.aspect.lower())
        told = [f"{light}: {', '.join(aspects)}." for light, aspects in plain.items()]
        self.story.text(" ".join([*told, f"{self.said.reported}."]), SMALL)

    def _goals(self) -> None:
        goals, effects = self.said.content.mandate_goals, self.said.content.impact_goals
        if self._opens(_("Mandate goals"), len(goals)):
            self.story.items([self._short(goal.text) for goal in goals[: self.room.rows]])
            self._more(len(goals))
        columns = (
            Column(_("Goal"), 5.2), Column(_("Now"), 1.6, number=True),
            Column(_("Target"), 1.6, number=True), Column(_("Measured"), 1.6),
        )  # fmt: skip
        rows: list[tuple[Cell, ...]] = [
            (
                self._short(goal.text),
                amount(goal.baseline, goal.unit),
                amount(goal.target, goal.unit),
                short_date(goal.due),
            )
            for goal in effects
        ]
        self._table(_("Impact goals"), columns, rows)

    def _risks(self) -> None:
        columns = (Column(_("Risk"), 4.6), Column(_("Value"), 0.8, number=True), Column(_("Measure"), 4.6))
        risks = sorted(self.said.content.risks, key=lambda risk: -(risk.score or 0))
        rows: list[tuple[Cell, ...]] = [
            (self._short(risk.text), str(risk.score or "–"), self._short(risk.measure) or "–")
            for risk in risks
        ]
        self._table(_("Largest risks"), columns, rows)

    def _needs(self) -> None:
        columns = (Column(_("Need"), 5.6), Column(_("From whom"), 2.6), Column(pgettext("day", "By"), 1.8))
        rows: list[tuple[Cell, ...]] = [
            (self._short(need.text), self._short(need.whom), short_date(need.due)) for need in self.said.needs
        ]
        self._table(_("Support needs without an answer"), columns, rows)

    def _table(self, title: str, columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]]) -> None:
        if self._opens(title, len(rows)):
            self.story.table(columns, rows[: self.room.rows])
            self._more(len(rows))

    def _opens(self, title: str, many: int) -> bool:
        """Whether there is room for some of a list; where there is none, how many there are."""
        if many and self.room.rows:
            self._heading(title)
        elif many:
            self.story.text(f"{title}: {many}", SMALL)
        return bool(many and self.room.rows)

    def _heading(self, text: str) -> None:
        self.story.heading(2, text, style=H4)

    def _short(self, text: str) -> str:
        return str(Truncator(" ".join(text.split())).chars(self.room.signs))

    def _more(self, many: int) -> None:
        left = many - self.room.rows
        if left > 0:
            words = ngettext(
                "%(n)d more stands in the directive", "%(n)d more stand in the directive", left
            ) % {"n": left}
            self.story.text(words, CELL_SOFT)
