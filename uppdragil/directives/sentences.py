"""A finding, a fix and a place in words, in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import Truncator, get_text_list
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from uppdragil.core.calendar import holiday_name
from uppdragil.core.kronor import in_kronor
from uppdragil.core.values import Row
from uppdragil.editions.spec import EditionSpec

from .content import LINKS, BudgetRow, DirectiveContent, RoleAssignment
from .diff import plain
from .labels import CHAPTER_LABELS, VALUE_LABELS, field_label, role_label
from .review import HEAD, Finding, Fix, Place

LABEL_LENGTH = 80  # characters of a row's own words in a sentence

# By rule and kind. %(here)s and %(there)s are the chapters of the first and the second place.
FINDINGS: Mapping[tuple[str, str], Promise] = {
    ("R1", "milestone"): _("%(gate)s is %(span)s in %(here)s but %(milestone)s in %(there)s."),
    ("R1", "plans"): _("%(gate)s stands twice in %(here)s: %(span)s and %(other_span)s."),
    ("R1", "milestones"): _("%(gate)s stands twice in %(here)s: %(date)s and %(other_date)s."),
    ("R2", "after"): _("%(gate)s is %(date)s in %(here)s, after %(other)s, which is %(other_date)s."),
    ("R2", "before"): _("%(gate)s is %(date)s in %(here)s, before %(other)s, which is %(other_date)s."),
    ("R2", "reversed"): _("%(label)s ends %(end)s but begins %(start)s."),
    ("R2", "months"): _("%(label)s ends in %(last)s but begins in %(first)s."),
    ("R3", ""): _("%(label)s ends %(end)s, after %(gate)s, which is %(gate_date)s."),
    ("R4", "chapter"): _(
        "%(role)s is %(holder)s in %(here)s but %(sheet)s on the decision sheet of %(gate)s."
    ),
    ("R4", "sheets"): _(
        "%(role)s is %(holder)s on the decision sheet of %(gate)s but %(sheet)s on that of %(other_gate)s."
    ),
    ("R5", "outside"): _("%(name)s is responsible in %(here)s but is not named in %(organisation)s."),
    ("R5", "spelled"): _("%(name)s is responsible in %(here)s, but in %(organisation)s it says %(near)s."),
    ("R6", "undefined"): _("%(word)s is used in %(here)s but not explained among the definitions."),
    ("R6", "unused"): _("%(word)s is explained among the definitions but not used in the text."),
    ("R6", "unexplained"): _("%(word)s stands among the definitions without an explanation."),
    ("R7", "activities_none"): _("No activity is linked to a mandate goal."),
    ("R7", "mandate_goals_unreached"): _("No activity leads to the mandate goal %(label)s."),
    ("R7", "mandate_goals_none"): _("No mandate goal is linked to an impact goal."),
    ("R7", "impact_goals_unreached"): _("No mandate goal leads to the impact goal %(label)s."),
    ("R7", "mandate_goals_aimless"): _("The mandate goal %(label)s leads to no impact goal."),
    ("R7", "activities_aimless"): _("The activity %(label)s leads to no mandate goal."),
    ("R8", ""): _("The impact goal %(label)s lacks %(missing)s."),
    ("R9", ""): _("The risk %(label)s lacks %(missing)s."),
    ("R10", "none"): _("Nobody is named as receiver of the result in %(here)s."),
    ("R10", "owner"): _(
        "The owner is also the receiver of the result. Is there somebody else who takes it on?"
    ),
    ("R11", "placeholder"): _("“%(found)s” is still to be filled in."),
    ("R11", "not_applicable"): _("“%(found)s” stands without a reason."),
    ("R12", ""): _("%(name)s: %(date)s is a day off (%(day)s)."),
    ("R13", "named"): _("The registry number %(number)s is also that of %(other)s."),
    ("R13", "unnamed"): _("The registry number %(number)s is also that of another mandate."),
    ("R13", "mentioned"): _(
        "%(label)s mentions the registry number %(number)s, which is this mandate's own."
    ),
    ("R13", "goes_on"): _("%(other)s is superseded by this mandate but is still under way."),
    ("R13", "unlinked"): _(
        "%(other)s is superseded according to the head, but without a link it does not end."
    ),
    ("R14", "before_start"): _("%(label)s begins %(start)s, before %(gate)s, which is %(gate_date)s."),
    ("R14", "before_end"): _("%(label)s ends %(end)s, before %(gate)s, which is %(gate_date)s."),
    ("R14", "after_start"): _("%(label)s begins %(start)s, after %(gate)s, which is %(gate_date)s."),
    ("R14", "after_end"): _("%(label)s ends %(end)s, after %(gate)s, which is %(gate_date)s."),
    ("R14", "milestone_before"): _(
        "The milestone %(label)s is %(date)s, before %(gate)s, which is %(gate_date)s."
    ),
    ("R14", "milestone_after"): _(
        "The milestone %(label)s is %(date)s, after %(gate)s, which is %(gate_date)s."
    ),
    ("R14", "months"): _("%(label)s is planned for %(months)s, after %(gate)s, which is %(gate_date)s."),
    ("R15", "lead"): _(
        "%(holder)s is both mandate owner and mandate lead. Whoever leads the mandate cannot decide on it."
    ),
    ("R15", "member"): _("%(holder)s is mandate owner and also takes part in the work that they decide on."),
    ("R15", "activity"): _(
        "%(holder)s is mandate owner and also responsible for an activity that they decide on."
    ),
    ("R16", ""): _("%(one)s and %(another)s look like one person spelled in two ways."),
    ("R17", "number"): _("The text in %(here)s refers to chapter %(target)s, which does not exist."),
    ("R17", "title"): _("The text in %(here)s refers to the heading %(target)s, which does not exist."),
    ("R18", "differs"): _(
        "%(label)s is worded in another way in “%(edition)s”, the latest edition of the strategy."
    ),
    ("R18", "gone"): _("The latest edition of the strategy no longer has %(label)s."),
    ("R19", ""): _("%(gate)s was planned for %(date)s and is not decided yet."),
}

FIXES: Mapping[str, Promise] = {
    "use_dates": _("Use %(span)s"),
    "use_gate_dates": _("Use %(span)s for %(gate)s"),
    "use_holder": _("Use %(holder)s"),
    "swap_dates": _("Swap the dates"),
    "swap_months": _("Swap the months"),
    "end_in": _("Shorten to %(month)s"),
    "start_on": _("Begin %(date)s"),
    "end_on": _("Shorten to %(date)s"),
    "use_edition": _("Use the wording of “%(edition)s”"),
    "move_to": _("Move to %(date)s"),
    "add_member": _("Add %(word)s to the organisation"),
    "spell": _("Write %(word)s everywhere"),
    "define": _("Add %(word)s to the definitions"),
    "remove_term": _("Remove %(word)s from the definitions"),
    "link": _("Link to %(word)s"),
    "link_activities": _("Link those activities whose words are a mandate goal's (%(count)s)"),
    "link_mandate_goals": _("Link those mandate goals whose words are an impact goal's (%(count)s)"),
    "refer_to_number": _("Refer to chapter %(word)s"),
    "refer_to_title": _("Refer to %(word)s"),
}

_QUOTED = ("label", "name", "near", "one", "another")
_SHORTENED = ("holder", "sheet", "other", "word", "number")
_MONTHS = ("first", "last", "month")
_DATES = ("start", "end", "date", "other_date", "gate_date", "milestone", "other_start", "other_end")


def finding_text(finding: Finding, edition: EditionSpec) -> str:
    """One sentence that says what clashes, in the active language."""
    params = finding.params
    words = _words(params, edition)
    for name, place in zip(("here", "there"), finding.places, strict=False):
        words[name] = chapter_text(place.chapter, edition)
    words["organisation"] = chapter_text("roles", edition)
    if "missing" in params:
        words["missing"] = _list(field_label(finding.places[0].chapter, name) for name in params["missing"])
    if finding.rule == "R12":
        words["name"] = _short(params["label"]) or chapter_text(finding.places[0].chapter, edition)
        words["day"] = _day_off(dt.date.fromisoformat(params["date"]))
    return str(FINDINGS[finding.rule, _kind(finding)]) % words


def fix_text(fix: Fix) -> str:
    """What the button says: the result, such as "Använd 18 juni 2027"."""
    return str(FIXES[fix.code]) % _words(fix.params)


def place_text(place: Place, content: DirectiveContent, edition: EditionSpec) -> str:
    """The chapter's number and name and the row, such as "9.1 Milstolpar, BP2"."""
    if place.chapter == HEAD:
        return str(field_label(HEAD, place.field)) if place.field else gettext("The head")
    heading = heading_text(place.chapter, edition)
    rows: tuple[Row, ...] = getattr(content, place.chapter) if place.row else ()
    for position, row in enumerate(rows, start=1):
        if row.uid == place.row:
            name = row_text(row, edition) or gettext("row %(number)s") % {"number": position}
            return f"{heading}, {name}"
    return heading


