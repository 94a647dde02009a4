"""`Protocol`: everything that the minutes of a meeting say, as frozen values.

It is gathered once, when the meeting closes, and from then on read from its bytes: by those who adjust it, the
pages, the file and the extracts. In Swedish, whoever closes the meeting and in whatever language.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from pydantic import TypeAdapter

from uppdragil.core.canonical import canonical_json
from uppdragil.decisions.models import Decision
from uppdragil.directives.services import content_of
from uppdragil.editions.spec import Outcome

from .models import AgendaItem, Attendance, Meeting
from .roll import Roll, named
from .selectors import decision_of, items_of

SCHEMA = 1
LANGUAGE = "sv"  # minutes are always in Swedish
MOST_BACKGROUND = 1_200  # characters; the directive has all of it


@dataclass(frozen=True)
class Attendee:
    """`seat` in words; `instead_of` names whom a substitute stood in for. Times where it was not all of it."""

    name: str
    title: str
    seat: str
    instead_of: str = ""
    arrived: dt.time | None = None
    left: dt.time | None = None

    @property
    def named(self) -> str:
        return named(self.name, self.title)


@dataclass(frozen=True)
class Stated:
    """A condition of the decision."""

    text: str
    responsible: str
    due: dt.date


@dataclass(frozen=True)
class Reservation:
    """Who was against a decision, and why."""

    name: str
    text: str


@dataclass(frozen=True)
class Section:
    """One paragraph. `directive` is a uid; `what` names the gate, `decided` the outcome in its words."""

    number: int
    item: str
    kind: str
    heading: str
    directive: str = ""
    directive_number: str = ""
    background: str = ""
    what: str = ""
    decided: str = ""
    passes: bool = False
    motivation: str = ""
    postponed_to: dt.date | None = None
    official: str = ""
    conditions: tuple[Stated, ...] = ()
    recused: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    dissent: tuple[Reservation, ...] = ()
    round: str = ""
    version_sha256: str = ""

    @property
    def sign(self) -> str:
        return f"§ {self.number}"


@dataclass(frozen=True)
class Protocol:
    """The minutes as one value: what was adjusted, sealed and hashed."""

    schema: int
    organisation: str
    demo: bool
    body: str
    body_kind: str
    number: int
    year: int
    date: dt.date
    place: str
    starts: dt.time
    closed_at: dt.datetime
    chair: str
    secretary: str
    present: tuple[Attendee, ...]
    absent: tuple[Attendee, ...]
    adjusters: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def name(self) -> str:
        return f"{self.body} {self.number}/{self.year}"

    @property
    def span(self) -> str:
        """The first and the last paragraph, as minutes are named: §§ 12–19."""
        first, last = self.sections[0].number, self.sections[-1].number
        return f"§ {first}" if first == last else f"§§ {first}–{last}"

    @property
    def directives(self) -> set[str]:
        return {s.directive for s in self.sections if s.directive}

    def section(self, number: int) -> Section | None:
        return next((s for s in self.sections if s.number == number), None)


_PROTOCOL = TypeAdapter(Protocol)


def plain(protocol: Protocol) -> dict[str, Any]:
    """As JSON values."""
    values: dict[str, Any] = _PROTOCOL.dump_python(protocol, mode="json")
    return values


def to_bytes(protocol: Protocol) -> bytes:
    """Canonical JSON: what a hash is taken of."""
    return canonical_json(plain(protocol))


def from_bytes(data: bytes) -> Protocol:
    """The minutes that `data` says. Raises pydantic.ValidationError for bytes of something else."""
    return _PROTOCOL.validate_json(data)


def gather(meeting: Meeting, closed_at: dt.datetime) -> Protocol:
    """What happened, as it was noted and decided. At least one paragraph must have been given."""
    attendances = list(meeting.attendances.select_related("instead_of"))
    taken = items_of(meeting).exclude(paragraph=None).prefetch_related("notes", "round__recusals")
    taken = taken.select_related("round__decision", "round__change").order_by("paragraph__number")
    with translation.override(LANGUAGE):
        return Protocol(
            schema=SCHEMA,
            organisation=settings.ORGANISATION_NAME,
            demo=settings.DEMO,
            body=meeting.body.name,
            body_kind=str(meeting.body.get_kind_display()),
            number=meeting.number,
            year=meeting.year,
            date=meeting.date,
            place=meeting.place,
            starts=meeting.starts,
            closed_at=closed_at,
            chair=_person(meeting.chair_id, attendances),
            secretary=_person(meeting.secretary_id, attendances),
            present=tuple(_attendee(a) for a in attendances if a.present),
            absent=tuple(_attendee(a) for a in attendances if not a.present),
            adjusters=tuple(named(a.name, a.title) for a in attendances if a.adjusts),
            sections=tuple(_section(item, attendances) for item in taken),
        )


def _person(pk: int | None, attendances: Sequence[Attendance]) -> str:
    found = next((a for a in attendances if a.person_id == pk), None)
    return named(found.name, found.title) if found else ""


def _attendee(a: Attendance) -> Attendee:
    instead = a.instead_of.name if a.instead_of else ""
    return Attendee(a.name, a.title, str(a.get_seat_display()), instead, a.arrived, a.left)


def _section(item: AgendaItem, attendances: Sequence[Attendance]) -> Section:
    decision = decision_of(item)
    declared = list(item.round.recusals.all()) if item.round else []
    roll = Roll(attendances, list(item.notes.all()), declared)
    return Section(
        number=item.paragraph.number,
        item=item.uid,
        kind=item.kind,
        heading=heading(item),
        directive=item.directive.uid if item.directive else "",
        directive_number=item.directive.number if item.directive else "",
        background=_background(item),
        recused=roll.recused,
        absent=roll.absent,
        dissent=tuple(Reservation(name, text) for name, text in roll.dissent),
        **(_decided(item, decision) if decision else {"decided": item.outcome}),
    )


def heading(item: AgendaItem) -> str:
    """What the item is called, in the active language: the directive's name, or its own words."""
    if item.directive is None or item.kind == AgendaItem.Kind.FREE:
        return item.heading
    title = item.directive.title
    if item.round:
        title = content_of(item.round.version).title
    if item.kind == AgendaItem.Kind.CHANGE:
        return _("Change of the mandate %(title)s") % {"title": title}
    if item.kind == AgendaItem.Kind.CONDITION:
        return _("Condition on the mandate %(title)s") % {"title": title}
    if item.kind == AgendaItem.Kind.SUPPORT:
        return _("Support need of the mandate %(title)s") % {"title": title}
    return title


