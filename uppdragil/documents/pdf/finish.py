"""Makes an archival, accessible document of the drawn pages: tags, metadata, attached files, seal field."""

from __future__ import annotations

import io

import pikepdf
from django.utils.translation import gettext as _
from pikepdf import Dictionary, Name, Pdf, String

from uppdragil.documents.record import DECISION_FILE, VERSION_FILE, Record

from .archive import Description, declare
from .attachments import Attachment, attach
from .fontfix import repair_fonts
from .structure import Node
from .tree import write_tree


def finish(pages: bytes, root: Node, record: Record) -> bytes:
    """`pages` as PDF/A-3a and PDF/UA-1; `root` holds the marks that were made while they were drawn."""
    with Pdf.open(io.BytesIO(pages)) as pdf:
        repair_fonts(pdf)
        write_tree(pdf, root)
        pdf.Root.Lang = String("sv-SE")
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        pdf.Root.PageMode = Name.UseOutlines
        attach(pdf, _attachments(record), record.decided_at)
        declare(pdf, _description(record))
        out = io.BytesIO()
        pdf.save(
            out,
            force_version="1.7",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            preserve_pdfa=True,
        )
    return out.getvalue()


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
