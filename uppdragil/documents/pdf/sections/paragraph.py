"""One paragraph of minutes: what it was about, what was decided, and who did not take part or was against."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from uppdragil.documents.pdf.fonts import STRONG
from uppdragil.documents.pdf.story import Column, Story
from uppdragil.documents.pdf.styles import BODY, LEAD, QUIET
from uppdragil.documents.pdf.words import long_date, short_date
from uppdragil.meetings.protocol import Section

DECIDED = replace(BODY, font=STRONG, size=11.5, leading=15)


def write(story: Story, section: Section) -> None:
    """One paragraph of the minutes: what it is about, what was decided, who was out of it."""
    story.section()
    story.heading(2, f"{section.sign}  {section.heading}")
    about = " · ".join(part for part in (section.directive_number, section.what) if part)
    if about:
        story.text(about, LEAD)
    if section.background:
        story.heading(3, _("Background"))
        story.prose(section.background)
    story.heading(3, _("Decision") if section.what else _("What was decided or noted"))
    _decision(story, section)
    if section.conditions:
        _conditions(story, section)
    _people(story, section)


def _decision(story: Story, section: Section) -> None:
    story.text(section.decided or "–", DECIDED if section.what else BODY)
    if section.postponed_to:
        story.text(long_date(section.postponed_to), label=_("Postponed to:"))
    if section.official:
        story.text(section.official, label=_("Official who decided:"))
    if section.motivation:
        story.text(section.motivation, label=_("Reason:"))


def _conditions(story: Story, section: Section) -> None:
    story.heading(3, _("Conditions"))
    rows = [
        (str(number), c.text, c.responsible, short_date(c.due))
        for number, c in enumerate(section.conditions, 1)
    ]
    columns = (
        Column(_("No."), 0.6),
        Column(_("Condition"), 5.6),
        Column(_("Responsible"), 2.4),
        Column(_("No later than"), 1.4),
    )
    story.table(columns, rows)


def _people(story: Story, section: Section) -> None:
    """Who did not take part, and who was against."""
    if section.recused:
        story.heading(3, _("Disqualified"))
        story.text(
            _("Did not take part because of disqualification: %(names)s.")
            % {"names": "; ".join(section.recused)}
        )
    if section.dissent:
        story.heading(3, _("Reservations"))
        for one in section.dissent:
            story.text(one.text, label=f"{one.name}:")
    if section.absent:
        story.text(_("Not in the room: %(names)s.") % {"names": "; ".join(section.absent)}, QUIET)
