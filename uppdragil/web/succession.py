"""What has changed by decision around one directive: a change under way, baseline against now, who replaced whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from uppdragil.core.values import Row
from uppdragil.decisions import changes
from uppdragil.decisions.models import Change
from uppdragil.decisions.selectors import first_baseline
from uppdragil.directives import policies
from uppdragil.directives.baseline import changes_of_locked
from uppdragil.directives.cards import holders, last_day
from uppdragil.directives.content import DirectiveContent, Role
from uppdragil.directives.labels import LETTERS
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import ENDED_PHASES
from uppdragil.directives.policies import Access
from uppdragil.directives.sentences import row_text
from uppdragil.directives.services import content_of
from workflows import seating

from .access import Seen
from .changepage import Answer
from .days import day_of


@dataclass(frozen=True)
class UnderWay:
    """An open change. `waits_for` are those who decide on it, once it is submitted; `answer` what they said last."""

    change: Change
    waits_for: str = ""
    answer: Answer | None = None


def under_way(seen: Seen) -> UnderWay | None:
    """The open change of a live mandate, for those who see the working text."""
    if seen.access is not Access.WORKING or seen.directive.phase in ENDED_PHASES:
        return None
    change = seen.open_change
    if change is None:
        return None
    round_ = seen.open_round
    if round_ and round_.change_id == change.pk:
        seats = seating.of_gate(seen.directive, round_.spec, round_.body, seen.today)
        return UnderWay(change, ", ".join(dict.fromkeys(s.through for s in seats if s.through)) or "–")
    last = changes.last_answer(change)
    return UnderWay(change, answer=Answer(last, seen) if last else None)


@dataclass(frozen=True)
class Then:
    """One thing that is locked: what it was at the first decision, what it is now, and the difference in words."""

    what: str
    before: str | dt.date | None
    now: str | dt.date | None
    difference: str = ""

    @property
    def is_day(self) -> bool:
        return isinstance(self.before, dt.date) or isinstance(self.now, dt.date)


def since_first(seen: Seen) -> list[Then]:
    """What the first baseline said of gates, goals and owner against today's; nothing where they say the same."""
    first, baseline = first_baseline(seen.directive), seen.directive.baseline
    if first is None or baseline is None or first.pk == baseline.pk:
        return []
    then, now = content_of(first), content_of(baseline)
    return [*_days(then, now, seen), *_goals(then, now), *_owners(then, now)] if _differ(then, now) else []


def _differ(then: DirectiveContent, now: DirectiveContent) -> bool:
    return bool(changes_of_locked(then, now))


def _days(then: DirectiveContent, now: DirectiveContent, seen: Seen) -> Iterator[Then]:
    for gate in seen.edition.gates:
        was, is_ = (last_day(text.gate_plan(gate.code)) for text in (then, now))
        if was or is_:
            yield Then(f"{gate.code} {gate.name}", was, is_, _moved(was, is_))


def _moved(was: dt.date | None, is_: dt.date | None) -> str:
    days = (is_ - was).days if was and is_ else 0
    if days > 0:
        return ngettext("%(n)d day later", "%(n)d days later", days) % {"n": days}
    return ngettext("%(n)d day earlier", "%(n)d days earlier", -days) % {"n": -days} if days else ""


def _goals(then: DirectiveContent, now: DirectiveContent) -> Iterator[Then]:
    for key in ("impact_goals", "mandate_goals"):
        before = {row.uid: (n, row) for n, row in enumerate(getattr(then, key), 1)}
        after = {row.uid: (n, row) for n, row in enumerate(getattr(now, key), 1)}
        for uid in dict.fromkeys([*before, *after]):
            old, new = before.get(uid), after.get(uid)
            if (old and old[1]) != (new and new[1]):
                number, _row = new or old  # type: ignore[misc]
                yield Then(f"{LETTERS[key]}{number}", _goal(old), _goal(new), _how(old, new))


def _goal(found: tuple[int, Row] | None) -> str:
    return row_text(found[1]) if found else ""


def _how(old: object, new: object) -> str:
    if old and new:
        return pgettext("a goal", "Changed")
    return pgettext("a goal", "Added") if new else pgettext("a goal", "Removed")


def _owners(then: DirectiveContent, now: DirectiveContent) -> Iterator[Then]:
    was, is_ = (holders(text, Role.OWNER) for text in (then, now))
    if was != is_:
        yield Then(_("Mandate owner"), was, is_)


@dataclass(frozen=True)
class Other:
    """Another mandate, by its name and with its page where the one who looks may see it."""

    name: str
    href: str = ""


@dataclass(frozen=True)
class Succession:
    """By which mandate this one was superseded and when, and which it has superseded itself."""

    by: Other | None
    on: dt.date | None
    replaced: tuple[Other, ...]


def succession(seen: Seen) -> Succession:
    """At most four queries."""
    directive = seen.directive
    new = directive.superseded_by
    old = list(directive.replaces.order_by("number"))
    wanted = [d.pk for d in [*old, *([new] if new else [])]]
    known = set()
    if wanted:
        readable = policies.readable(seen.person, seen.today).filter(pk__in=wanted)
        known = set(readable.values_list("pk", flat=True))
    on = day_of(directive.phase_since) if new and directive.phase_since else None
    return Succession(_other(new, known) if new else None, on, tuple(_other(d, known) for d in old))


def _other(directive: Directive, known: set[int]) -> Other:
    if directive.pk not in known:
        return Other(_("another mandate"))
    return Other(str(directive), reverse("directive", args=[directive.uid]))
