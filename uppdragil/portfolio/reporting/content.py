"""What a status report says, as one frozen value: from the lead's draft to the page, the trend and the workbook.

Six lights (domain section 1: tid, kostnad, resultat, resurs, risk, stämning), what was done, what comes next, and
the deviations with what steering asks of each: cause, consequence, measure, counterpart, plan B, who decided.
No database and no Django here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from uppdragil.core.values import Line, Row, Rows, Text, Value


class Aspect(StrEnum):
    """What a light is about."""

    TIME = "time"
    COST = "cost"
    RESULT = "result"
    RESOURCE = "resource"
    RISK = "risk"
    MOOD = "mood"


class Light(StrEnum):
    """Enligt plan, avvikelse, kritiskt; from the best to the worst."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"

    @property
    def severity(self) -> int:
        """0 for the best."""
        return _SEVERITY[self]


_SEVERITY = {light: at for at, light in enumerate(Light)}


def worst(lights: Iterable[Light | None]) -> Light | None:
    """The worst of those that are lit; None where none is."""
    return max((light for light in lights if light), key=lambda light: light.severity, default=None)


class Judged(Value):
    """A light as the lead has it, with a word; a draft may still lack it."""

    light: Light | None = None
    word: Line = ""


class Deviation(Row):
    """A deviation or a delay. It keeps its uid from report to report, until one says that it is `over`."""

    cause: Text = ""
    consequence: Text = ""
    measure: Text = ""
    counterpart: Line = ""
    plan_b: Text = ""
    decided_by: Line = ""
    over: bool = False

    @property
    def said(self) -> bool:
        """Whether anything stands in it."""
        return any(
            (self.cause, self.consequence, self.measure, self.counterpart, self.plan_b, self.decided_by)
        )


class ReportContent(Value):
    """What the lead says. The fields of the lights carry the names of Aspect."""

    time: Judged = Judged()
    cost: Judged = Judged()
    result: Judged = Judged()
    resource: Judged = Judged()
    risk: Judged = Judged()
    mood: Judged = Judged()
    done: Text = ""
    next: Text = ""
    deviations: Rows[Deviation] = ()

    def judged(self, aspect: Aspect) -> Judged:
        found: Judged = getattr(self, aspect)
        return found

    @cached_property
    def lights(self) -> dict[Aspect, Light | None]:
        return {aspect: self.judged(aspect).light for aspect in Aspect}

    @cached_property
    def overall(self) -> Light | None:
        """A mandate is as its worst light."""
        return worst(self.lights.values())

    @property
    def open_deviations(self) -> tuple[Deviation, ...]:
        return tuple(d for d in self.deviations if not d.over)


@dataclass(frozen=True)
class Missing:
    """What a report still lacks: `code` is a key of `sentences.MISSING`, `where` an aspect or a deviation's uid."""

    code: str
    where: str


def missing(said: ReportContent) -> tuple[Missing, ...]:
    """What must be said before it is submitted: each light, a word where it is not green, what each deviation is."""
    return tuple(_missing(said))


def _missing(said: ReportContent) -> Iterator[Missing]:
    for aspect in Aspect:
        judged = said.judged(aspect)
        if judged.light is None:
            yield Missing("no_light", aspect)
        elif judged.light is not Light.GREEN and not judged.word.strip():
            yield Missing("no_word", aspect)
    for row in said.deviations:
        if not row.cause.strip():
            yield Missing("no_cause", row.uid)


def tidy(said: ReportContent) -> ReportContent:
    """Without deviations in which nothing stands."""
    return said.model_copy(update={"deviations": tuple(row for row in said.deviations if row.said)})


def carried_over(last: ReportContent) -> ReportContent:
    """What the next report begins with: all but what was done, and the deviations that are over."""
    return last.model_copy(update={"done": "", "deviations": last.open_deviations})


def untouched(said: ReportContent, last: ReportContent | None) -> frozenset[str]:
    """What `said` has as the report before it: names of fields, uids of deviations. Marked wherever it is shown."""
    if last is None:
        return frozenset()
    before = _parts(carried_over(last))
    return frozenset(name for name, part in _parts(said).items() if name in before and before[name] == part)


def _parts(said: ReportContent) -> Mapping[str, object]:
    """What counts as one thing to touch; what is empty is nothing."""
    parts: dict[str, object] = {aspect: said.judged(aspect) for aspect in Aspect}
    parts |= {"next": said.next} | {row.uid: row for row in said.deviations}
    return {name: part for name, part in parts.items() if part not in ("", Judged())}
