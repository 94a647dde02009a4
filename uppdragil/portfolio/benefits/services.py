"""Measuring an impact goal: one transaction under the lock of the directive.

Raises Refused, and core.contention.Busy when others hold on to the tables for too long.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils.timezone import localdate

from uppdragil.core import audit
from uppdragil.core.coded import Coded
from uppdragil.core.contention import writing
from uppdragil.core.values import clean_text
from uppdragil.directives import services as directives
from uppdragil.directives import storage
from uppdragil.directives.content import ImpactGoal
from uppdragil.directives.models import Directive
from uppdragil.organisation.models import Person

from . import policies
from .models import Measurement
from .sentences import REFUSALS


class Refused(Coded):
    """A rule of measuring says no. `code` is a key of `sentences.REFUSALS`."""

    sentences = REFUSALS


@dataclass(frozen=True)
class Measured:
    """What is said of a goal: a number in the goal's unit, or words where the goal has no target in numbers."""

    on: dt.date
    value: Decimal | None = None
    words: str = ""
    comment: str = ""


def measure(
    *,
    directive: Directive,
    goal: str,
    said: Measured,
    corrects: Measurement | None = None,
    reason: str = "",
    by: Person,
    now: dt.datetime,
) -> Measurement:
    """A value of the goal with the uid `goal`, or a correction of one. `reason`: why the office notes it."""
    reason = clean_text(reason).strip()
    with writing():
        directive = directives.lock(directive)
        instead_of = _right(directive, reason, by, localdate(now))
        aim = _goal(directive, goal)
        made = _measurement(directive, aim, said)
        made.replaces, made.by, made.name, made.title, made.at = corrects, by, by.name, by.title, now
        made.instead_of, made.reason = instead_of or "", reason if instead_of is None else ""
        _ask(made, aim, localdate(now))
        made.save()
        _tell(made, now)
        return made


def _right(directive: Directive, reason: str, by: Person, today: dt.date) -> str | None:
    """In whose place; None for the office. Raises Refused."""
    if directive.phase not in policies.MEASURED_IN:
        raise Refused("not_open")
    instead_of = policies.owning(by, directive, today)
    if instead_of is None and not policies.may_note(by):
        raise Refused("not_owner")
    if instead_of is None and not reason:
        raise Refused("no_reason")
    return instead_of


def _goal(directive: Directive, uid: str) -> ImpactGoal:
    goals = storage.load(directive, ("impact_goals",)).impact_goals
    found = next((goal for goal in goals if goal.uid == uid), None)
    if found is None:
        raise Refused("no_goal")
    return found


def _measurement(directive: Directive, goal: ImpactGoal, said: Measured) -> Measurement:
    return Measurement(
        directive=directive,
        goal=goal.uid,
        text=goal.text,
        unit=goal.unit,
        measured_on=said.on,
        value=said.value,
        words=clean_text(said.words).strip(),
        comment=clean_text(said.comment).strip(),
    )


def _ask(made: Measurement, goal: ImpactGoal, today: dt.date) -> None:
    """Raises Refused."""
    corrects = made.replaces
    counting = Measurement.objects.filter(directive=made.directive, goal=made.goal, replaced_by=None)
    on_the_day = {m.pk for m in counting.filter(measured_on=made.measured_on)}
    unmet = {
        "no_value": goal.target is not None and made.value is None,
        "no_words": goal.target is None and made.value is None and not made.words,
        "future": made.measured_on > today,
        "no_goal": corrects is not None and corrects.goal != made.goal,
        "replaced": corrects is not None and not counting.filter(pk=corrects.pk).exists(),
        "same_day": bool(on_the_day - {corrects.pk if corrects else None}),
    }
    for code, refuses in unmet.items():
        if refuses:
            raise Refused(code)


def _tell(made: Measurement, now: dt.datetime) -> None:
    said: dict[str, audit.JSON] = {
        "number": made.directive.number,
        "goal": made.goal,
        "text": made.text,
        "measured_on": made.measured_on.isoformat(),
        "value": f"{made.number} {made.unit}".strip() if made.number is not None else made.words,
    }
    optional = {"comment": made.comment, "instead_of": made.instead_of, "reason": made.reason}
    said |= {key: word for key, word in optional.items() if word}
    if made.replaces:
        said["replaces"] = made.replaces.uid
    audit.append(
        verb="goal.corrected" if made.replaces else "goal.measured",
        actor=directives.actor(made.by),
        subject=made.directive.uid,
        payload=said,
        rows=[made],
        now=now,
    )
