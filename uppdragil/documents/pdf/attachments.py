"""Files inside the document, associated with it (PDF/A-3, ISO 19005-3, 6.8)."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from .archive import pdf_date


@dataclass(frozen=True)
class Attachment:
    """A JSON file. `relationship` is "Source" or "Data" (AFRelationship)."""

    name: str
    description: str
    relationship: str
    data: bytes


def attach(pdf: Pdf, attachments: Iterable[Attachment], modified: dt.datetime) -> None:
    """Embed files in `pdf` as PDF/A-3 asks: associated with the document, and in its tree of names."""
    files = {a.name: _file(pdf, a, modified) for a in attachments}
    pdf.Root.AF = Array(list(files.values()))
    # A name tree is sorted by its keys.
    names = [part for name in sorted(files) for part in (String(name), files[name])]
    tree = pdf.Root.get("/Names", Dictionary())
    tree.EmbeddedFiles = Dictionary(Names=Array(names))
    pdf.Root.Names = tree


def _file(pdf: Pdf, attachment: Attachment, modified: dt.datetime) -> Object:
    checksum = hashlib.md5(attachment.data, usedforsecurity=False).digest()  # the format asks for MD5
    stream = pdf.make_stream(
        attachment.data,
        Type=Name.EmbeddedFile,
        Subtype=Name("/application/json"),
        Params=Dictionary(
            Size=len(attachment.data), ModDate=String(pdf_date(modified)), CheckSum=String(checksum)
        ),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(attachment.name),
            UF=String(attachment.name),
            Desc=String(attachment.description),
            AFRelationship=Name(f"/{attachment.relationship}"),
            EF=Dictionary(F=stream, UF=stream),
        )
    )
