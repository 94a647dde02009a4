"""The page: margins, and the quiet lines at head and foot that say what the page belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from .fonts import REGULAR, STRONG, shown, width
from .structure import close, open_artifact
from .styles import ACCENT, INK, LINE, MARGIN_BOTTOM, MARGIN_FIRST, MARGIN_TOP, MARGIN_X, MARK, SOFT

PAGE_WIDTH, PAGE_HEIGHT = A4
BODY_WIDTH = PAGE_WIDTH - 2 * MARGIN_X
_SIZE = 8
_MARK_SIZE = 130  # points


@dataclass(frozen=True)
class Furniture:
    """What the pages of one document say at head and foot: `kind` of document and `title`, `owner` and `origin`.

    `mark`: a word that lies across every page, below its text.
    """

    kind: str
    title: str
    owner: str
    origin: str
    demo: bool
    mark: str = ""


class RecordTemplate(BaseDocTemplate):
    """Pages with head and foot as artifacts."""

    def __init__(self, stream: Any, furniture: Furniture) -> None:
        self.furniture = furniture
        super().__init__(
            stream,
            pagesize=A4,
            invariant=1,
            initialFontName=REGULAR,
            pageTemplates=[
                self._template("first", MARGIN_TOP if furniture.mark else MARGIN_FIRST, "later"),
                self._template("later", MARGIN_TOP),
            ],
        )

    def _template(self, name: str, top: float, then: str | None = None) -> PageTemplate:
        frame = Frame(MARGIN_X, MARGIN_BOTTOM, BODY_WIDTH, PAGE_HEIGHT - top - MARGIN_BOTTOM, 0, 0, 0, 0)
        return PageTemplate(name, [frame], onPage=self._furnish, autoNextPageTemplate=then)

    def _furnish(self, canvas: Any, _document: Any) -> None:
        open_artifact(canvas, "Pagination")
        canvas.saveState()
        if self.furniture.mark:
            self._mark(canvas)
        if canvas.getPageNumber() > 1 or self.furniture.mark:
            self._head(canvas)
        self._foot(canvas)
        canvas.restoreState()
        close(canvas)

    def _mark(self, canvas: Any) -> None:
        canvas.saveState()
        canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
        canvas.rotate(50)
        canvas.setFont(STRONG, _MARK_SIZE)
        canvas.setFillColor(MARK)
        canvas.drawCentredString(0, -_MARK_SIZE / 3, self.furniture.mark.upper())
        canvas.restoreState()

    def _head(self, canvas: Any) -> None:
        y = PAGE_HEIGHT - 14 * mm
        left = _cut(self.furniture.kind, BODY_WIDTH / 2, STRONG)
        end = _text(canvas, MARGIN_X, y, left, STRONG, ACCENT)
        room = PAGE_WIDTH - MARGIN_X - end - 12
        title = _cut(self.furniture.title, room, REGULAR)
        _text(canvas, PAGE_WIDTH - MARGIN_X - width(title, REGULAR) * _SIZE, y, title, REGULAR, SOFT)
        _hairline(canvas, y - 6)

    def _foot(self, canvas: Any) -> None:
        y = 12 * mm
        _hairline(canvas, y + 11)
        owner = _cut(self.furniture.owner, BODY_WIDTH / 3, REGULAR)
        end = _text(canvas, MARGIN_X, y, f"{owner} · {self.furniture.origin}", REGULAR, SOFT)
        if self.furniture.demo:
            _text(canvas, end + 14, y, _("Demo, not valid"), STRONG, INK)
        canvas.translate(PAGE_WIDTH - MARGIN_X, y)
        canvas.doForm(_counter(canvas.getPageNumber()))


class RecordCanvas(Canvas):
    """Draws "page x of y" when y is known: after the last page."""

    def save(self) -> None:
        pages = self.getPageNumber() - 1
        for page in range(1, pages + 1):
            text = _("Page %(page)s of %(pages)s") % {"page": page, "pages": pages}
            self.beginForm(_counter(page), -90, -3, 0, 10)
            _text(self, -width(text, REGULAR) * _SIZE, 0, text, REGULAR, SOFT)
            self.endForm()
        super().save()


def _counter(page: int) -> str:
    """The form that a page shows at its foot."""
    return f"counter{page}"


def _text(canvas: Any, x: float, y: float, text: str, font: str, colour: Any) -> float:
    """Draws `text` and returns where it ends."""
    canvas.setFont(font, _SIZE)
    canvas.setFillColor(colour)
    canvas.drawString(x, y, text)
    return x + width(text, font) * _SIZE


def _cut(text: str, room: float, font: str) -> str:
    text = shown(text).replace("\n", " ")
    if width(text, font) * _SIZE <= room:
        return text
    while text and width(f"{text}…", font) * _SIZE > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _hairline(canvas: Any, y: float) -> None:
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN_X, y, PAGE_WIDTH - MARGIN_X, y)
