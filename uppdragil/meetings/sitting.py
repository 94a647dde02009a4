"""What a decision says of the meeting that took it, read from what is noted of the item."""

from __future__ import annotations

from collections.abc import Sequence

from uppdragil.gates.values import Dissent, Meeting

from .models import AgendaItem, Attendance, ItemNote
from .protocol import named
from .selectors import present_at, taking_part


def value(item: AgendaItem, official: str) -> Meeting:
    """Day, paragraph, who took part, who was disqualified, who made a reservation. Three queries."""
    attendances = list(item.meeting.attendances.all())
    notes = {n.attendance_id: n.text for n in item.notes.all() if n.kind == ItemNote.Kind.DISSENT}
    return Meeting(
        date=item.meeting.date,
        paragraph=str(item.paragraph),
        official=official,
        present=_named(taking_part(item, attendances)),
        recused=_named(present_at(item, attendances, {ItemNote.Kind.RECUSED})),
        dissent=tuple(
            Dissent(named(a.name, a.title), notes[a.pk])
            for a in taking_part(item, attendances)
            if a.pk in notes
        ),
    )


def officials(item: AgendaItem) -> list[str]:
    """Those who can be named as the official who decided: of the body, and taking part in the item."""
    return list(_named([a for a in taking_part(item, list(item.meeting.attendances.all())) if a.decides]))


def likely(item: AgendaItem) -> str:
    """Who most likely is the official: the chair of the meeting, when they take part in the item."""
    rows = taking_part(item, list(item.meeting.attendances.all()))
    return next(iter(_named([a for a in rows if a.decides and a.person_id == item.meeting.chair_id])), "")


def _named(attendances: Sequence[Attendance]) -> tuple[str, ...]:
    return tuple(named(a.name, a.title) for a in attendances)
