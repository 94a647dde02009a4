"""A directive as people's own Word and PDF files hold it: headings, tables, lists; made anew for each test."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from tests.imports.cases import EDITION
from tests.imports.printing import LABELS
from uppdragil.directives.content import DirectiveContent

Rows = Sequence[Sequence[str]]
Part = tuple[str, object]  # "heading", "text", "item" with its words; "table" with its rows, the head first


def parts(content: DirectiveContent) -> Iterator[Part]:
    """The directive in the customer's own layout, without decision sheets."""
    yield "title", content.model
    yield "title", f"Uppdragsdirektiv - {content.title}"
    yield "title", content.subtitle
    for chapter in EDITION.chapters:
        if chapter.key != "decision_sheets":
            yield "heading", f"{chapter.number}. {chapter.title}" if chapter.number else chapter.title
            if chapter.key:
                yield from _chapter(content, chapter.key)


def _chapter(content: DirectiveContent, key: str) -> Iterator[Part]:
    said = getattr(content, key)
    if lead_in := content.note(key).lead_in:
        yield "text", lead_in
    if isinstance(said, str):
        yield from (("text", paragraph) for paragraph in said.split("\n\n") if paragraph)
    elif key in TABLES and said:
        yield "table", [TABLES[key], *map(_CELLS[key], said)]
    elif key == "roles":
        yield from (("text", f"{LABELS[row.role]}: {row.holder}") for row in said)
    else:
        yield from (("item", row.text) for row in said)


def _day(day: dt.date | None) -> str:
    return f"{day.day}/{day.month}-{day.year}" if day else ""


TABLES = {
    "gate_plans": ("Fas/beslutspunkt", "Start", "Slut"),
    "milestones": ("Datum", "Beslut", "Beslutspunkt", "Kommentar"),
    "activities": ("Aktivitet", "Startdatum", "Slutdatum", "Ansvarig"),
    "terms": ("Begrepp/förkortning", "Förklaring"),
}
_CELLS = {
    "gate_plans": lambda row: (f"{row.gate} Beslut\n{row.name}", _day(row.start), _day(row.end)),
    "milestones": lambda row: (_day(row.date), row.decision, row.gate, row.comment),
    "activities": lambda row: (row.name, _day(row.start), _day(row.end), row.responsible),
    "terms": lambda row: (row.term, row.explanation),
}


def word(content: DirectiveContent, *, numbered: bool = True) -> bytes:
    """As a .docx file. Not `numbered`: headings without their numbers, as where Word counts them itself."""
    document = Document()
    for kind, said in parts(content):
        text = str(said)
        if kind == "heading":
            number = text.partition(" ")[0]
            title = text if numbered or not number[0].isdigit() else text.partition(" ")[2]
            document.add_heading(title, 2 if "." in number.rstrip(".") else 1)
        elif kind == "item":
            document.add_paragraph(text, style="List Bullet")
        elif kind == "table" and isinstance(said, list):
            table = document.add_table(rows=0, cols=len(said[0]))
            for row in said:
                for cell, words in zip(table.add_row().cells, row, strict=True):
                    cell.text = words
        else:
            document.add_paragraph(text)
    return saved(document)


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(content: DirectiveContent) -> bytes:
    """As a PDF: lines wrapped, tables with the columns that they were given."""
    styles = getSampleStyleSheet()
    styles["Normal"].fontSize = 8  # no word is too long for its column: where it parts could not be told
    flow: list[Flowable] = []
    for kind, said in parts(content):
        if kind == "table" and isinstance(said, list):
            cells = [
                [Paragraph(escape(words).replace("\n", "<br/>"), styles["Normal"]) for words in row]
                for row in said
            ]
            widths = [450 / len(said[0])] * len(said[0])
            flow.append(Table(cells, colWidths=widths, style=[("VALIGN", (0, 0), (-1, -1), "TOP")]))
        elif kind == "item":
            flow.append(Paragraph(escape(str(said)), styles["Normal"], bulletText="•"))
        else:
            flow.append(Paragraph(escape(str(said)), styles["Heading2" if kind == "heading" else "Normal"]))
        flow.append(Spacer(0, 8))
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, pageCompression=1).build(flow)
    return out.getvalue()


def repacked(data: bytes, changed: dict[str, bytes]) -> bytes:
    """A zip file with some members changed or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, part in changed.items():
            new.writestr(name, part)
    return out.getvalue()


def body(*elements: str) -> bytes:
    """A .docx file whose body is these elements of WordprocessingML."""
    inner = "".join(elements)
    xml = f'<w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>'
    return repacked(saved(Document()), {"word/document.xml": xml.encode()})


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def paragraphs(texts: Iterable[str], style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return "".join(f"<w:p>{properties}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in texts)
