"""One thing that waits for one person: what pages, mail and summaries are made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from uppdragil.directives.models import Directive
from uppdragil.portfolio.overview import Standing

AHEAD = dt.timedelta(days=30)  # what lies further off presses nobody


class Kind(StrEnum):
    """In the order in which they are shown."""

    DECIDE = "decide"
    ADJUST = "adjust"
    ASK = "ask"
    CONSULT = "consult"
    COMMENTS = "comments"
    SENT_BACK = "sent_back"
    WRITE = "write"
    RUN = "run"
    CONDITION = "condition"
    SUPPORT = "support"
    REPORT = "report"
    ACKNOWLEDGE = "acknowledge"
    NEED_ANSWERED = "need_answered"
    MEASURE = "measure"
    EXTRACT = "extract"
    LATE_MEETING = "late_meeting"
    CLOSE = "close"
    WAKE = "wake"
    CHECK = "check"
    EMPTIED = "emptied"
    VACANCY = "vacancy"
    UNLINKED = "unlinked"
    LATE_ROUND = "late_round"
    LATE_WAKE = "late_wake"
    NEED_WAITS = "need_waits"
    RECORD = "record"
    MAIL = "mail"
    CHAIN = "chain"


@dataclass(frozen=True)
class Item:
    """`ref` is the uid of what waits; with `kind` it is the same thing tomorrow (`key`).

    `page` and `args` name the address where it is dealt with. `title` and `number` are the directive's.
    `due`: by when; `since`: from when it has waited. `words`: what else its sentence needs.
    """

    kind: Kind
    ref: str
    page: str
    args: tuple[str, ...] = ()
    directive: Directive | None = None
    title: str = ""
    number: str = ""
    gate: str = ""
    gate_name: str = ""
    due: dt.date | None = None
    since: dt.datetime | None = None
    words: Mapping[str, object] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.ref}"

    @property
    def restricted(self) -> bool:
        return self.directive is not None and self.directive.restricted

    @property
    def about(self) -> Directive | None:
        """The directive of its letter, which goes to those who see it; a reviewer reads only what was sent to them."""
        return None if self.kind is Kind.CONSULT else self.directive

    def presses(self, today: dt.date) -> bool:
        """Whether to write to somebody about it. What goes on for months does where its day is near."""
        if self.kind not in (Kind.WRITE, Kind.RUN, Kind.CLOSE):
            return True
        return self.due is not None and self.due <= today + AHEAD


def wake(kind: Kind, directive: Directive) -> Item:
    """A pause whose day to look again is near or passed."""
    return Item(
        kind, directive.uid, "directive", (directive.uid,), directive, directive.title, directive.number,
        due=directive.wake_on, since=directive.paused_at, words={"text": directive.paused_reason},
    )  # fmt: skip


def of_line(kind: Kind, ref: str, line: Standing, page: str, **fields: object) -> Item:
    """What waits in the mandate of `line`; `fields` are those of Item that differ from what the line says."""
    values: dict[str, object] = {
        "args": (line.directive.uid,),
        "directive": line.directive,
        "title": line.title,
        "number": line.card.number,
        "gate": line.next_gate,
        "gate_name": line.next_gate_name,
    }
    words = {"lead": line.lead, "unit": line.card.unit, **(fields.pop("words", None) or {})}  # type: ignore[dict-item]
    return Item(kind, ref, page, words=words, **(values | fields))  # type: ignore[arg-type]
