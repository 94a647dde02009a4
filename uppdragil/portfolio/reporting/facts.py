"""What is known of a mandate on a day, for the rules of `computed`."""

from __future__ import annotations

import datetime as dt

from uppdragil.decisions import conditions
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.models import Directive, Progress
from uppdragil.portfolio import support
from uppdragil.portfolio.models import SupportNeed
from uppdragil.portfolio.money.selectors import last_states
from uppdragil.portfolio.overview import standings
from uppdragil.portfolio.vacancies import vacancies

from .computed import Rated, Situation, Work


def situation(directive: Directive, content: DirectiveContent, today: dt.date) -> Situation:
    """`content`: the working text. As many queries for a large mandate as for a small one."""
    done = done_rows(directive)
    (standing,) = standings([directive], today)
    vacant = vacancies([standing], today)[directive.pk]
    needs = SupportNeed.objects.filter(support.OPEN, directive=directive).values_list("due", flat=True)
    late = [condition for condition in conditions.still_open(directive) if condition.due < today]
    money = last_states([directive]).get(directive.pk)
    return Situation(
        today=today,
        activities=tuple(Work(a.end, a.uid in done) for a in content.activities),
        gate=standing.next_gate,
        gate_late=standing.days_late,
        conditions_late=len(late),
        risks=tuple(Rated(r.score, bool(r.measure.strip())) for r in content.risks if r.score),
        needs=len(needs),
        needs_late=sum(due < today for due in needs),
        frame=content.frame,
        activated=money.activated if money else None,
        identified=money.identified if money else None,
        outcome=money.outcome if money else None,
        vacant=len(vacant.owners) + len(vacant.receivers) + bool(vacant.body),
    )


def done_rows(directive: Directive) -> frozenset[str]:
    """The uids of the rows that are ticked off."""
    rows = Progress.objects.filter(directive=directive, state=Progress.State.DONE)
    return frozenset(rows.values_list("row", flat=True))
