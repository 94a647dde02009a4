"""What the search has found, as lines: what each is called, where it stands, and the piece of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from uppdragil.directives.models import Directive
from uppdragil.meetings.models import Meeting
from uppdragil.search.paperfinding import PaperPlace
from uppdragil.search.results import Place, Result
from uppdragil.search.said import DECISIONS, HEAD, REPORTS
from uppdragil.search.snippets import Part
from uppdragil.search.strategy import StrategyPlace

from .days import long_date


@dataclass(frozen=True)
class PlaceLine:
    """Where in a mandate a hit stands, in words, where that is on the pages, and the piece of text."""

    name: str
    href: str
    parts: Sequence[Part]


@dataclass(frozen=True)
class ResultLine:
    """A mandate that was found."""

    result: Result
    places: Sequence[PlaceLine]

    @property
    def working(self) -> bool:
        return self.result.card.version_id is None


@dataclass(frozen=True)
class PaperLine:
    """Something else that was found: `about` says what it is a part of."""

    name: str
    href: str
    about: Sequence[str]
    parts: Sequence[Part]


def result_line(result: Result) -> ResultLine:
    """A mandate with the places of the hits."""
    directive = result.card.directive
    return ResultLine(result, [_place(directive, place) for place in result.places])


def paragraph_line(place: PaperPlace) -> PaperLine:
    """A paragraph of minutes. Its extract is what everybody may read who finds it."""
    item = place.paper.item
    assert item
    meeting, number = item.meeting, item.paragraph.number
    about = [long_date(meeting.date)]
    if meeting.state != Meeting.State.ADJUSTED:
        about.append(_("Not adjusted yet"))
    return PaperLine(
        f"{meeting} § {number}", reverse("extract", args=[meeting.uid, number]), about, place.parts
    )


def point_line(place: PaperPlace) -> PaperLine:
    """A point of a board's plan."""
    point = place.paper.point
    assert point
    plan = point.plan
    years = (
        str(plan.first_year) if plan.first_year == plan.last_year else f"{plan.first_year}–{plan.last_year}"
    )
    href = f"{reverse('plan', args=[plan.uid])}#p-{point.uid}"
    return PaperLine(plan.name, href, [str(plan.body), years], place.parts)


def strategy_line(place: StrategyPlace) -> PaperLine:
    """An area or a sub-goal of an edition."""
    name = f"{place.area} {place.year}" if place.year else place.area
    href = f"{reverse('strategy-edition', args=[place.edition_uid])}#{place.anchor}"
    return PaperLine(name, href, [place.edition], place.parts)


def _place(directive: Directive, place: Place) -> PlaceLine:
    page = reverse("directive", args=[directive.uid])
    if place.chapter == HEAD:
        return PlaceLine(_("Title, numbers and unit"), page, place.parts)
    if place.chapter == DECISIONS:
        href = reverse("decision", args=[directive.uid, place.row]) if place.row else f"{page}#decisions"
        return PlaceLine(_("Decisions"), href, place.parts)
    if place.chapter == REPORTS:
        href = reverse("report", args=[directive.uid, place.row])
        name = _("Status report %(number)s") % {"number": place.row}
        return PlaceLine(name, href, place.parts)
    anchor = f"r-{place.row}" if place.row else place.chapter
    return PlaceLine(_chapter_name(directive, place.chapter), f"{page}#{anchor}", place.parts)


def _chapter_name(directive: Directive, key: str) -> str:
    """As the mandate's own model calls it."""
    spec = next((spec for spec in directive.edition.spec.chapters if spec.key == key), None)
    return f"{spec.number} {spec.title}".strip() if spec else ""
