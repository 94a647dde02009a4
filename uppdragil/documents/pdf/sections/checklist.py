"""The checklist with the answers that the deciders confirmed."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from uppdragil.documents.pdf.story import Column, Story, Words
from uppdragil.documents.pdf.styles import CELL, CELL_SOFT, CELL_STRONG, SMALL
from uppdragil.documents.pdf.words import ANSWERS
from uppdragil.documents.record import Answer, Record


def write(story: Story, record: Record) -> None:
    """The answers to the checklist of the gate, in its order."""
    story.section()
    story.space(6)
    story.heading(2, _("Checklist before %(gate)s") % {"gate": f"{record.gate} {record.gate_spec.name}"})
    if not record.answers:
        story.text(_("No question was answered in this round."), SMALL)
        return
    if any(answer.proposal for answer in record.answers):
        story.text(
            _("Questions marked with * are proposals, not yet adopted by the portfolio office."), SMALL
        )
    columns = (Column(_("No."), 0.6), Column(_("Question"), 7.2), Column(_("Answer"), 2.2))
    rows = [
        (str(number), _question(answer), Words(str(ANSWERS[answer.value]), CELL_STRONG))
        for number, answer in enumerate(record.answers, 1)
    ]
    story.table(columns, rows)


def _question(answer: Answer) -> list[Words]:
    words = [Words(f"{answer.question} *" if answer.proposal else answer.question)]
    if answer.motivation:
        words.append(Words(answer.motivation, CELL, label=_("Motivation:")))
    if answer.evidence:
        words.append(Words(answer.evidence, CELL_SOFT, label=_("Evidence:"), url=_safe_url(answer.evidence)))
    if answer.suggestion:
        words.append(Words(answer.suggestion, CELL_SOFT, label=_("The tool:")))
    return words


def _safe_url(text: str) -> str:
    """`text` when it is an ordinary web address, else nothing: a record carries no other link."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    plain = text.isascii() and text.isprintable() and " " not in text
    return text if plain and parts.scheme in ("http", "https") and parts.hostname else ""
