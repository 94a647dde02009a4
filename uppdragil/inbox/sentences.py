"""What waits, said in sentences: for pages, mail and summaries alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.utils.formats import date_format
from django.utils.text import Truncator, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from uppdragil.gates.sentences import reason, role_name
from uppdragil.gates.values import Unmet

from .items import Item, Kind

MOST_OF_A_TEXT = 300  # characters in a list; the page has all of it


def headline(item: Item) -> str:
    """What waits, in a few words that begin a line: "BP1 väntar på ditt beslut"."""
    return _HEADLINES[item.kind](item)


def details(item: Item) -> list[str]:
    """What to know before going there, one sentence each."""
    return [words for words in _DETAILS.get(item.kind, _nothing)(item) if words]


def verb(item: Item) -> str:
    """What the button says."""
    if item.kind in _VERBS:
        return str(_VERBS[item.kind])
    if item.page == "condition":
        return _("Show the condition")
    if item.page == "support-need":
        return _("Show the support need")
    return _("Show the mandate") if item.directive else _("Show")


def by_when(item: Item, today: dt.date) -> str:
    """By when, and how far off that is; empty without a day."""
    if item.due is None:
        return ""
    day, days = date_format(item.due, "j F Y"), (item.due - today).days
    if days == 0:
        return _("The day is today, %(day)s.") % {"day": day}
    if days > 0:
        words = ngettext("By %(day)s, in %(n)d day.", "By %(day)s, in %(n)d days.", days)
    else:
        words = ngettext(
            "Should have been done by %(day)s, %(n)d day ago.",
            "Should have been done by %(day)s, %(n)d days ago.",
            -days,
        )
    return words % {"day": day, "n": abs(days)}


def shortened(text: object) -> str:
    """A text on one line, cut to what fits in a list."""
    return Truncator(" ".join(str(text).split())).chars(MOST_OF_A_TEXT)


def _decide(item: Item) -> str:
    if item.words.get("instead_of"):
        words = {"gate": item.gate, "name": item.words["instead_of"]}
        return _("%(gate)s waits for your decision, in the place of %(name)s") % words
    return _("%(gate)s waits for your decision") % {"gate": item.gate}


def _condition(item: Item) -> str:
    if item.words["nobody"]:
        return _("A condition in your mandate waits for you")
    return _("You are responsible for a condition")


def _comments(item: Item) -> str:
    count = int(str(item.words["count"]))
    return ngettext("%(n)d comment to settle", "%(n)d comments to settle", count) % {"n": count}


def _support(item: Item) -> str:
    if item.words.get("instead_of"):
        return _("You are asked for support, in the place of %(name)s") % {"name": item.words["instead_of"]}
    if item.words["nobody"]:
        return _("A support need in your mandate waits for you")
    return _("You are asked for support")


def _mail_head(item: Item) -> str:
    waiting, refused = int(str(item.words["waiting"])), int(str(item.words["refused"]))
    if not waiting:
        return ngettext(
            "%(n)d letter could not be delivered", "%(n)d letters could not be delivered", refused
        ) % {"n": refused}
    return ngettext("%(n)d letter has not been sent", "%(n)d letters have not been sent", waiting) % {
        "n": waiting
    }


def _records(item: Item) -> str:
    count = int(str(item.words["count"]))
    return ngettext("%(n)d decision lacks its record", "%(n)d decisions lack their record", count) % {
        "n": count
    }


def _chain(item: Item) -> str:
    if not item.words["ok"]:
        return _("The audit chain did not hold at the last verification")
    if item.words["never"]:
        return _("The audit chain has never been verified")
    return _("The audit chain has not been verified for more than two days")


_VERBS = {
    Kind.DECIDE: gettext_lazy("Review and decide"),
    Kind.ADJUST: gettext_lazy("Read and adjust"),
    Kind.CONSULT: gettext_lazy("Read and comment"),
    Kind.COMMENTS: gettext_lazy("Settle the comments"),
    Kind.WRITE: gettext_lazy("Go on writing"),
    Kind.RUN: gettext_lazy("Show the mandate"),
    Kind.SENT_BACK: gettext_lazy("Go on writing"),
    Kind.NEED_ANSWERED: gettext_lazy("Read the answer"),
    Kind.NEED_WAITS: gettext_lazy("Look at the need"),
    Kind.EXTRACT: gettext_lazy("Read the extract"),
    Kind.REPORT: gettext_lazy("Report the status"),
    Kind.ACKNOWLEDGE: gettext_lazy("Read and acknowledge"),
    Kind.MEASURE: gettext_lazy("Give a value"),
    Kind.CLOSE: gettext_lazy("Close the mandate"),
    Kind.CHECK: gettext_lazy("Check the draft"),
    Kind.EMPTIED: gettext_lazy("Name a substitute"),
}

_HEADLINES: dict[Kind, Callable[[Item], str]] = {
    Kind.DECIDE: _decide,
    Kind.ASK: lambda item: _("%(name)s asks you for something") % {"name": item.words["by"]},
    Kind.CONSULT: lambda item: _("%(name)s asks for your comments") % {"name": item.words["by"]},
    Kind.COMMENTS: _comments,
    Kind.SENT_BACK: lambda item: _("The directive has come back to you"),
    Kind.WRITE: lambda item: _("The directive is yours to write"),
    Kind.RUN: lambda item: _("The mandate is under way, and yours to lead"),
    Kind.CONDITION: _condition,
    Kind.SUPPORT: _support,
    Kind.REPORT: lambda item: _("The status is to be reported"),
    Kind.MEASURE: lambda item: _("Impact goals are to be measured"),
    Kind.ACKNOWLEDGE: lambda item: _("A status report waits for you to acknowledge it"),
    Kind.NEED_ANSWERED: lambda item: (
        _("Your need is answered: %(need)s") % {"need": shortened(item.words["need"])}
    ),
    Kind.NEED_WAITS: lambda item: _("Nobody has looked at a need of %(unit)s") % {"unit": item.words["from"]},
    Kind.ADJUST: lambda item: _("Minutes to adjust: %(meeting)s") % {"meeting": item.words["meeting"]},
    Kind.EXTRACT: lambda item: _("Extract of minutes to read: %(where)s") % {"where": item.words["where"]},
    Kind.LATE_MEETING: lambda item: (
        _("The meeting %(meeting)s is past its day") % {"meeting": item.words["meeting"]}
    ),
    Kind.EMPTIED: lambda item: (
        _("%(gate)s waits for a substitute after a conflict of interest") % {"gate": item.gate}
    ),
    Kind.CLOSE: lambda item: _("The mandate is yours to close"),
    Kind.WAKE: lambda item: _("The pause is to be looked at again"),
    Kind.CHECK: lambda item: _("A draft of your unit is there to check"),
    Kind.VACANCY: lambda item: _("%(name)s: nobody can decide there today") % {"name": item.words["name"]},
    Kind.UNLINKED: lambda item: _("A role is linked to nobody"),
    Kind.LATE_ROUND: lambda item: _("%(gate)s is past its day") % {"gate": item.gate},
    Kind.LATE_WAKE: lambda item: _("The pause has passed its day"),
    Kind.RECORD: _records,
    Kind.MAIL: _mail_head,
    Kind.CHAIN: _chain,
}


def _nothing(item: Item) -> list[str]:
    return []


def _asked(item: Item) -> list[str]:
    why = item.words["reason"]
    assert isinstance(why, Unmet)
    assert item.directive is not None
    text = item.words.get("text")
    said = _("%(name)s writes: %(text)s") % {"name": item.words["by"], "text": text} if text else ""
    return [reason(why, item.directive.edition.spec), said]


def _sent_back(item: Item) -> list[str]:
    words = {key: item.words[key] for key in ("gate", "outcome")} | {"why": shortened(item.words["why"])}
    return [_("%(gate)s %(outcome)s: %(why)s") % words]


def _contradictions(item: Item) -> list[str]:
    errors = int(str(item.words.get("errors", 0)))
    words = ngettext("%(n)d contradiction", "%(n)d contradictions", errors) % {"n": errors}
    return [f"{words}."] if errors else []


def _text(item: Item) -> list[str]:
    return [shortened(item.words.get("text", ""))]


def _condition_text(item: Item) -> list[str]:
    named = item.words["nobody"]
    why = (
        _("“%(name)s” answers for the condition, but no person is linked there.") % {"name": named}
        if named
        else ""
    )
    return [why, *_text(item)]


def _support_text(item: Item) -> list[str]:
    named = item.words["nobody"]
    why = _("“%(name)s” is asked, but no person is linked there.") % {"name": named} if named else ""
    return [why, *_text(item)]


def _reported(item: Item) -> list[str]:
    better = int(str(item.words["better"]))
    words = ngettext(
        "%(n)d light is better than the figures.", "%(n)d lights are better than the figures.", better
    )
    said = _("%(name)s has reported how the mandate stands.") % {"name": item.words["by"]}
    return [said, words % {"n": better} if better else ""]


def _need_answered(item: Item) -> list[str]:
    return [f"{item.words['state']}.", *_text(item)]


def _need(item: Item) -> list[str]:
    return [shortened(item.words["need"])]


def _late_meeting(item: Item) -> list[str]:
    if item.words["open"]:
        return [_("It has been opened, and not ended.")]
    return [_("It has not been opened. Hold it, give it another day, or call it off.")]


def _emptied(item: Item) -> list[str]:
    seats = item.words["seats"]
    assert isinstance(seats, list)
    words = {"seats": get_text_list(seats, _("and"))}
    return [_("A conflict of interest has left nobody who can decide as: %(seats)s.") % words]


def _vacancy(item: Item) -> list[str]:
    numbers = item.words["numbers"]
    assert isinstance(numbers, list)
    words = {"numbers": get_text_list(numbers, _("and"))}
    return [_("Nobody can decide here until then: %(numbers)s.") % words]


def _unlinked(item: Item) -> list[str]:
    words = {"role": role_name(str(item.words["role"])), "holder": item.words["holder"]}
    return [_("%(role)s “%(holder)s” is not linked to anybody.") % words]


def _mail(item: Item) -> list[str]:
    error = item.words.get("error")
    said = _("The mail server says: %(error)s") % {"error": shortened(error)} if error else ""
    return [_("Nothing is lost: it is tried again by itself."), said] if item.words["waiting"] else []


_DETAILS: dict[Kind, Callable[[Item], list[str]]] = {
    Kind.ASK: _asked,
    Kind.SENT_BACK: _sent_back,
    Kind.WRITE: _contradictions,
    Kind.RUN: _contradictions,
    Kind.CHECK: _contradictions,
    Kind.CONDITION: _condition_text,
    Kind.SUPPORT: _support_text,
    Kind.CONSULT: _text,
    Kind.REPORT: _text,
    Kind.ACKNOWLEDGE: _reported,
    Kind.NEED_ANSWERED: _need_answered,
    Kind.NEED_WAITS: _need,
    Kind.MEASURE: _text,
    Kind.LATE_MEETING: _late_meeting,
    Kind.EMPTIED: _emptied,
    Kind.WAKE: _text,
    Kind.LATE_WAKE: _text,
    Kind.VACANCY: _vacancy,
    Kind.UNLINKED: _unlinked,
    Kind.MAIL: _mail,
}
