"""What a decision says of the meeting that took it, read from what is noted of the item."""

from __future__ import annotations

from uppdragil.gates.values import Dissent, Meeting

from .models import AgendaItem
from .roll import Roll, named


def value(item: AgendaItem, official: str) -> Meeting:
    """Day, paragraph, who took part, who was disqualified, who made a reservation. Three queries."""
    roll = Roll.of(item)
    return Meeting(
        date=item.meeting.date,
        paragraph=str(item.paragraph),
        official=official,
        present=tuple(named(a.name, a.title) for a in roll.deciding),
        recused=roll.recused,
        dissent=tuple(Dissent(name, text) for name, text in roll.dissent),
    )


def officials(item: AgendaItem) -> list[str]:
    """Those who can be named as the official who decided: whoever takes part in the decision."""
    return [named(a.name, a.title) for a in Roll.of(item).deciding]


def likely(item: AgendaItem) -> str:
    """Who most likely is the official: the chair of the meeting, when they take part in the item."""
    chairs = [a for a in Roll.of(item).deciding if a.person_id == item.meeting.chair_id]
    return named(chairs[0].name, chairs[0].title) if chairs else ""
