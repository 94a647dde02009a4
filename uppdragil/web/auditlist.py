"""The audit chain for one person: filtered, cut into pages by event numbers, concealed where it must be.

A page begins after or before an event number, never at a count: a chain of 100,000 events costs what its
page costs. Events of directives that the person may not read keep their place, number, day, kind and hash,
so that the chain can be followed; nothing else of them is shown, and nothing else finds them.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Func, Q, QuerySet, TextField
from django.urls import reverse
from django.utils import timezone

from uppdragil.core.models import AuditEvent, AuditPayload
from uppdragil.directives import policies
from uppdragil.directives.models import Directive
from uppdragil.organisation.models import Person

from . import auditwords
from .auditwords import Said

PER_PAGE = 50
CHUNK = 250  # events in memory at a time in an export
_NUMBER = re.compile(r"[0-9]{1,18}")  # always within what a database can hold
_IDENTITY = re.compile(r"(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])")  # as core.uid makes them
_DECIDED = ("gate.decided", "record.made")  # events of a round that has its decision
_TELLING = ("person", "directive", "q")  # filters that must not find what is concealed


class _Text(Func):
    """The bytes of a payload as text."""

    output_field = TextField()
    template = "CAST(%(expressions)s AS TEXT)"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="convert_from(%(expressions)s, 'UTF8')", **context)


@dataclass(frozen=True)
class Line:
    """One event as `person` sees it. `directive` is None where there is none, or none to be named."""

    event: AuditEvent
    directive: Directive | None
    concealed: bool
    readable: bool = False  # the directive's page is, too: the events of a draft are seen, its text is not

    @property
    def payload(self) -> AuditPayload:
        return self.event.payload

    @property
    def tombstone(self) -> bool:
        return self.payload.disposed_at is not None

    @property
    def kind(self) -> str:
        return auditwords.label(self.event.verb)

    @property
    def sentence(self) -> str:
        about = str(self.directive) if self.directive else self.event.subject
        return auditwords.sentence(self.event.verb, self.event.actor_name, about)

    @property
    def href(self) -> str:
        return reverse("directive", args=[self.directive.uid]) if self.directive and self.readable else ""

    @property
    def decision_href(self) -> str:
        """The page of the decision that the event tells of; "" where it tells of none, or not any more."""
        if self.directive is None or self.event.verb not in _DECIDED or self.payload.body is None:
            return ""
        round_uid = _value(bytes(self.payload.body), "round")
        return reverse("decision", args=[self.directive.uid, round_uid]) if round_uid else ""

    @cached_property
    def said(self) -> tuple[Said, ...]:
        if self.concealed or self.payload.body is None:
            return ()
        edition = self.directive.edition.spec if self.directive else None
        return auditwords.said(bytes(self.payload.body), edition)


@dataclass(frozen=True)
class Page:
    """Lines, the newest first; `newer` and `older` are event numbers to go on from, None at an end."""

    lines: list[Line]
    newer: int | None
    older: int | None


@dataclass
class Chain:
    """What `person` finds in the chain on `day`; `on` are the set filters of the form, by name."""

    person: Person
    day: dt.date
    on: Mapping[str, Any]

    def page(self, *, before: str = "", after: str = "") -> Page:
        """The page of events older than number `before`, or newer than `after`, or the newest."""
        events = self._found().select_related("payload")
        if newer := _number(after):
            rows = list(events.filter(seq__gt=newer).order_by("seq")[: PER_PAGE + 1])
            more, rows = len(rows) > PER_PAGE, rows[:PER_PAGE][::-1]
            return self._page(rows, newer=more, older=True)
        older = _number(before)
        if older:
            events = events.filter(seq__lt=older)
        rows = list(events.order_by("-seq")[: PER_PAGE + 1])
        return self._page(rows[:PER_PAGE], newer=bool(older), older=len(rows) > PER_PAGE)

    def line(self, seq: int) -> Line | None:
        event = AuditEvent.objects.select_related("payload").filter(seq=seq).first()
        return next(self.lines([event]), None) if event else None

    def everything(self, upto: int) -> Iterator[Line]:
        """Every event that is found, from the first to number `upto`; CHUNK of them in memory at a time."""
        events, last = self._found().select_related("payload").order_by("seq"), 0
        while rows := list(events.filter(seq__gt=last, seq__lte=upto)[:CHUNK]):
            last = rows[-1].seq
            yield from self._shown(rows)
            for event in rows:  # it and its payload hold each other, and would wait long for the collector
                event._state.fields_cache.clear()

    def lines(self, events: Iterable[AuditEvent]) -> Iterator[Line]:
        """The events as the person sees them. 3 queries however many, beside the person's own duties."""
        rows = list(events)
        about = {e.subject for e in rows if e.subject}
        named = {uid for e in rows for uid in _named(e)}
        hidden = set(self._concealed().filter(uid__in=about | named).values_list("uid", flat=True))
        known = Directive.objects.select_related("edition").filter(uid__in=about - hidden)
        directives = {d.uid: d for d in known}
        readable = policies.readable(self.person, self.day).filter(uid__in=list(directives))
        open_to_them = set(readable.values_list("uid", flat=True))
        for event in rows:
            if event.subject in hidden or not hidden.isdisjoint(_named(event)):
                yield Line(event, None, concealed=True)
            else:
                directive = directives.get(event.subject)
                yield Line(event, directive, concealed=False, readable=event.subject in open_to_them)

    def _page(self, rows: list[AuditEvent], *, newer: bool, older: bool) -> Page:
        lines = list(self._shown(rows))
        return Page(
            lines,
            newer=rows[0].seq if rows and newer else None,
            older=rows[-1].seq if rows and older else None,
        )

    def _shown(self, rows: list[AuditEvent]) -> Iterator[Line]:
        telling = any(name in self.on for name in _TELLING)
        return (line for line in self.lines(rows) if not (telling and line.concealed))

    def _concealed(self) -> QuerySet[Directive]:
        return policies.concealed(self.person, self.day)

    def _found(self) -> QuerySet[AuditEvent]:
        found = AuditEvent.objects.filter(*self._tests())
        if any(name in self.on for name in _TELLING):
            found = found.exclude(subject__in=self._concealed().values("uid"))
        if "q" in self.on:
            holding = _holding("said", _in_json(self.on["q"]))
            return found.annotate(said=_Text("payload__body")).filter(holding)
        return found

    def _tests(self) -> Iterator[Q]:
        on = self.on
        if "kind" in on:
            yield Q(verb=on["kind"])
        if "person" in on:
            yield Q(actor_uid__in=_people(on["person"])) | _holding("actor_name", on["person"])
        if "directive" in on:
            yield Q(subject__in=_directives(on["directive"]))
        if "first" in on:
            yield Q(at__gte=_midnight(on["first"]))
        if "last" in on:
            yield Q(at__lt=_midnight(on["last"] + dt.timedelta(days=1)))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and _NUMBER.fullmatch(text) else None


