"""Where each directive stands, for lists and reports: what comes next, when, how late, how risky.

Lateness is against the baseline (domain section 3): the next gate's last planned day in the last decided version.
What is said here of one line, `ordering` says of all of them in the database.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from uppdragil.decisions.models import Round
from uppdragil.decisions.selectors import decided_outside
from uppdragil.directives import selectors
from uppdragil.directives.models import Card, Directive
from uppdragil.directives.phases import ENDED_PHASES
from uppdragil.organisation.models import Person


@dataclass(frozen=True)
class Standing:
    """One directive as a line of a list. `days_late` is None where nothing was decided yet.

    `card`: of the text that is shown. `lead`: by the names of the register, and as it is written where it is not
    linked to a person. `outside`: the last gate that it has passed was decided outside the system.
    """

    directive: Directive
    card: Card
    next_gate: str
    next_gate_name: str
    next_gate_date: dt.date | None
    postponed: bool
    days_late: int | None
    lead: str
    changing: bool
    outside: bool

    @property
    def title(self) -> str:
        return self.card.title or self.directive.number

    @property
    def late(self) -> bool:
        """Whether it is live, and late against its baseline."""
        return (self.days_late or 0) > 0 and self.directive.phase not in ENDED_PHASES


def standings(
    directives: Sequence[Directive], today: dt.date, working: Iterable[int] | None = None
) -> list[Standing]:
    """A line per directive, in the given order; four queries however many.

    `working`: the primary keys of those whose working text may be shown; the others show their last
    decided version. None: all of them. `edition` must be selected along.
    """
    shown = {d.pk for d in directives} if working is None else set(working)
    drawn = _cards(directives)
    rounds = Round.objects.filter(directive__in=directives, ended_at__isnull=True)
    open_ = list(rounds.values_list("directive_id", "due", "change_id"))
    postponed = {pk: due for pk, due, change in open_ if due and not change}
    changing, outside = {pk for pk, _due, change in open_ if change}, decided_outside(directives)
    names = _names(card for cards in drawn.values() for card in cards.values())

    def line(directive: Directive) -> Standing:
        cards = drawn.get(directive.pk, {})
        baseline = cards.get(directive.baseline_id) if directive.baseline_id else None
        card = (cards.get(None) if directive.pk in shown else baseline) or Card(directive=directive)
        gate, due = selectors.next_gate(directive) or "", postponed.get(directive.pk)
        planned = due or card.day(gate)
        return Standing(
            directive=directive,
            card=card,
            next_gate=gate,
            next_gate_name=directive.edition.spec.gate(gate).name if gate else "",
            next_gate_date=planned,
            postponed=due is not None,
            days_late=days_late(baseline.day(gate) if baseline else None, planned, today),
            lead=", ".join(name for words, uid in card.leads if (name := names.get(uid, words))),
            changing=directive.pk in changing,
            outside=directive.pk in outside,
        )

    return [line(directive) for directive in directives]


def days_late(decided: dt.date | None, planned: dt.date | None, today: dt.date) -> int | None:
    """Days by which a gate is late or going to be: the later of today and its planned day against the `decided` one.

    Zero or less means on time; None without a decided day to compare with.
    """
    return (max(today, planned or today) - decided).days if decided else None


def _cards(directives: Sequence[Directive]) -> dict[int, dict[int | None, Card]]:
    """The cards of the working text (under None) and of the baseline, by directive."""
    baselines = [d.baseline_id for d in directives if d.baseline_id]
    found: dict[int, dict[int | None, Card]] = {}
    for card in Card.objects.filter(Q(directive__in=directives, version=None) | Q(version__in=baselines)):
        found.setdefault(card.directive_id, {})[card.version_id] = card
    return found


def _names(cards: Iterable[Card]) -> Mapping[str, str]:
    """The names of those who lead, by uid."""
    linked = {uid for card in cards for _words, uid in card.leads if uid}
    return dict(Person.objects.filter(uid__in=linked).values_list("uid", "name"))
