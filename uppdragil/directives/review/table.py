"""The rules by number. The numbers are those of the domain's section 5."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from ..content import DirectiveContent
from .finding import Finding, ReviewFacts
from .gaps import unmanaged_risks, unmeasurable_goals

Rule = Callable[[DirectiveContent, ReviewFacts, dt.date], Iterable[Finding]]

RULES: Mapping[str, Rule] = {
    "R8": unmeasurable_goals,
    "R9": unmanaged_risks,
}
