"""The page on which a lead reports: six lights, activities, texts and deviations; two minutes on a phone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.forms.boundfield import BoundWidget
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from uppdragil.core.worddiff import Op, word_diff
from uppdragil.directives.content import Activity
from uppdragil.portfolio.reporting import facts
from uppdragil.portfolio.reporting.computed import Computed, compute
from uppdragil.portfolio.reporting.content import Aspect, Deviation, Light, ReportContent, untouched
from uppdragil.portfolio.reporting.models import Report, ReportRound
from uppdragil.portfolio.reporting.refusals import Conflict
from uppdragil.portfolio.reporting.refusals import Seen as Before
from uppdragil.portfolio.reporting.sentences import ASPECTS, LIGHTS, RULES, grounds

from .access import Seen
from .conflicts import Conflicting, Side, own_side
from .forms.reports import DeviationForm, LightForm, ReportForms
from .reportlines import Lit, period, rules

TICKED = "ticked"  # the name of the boxes, one per activity


@dataclass(frozen=True)
class Judge:
    """A light to choose, what the figures say beside it, and whether it is as in the last report."""

    name: str
    form: LightForm
    computed: Computed
    rule: str
    carried: bool

    @property
    def choices(self) -> list[tuple[BoundWidget, Lit]]:
        """The three, each with its shape and word."""
        return list(zip(self.form["light"], map(Lit.of, Light), strict=True))

    @property
    def lit(self) -> Lit:
        return Lit.of(self.computed.light)

    @property
    def grounds(self) -> list[str]:
        return grounds(self.computed)

    @property
    def figures(self) -> str:
        """The level of the figures, by which the style sheet points out a better light."""
        return self.computed.light or "none"


@dataclass
class ReportingPage:
    """What is typed, and all that stands around it. `before` goes along in the form (`drafts.seen`).

    `last`: the report whose values are carried over. `refused`: why nothing was stored.
    """

    seen: Seen
    forms: ReportForms
    content: ReportContent
    before: Before
    last: Report | None
    corrects: Report | None
    round: ReportRound | None
    ticked: frozenset[str] = frozenset()
    refused: str = ""
    conflict: Conflicting | None = None
    unsaved: bool = False
    kept_at: dt.datetime | None = None

    @property
    def judges(self) -> Iterator[Judge]:
        for aspect, form in self.forms.lights.items():
            carried = aspect in self.untouched
            yield Judge(str(ASPECTS[aspect]), form, self._computed[aspect], str(RULES[aspect]), carried)

    @cached_property
    def untouched(self) -> frozenset[str]:
        """A correction begins with the report that it corrects: nothing there is from the one before."""
        if self.corrects or self.last is None:
            return frozenset()
        return untouched(self.content, self.last.content)

    @cached_property
    def _computed(self) -> dict[Aspect, Computed]:
        return compute(facts.situation(self.seen.directive, self.seen.content, self.seen.today))

    @cached_property
    def _done(self) -> frozenset[str]:
        return facts.done_rows(self.seen.directive)

    @property
    def to_tick(self) -> list[tuple[Activity, bool, bool]]:
        """The activities that are not done: each with whether it is ticked here, and whether it is late."""
        left = (a for a in self.seen.content.activities if a.uid not in self._done)
        return [(a, a.uid in self.ticked, bool(a.end and a.end < self.seen.today)) for a in left]

    @property
    def done(self) -> list[Activity]:
        return [a for a in self.seen.content.activities if a.uid in self._done]

    @property
    def deviations(self) -> list[tuple[DeviationForm, bool, bool]]:
        """Each with whether it is as in the last report, and whether it is the empty one at the end."""
        found = [(form, str(form["uid"].value()), form["cause"].value()) for form in self.forms.deviations]
        return [(form, uid in self.untouched, not (cause or form.errors)) for form, uid, cause in found]

    @property
    def rules(self) -> list[tuple[str, str]]:
        return rules()

    @property
    def next_carried(self) -> bool:
        return "next" in self.untouched

    @property
    def last_next(self) -> str:
        """What the last report said comes next: this time it may be done."""
        return self.last.content.next if self.last and not self.corrects else ""

    @property
    def about(self) -> str:
        """The period, where the office or an earlier report has given one."""
        given = self.corrects or self.round
        return period(given) if given else ""


def conflicting(conflict: Conflict, mine: ReportContent) -> Conflicting:
    """What was typed against what another lead wrote meanwhile."""
    theirs, own = dict(_said(conflict.current)), dict(_said(mine))
    sides = [
        Side(name, own_side(diff, Op.DELETE), own_side(diff, Op.INSERT))
        for name in {**theirs, **own}
        if (diff := word_diff(theirs.get(name, ""), own.get(name, ""))) and _differs(theirs, own, name)
    ]
    return Conflicting(conflict.name, conflict.at, sides)


def _differs(theirs: dict[str, str], own: dict[str, str], name: str) -> bool:
    return theirs.get(name, "") != own.get(name, "")


def _said(content: ReportContent) -> Iterator[tuple[str, str]]:
    """A report as named texts."""
    for aspect in Aspect:
        judged = content.judged(aspect)
        light = str(LIGHTS[judged.light]) if judged.light else ""
        yield str(ASPECTS[aspect]), f"{light} {judged.word}".strip()
    yield _("Done since last"), content.done
    yield _("Next step"), content.next
    for number, row in enumerate(content.deviations, 1):
        yield _("Deviation %(n)d") % {"n": number}, _told(row)


def _told(row: Deviation) -> str:
    parts = (row.cause, row.consequence, row.measure, row.counterpart, row.plan_b, row.decided_by)
    return "\n".join(part for part in (*parts, _("It is over") if row.over else "") if part)
