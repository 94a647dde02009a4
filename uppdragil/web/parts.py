"""What the components of `templatetags/` draw. Views build these; templates hand them on.

Every text here is ready for the screen: translated, and escaped when drawn unless it is a SafeString.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """A verdict. Drawn as shape, colour and word, always all three."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    HINT = "hint"
    NONE = "none"

    @classmethod
    def of(cls, value: str) -> Level:
        """A level from its own name, or from a severity of the review. Raises ValueError for other words."""
        return cls(_SEVERITIES.get(value, value or "none"))


_SEVERITIES = {"error": "bad", "warning": "warn"}


@dataclass(frozen=True)
class Action:
    """A button: a link, or with `post` a form of its own. `about` ends its name for a screen reader.

    `fields` are sent along by a form: (name, value) pairs.
    """

    label: str
    href: str
    post: bool = False
    about: str = ""
    fields: tuple[tuple[str, str], ...] = ()


class StepState(StrEnum):
    """`HERE`: the gate is passed and the work after it goes on. `NEXT`: the gate that is decided next."""

    PASSED = "passed"
    HERE = "here"
    NEXT = "next"
    AHEAD = "ahead"


@dataclass(frozen=True)
class PhaseStep:
    """A gate and the work stage after it; the first step has no `code`: it is where the draft began.

    `when` is the text under the gate ("In 14 days, 1 December 2026"); `level` makes it a verdict.
    """

    name: str
    stage: str
    state: StepState
    code: str = ""
    when: str = ""
    level: str = ""


@dataclass(frozen=True)
class Figure:
    """A key figure: the number over its words, linked to the list behind it."""

    value: int | str
    words: str
    href: str = ""
    level: str = ""


@dataclass(frozen=True)
class QueueItem:
    """Something that waits for somebody: what, when, do.

    `due` is drawn with how far off it is; a passed `due` is a verdict. `waited` is a soft last line.
    `note` is what to know before acting, such as why it was sent back; `calm` draws it without a mark.
    `more` are smaller buttons below the action.
    """

    title: str
    action: Action | None
    href: str = ""
    gate_code: str = ""
    gate_name: str = ""
    meta: str = ""
    due: dt.date | None = None
    waited: str = ""
    note: str = ""
    calm: bool = False
    more: tuple[Action, ...] = ()


@dataclass(frozen=True)
class PlaceLink:
    """A place that a finding is about."""

    label: str
    href: str


@dataclass(frozen=True)
class FindingCard:
    """A finding: severity ("error", "warning", "hint"), one sentence, its places, the fixes by result.

    `head` says more than the severity's own word ("Error, blocks BP1"). `dismiss` is the address that
    takes a reason (field `reason`) and says that the finding is right anyway; errors have none. `reason`: what was
    typed there and is not kept.
    """

    severity: str
    sentence: str
    places: tuple[PlaceLink, ...] = ()
    fixes: tuple[Action, ...] = ()
    head: str = ""
    dismiss: str = ""
    key: str = ""
    reason: str = ""


@dataclass(frozen=True)
class DismissedCard:
    """A finding that was let stand: why, by whom and when; `recall` takes it back."""

    severity: str
    sentence: str
    reason: str
    name: str
    day: dt.datetime
    recall: Action | None = None


@dataclass(frozen=True)
class BlockedItem:
    """One thing that stands in the way: what it is, who can resolve it, and the button for it."""

    what: str
    who: str
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True)
class Chip:
    """A filter that is on; `href` is the page without it."""

    label: str
    href: str


@dataclass(frozen=True)
class Fact:
    """A term and its value, with an optional soft line below."""

    term: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class RiskDot:
    """A risk in the matrix: likelihood and consequence 1-5, its label (R1), the row that it links to."""

    probability: int
    consequence: int
    label: str
    href: str
