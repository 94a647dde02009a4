"""How the record can be checked, also without this tool."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from uppdragil.documents.pdf.fonts import MISSING, missing
from uppdragil.documents.pdf.story import Story, Words
from uppdragil.documents.pdf.styles import CELL_SOFT, SMALL
from uppdragil.documents.record import DECISION_FILE, VERSION_FILE, Record

CONTROL_HEIGHT = 220  # points: how it can be checked stands on one page


def write(story: Story, record: Record) -> None:
    """The hashes, and how anybody can check the record without this program."""
    story.section()
    story.room(CONTROL_HEIGHT)
    story.heading(2, _("How the decision can be checked"))
    facts = {
        _("SHA-256 of the version"): record.sha256,
        _("SHA-256 of the confirmed proposal"): record.proposal_sha256,
        _("Entry in the event log"): record.event,
    }
    story.facts([(name, Words(value, CELL_SOFT)) for name, value in facts.items() if value], share=2.2)
    names = {"version": VERSION_FILE, "decision": DECISION_FILE}
    for step in _steps(record):
        story.text(step % names, SMALL)
    _say_what_is_not_shown(story, record)


def _steps(record: Record) -> Iterator[str]:
    yield from (
        _(
            "Open the document in a PDF reader. It says who has sealed it and whether anything was changed afterwards."
        ),
        _(
            "Save the attached file %(version)s and compute its SHA-256. It must be the one above. "
            "The file %(decision)s holds the decision for machines."
        ),
        _(
            "With the tool: manage.py verify_record answers who, when, what, and whether the document is intact."
        ),
    )
    if record.event:
        yield _(
            "manage.py audit_verify --expect with the entry above answers whether the event log still is as it was "
            "when the decision was made."
        )


def _say_what_is_not_shown(story: Story, record: Record) -> None:
    count = len(missing(record.version_bytes.decode() + record.decision_bytes.decode()))
    if not count:
        return
    note = ngettext(
        "%(count)s character is not in this document's typeface and is shown as %(sign)s. "
        "The attached files have the exact text.",
        "%(count)s different characters are not in this document's typeface and are shown as %(sign)s. "
        "The attached files have the exact text.",
        count,
    )
    story.text(note % {"count": count, "sign": MISSING}, SMALL)
