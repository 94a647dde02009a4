"""`Summary`: what one page says of a mandate, as frozen values. No database here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from uppdragil.directives.content import DirectiveContent


@dataclass(frozen=True)
class GateLine:
    """A gate: as it was decided first, as it is planned now. `state` says what has become of it."""

    gate: str
    name: str
    first: dt.date | None
    now: dt.date | None
    state: str


@dataclass(frozen=True)
class LightLine:
    """One of the six lights of the last report, in words, with the lead's own word. `off`: it is not as planned."""

    aspect: str
    light: str
    word: str
    off: bool


@dataclass(frozen=True)
class NeedLine:
    """A support need that has no answer yet."""

    text: str
    whom: str
    due: dt.date


@dataclass(frozen=True, kw_only=True)
class Summary:
    """A mandate on a day, as its reader may see it. `facts` are names and values in the reader's order.

    `working`: whether the working text is shown, or the last decided one; then lights and needs are not told.
    """

    organisation: str
    demo: bool
    at: dt.datetime
    number: str
    content: DirectiveContent
    working: bool
    facts: tuple[tuple[str, str], ...]
    gates: tuple[GateLine, ...]
    reported: str = ""
    lights: tuple[LightLine, ...] = ()
    needs: tuple[NeedLine, ...] = ()
