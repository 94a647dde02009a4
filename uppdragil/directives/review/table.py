"""The rules by number. The numbers are those of the domain's section 5."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from uppdragil.directives.content import DirectiveContent

from .abbreviations import abbreviations
from .dates import differing_dates
from .days import days_off, passed_gates
from .executing import deciders_at_work
from .finding import Finding, ReviewFacts
from .gaps import unmanaged_risks, unmeasurable_goals
from .links import unlinked
from .order import broken_order
from .others import clashing_mandates
from .placeholders import left_overs
from .references import broken_references
from .responsible import outsiders
from .roles import differing_roles, receiver
from .spellings import spelled_in_two_ways
from .strategy import reworded_goals
from .window import late_activities, outside_the_work

Rule = Callable[[DirectiveContent, ReviewFacts, dt.date], Iterable[Finding]]

RULES: Mapping[str, Rule] = {
    "R1": differing_dates,
    "R2": broken_order,
    "R3": late_activities,
    "R4": differing_roles,
    "R5": outsiders,
    "R6": abbreviations,
    "R7": unlinked,
    "R8": unmeasurable_goals,
    "R9": unmanaged_risks,
    "R10": receiver,
    "R11": left_overs,
    "R12": days_off,
    "R13": clashing_mandates,
    "R14": outside_the_work,
    "R15": deciders_at_work,
    "R16": spelled_in_two_ways,
    "R17": broken_references,
    "R18": reworded_goals,
    "R19": passed_gates,
}
