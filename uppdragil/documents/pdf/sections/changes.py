"""What a change decision changes of what is locked: before and after, side by side."""

from __future__ import annotations

from django.utils.translation import gettext as _

from uppdragil.documents.pdf.story import Column, Story, Words
from uppdragil.documents.pdf.styles import CELL_SOFT, SMALL
from uppdragil.documents.record import Changed, Record


def write(story: Story, record: Record) -> None:
    """Nothing at a gate."""
    if not (record.changes or record.change_reason):
        return
    story.section()
    story.space(6)
    story.heading(2, _("Changes"))
    if record.change_reason:
        story.text(record.change_reason, label=_("Why the change was asked for:"))
    if record.changes:
        story.text(_("What the decision changes, against what was decided before."), SMALL)
        columns = (Column(_("What"), 2.6), Column(_("Before"), 3.7), Column(_("After"), 3.7))
        story.table(columns, [_row(change) for change in record.changes])


def _row(change: Changed) -> tuple[list[Words], str, str]:
    return (
        [Words(change.where), Words(change.what, CELL_SOFT)],
        change.before or "–",
        change.after or "–",
    )