def _background(item: AgendaItem) -> str:
    """What the secretary wrote; else the reason of a change, the condition, the need, the directive's first words."""
    if item.text.strip():
        return item.text
    if item.round and item.round.change:
        return item.round.change.reason
    if item.condition:
        c = item.condition
        return _("%(text)s Responsible: %(who)s. Done by %(day)s.") % {
            "text": c.text, "who": c.responsible, "day": c.due.isoformat(),
        }  # fmt: skip
    if item.support_need:
        n = item.support_need
        return _("%(kind)s: %(text)s Answer needed by %(day)s.") % {
            "kind": n.get_kind_display(), "text": n.text, "day": n.due.isoformat(),
        }  # fmt: skip
    return _first_words(item) if item.round else ""


def _first_words(item: AgendaItem) -> str:
    assert item.round is not None
    content = content_of(item.round.version)
    first = (content.background or content.idea).strip().split("\n\n")[0]
    return first if len(first) <= MOST_BACKGROUND else first[: MOST_BACKGROUND - 1].rstrip() + "…"


def _decided(item: AgendaItem, decision: Decision) -> dict[str, object]:
    assert item.round is not None
    gate, outcome = item.round.spec, Outcome(decision.outcome)
    conditions = decision.conditions.all() if outcome is Outcome.CONDITIONAL else ()
    return {
        "what": f"{gate.code} {gate.name}",
        "decided": gate.outcomes[outcome],
        "passes": outcome.passes,
        "motivation": decision.motivation,
        "postponed_to": decision.postponed_to,
        "official": decision.official,
        "conditions": tuple(Stated(c.text, c.responsible, c.due) for c in conditions),
        "round": item.round.uid,
        "version_sha256": decision.version_sha256,
    }
