"""What the gates are told of the capacity of those who receive: numbers that anybody may be told.

Counted are decided internal mandates, by what was decided, and the one that is at the gate: the sentence is the same
for all who see it, so that it must not count what only some may know of.
"""

from __future__ import annotations

import datetime as dt

from uppdragil.directives import policies, receivers
from uppdragil.directives.cards import last_day
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.models import Directive
from uppdragil.gates.checks.capacity import Receiving

from .load import Landing, Way, month_of
from .selectors import Capacities, by_unit, landings, units_of


def receiving(directive: Directive, text: DirectiveContent, today: dt.date) -> tuple[Receiving, ...]:
    """The units that receive by `text`, in the month in which it lands; none without a unit or a day.

    Seven queries however many mandates there are.
    """
    planned = last_day(text.gate_plan(directive.edition.spec.delivery))
    units = units_of(receivers.linked(text)) if planned else []
    if planned is None or not units:
        return ()
    uids, day = [unit.uid for unit in units], max(planned, today)
    others = policies.read_by_all().exclude(directive=directive)
    landed, known = by_unit(landings(others, today, uids)), Capacities(uids)
    found = []
    for unit in units:
        own = Landing(unit.uid, directive.pk, Way.DONE, lands=day)
        (cell,) = known.cells(unit.uid, [*landed.get(unit.uid, ()), own], [month_of(day)], today)
        frozen = tuple((period.first, period.last) for period in cell.frozen if period.holds(day))
        fits = cell.room.deliveries if cell.room else None
        found.append(Receiving(unit.name, cell.month, cell.deliveries - 1, fits, frozen))
    return tuple(found)
