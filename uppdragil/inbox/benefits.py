"""Impact goals whose next value is asked for: they wait for the owner, and for who stands in for one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from uppdragil.directives.content import Role
from uppdragil.directives.phases import Phase
from uppdragil.portfolio.benefits import selectors
from uppdragil.portfolio.overview import Standing

from .items import Item, Kind, of_line
from .seats import Parts


def to_measure(parts: Parts, lines: Mapping[int, Standing], today: dt.date) -> Iterator[Item]:
    """One item per mandate, due on the first day of its goals. Two queries while any mandate is in realisation."""
    owned = set(parts.acts(Role.OWNER))
    mandates = [
        line for pk, line in lines.items() if pk in owned and line.directive.phase == Phase.REALISATION
    ]
    goals = selectors.goals_of([line.directive for line in mandates], today) if mandates else {}
    for line in mandates:
        directive = line.directive
        asked = {one.goal: one.asked for one in goals[directive.pk] if one.waits(today) and one.asked}
        if not asked:
            continue
        texts = [goal.text for goal in asked]
        (first, *others) = asked
        page, args = ("benefits", (directive.uid,)) if others else ("measure", (directive.uid, first.uid))
        yield of_line(
            Kind.MEASURE, directive.uid, line, page,
            args=args, gate="", gate_name="", due=min(asked.values()), since=directive.phase_since,
            words={"text": "; ".join(texts)},
        )  # fmt: skip
