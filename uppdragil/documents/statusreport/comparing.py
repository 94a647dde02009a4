"""What differs from the last report: each one leaves behind what it said of each mandate, and the next compares.

Kept are places, planned days and lights, no texts. Only mandates of this report are compared, and those that the
reader still sees are named when they are not in it any more.
"""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext

from uppdragil.directives.models import Card
from uppdragil.directives.phases import ENDED_PHASES, Phase
from uppdragil.directives.selectors import decided_gates
from uppdragil.documents.models import StatusExport
from uppdragil.documents.workbooks.looks import Status, Tone
from uppdragil.documents.workbooks.shared import gate_with_name
from uppdragil.documents.workbooks.sheets import ChangeRow
from uppdragil.portfolio.listing import Line
from uppdragil.portfolio.reporting.content import Light
from uppdragil.portfolio.reporting.sentences import LIGHTS

from .slices import Slice
from .standing import TONES


class Said(NamedTuple):
    """What a report said of a mandate. `days`: the planned day of each gate that was not passed."""

    phase: str
    light: str
    paused: bool
    days: dict[str, int]


class Comparison:
    """The report that is being made against the `last` one; None: there is none."""

    def __init__(self, last: StatusExport | None) -> None:
        self.before = dict(_unpacked(bytes(last.said))) if last and last.said else None
        self.since = last.made_at if last else None
        self._packing = zlib.compressobj()
        self._packed: list[bytes] = []

    @property
    def packed(self) -> bytes:
        """What this report said, for the next one; to be asked for once, at the end."""
        return b"".join([*self._packed, self._packing.flush()])

    def rows(self, part: Slice) -> Iterator[ChangeRow]:
        """What differs of these mandates."""
        for line in part.lines:
            uid, now = line.standing.directive.uid, _said(line, part)
            self._packed.append(self._packing.compress(f"{json.dumps([uid, *now])}\n".encode()))
            if self.before is not None:
                yield from self._of_line(line, self.before.pop(uid, None), now)

    def gone(self, seen: QuerySet[Card]) -> Iterator[ChangeRow]:
        """Those of `seen` that were in the last report and are not in this one; to be asked for at the end."""
        what = Status(pgettext("a change", "No longer in the selection"), Tone.SOFT)
        left = list(self.before or ())
        for at in range(0, len(left), 500):
            cards = seen.filter(directive__uid__in=left[at : at + 500]).order_by("number", "pk")
            for number, title in cards.values_list("number", "title"):
                yield ChangeRow(number, title or number, what)

    def _of_line(self, line: Line, before: Said | None, now: Said) -> Iterator[ChangeRow]:
        s = line.standing
        if before is None:
            new = self.since and s.directive.created_at > self.since
            word = (
                pgettext("a change", "New mandate") if new else pgettext("a change", "New in the selection")
            )
            yield ChangeRow(
                s.card.number, s.title, Status(word, Tone.HINT), now=s.directive.get_phase_display()
            )
            return
        for what, *rest in (*_phase(before, now), *_light(before, now), *_gates(line, before, now)):
            yield ChangeRow(s.card.number, s.title, what, *rest)


def _said(line: Line, part: Slice) -> Said:
    s = line.standing
    passed = decided_gates(s.directive)
    days = {
        gate: day.toordinal()
        for gate in s.directive.edition.spec.gate_codes
        if gate not in passed and (day := s.next_gate_date if gate == s.next_gate else s.card.day(gate))
    }
    report = part.reports[s.directive.pk][-1] if s.directive.pk in part.reports else None
    light = report.overall if report else None
    return Said(s.directive.phase, light or "", s.directive.paused, days)


def _phase(before: Said, now: Said) -> Iterator[tuple[Any, ...]]:
    if before.phase != now.phase:
        ended = now.phase in ENDED_PHASES
        word = pgettext("a change", "Ended") if ended else pgettext("a change", "New phase")
        labels = [str(Phase(said.phase).label) for said in (before, now)]
        yield Status(word, Tone.SOFT if ended else Tone.OK), "", *labels
    if before.paused != now.paused:
        word = pgettext("a change", "Paused") if now.paused else pgettext("a change", "Taken up again")
        yield (Status(word, Tone.HINT),)


def _light(before: Said, now: Said) -> Iterator[tuple[Any, ...]]:
    if before.light != now.light and now.light:
        tone = TONES[Light(now.light)]
        words = [str(LIGHTS[Light(said.light)]) if said.light else "" for said in (before, now)]
        yield Status(pgettext("a change", "New light"), tone), "", *words


def _gates(line: Line, before: Said, now: Said) -> Iterator[tuple[Any, ...]]:
    for gate in line.standing.directive.edition.spec.gates:
        was, is_ = before.days.get(gate.code), now.days.get(gate.code)
        if was and is_ and was != is_:
            tone = Tone.WARN if is_ > was else Tone.OK
            days = [dt.date.fromordinal(day).isoformat() for day in (was, is_)]
            where = gate_with_name(gate.code, gate.name)
            yield Status(pgettext("a change", "Gate moved"), tone), where, *days, is_ - was


def _unpacked(packed: bytes) -> Iterator[tuple[str, Said]]:
    for line in zlib.decompress(packed).splitlines():
        uid, *said = json.loads(line)
        yield uid, Said(*said)


def compared(last: StatusExport | None) -> str:
    """With which report this one is compared, in a sentence."""
    if last is None:
        return gettext(
            "There is no earlier report with the same choice. The next one is compared with this one."
        )
    when = date_format(localtime(last.made_at), "DATETIME_FORMAT")
    if not last.name:
        return gettext("The report of %(when)s, with the same choice.") % {"when": when}
    return gettext("The report of %(when)s by %(who)s, with the same choice.") % {
        "when": when,
        "who": last.name,
    }
