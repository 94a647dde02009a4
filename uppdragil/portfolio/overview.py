"""Where each directive stands, for lists and reports: what comes next, when, how late, how risky.

Lateness is against the baseline (domain section 3): the next gate's last planned day in the last
decided version.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from uppdragil.decisions.models import Round
from uppdragil.decisions.selectors import decided_outside
from uppdragil.directives import selectors, storage
from uppdragil.directives.content import DirectiveContent, GatePlan, Role
from uppdragil.directives.models import Directive
from uppdragil.directives.services import content_of
from uppdragil.organisation.models import Person


@dataclass(frozen=True)
class Standing:
    """One directive as a line of a list. `days_late` is None where nothing was decided yet.

    `lead`: by the names of the register, and as it is written where it is not linked to a person.
    `outside`: the last gate that it has passed was decided outside the system.
    """

    directive: Directive
    content: DirectiveContent
    baseline: DirectiveContent | None
    next_gate: str
    next_gate_name: str
    next_gate_date: dt.date | None
    postponed: bool
    days_late: int | None
    open_errors: int
    highest_risk: int | None
    lead: str = ""
    changing: bool = False
    outside: bool = False

    @property
    def owner(self) -> str:
        return holders(self.content, Role.OWNER)


def holders(content: DirectiveContent, role: Role) -> str:
    """Everybody who holds `role`, in one line."""
    return ", ".join(r.holder for r in content.holders(role) if r.holder)


def standings(
    directives: Sequence[Directive], today: dt.date, working: Iterable[int] | None = None
) -> list[Standing]:
    """A line per directive, in the given order; as many queries for a hundred as for one.

    `working`: the primary keys of those whose working text may be shown; the others show their last
    decided version. None: all of them. `edition` and `baseline` must be selected along.
    """
    texts = storage.load_many(directives)
    shown = set(texts if working is None else working)
    rounds = Round.objects.filter(directive__in=directives, ended_at__isnull=True)
    open_ = list(rounds.values_list("directive_id", "due", "change_id"))
    postponed = {pk: due for pk, due, change in open_ if due and not change}
    changing = {pk for pk, _due, change in open_ if change}
    lines = [
        _standing(d, texts[d.pk] if d.pk in shown else None, postponed.get(d.pk), today) for d in directives
    ]
    names, outside = _names(lines), decided_outside(directives)
    return [
        replace(
            line,
            lead=_lead(line.content, names),
            changing=line.directive.pk in changing,
            outside=line.directive.pk in outside,
        )
        for line in lines
    ]


def _names(lines: Iterable[Standing]) -> dict[str, str]:
    """The names of those who lead, by uid."""
    linked = {r.holder_id for line in lines for r in line.content.holders(Role.LEAD) if r.holder_id}
    return dict(Person.objects.filter(uid__in=linked).values_list("uid", "name"))


def _lead(content: DirectiveContent, names: Mapping[str, str]) -> str:
    found = (names.get(r.holder_id or "", r.holder) for r in content.holders(Role.LEAD))
    return ", ".join(name for name in found if name)


def _standing(
    directive: Directive, working: DirectiveContent | None, due: dt.date | None, today: dt.date
) -> Standing:
    baseline = content_of(directive.baseline) if directive.baseline else None
    content = working or baseline or DirectiveContent()
    code = selectors.next_gate(directive) or ""
    planned = due or last_day(content.gate_plan(code))
    scores = [risk.score for risk in content.risks if risk.score]
    return Standing(
        directive=directive,
        content=content,
        baseline=baseline,
        next_gate=code,
        next_gate_name=directive.edition.spec.gate(code).name if code else "",
        next_gate_date=planned,
        postponed=due is not None,
        days_late=days_late(baseline, code, planned, today),
        open_errors=len(selectors.errors(selectors.findings(directive, content, today))),
        highest_risk=max(scores, default=None),
    )


def days_late(
    baseline: DirectiveContent | None, gate: str, planned: dt.date | None, today: dt.date
) -> int | None:
    """Days by which `gate` is late or going to be: the later of today and its planned day against the baseline.

    Zero or less means on time; None without a baseline date to compare with.
    """
    decided = last_day(baseline.gate_plan(gate)) if baseline else None
    return (max(today, planned or today) - decided).days if decided else None


def last_day(plan: GatePlan | None) -> dt.date | None:
    """The last planned day of a gate."""
    return (plan.end or plan.start) if plan else None
