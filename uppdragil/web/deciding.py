"""What concerns those who decide, beside what waits for them: vacancies ahead, substitutes, rounds in which they did
not agree.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from uppdragil.decisions.models import Decision
from uppdragil.directives.content import Role
from uppdragil.directives.labels import ROLE_LABELS
from uppdragil.directives.models import Directive
from uppdragil.inbox.split import split_decisions
from uppdragil.organisation import roles
from uppdragil.organisation.models import Duty, Holding, Person, Substitution
from uppdragil.portfolio.overview import Standing
from uppdragil.portfolio.vacancies import REGISTRAR, Gap, everywhere, vacancies

from .days import long_date
from .disagreement import Disagreement, disagreement

MOST = 20  # lines of one kind on the start page


@dataclass(frozen=True)
class Told:
    """A sentence about a directive, under its title."""

    directive: Directive
    title: str
    sentence: str


@dataclass(frozen=True)
class News:
    """On the start page. `office`: the vacancies are those ahead in all mandates; what is vacant today waits for the
    office already.
    """

    split: list[tuple[Decision, Disagreement]]
    gaps: list[Told]
    office: bool
    mine: list[str]
    instead: list[str]


def news(person: Person, lines: Sequence[Standing], now: dt.datetime) -> News:
    """As many queries for fifty mandates as for one. `lines` are the person's own."""
    today = localdate(now)
    office = roles.has_duty(person, Duty.Kind.OFFICE)
    mine, instead = substitutions(person, today)
    split = [
        (d, disagreement(d, list(d.round.sign_offs.all()), d.directive.edition.spec))
        for d in split_decisions(person, now)
    ]
    return News(
        split=[(d, told) for d, told in split if told],
        gaps=(_of_all(today) if office else _of_mine(lines, today))[:MOST],
        office=office,
        mine=mine,
        instead=instead,
    )


def _of_all(today: dt.date) -> list[Told]:
    return [
        Told(directive, directive.title or directive.number, gap_sentence(gap, today))
        for directive, found in everywhere(today)
        for gap in found.gaps
        if not gap.open
    ]


def _of_mine(lines: Sequence[Standing], today: dt.date) -> list[Told]:
    found = vacancies(lines, today)
    return [
        Told(line.directive, line.title, gap_sentence(gap, today))
        for line in lines
        for gap in (found[line.directive.pk].gaps if line.directive.pk in found else ())
    ]


def gap_sentence(gap: Gap, today: dt.date) -> str:
    """Which place is vacant, since or from when, and which gate comes before."""
    place = _place(gap)
    if gap.open:
        if gap.day is None:
            return _("%(place)s: nobody can decide today.") % {"place": place}
        return _("%(place)s: vacant since %(day)s.") % {"place": place, "day": long_date(gap.day)}
    assert gap.day is not None  # only what is open may never have been held
    words = {"place": place, "day": long_date(gap.day), "name": gap.last.name if gap.last else ""}
    if gap.last and gap.last.substitute:
        ending = _("%(place)s: vacant from %(day)s, when %(name)s no longer stands in.") % words
    else:
        ending = _("%(place)s: vacant from %(day)s, after %(name)s.") % words
    return f"{ending} {_when(gap, today)}".strip()


def _when(gap: Gap, today: dt.date) -> str:
    """For when the gate that comes before is planned."""
    if not gap.gate:
        return ""
    if gap.due is None:
        return _("%(gate)s has no day.") % {"gate": gap.gate}
    words = {"gate": gap.gate, "due": long_date(gap.due)}
    if gap.due < today:
        return _("%(gate)s was planned for %(due)s.") % words
    return _("%(gate)s is planned for %(due)s.") % words


def _place(gap: Gap) -> str:
    if gap.role == REGISTRAR:
        return _("Who records for %(body)s") % {"body": gap.through}
    label = str(ROLE_LABELS[Role(gap.role)])
    return f"{label} ({gap.through})" if gap.through else label


def substitutions(person: Person, day: dt.date) -> tuple[list[str], list[str]]:
    """Who stands in for `person`, or for a position that they hold; and for whom `person` stands in. Today or later."""
    held = Holding.objects.filter(roles.on(day), person=person)
    part = Q(substitute=person) | Q(person=person) | Q(position__in=held.values("position"))
    rows = Substitution.objects.filter(part, ends__gte=day).select_related("person", "position", "substitute")
    mine, instead = [], []
    for row in rows.order_by("starts", "pk"):
        words = {
            "who": row.substitute.name,
            "whom": str(row.person or row.position),
            "basis": row.basis,
            "first": long_date(row.starts),
            "last": long_date(row.ends) if row.ends else "",
        }
        if row.substitute_id == person.pk:
            instead.append(_("%(whom)s, %(first)s to %(last)s (%(basis)s)") % words)
        else:
            mine.append(_("%(who)s for %(whom)s, %(first)s to %(last)s (%(basis)s)") % words)
    return mine, instead
