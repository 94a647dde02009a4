"""The directive as decided: its head, then every chapter of the edition in the model's order."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from uppdragil.directives.content import DirectiveContent
from uppdragil.documents.pdf.story import Cell, Story
from uppdragil.documents.pdf.styles import QUIET
from uppdragil.documents.pdf.words import VISIBILITY, long_date
from uppdragil.documents.record import Record, Shown
from uppdragil.editions.spec import ChapterSpec

from .rows import CHAPTERS

SHEETS = "decision_sheets"


def write(story: Story, record: Record) -> None:
    """The text of the version that was decided."""
    write_text(story, record, _("The directive as decided"))


def write_text(story: Story, record: Shown, heading: str) -> None:
    """The directive's whole text on pages of its own."""
    story.section()
    story.new_page()
    story.heading(2, heading)
    write_head(story, record)
    write_chapters(story, record)


def write_head(story: Story, record: Shown) -> None:
    """The head's facts."""
    story.facts(_head(record), share=2.2)


def write_chapters(story: Story, record: Shown) -> None:
    """Every chapter of the edition."""
    for chapter in record.edition.chapters:
        if chapter.key == SHEETS and not record.content.decision_sheets:
            continue  # only an imported document has them; this record is the decision's own sheet
        story.section()
        title = f"{chapter.number} {chapter.title}".strip()
        story.heading(4 if "." in chapter.number else 3, title)
        if chapter.key:
            _chapter(story, record, chapter, chapter.key)


def _head(record: Shown) -> list[tuple[str, Cell]]:
    content = record.content
    facts = {
        pgettext("record", "Title"): content.title,
        _("Subtitle"): content.subtitle,
        _("Number"): record.number,
        _("Registry number"): content.registry_number,
        _("Model"): content.model or record.edition.name,
        _("Date of the document"): long_date(content.dated) if content.dated else "",
        _("Version"): str(record.version),
        _("Unit"): content.unit,
        _("Origin"): content.origin,
        _("Parent mandate"): content.parent,
        _("Supersedes"): _superseded(content),
        _("Visibility"): str(VISIBILITY[content.visibility]),
    }
    return [(name, value) for name, value in facts.items() if value]


def _superseded(content: DirectiveContent) -> str:
    if not content.supersedes_dated:
        return content.supersedes
    words = {"title": content.supersedes, "day": long_date(content.supersedes_dated)}
    return _("%(title)s, dated %(day)s") % words if content.supersedes else words["day"]


def _chapter(story: Story, record: Shown, chapter: ChapterSpec, key: str) -> None:
    note = record.content.note(key)
    if note.not_applicable:
        story.text(note.not_applicable, label=_("Not applicable:"))
    if note.lead_in:
        story.text(note.lead_in)
    if _is_filled(record.content, key):
        CHAPTERS[key](story, record) if key in CHAPTERS else story.prose(getattr(record.content, key))
    elif not note.not_applicable and not note.lead_in:
        story.text(_("Not filled in"), QUIET)


def _is_filled(content: DirectiveContent, key: str) -> bool:
    value = getattr(content, key)
    return bool(value.strip() if isinstance(value, str) else value)