def heading_text(chapter: str, edition: EditionSpec) -> str:
    """A chapter's number and name, such as "9.1 Milstolpar"; its usual name where the edition has no such chapter."""
    try:
        spec = edition.chapter(chapter)
    except KeyError:
        return str(CHAPTER_LABELS.get(chapter, chapter))
    return f"{spec.number} {spec.title}".strip()


def chapter_text(chapter: str, edition: EditionSpec) -> str:
    """A chapter inside a sentence: "kapitel 5", "9.1", or its name where it has no number."""
    if chapter == HEAD:
        return gettext("the head")
    try:
        spec = edition.chapter(chapter)
    except KeyError:
        return str(CHAPTER_LABELS.get(chapter, chapter))
    if not spec.number:
        return spec.title
    return spec.number if "." in spec.number else gettext("chapter %(number)s") % {"number": spec.number}


def row_text(row: Row, edition: EditionSpec | None = None) -> str:
    """A row's own words, cut short: its gate, its role, its name or its text."""
    if isinstance(row, RoleAssignment):
        return role_label(row.role, edition)
    if isinstance(row, BudgetRow):
        return " ".join(plain_words(name, getattr(row, name)) for name in ("cost_kind", "year")).strip()
    own = own_field(row)
    return Truncator(" ".join(getattr(row, own).split())).chars(LABEL_LENGTH) if own else ""


