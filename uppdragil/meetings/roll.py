"""`Roll`: who was there for one item of an agenda, and how each took part in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from uppdragil.decisions.models import Recusal
from uppdragil.organisation.apart import in_sentence

from .models import AgendaItem, Attendance, ItemNote

Kind = ItemNote.Kind


def named(name: str, title: str) -> str:
    """A person as minutes name them: "Olle Ägare, direktör"."""
    return f"{name}, {in_sentence(title)}" if title else name


@dataclass(frozen=True)
class Roll:
    """`called` to the meeting, `notes` of the item, and the jäv that was `declared` in its round.

    Jäv counts whether it was noted in the room or declared in the round, before the item was taken up or after.
    """

    called: Sequence[Attendance]
    notes: Sequence[ItemNote]
    declared: Sequence[Recusal]

    @classmethod
    def of(cls, item: AgendaItem) -> Roll:
        """As it stands now. Three queries."""
        return cls(
            list(Attendance.objects.filter(meeting=item.meeting_id)),
            list(ItemNote.objects.filter(item=item)),
            list(Recusal.objects.filter(round=item.round_id)) if item.round_id else [],
        )

    @property
    def deciding(self) -> list[Attendance]:
        """Those of the body who were in the room and took part in the decision."""
        return [a for a in self.called if a.decides and a.present and not self._out(a)]

    @property
    def recused(self) -> tuple[str, ...]:
        """Those who were out for jäv, called to the meeting or not."""
        here = {a.person_id for a in self.called}
        others = [named(r.name, r.title) for r in self.declared if r.person_id not in here]
        return (*(named(a.name, a.title) for a in self.called if self.is_recused(a)), *others)

    @property
    def absent(self) -> tuple[str, ...]:
        """Those who came to the meeting and were not in the room for the item, jäv apart."""
        away = [a for a in self.called if a.present and self._has(a, Kind.ABSENT) and not self.is_recused(a)]
        return tuple(named(a.name, a.title) for a in away)

    @property
    def dissent(self) -> list[tuple[str, str]]:
        """The reservations of those who took part: who, and why."""
        said = {n.attendance_id: n.text for n in self.notes if n.kind == Kind.DISSENT}
        return [(named(a.name, a.title), said[a.pk]) for a in self.deciding if a.pk in said]

    def has_declared(self, one: Attendance) -> bool:
        return any(r.person_id == one.person_id for r in self.declared)

    def is_recused(self, one: Attendance) -> bool:
        return self.has_declared(one) or self._has(one, Kind.RECUSED)

    def _out(self, one: Attendance) -> bool:
        return self.is_recused(one) or self._has(one, Kind.ABSENT)

    def _has(self, one: Attendance, kind: str) -> bool:
        return any(n.attendance_id == one.pk and n.kind == kind for n in self.notes)
