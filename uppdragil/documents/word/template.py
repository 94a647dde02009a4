"""The template of the Word file, with docxtpl's tags: styles, head and foot of the page, one table per chapter of rows.

It is made by the program, so that it can be read and compared like the rest. What the chapters are called and
in which order they come is the edition's (`directives.printed`); how each looks stands here.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from typing import Any

from django.utils import translation
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from uppdragil.directives.content import ROW_CHAPTERS
from uppdragil.directives.printed.layout import SHEETS
from uppdragil.directives.printed.tables import columns_of, may_have_table
from uppdragil.editions.spec import EditionSpec

WIDTH = 160  # millimetres between the margins of A4
FONT, DISPLAY = "Calibri", "Cambria"  # each is in every Word; other programs have their like
ACCENT, SOFT = RGBColor(0x0B, 0x4F, 0x55), RGBColor(0x4A, 0x55, 0x58)
LINE, SHADE = "9AA5A8", "EEF3F3"
# How a paragraph of each kind is styled.
STYLES = {
    "kind": "Kind",
    "title": "Title",
    "subtitle": "Subtitle",
    "text": "Normal",
    "bullet": "List Bullet",
    "bullet2": "List Bullet 2",
    "number": "Numbered",
    "more": "List Continue",
}


Tables = tuple[
    tuple[str, tuple[tuple[str, int], ...]], ...
]  # of each chapter: the heads and widths of its columns


def template(edition: EditionSpec) -> bytes:
    """The template of an edition as a .docx file; the same for each directive of it."""
    with translation.override("sv"):
        tables = tuple(
            (key, tuple((c.head, c.share) for c in columns_of(key, edition)))
            for key in ROW_CHAPTERS
            if key != SHEETS and may_have_table(key)
        )
    return _template(tables)


@cache
def _template(tables: Tables) -> bytes:
    document = Document()
    _page(document)
    _styles(document)
    _body(document, tables)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _body(document: DocumentType, tables: Tables) -> None:
    def tag(text: str) -> None:
        document.add_paragraph(f"{{%p {text} %}}")

    tag("for part in parts")
    for level in (1, 2):
        tag(f"if part.level == {level}")
        document.add_paragraph("{{ part.heading }}", style=f"Heading {level}")
        tag("endif")
    tag("for b in part.blocks")
    for kind, style in STYLES.items():
        tag(f"if b.style == '{kind}'")
        document.add_paragraph("{{r b.rich }}", style=style)
        tag("endif")
    tag("if b.style == 'facts'")
    _table(document, (), (28, 72))
    tag("endif")
    for key, columns in tables:
        tag(f"if b.key == '{key}'")
        _table(document, [head for head, _share in columns], [share for _head, share in columns])
        tag("endif")
    tag("endfor")
    tag("endfor")


def _table(document: DocumentType, heads: Sequence[str], shares: Sequence[int]) -> None:
    """A table whose row is repeated for each of the block's rows; `heads` stand above on every page."""
    rows = [list(heads)] if heads else []
    rows += [
        ["{%tr for row in b.rows %}"],
        [f"{{{{ row[{at}] }}}}" for at in range(len(shares))],
        ["{%tr endfor %}"],
    ]
    table = document.add_table(rows=len(rows), cols=len(shares))
    table.autofit = False
    for at, share in enumerate(shares):
        table.columns[at].width = Mm(WIDTH * share / 100)
    _borders(table)
    for index, said in enumerate(rows):
        for at, share in enumerate(shares):
            cell = table.cell(index, at)
            cell.width = Mm(WIDTH * share / 100)
            words = cell.paragraphs[0]
            words.style = (
                "Cell head" if heads and index == 0 else "Cell label" if not heads and at == 0 else "Cell"
            )
            words.text = said[at] if at < len(said) else ""
        if heads and index == 0:
            _repeated(table.rows[0]._tr)
        _whole(table.rows[index]._tr)
    gap = document.add_paragraph("")
    gap.paragraph_format.space_after = Pt(0)


def _page(document: DocumentType) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm((210 - WIDTH) / 2)
    section.top_margin, section.bottom_margin = Mm(28), Mm(24)
    for paragraph, left in (
        (section.header.paragraphs[0], "{{ header }}"),
        (section.footer.paragraphs[0], "{{ footer }}"),
    ):
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        paragraph.style = document.styles["Header"]
        paragraph.text = left
    foot = section.footer.paragraphs[0]
    foot.add_run("\tSida ")
    _field(foot, "PAGE")
    foot.add_run(" (")
    _field(foot, "NUMPAGES")
    foot.add_run(")")


def _styles(document: DocumentType) -> None:
    styles = document.styles
    for name, font, size, before, after, colour in (
        ("Normal", FONT, 10.5, 0, 6, None),
        ("Heading 1", DISPLAY, 15, 18, 4, ACCENT),
        ("Heading 2", DISPLAY, 12, 12, 3, ACCENT),
        ("Title", DISPLAY, 24, 2, 2, None),
        ("Subtitle", DISPLAY, 13, 0, 10, SOFT),
        ("List Bullet", FONT, 10.5, 0, 3, None),
        ("List Bullet 2", FONT, 10.5, 0, 3, None),
        ("List Continue", FONT, 10.5, 0, 3, None),
        ("Header", FONT, 8.5, 0, 0, SOFT),
    ):
        _style(styles[name], font, size, before, after, colour)
    styles["Subtitle"].font.italic = False
    for name, parent, tag in (
        ("Title", "pPr", "pBdr"),
        ("Title", "rPr", "spacing"),
        ("Subtitle", "rPr", "spacing"),
        ("Header", "pPr", "tabs"),
    ):
        _without(styles[name], parent, tag)
    for name, based, size, bold, colour in (
        ("Kind", "Normal", 10, True, ACCENT),
        ("Numbered", "Normal", 10.5, False, None),
        ("Cell", "Normal", 9.5, False, None),
        ("Cell head", "Normal", 9, True, None),
        ("Cell label", "Normal", 9.5, True, None),
    ):
        style = styles.add_style(name, 1)
        style.base_style = styles[based]
        _style(style, FONT, size, 0, 3 if name == "Numbered" else 0, colour)
        style.font.bold = bold
    numbered = styles["Numbered"].paragraph_format
    numbered.left_indent, numbered.first_line_indent = Mm(7), Mm(-7)
    numbered.tab_stops.add_tab_stop(Mm(7))
    for name in ("Cell", "Cell head", "Cell label"):
        styles[name].paragraph_format.space_before = styles[name].paragraph_format.space_after = Pt(2)


def _style(style: Any, font: str, size: float, before: int, after: int, colour: RGBColor | None) -> None:
    style.font.name, style.font.size = font, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [name for name in fonts.attrib if "heme" in name]:  # a theme's font would win
        del fonts.attrib[name]
    fonts.set(qn("w:cs"), font)
    style.font.color.rgb = colour or RGBColor(0, 0, 0)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "sv-SE")
    style.element.rPr.append(language)


def _without(style: Any, parent: str, tag: str) -> None:
    """Take away what the plain document's style brings along."""
    above = style.element.find(qn(f"w:{parent}"))
    for found in above.findall(qn(f"w:{tag}")):
        above.remove(found)


def _borders(table: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LINE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)


def _repeated(row: Any) -> None:
    """The row is a head: on every page, and for those who hear the table."""
    row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in row.tc_lst:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
            shade.set(qn(f"w:{name}"), value)
        cell.get_or_add_tcPr().append(shade)


def _whole(row: Any) -> None:
    row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _field(paragraph: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