def own_field(row: Row) -> str:
    """The field that holds a row's own words; "" where it has none."""
    names = ("gate", "name", "term", "text", "decision", "activity", "goal", "area")
    return next((name for name in names if getattr(row, name, "")), "")


def row_words(chapter: str, row: Row) -> str:
    """Everything that a row says, in one line: its own words, then each value by its name. Links are left out."""
    if isinstance(row, RoleAssignment):
        return row.holder
    own = [text] if (text := getattr(row, "text", "")) else []
    left_out = {
        "uid",
        "text",
        *(links.to for links in LINKS),
        *(name for name in type(row).model_fields if name.endswith("_id")),
    }
    values = [
        f"{field_label(chapter, name)}: {plain_words(name, value)}"
        for name in type(row).model_fields
        if name not in left_out and (value := getattr(row, name)) not in (None, "", ())
    ]
    return "; ".join([*own, *values])


def plain_words(field: str, value: object) -> str:
    """A field's value as text: money in kronor, months and choices in words, else as `plain`."""
    if field == "frame" and isinstance(value, int):
        return in_kronor(value)
    if field in ("first", "last") and value:
        return month_text(str(value))
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, StrEnum) and type(value) in VALUE_LABELS:
        return str(VALUE_LABELS[type(value)][value])
    return plain(value)


def month_text(month: str) -> str:
    """A month in a sentence: juni 2025."""
    return date_format(dt.date.fromisoformat(f"{month}-01"), "F Y")


def span_text(first: str | None, last: str | None) -> str:
    """From one month to another: juni 2025 till augusti 2025; one of them where the other is not said."""
    months = [month_text(month) for month in dict.fromkeys((first, last)) if month]
    return _span(months[0], months[-1]) if months else ""


def date_text(day: dt.date) -> str:
    """A date in a sentence: 18 juni 2027."""
    return f"{day.day} {date_format(day, 'F')} {day.year}"


def _kind(finding: Finding) -> str:
    """The kind of a sentence; some sentences follow from the dates."""
    kind, params = finding.params.get("kind", ""), finding.params
    if kind == "gates":
        return "after" if params["date"] > params["other_date"] else "before"
    if finding.rule == "R14" and kind == "before":
        return "before_start" if "start" in params else "before_end"
    if finding.rule == "R14" and kind == "after":
        return "after_end" if "end" in params else "after_start"
    return str(kind)


def _words(params: Mapping[str, Any], edition: EditionSpec | None = None) -> dict[str, Any]:
    """Parameters as they are read: dates written out, roles by name, a row's own words in quotes."""
    words = dict(params) | _date_words(params)
    words |= {name: _short(params[name]) for name in _SHORTENED if name in params}
    words |= {name: _quoted(params[name]) for name in _QUOTED if name in params}
    if "role" in params:
        words["role"] = role_label(params["role"], edition)
    if params.get("kind") == "months":
        words["months"] = span_text(params["first"], params["last"])
    words |= {name: month_text(params[name]) for name in _MONTHS if params.get(name)}
    if params.get("kind") == "title":
        words["target"] = _quoted(params["target"])
    return words


def _date_words(params: Mapping[str, Any]) -> dict[str, str]:
    words = {name: date_text(dt.date.fromisoformat(params[name])) for name in _DATES if name in params}
    for prefix in ("", "other_"):
        if {f"{prefix}start", f"{prefix}end"} <= words.keys():
            words[f"{prefix}span"] = _span(words[f"{prefix}start"], words[f"{prefix}end"])
    return words


def _short(text: str) -> str:
    """Several lines as one, cut short."""
    return Truncator(", ".join(line.strip() for line in text.splitlines() if line.strip())).chars(
        LABEL_LENGTH
    )


def _span(start: str, end: str) -> str:
    return start if start == end else gettext("%(start)s to %(end)s") % {"start": start, "end": end}


def _quoted(label: str) -> str:
    return gettext("“%(text)s”") % {"text": _short(label)} if label.strip() else gettext("without a name")


def _day_off(day: dt.date) -> str:
    language = "sv" if (get_language() or "sv").startswith("sv") else "en_US"
    return holiday_name(day, language) or date_format(day, "l")


def _list(labels: Any) -> str:
    """Labels in a running sentence: "mätetal, målvärde och mätdatum"."""
    return get_text_list([_lower_first(str(label)) for label in labels], gettext("and"))


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
