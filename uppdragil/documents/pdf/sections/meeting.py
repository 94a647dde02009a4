"""Minutes: who met, when and where; and at the end who adjusted them, and how that can be checked."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.dateformat import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from uppdragil.documents.minutes import MINUTES_FILE, Source
from uppdragil.documents.pdf.fonts import MISSING, missing
from uppdragil.documents.pdf.ornaments import SEAL_HEIGHT, Rule, SealBox
from uppdragil.documents.pdf.story import Cell, Column, Story, Words
from uppdragil.documents.pdf.styles import CELL_SOFT, CELL_STRONG, KICKER, LEAD, SMALL
from uppdragil.documents.pdf.words import long_date, moment
from uppdragil.meetings.protocol import Attendee

CONTROL_HEIGHT = 150  # points: how it can be checked stands on one page


def kind(source: Source) -> str:
    """What the document is: minutes, or an extract of one paragraph."""
    return _("Extract of minutes") if source.number else _("Minutes")


def begin(story: Story, source: Source) -> None:
    """What comes first: which body, when and where, who took part."""
    protocol = source.protocol
    story.section()
    if protocol.demo:
        story.text(_("These minutes were made in a demo and are not valid."), label=_("Demo."))
        story.ornament(Rule(after=10))
    if not source.final:
        story.text(
            _("These minutes are not adjusted yet. What they say can still change."), label=_("Draft.")
        )
        story.ornament(Rule(after=10))
    story.text(f"{protocol.organisation}  ·  {kind(source)} {protocol.number}/{protocol.year}", KICKER)
    story.heading(1, protocol.body)
    story.text(f"{long_date(protocol.date)}, {source.span}", LEAD)
    story.ornament(Rule(strong=True, before=8, after=9))
    story.facts(list(_facts(source).items()), share=2.2)
    _people(story, source)


def end(story: Story, source: Source) -> None:
    """What comes last: who adjusted the minutes, or who is to, and the seal once they have."""
    story.section()
    story.heading(2, _("Adjustment"))
    if source.signed:
        columns = (Column(_("Name"), 4), Column(_("Adjusted"), 3.2), Column(_("How"), 2.8))
        story.table(
            columns,
            [
                (Words(s.name, CELL_STRONG), moment(s.at), Words(s.authenticated, CELL_SOFT))
                for s in source.signed
            ],
        )
    if not source.final:
        names = ", ".join(source.protocol.adjusters)
        story.text(_("To be adjusted by %(names)s.") % {"names": names})
        return
    story.room(SEAL_HEIGHT + 12)
    label = _("Electronic seal of %(organisation)s") % {"organisation": source.protocol.organisation}
    story.ornament(SealBox(story.form_node(), label))
    _control(story, source)


def _facts(source: Source) -> dict[str, Cell]:
    protocol = source.protocol
    closed = time_format(protocol.closed_at, "H.i") if protocol.closed_at.date() == protocol.date else ""
    begins = time_format(protocol.starts, "H.i")
    span = f"{begins}–{closed}" if closed else begins
    facts: dict[str, Cell] = {
        _("Time"): _("%(date)s at %(time)s") % {"date": long_date(protocol.date), "time": span},
        _("Place"): protocol.place,
        _("Chair"): protocol.chair,
        _("Secretary"): protocol.secretary,
        _("Adjusters"): "\n".join(protocol.adjusters),
        _("Paragraphs"): source.span,
    }
    return {name: value for name, value in facts.items() if value}


def _people(story: Story, source: Source) -> None:
    present, absent = source.protocol.present, source.protocol.absent
    story.heading(2, _("Present"))
    story.table(
        (Column(_("Name"), 5), Column(_("Takes part as"), 2.4), Column(_("Time"), 2.6)), _rows(present)
    )
    if absent:
        story.heading(2, _("Absent"))
        story.table((Column(_("Name"), 5), Column(_("Takes part as"), 5)), [row[:2] for row in _rows(absent)])


def _rows(people: Sequence[Attendee]) -> list[tuple[Cell, ...]]:
    return [
        (
            [Words(a.name, CELL_STRONG), Words(a.title, CELL_SOFT)],
            [Words(a.seat), Words(_instead(a), CELL_SOFT)],
            _while_there(a),
        )
        for a in people
    ]


def _instead(a: Attendee) -> str:
    return _("for %(name)s") % {"name": a.instead_of} if a.instead_of else ""


def _while_there(a: Attendee) -> str:
    parts = []
    if a.arrived:
        parts.append(_("came at %(time)s") % {"time": time_format(a.arrived, "H.i")})
    if a.left:
        parts.append(_("left at %(time)s") % {"time": time_format(a.left, "H.i")})
    return ", ".join(parts) or _("the whole meeting")


def _control(story: Story, source: Source) -> None:
    story.room(CONTROL_HEIGHT)
    story.heading(2, _("How the minutes can be checked"))
    facts = {_("SHA-256 of the minutes"): source.sha256}
    story.facts([(name, Words(value, CELL_SOFT)) for name, value in facts.items()], share=2.2)
    whole = _(
        "The attached file %(file)s is what those who adjusted confirmed: its SHA-256 is the one above."
    )
    part = _(
        "The attached file %(file)s holds the paragraph for machines, and the SHA-256 of the whole minutes."
    )
    for text in (
        _(
            "Open the document in a PDF reader. It says who has sealed it and whether anything was changed afterwards."
        ),
        (part if source.number else whole) % {"file": MINUTES_FILE},
    ):
        story.text(text, SMALL)
    _say_what_is_not_shown(story, source)


def _say_what_is_not_shown(story: Story, source: Source) -> None:
    count = len(missing(source.attached.decode()))
    if not count:
        return
    note = ngettext(
        "%(count)s character is not in this document's typeface and is shown as %(sign)s. "
        "The attached files have the exact text.",
        "%(count)s different characters are not in this document's typeface and are shown as %(sign)s. "
        "The attached files have the exact text.",
        count,
    )
    story.text(note % {"count": count, "sign": MISSING}, SMALL)