def _value(body: bytes, key: str) -> str:
    """An identity in a payload; "" where there is none."""
    try:
        found = json.loads(body).get(key)
    except (AttributeError, ValueError, RecursionError):  # nothing that the product wrote
        return ""
    return found if isinstance(found, str) and _IDENTITY.fullmatch(found) else ""


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def _named(event: AuditEvent) -> set[str]:
    """Whatever in the payload may be a directive's uid: an event can tell of more than its subject."""
    return set(_IDENTITY.findall(bytes(event.payload.body or b"").decode(errors="replace")))


def _holding(column: str, text: str) -> Q:
    """Holds `text`, in small or capital letters; SQLite itself, and some servers, know only those of ASCII."""
    ways = dict.fromkeys((text, text.lower(), text.upper(), text.title(), text.capitalize()))
    found = Q()
    for way in ways:
        found |= Q(**{f"{column}__icontains": way}) | Q(**{f"{column}__contains": way})
    return found


def _in_json(text: str) -> str:
    """As the text stands inside a payload: quotes and backslashes escaped."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _people(text: str) -> list[str]:
    """Those whose name today holds the text, or whose uid it is: whatever they were called when they acted."""
    wanted = text.casefold()
    people = Person.objects.values_list("uid", "name")
    return [uid for uid, name in people if uid == text or wanted in name.casefold()]


def _directives(text: str) -> QuerySet[Directive, str]:
    found = Directive.objects.filter(Q(uid=text) | _holding("number", text) | _holding("title", text))
    return found.values_list("uid", flat=True)
