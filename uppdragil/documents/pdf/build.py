"""From a record to its PDF."""

from __future__ import annotations

import io
from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from uppdragil.documents.record import DECISION_FILE, VERSION_FILE, Record

from .archive import Description
from .attachments import Attachment
from .finish import finish
from .fonts import register
from .page import Furniture, RecordCanvas, RecordTemplate
from .sections import changes, checklist, control, decision, directive
from .story import Story


def build_record(record: Record) -> bytes:
    """The record as PDF/A-3a and PDF/UA-1, not yet sealed; always in Swedish.

    The same record gives the same bytes: no clock, no chance, no language of the caller.
    """
    register()
    with translation.override("sv"):
        story = Story()
        for section in (decision, changes, control, checklist, directive):
            section.write(story, record)
        return draw(story, _furniture(record), _description(record), _attachments(record))


def draw(story: Story, furniture: Furniture, about: Description, attachments: Sequence[Attachment]) -> bytes:
    """The pages of `story` as a document of this house. Called with Swedish active, fonts registered."""
    pages = io.BytesIO()
    RecordTemplate(pages, furniture).build(story.flow, canvasmaker=RecordCanvas)
    return finish(pages.getvalue(), story.root, about, attachments)


def _furniture(record: Record) -> Furniture:
    version = {"version": record.version, "hash": record.sha256[:16] + "…"}
    return Furniture(
        kind=" ".join((_("Decision record"), record.number, "·", record.gate)),
        title=record.content.title,
        owner=record.organisation,
        origin=_("Version %(version)s · SHA-256 %(hash)s") % version,
        demo=record.demo,
    )


def _attachments(record: Record) -> tuple[Attachment, ...]:
    return (
        Attachment(
            VERSION_FILE,
            _("The directive as decided, version %(version)s") % {"version": record.version},
            "Source",
            record.version_bytes,
        ),
        Attachment(DECISION_FILE, _("The decision, for machines"), "Data", record.decision_bytes),
    )


def _description(record: Record) -> Description:
    subject = f"{record.gate} {record.gate_spec.name}: {record.outcome_label}"
    kind = _("Decision record")
    title = f"{kind} {record.number}: {record.content.title}"
    return Description(title, record.organisation, subject, record.decided_at)
