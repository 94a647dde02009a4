"""What the document says about itself: PDF/A-3a and PDF/UA-1, colour space, title and dates.

The information dictionary and the XMP packet say the same, as PDF/A asks.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from importlib.resources import files
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Pdf, String

from .fonts import shown

TOOL = "UPPDRAGiL"
_SRGB = "sRGB IEC61966-2.1"


@dataclass(frozen=True)
class Description:
    """What the file's metadata say; `when` is aware."""

    title: str
    author: str
    subject: str
    when: dt.datetime


def pdf_date(at: dt.datetime) -> str:
    """`at` as ISO 32000-1, 7.9.4 writes it."""
    offset = at.strftime("%z")
    return f"{at:D:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"


def declare(pdf: Pdf, about: Description) -> None:
    """Write what `about` says into `pdf`: colour space, information dictionary and XMP packet, which agree."""
    _colour_space(pdf)
    title, author, subject = (_plain(text) for text in (about.title, about.author, about.subject))
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    pdf.docinfo.update(
        Dictionary(
            Title=String(title),
            Author=String(author),
            Subject=String(subject),
            Creator=String(TOOL),
            Producer=String(TOOL),
            CreationDate=String(pdf_date(about.when)),
            ModDate=String(pdf_date(about.when)),
        )
    )
    packet = files(__package__).joinpath("metadata.xml").read_text(encoding="utf-8")
    values = {"title": title, "author": author, "subject": subject, "tool": TOOL}
    filled = packet.format(
        when=about.when.isoformat(timespec="seconds"), **{k: escape(v) for k, v in values.items()}
    )
    pdf.Root.Metadata = pdf.make_stream(filled.encode(), Type=Name.Metadata, Subtype=Name.XML)


def _plain(text: str) -> str:
    """One line without characters that XML refuses."""
    return " ".join(shown(text).split())


def _colour_space(pdf: Pdf) -> None:
    profile = pdf.make_stream(files("pikepdf").joinpath("pdfa/data/sRGB.icc").read_bytes(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String(_SRGB),
        Info=String(_SRGB),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
