"""Status reports that wait: for who leads, to be given in the open round; for who owns, to be acknowledged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from uppdragil.directives.content import Role
from uppdragil.directives.models import Directive
from uppdragil.portfolio.overview import Standing
from uppdragil.portfolio.reporting import selectors
from uppdragil.portfolio.reporting.models import ReportRound

from .items import Item, Kind, of_line
from .seats import Parts


def key(round_: ReportRound, directive: Directive) -> str:
    """What tells this mandate's report in this round from all others."""
    return f"{round_.uid}-{directive.uid}"


def to_give(parts: Parts, lines: Mapping[int, Standing], today: dt.date) -> Iterator[Item]:
    """The mandates that the person leads and that the open round still asks for. A query while there are any.

    `lines`: of directives that `reporting.selectors.marked` has marked.
    """
    asked = [line for line in _of(parts.holds(Role.LEAD), lines) if line.directive.asked_to_report]  # type: ignore[attr-defined]
    round_ = selectors.current_round(today) if asked else None
    if round_ is None:
        return
    for line in asked:
        yield of_line(
            Kind.REPORT, key(round_, line.directive), line, "report-new",
            gate="", gate_name="", due=round_.due, since=round_.opened_at, words={"text": round_.note},
        )  # fmt: skip


def to_acknowledge(parts: Parts, lines: Mapping[int, Standing]) -> Iterator[Item]:
    """The last reports of what the person owns, or decides in for who owns it; never of what they lead. As above."""
    own = set(parts.acts(Role.OWNER)) - set(parts.holds(Role.LEAD))
    waiting = [line.directive.pk for line in _of(own, lines) if line.directive.unacknowledged]  # type: ignore[attr-defined]
    for report in selectors.unacknowledged(waiting) if waiting else ():
        line = lines[report.directive_id]
        yield of_line(
            Kind.ACKNOWLEDGE, report.uid, line, "report",
            args=(line.directive.uid, str(report.number)), gate="", gate_name="", since=report.at,
            words={"by": report.name, "better": len(report.mismatch)},
        )  # fmt: skip


def _of(mandates: Iterable[int], lines: Mapping[int, Standing]) -> Iterator[Standing]:
    """The lines of those of `mandates` that the person may see."""
    wanted = set(mandates)
    return (line for pk, line in lines.items() if pk in wanted)
