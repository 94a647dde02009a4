"""The rules by number. The numbers are those of the domain's section 5."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from uppdragil.directives.content import DirectiveContent

from .dates import differing_dates
from .days import days_off, passed_gates
from .finding import Finding, ReviewFacts
from .gaps import unmanaged_risks, unmeasurable_goals
from .order import broken_order
from .placeholders import left_overs
from .roles import differing_roles, receiver
from .strategy import reworded_goals
from .window import late_activities, outside_the_work

Rule = Callable[[DirectiveContent, ReviewFacts, dt.date], Iterable[Finding]]

RULES: Mapping[str, Rule] = {
    "R1": differing_dates,
    "R2": broken_order,
    "R3": late_activities,
    "R4": differing_roles,
    "R8": unmeasurable_goals,
    "R9": unmanaged_risks,
    "R10": receiver,
    "R11": left_overs,
    "R12": days_off,
    "R14": outside_the_work,
    "R18": reworded_goals,
    "R19": passed_gates,
}
