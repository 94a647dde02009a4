"""Makes an archival, accessible document of the drawn pages: tags, metadata, attached files, seal field."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Dictionary, Name, Pdf, String

from .archive import Description, declare
from .attachments import Attachment, attach
from .fontfix import repair_fonts
from .structure import Node
from .tree import write_tree


def finish(pages: bytes, root: Node, about: Description, attachments: Sequence[Attachment]) -> bytes:
    """`pages` as PDF/A-3a and PDF/UA-1; `root` holds the marks that were made while they were drawn."""
    with Pdf.open(io.BytesIO(pages)) as pdf:
        repair_fonts(pdf)
        write_tree(pdf, root)
        pdf.Root.Lang = String("sv-SE")
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        pdf.Root.PageMode = Name.UseOutlines
        attach(pdf, attachments, about.when)
        declare(pdf, about)
        out = io.BytesIO()
        pdf.save(
            out,
            force_version="1.7",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            preserve_pdfa=True,
        )
    return out.getvalue()
