"""What waits for one person, as groups of lines on the start page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from uppdragil.inbox import sentences
from uppdragil.inbox.items import Item, Kind
from uppdragil.inbox.selectors import Waiting

from .parts import Action, QueueItem

SHOWN = 20  # lines of a group; the rest is counted

OFFICE = (
    Kind.EMPTIED, Kind.VACANCY, Kind.UNLINKED, Kind.LATE_ROUND, Kind.LATE_WAKE, Kind.NEED_WAITS, Kind.RECORD, Kind.MAIL,
)  # fmt: skip
REST = (Kind.NEED_ANSWERED, Kind.LATE_MEETING, Kind.WAKE, Kind.CHECK, *OFFICE, Kind.CHAIN)
PRESSING = (Kind.SENT_BACK, Kind.LATE_MEETING, *OFFICE, Kind.CHAIN)
GROUPS: tuple[tuple[str, str | Promise, tuple[Kind, ...]], ...] = (
    ("decide", gettext_lazy("Decisions to take"), (Kind.DECIDE,)),
    ("adjust", gettext_lazy("Minutes to adjust"), (Kind.ADJUST,)),
    ("asked", gettext_lazy("Questions to you"), (Kind.ASK,)),
    ("consult", gettext_lazy("Drafts to comment on"), (Kind.CONSULT,)),
    ("comments", gettext_lazy("Comments on your drafts"), (Kind.COMMENTS,)),
    ("conditions", gettext_lazy("Conditions that you are responsible for"), (Kind.CONDITION,)),
    ("support", gettext_lazy("Support that you are asked for"), (Kind.SUPPORT,)),
    ("reports", gettext_lazy("Status reports"), (Kind.REPORT, Kind.ACKNOWLEDGE)),
    ("needs", gettext_lazy("Answers to what your unit needs"), (Kind.NEED_ANSWERED,)),
    ("measure", gettext_lazy("Impact goals to measure"), (Kind.MEASURE,)),
    ("meetings", gettext_lazy("From meetings"), (Kind.EXTRACT, Kind.LATE_MEETING)),
    ("work", gettext_lazy("Directives to write"), (Kind.SENT_BACK, Kind.WRITE)),
    ("run", gettext_lazy("Mandates under way that you lead"), (Kind.RUN,)),
    ("close", gettext_lazy("Mandates to close"), (Kind.CLOSE,)),
    ("wake", gettext_lazy("Pauses to look at again"), (Kind.WAKE,)),
    ("check", gettext_lazy("Drafts of your unit to check"), (Kind.CHECK,)),
    ("office", gettext_lazy("For the portfolio office"), OFFICE),
    ("verify", gettext_lazy("The audit chain to check"), (Kind.CHAIN,)),
)


@dataclass(frozen=True)
class Group:
    """`left` is how many more there are than `lines` shows."""

    id: str
    title: str
    lines: tuple[QueueItem, ...]
    count: int

    @property
    def left(self) -> int:
        return self.count - len(self.lines)


def groups(waiting: Waiting, now: dt.datetime) -> list[Group]:
    """Those that hold anything, and always the decisions."""
    found = []
    for id_, title, kinds in GROUPS:
        items = waiting.of(*kinds)
        if items or id_ == "decide":
            lines = tuple(line(item, now) for item in items[:SHOWN])
            found.append(Group(id_, str(title), lines, len(items)))
    return found


def lead(waiting: Waiting) -> str:
    """The answer in numbers, in one sentence."""
    counts = {
        "decide": len(waiting.of(Kind.DECIDE)),
        "adjust": len(waiting.of(Kind.ADJUST)),
        "asked": len(waiting.of(Kind.ASK)),
        "consult": len(waiting.of(Kind.CONSULT)),
        "comments": len(waiting.of(Kind.COMMENTS)),
        "conditions": len(waiting.of(Kind.CONDITION)),
        "support": len(waiting.of(Kind.SUPPORT)),
        "reports": len(waiting.of(Kind.REPORT, Kind.ACKNOWLEDGE)),
        "measure": len(waiting.of(Kind.MEASURE)),
        "extracts": len(waiting.of(Kind.EXTRACT)),
        "work": len(waiting.of(Kind.SENT_BACK, Kind.WRITE)),
        "run": len(waiting.of(Kind.RUN)),
        "close": len(waiting.of(Kind.CLOSE)),
        "rest": len(waiting.of(*REST)),
    }
    words = {
        "decide": ngettext("%(n)d decision", "%(n)d decisions", counts["decide"]),
        "adjust": ngettext(
            "%(n)d set of minutes to adjust", "%(n)d sets of minutes to adjust", counts["adjust"]
        ),
        "asked": ngettext("%(n)d question", "%(n)d questions", counts["asked"]),
        "conditions": ngettext("%(n)d condition", "%(n)d conditions", counts["conditions"]),
        "consult": ngettext("%(n)d draft to comment on", "%(n)d drafts to comment on", counts["consult"]),
        "comments": ngettext("%(n)d draft with comments", "%(n)d drafts with comments", counts["comments"]),
        "support": ngettext("%(n)d support need", "%(n)d support needs", counts["support"]),
        "reports": ngettext("%(n)d status report", "%(n)d status reports", counts["reports"]),
        "measure": ngettext("%(n)d mandate to measure", "%(n)d mandates to measure", counts["measure"]),
        "extracts": ngettext("%(n)d extract to read", "%(n)d extracts to read", counts["extracts"]),
        "work": ngettext("%(n)d directive to write", "%(n)d directives to write", counts["work"]),
        "run": ngettext("%(n)d mandate to lead", "%(n)d mandates to lead", counts["run"]),
        "close": ngettext("%(n)d mandate to close", "%(n)d mandates to close", counts["close"]),
        "rest": ngettext("%(n)d thing to look at", "%(n)d things to look at", counts["rest"]),
    }
    parts = [words[name] % {"n": n} for name, n in counts.items() if n]
    if not parts:
        return _("Nothing waits for you just now.")
    return _("Waiting for you: %(parts)s.") % {"parts": get_text_list(parts, _("and"))}


def line(item: Item, now: dt.datetime) -> QueueItem:
    """`item` as a line: its mandate, or what it is about where it is about none."""
    address = reverse(item.page, args=item.args)
    title = item.title or sentences.headline(item)
    reading = item.directive is not None and item.kind is Kind.CLOSE
    return QueueItem(
        title=title,
        href=reverse("directive", args=item.args) if reading else address,
        gate_code=item.gate,
        gate_name=item.gate_name,
        meta=_meta(item),
        due=item.due,
        waited=_waited(item, now),
        note=_note(item),
        calm=item.kind not in PRESSING,
        action=Action(sentences.verb(item), address, about=title),
        more=_more(item),
    )


def _meta(item: Item) -> str:
    place = item.words.get("instead_of")
    said = item.kind in (Kind.ASK, Kind.EMPTIED, Kind.LATE_ROUND, Kind.LATE_WAKE, Kind.UNLINKED)
    words = (
        sentences.headline(item) if said else "",
        item.number if item.title else "",
        _("In the place of %(name)s") % {"name": place} if place else "",
        _("Led by %(lead)s") % {"lead": item.words["lead"]} if item.words.get("lead") else "",
        str(item.words.get("unit") or ""),
        _("Postponed") if item.words.get("postponed") else "",
    )
    return " · ".join(word for word in words if word)


def _note(item: Item) -> str:
    return "" if item.kind in (Kind.WRITE, Kind.RUN, Kind.CHECK) else " ".join(sentences.details(item))


def _waited(item: Item, now: dt.datetime) -> str:
    """What stands softly at the end: what is wrong with a text, else since when it has waited."""
    if item.kind in (Kind.WRITE, Kind.RUN, Kind.CHECK):
        return " ".join(sentences.details(item)).rstrip(".")
    if item.since is None or item.kind not in (Kind.DECIDE, Kind.ASK):
        return ""
    days = (timezone.localdate(now) - timezone.localdate(item.since)).days
    words = ngettext("Has waited %(n)d day", "Has waited %(n)d days", days) % {"n": days}
    return words if days else _("Came today")


def _more(item: Item) -> tuple[Action, ...]:
    if item.kind is not Kind.ASK:
        return ()
    address = reverse("ask-done", args=[item.ref])
    return (Action(pgettext("a question", "Done"), address, post=True, about=item.title),)
