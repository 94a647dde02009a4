"""What the seal looks like on the page: who sealed, when, and whether it is only a demo."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pikepdf
from asn1crypto import x509
from django.utils import translation
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.stamp import StaticStampStyle
from reportlab.pdfgen.canvas import Canvas

from uppdragil.documents.certificates import holder, is_demo
from uppdragil.documents.pdf.fontfix import repair_fonts
from uppdragil.documents.pdf.fonts import REGULAR, STRONG, register, shown, width
from uppdragil.documents.pdf.styles import ACCENT, INK, SOFT, TINT, Style
from uppdragil.documents.pdf.words import moment

_INSET = 12  # points
_SMALLEST = 6  # points; below that nobody reads it
_LINES = (
    Style(size=8, font=STRONG, colour=ACCENT),
    Style(size=11, font=STRONG, colour=INK),
    Style(size=8.5, colour=SOFT),
)


class _Drawn(PdfContent):
    """A page of another document as content."""

    def __init__(self, page: io.BytesIO, wide: float, high: float) -> None:
        super().__init__(box=BoxConstraints(width=wide, height=high))
        self._page = page

    def render(self) -> bytes:
        drawn = self._ensure_writer.import_page_as_xobject(PdfFileReader(self._page))
        self.resources.xobject["/Drawn"] = drawn
        return b"/Drawn Do"


def stamp_style(
    writer: IncrementalPdfFileWriter, field: str, certificate: x509.Certificate, at: dt.datetime
) -> StaticStampStyle:
    """The appearance that fits the field. Raises SigningError when the document has no such field."""
    wide, high = _field_size(writer, field)
    drawn = _Drawn(_draw(wide, high, _texts(certificate, at)), wide, high)
    rule = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MIN, AxisAlignment.ALIGN_MIN, Margins.uniform(0))
    return StaticStampStyle(background=drawn, background_layout=rule, border_width=0)


def _field_size(writer: IncrementalPdfFileWriter, name: str) -> tuple[float, float]:
    for _name, _value, reference in enumerate_sig_fields(writer, with_name=name):
        x0, y0, x1, y1 = (float(edge) for edge in reference.get_object()["/Rect"])
        return x1 - x0, y1 - y0
    raise SigningError(f"there is no field {name}")


def _texts(certificate: x509.Certificate, at: dt.datetime) -> tuple[str, str, str]:
    with translation.override("sv"):
        what = _("ELECTRONIC SEAL, DEMO: NOT VALID") if is_demo(certificate) else _("ELECTRONIC SEAL")
        when = _("Sealed %(moment)s. The document may not be changed after this.") % {"moment": moment(at)}
    return what, holder(certificate), when


def _draw(wide: float, high: float, texts: tuple[str, ...]) -> io.BytesIO:
    """One page of the box's size."""
    register()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(wide, high), initialFontName=REGULAR, invariant=1)
    canvas.setFillColor(TINT)
    canvas.rect(0.5, 0.5, wide - 1, high - 1, stroke=0, fill=1)
    canvas.setFillColor(ACCENT)
    canvas.rect(0, 0, 3, high, stroke=0, fill=1)
    baseline = high - 15
    for text, style in zip(texts, _LINES, strict=True):
        _line(canvas, baseline, wide - 2 * _INSET, shown(text), style)
        baseline -= 16
    canvas.showPage()
    canvas.save()
    return _embedded(buffer)


def _line(canvas: Any, baseline: float, room: float, text: str, style: Style) -> None:
    """One line, in smaller type when it is long; cut when even the smallest does not fit."""
    size = max(_SMALLEST, min(style.size, room / max(width(text, style.font), 0.01)))
    while width(text, style.font) * size > room:
        text = f"{text[:-2]}…"
    canvas.setFont(style.font, size)
    canvas.setFillColor(style.colour)
    canvas.drawString(_INSET, baseline, text)


def _embedded(buffer: io.BytesIO) -> io.BytesIO:
    """The page in the shape that pyHanko opens, with fonts as PDF/A wants them."""
    out = io.BytesIO()
    with pikepdf.open(buffer) as pdf:
        repair_fonts(pdf)
        pdf.save(out, deterministic_id=True)
    out.seek(0)
    return out
