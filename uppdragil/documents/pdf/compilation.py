"""The comments of a remiss as a PDF, for who settles them at a table and for whoever reads the case later."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from .archive import Description
from .build import draw
from .fonts import register
from .ornaments import Rule
from .page import Furniture
from .story import Column, Story, Words
from .styles import CELL_SOFT, CELL_STRONG, H4, KICKER, LEAD, QUIET, SMALL
from .words import long_date, moment, short_date


@dataclass(frozen=True)
class Reviewer:
    """Who was asked; `answer` in words, and `reason` where they declined."""

    name: str
    title: str
    answer: str
    on: dt.date | None
    reason: str


@dataclass(frozen=True)
class Told:
    """An answer in the thread of a comment: what it does, in words, and what it says."""

    name: str
    on: dt.date
    does: str
    text: str


@dataclass(frozen=True)
class Said:
    """A comment. `about`: the words of the row that it is about, or ""."""

    name: str
    on: dt.date
    kind: str
    state: str
    about: str
    text: str
    proposed: str
    thread: tuple[Told, ...]


@dataclass(frozen=True, kw_only=True)
class Compilation:
    """A remiss at a time. `chapters`: the name of each with its comments. `ended`: how, where it has."""

    organisation: str
    demo: bool
    at: dt.datetime
    number: str
    title: str
    sent_by: str
    sent_on: dt.date
    due: dt.date
    ended: str
    words: str
    sha256: str
    reviewers: tuple[Reviewer, ...]
    chapters: tuple[tuple[str, tuple[Said, ...]], ...]


def build_compilation(told: Compilation) -> bytes:
    """PDF/A-3a and PDF/UA-1, always in Swedish."""
    register()
    with translation.override("sv"):
        story, kind = Story(), _("Comments on the draft")
        _masthead(story, told, kind)
        _reviewers(story, told)
        _comments(story, told)
        return draw(
            story,
            Furniture(
                kind=f"{kind} {told.number}".strip(),
                title=told.title,
                owner=told.organisation,
                origin=_("As of %(day)s") % {"day": moment(told.at)},
                demo=told.demo,
            ),
            Description(f"{kind}: {told.title or told.number}", told.organisation, kind, told.at),
            (),
        )


def _masthead(story: Story, told: Compilation, kind: str) -> None:
    story.section()
    story.text(f"{told.organisation}  ·  {told.number}  ·  {kind}  ·  {moment(told.at)}", KICKER)
    story.heading(1, told.title or told.number)
    sent = _("Sent by %(name)s on %(day)s.") % {"name": told.sent_by, "day": long_date(told.sent_on)}
    last = told.ended or _("Last day %(day)s.") % {"day": long_date(told.due)}
    story.text(f"{sent} {last}", LEAD)
    story.text(told.words)
    checksum = _("Checksum of the text as it was sent, SHA-256")
    story.text(f"{checksum} {told.sha256}", SMALL)
    story.ornament(Rule(strong=True, before=4, after=6))


def _reviewers(story: Story, told: Compilation) -> None:
    story.heading(2, _("Who was asked"))
    columns = (Column(_("Reviewer"), 4), Column(_("Answer"), 4), Column(_("Day"), 2))
    rows = [
        (
            [Words(one.name, CELL_STRONG), *([Words(one.title, CELL_SOFT)] if one.title else [])],
            [Words(one.answer), *([Words(one.reason, CELL_SOFT)] if one.reason else [])],
            short_date(one.on),
        )
        for one in told.reviewers
    ]
    story.table(columns, rows)


def _comments(story: Story, told: Compilation) -> None:
    story.heading(2, _("Comments"))
    if not told.chapters:
        story.text(_("Nobody has commented."), QUIET)
    for title, comments in told.chapters:
        story.heading(3, title)
        for one in comments:
            _comment(story, one)


def _comment(story: Story, one: Said) -> None:
    story.heading(4, f"{one.name}, {short_date(one.on)}: {one.kind}", style=H4)
    about = [_("About: %(row)s") % {"row": one.about}] if one.about else []
    story.text("  ·  ".join([one.state, *about]), SMALL)
    story.text(one.text)
    if one.proposed:
        suggested = _("Suggested wording")
        story.text(f"{suggested}: {one.proposed}")
    if one.thread:
        story.items(
            [
                f"{said.name}, {short_date(said.on)}, {said.does}: {said.text}".rstrip(": ")
                for said in one.thread
            ]
        )
