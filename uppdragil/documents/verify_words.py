"""The verdict on a sealed document in sentences."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from uppdragil.meetings.protocol import Section

from .checks.contents import Confirmed, Decided
from .verify import Problem, Seal, Trust, Verification

PROBLEMS = {
    Problem.TOO_LARGE: gettext_lazy("The file is larger than 100 MB, which no record is."),
    Problem.NOT_PDF: gettext_lazy("The file is not a PDF document."),
    Problem.NO_SEAL: gettext_lazy("The document has no seal."),
    Problem.SEVERAL_SEALS: gettext_lazy(
        "The document has more than one seal or signature; a record has one."
    ),
    Problem.CUT_OFF: gettext_lazy("The document is cut off: its end is missing."),
    Problem.ADDED: gettext_lazy("Something was added to the document after it was sealed."),
    Problem.CHANGED: gettext_lazy("The document was changed after it was sealed."),
    Problem.SEAL_DAMAGED: gettext_lazy("The seal in the document is damaged or was changed."),
    Problem.OTHER_SEAL: gettext_lazy("The seal is not of the kind that this tool sets on a record."),
    Problem.NOT_A_RECORD: gettext_lazy(
        "The document is sealed but is neither a record nor minutes or an extract of them."
    ),
    Problem.HASH_DIFFERS: gettext_lazy("The attached directive is not the version that the decision names."),
    Problem.UNREADABLE: gettext_lazy("The document is damaged and cannot be read."),
}
TRUST = {
    Trust.TRUSTED: gettext_lazy(
        "The seal is trusted: its certificate was issued by an issuer that you trust."
    ),
    Trust.NO_ISSUER_NAMED: gettext_lazy(
        "Intact but not trusted: no issuer was named. Name one that you trust with --ca."
    ),
    Trust.OTHER_ISSUER: gettext_lazy(
        "Intact but not trusted: the certificate was not issued by an issuer that you trust."
    ),
    Trust.EXPIRED: gettext_lazy(
        "Intact but not trusted now: the certificate has expired. It was valid at the time that the seal states."
    ),
}


def sentences(found: Verification) -> list[str]:
    """One sentence per statement, the verdict first. Safe to print: no control characters."""
    if found.problem:
        return [_("NOT INTACT. %(why)s") % {"why": PROBLEMS[found.problem]}]
    said = [_("INTACT. Nothing was changed after the document was sealed.")]
    if found.seal and found.trust:
        said += [*_seal(found.seal), str(TRUST[found.trust])]
    if found.demo:
        said.append(
            _("This is a demo: the seal and the minutes are not valid.")
            if found.minuted
            else _("This is a demo: the seal and the decision are not valid.")
        )
    return [_printable(sentence) for sentence in said + _decision(found) + _taken_in(found) + _minutes(found)]


def _seal(seal: Seal) -> list[str]:
    said = [
        _("Sealed by %(organisation)s (%(name)s).") % {"organisation": seal.organisation, "name": seal.name}
    ]
    said.append(_("The certificate was issued by %(issuer)s.") % {"issuer": seal.issuer})
    if seal.at and seal.at_is_proven:
        said.append(_("Sealed %(moment)s, proven by a time stamp.") % {"moment": _moment(seal.at)})
    elif seal.at:
        said.append(_("Sealed %(moment)s, as the seal itself states.") % {"moment": _moment(seal.at)})
    return said


def _decision(found: Verification) -> list[str]:
    if not found.decided:
        return []
    decided = found.decided
    values = {
        "number": decided.number,
        "title": decided.title,
        "gate": f"{decided.gate} {decided.gate_name}",
        "outcome": decided.outcome,
        "moment": _moment(decided.decided_at),
        "organisation": decided.organisation,
        "version": decided.version,
        "hash": decided.sha256,
    }
    return [
        _("Directive %(number)s: %(title)s.") % values,
        _("Decision at %(gate)s: %(outcome)s, %(moment)s, %(organisation)s.") % values,
        *_by_whom(decided),
        _("The decision is about version %(version)s, SHA-256 %(hash)s. The attached file has that hash.")
        % values,
    ]


def _by_whom(decided: Decided) -> list[str]:
    said = [_("Confirmed by %(who)s, %(moment)s.") % _person(one) for one in decided.confirmed]
    if not (held := decided.meeting):
        return said
    values = {
        "body": held.body,
        "day": format_date(held.date, "j F Y"),
        "paragraph": held.paragraph,
        "official": held.official,
    }
    decided_by = (
        _("Decided by %(official)s at the meeting of %(body)s, %(day)s, %(paragraph)s.")
        if held.official
        else _("Decided by %(body)s at its meeting, %(day)s, %(paragraph)s.")
    )
    return [decided_by % values, *said]


def _person(one: Confirmed) -> dict[str, str]:
    return {"who": ", ".join(filter(None, (one.name, one.title))), "moment": _moment(one.at)}


def _taken_in(found: Verification) -> list[str]:
    if not found.taken_in:
        return []
    told = found.taken_in
    values = {
        "number": told.number,
        "title": told.title,
        "stage": told.stage,
        "name": told.told_by,
        "moment": _moment(told.told_at),
        "organisation": told.organisation,
        "version": told.version,
        "hash": told.sha256,
    }
    count = ngettext(
        "%(count)d decision was taken outside the system. The seal shows what was told, not that it is true.",
        "%(count)d decisions were taken outside the system. The seal shows what was told, not that it is true.",
        told.decisions,
    )
    return [
        _("Directive %(number)s: %(title)s.") % values,
        _("Taken in at the stage %(stage)s, as told by %(name)s, %(moment)s, %(organisation)s.") % values,
        count % {"count": told.decisions},
        _("It is about version %(version)s, SHA-256 %(hash)s. The attached file has that hash.") % values,
    ]


def _minutes(found: Verification) -> list[str]:
    if not found.minuted:
        return []
    told, paragraph = found.minuted.protocol, found.minuted.paragraph
    values = {
        "meeting": told.name,
        "day": format_date(told.date, "j F Y"),
        "span": told.span,
        "organisation": told.organisation,
        "names": get_text_list(list(told.adjusters), _("and")),
        "hash": found.minuted.sha256,
    }
    adjusted = _("Adjusted by %(names)s.") % values
    if paragraph is None:
        return [
            _("Minutes: %(meeting)s, %(day)s, %(span)s. %(organisation)s.") % values,
            adjusted,
            _("The SHA-256 of the minutes is %(hash)s. The attached file has that hash.") % values,
        ]
    return [
        _("Extract of minutes: %(meeting)s, %(day)s, %(span)s. %(organisation)s.") % values,
        *_paragraph(paragraph),
        adjusted,
        _("The extract is of the minutes with SHA-256 %(hash)s.") % values,
    ]


def _paragraph(paragraph: Section) -> list[str]:
    number = paragraph.directive_number
    heading = f"{paragraph.heading} ({number})" if number else paragraph.heading
    said = [_("The paragraph is about: %(heading)s.") % {"heading": heading}]
    if paragraph.what:
        words = {"gate": paragraph.what, "outcome": paragraph.decided}
        said.append(_("Decision at %(gate)s: %(outcome)s.") % words)
    return said


def _moment(at: dt.datetime) -> str:
    local = timezone.localtime(at, timezone.get_default_timezone())
    return _("%(date)s at %(time)s") % {
        "date": format_date(local, "j F Y"),
        "time": format_date(local, "H.i"),
    }


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)
