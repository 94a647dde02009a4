"""A .docx file's body as lines: headings by outline level, lists by their numbering, tables row by row.

Text that was deleted with changes tracked is left out, text that was inserted is read. Headers and footers of pages are
not the document's words. A footnote stands in brackets where it belongs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from uppdragil.core.carried import EDITION, ELEMENT

from .found import Lines, Unreadable
from .package import Package
from .styles import Lists, Styles, list_of, outline_level
from .xml import attribute, child, children, is_on, local

MAX_CELLS = 30  # of a table's row
_PROPERTIES = {"pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr"}
_UNSAID = {"del", "moveFrom", "instrText", "delText", "commentReference", "Fallback"}
_SKIPPED = _PROPERTIES | _UNSAID
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-", "softHyphen": "\u00ad", "ptab": "\t"}


def read(data: bytes) -> Lines:
    """The lines of a .docx file. Raises Unreadable."""
    package = Package(data)
    document = package.root("word/document.xml")
    body = child(document, "body")
    if body is None:
        raise Unreadable("corrupt")
    styles, lists = Styles.of(package.root("word/styles.xml")), Lists.of(package.root("word/numbering.xml"))
    reading = _Reading(styles, lists, _footnotes(package))
    reading.blocks(body)
    if not any(map(str.strip, reading.lines.texts)):
        raise Unreadable("scanned" if any(package.named("word/media/")) else "no_text")
    reading.lines.carried, reading.lines.edition = _carried(package)
    return reading.lines


def _carried(package: Package) -> tuple[str, str]:
    """The structure that a document of ours holds beside its words, and its edition's key; "" for every other."""
    for name in package.named("customXml/item"):
        if name.endswith(".xml") and "Props" not in name:
            try:
                root = package.root(name)
            except Unreadable:
                continue
            if root is not None and root.tag == ELEMENT:
                return root.text or "", root.get(EDITION, "")
    return "", ""


def _footnotes(package: Package) -> dict[str, str]:
    root = package.root("word/footnotes.xml")
    plain = _Reading(Styles(), Lists(), {})
    notes: dict[str, str] = {}
    for note in children(root, "footnote"):
        if not attribute(note, "type"):  # separators have one
            words = " ".join(plain.paragraph(p) for p in note.iter() if local(p) == "p")
            notes[attribute(note, "id")] = " ".join(words.split())
    return notes


@dataclass
class _Reading:
    """The body on its way to lines."""

    styles: Styles
    lists: Lists
    footnotes: dict[str, str]
    lines: Lines = field(default_factory=Lines)
    boxes: list[etree._Element] = field(default_factory=list)

    def blocks(self, parent: etree._Element) -> None:
        """The paragraphs and tables in `parent`; what a content control or an insertion holds, too."""
        for element in parent:
            name = local(element)
            if name == "p":
                self._say(element)
            elif name == "tbl":
                self._table(element)
            elif name == "altChunk":
                raise Unreadable("embedded")
            elif name not in _SKIPPED:
                self.blocks(element)

    def _say(self, paragraph: etree._Element) -> None:
        properties = child(paragraph, "pPr")
        style = self.styles.style(attribute(child(properties, "pStyle"), "val"))
        own = outline_level(properties)
        level = style.level if own is None else own if own < 9 else None
        text = self.paragraph(paragraph)
        boxes, self.boxes = self.boxes, []
        listed = list_of(properties) or style.listed
        if text.strip():
            self.lines.gap()
            self._lines(text.replace("\t", " ") if style.contents else text, level, listed)
        for box in boxes:
            self.blocks(box)

    def _lines(self, text: str, level: int | None, listed: tuple[str, int] | None) -> None:
        first, *rest = (part.strip("\n") for part in text.strip("\n").split("\n"))
        sign = self.lists.sign(listed) if listed and level is None else ""
        indent = "  " * listed[1] if listed and sign else ""
        self.lines.add(f"{indent}{sign} {first.strip()}" if sign else first.strip(), level)
        for line in filter(str.strip, rest):
            self.lines.add(f"{indent}{line.strip()}")

    def _table(self, table: etree._Element) -> None:
        """A row is a line with pipes. A table of one column is only a frame around what it holds."""
        rows = [[*_cells(row)] for row in _within(table, "tr") if not is_on(child(row, "trPr"), "del")]
        if all(len(row) < 2 for row in rows):
            for row in rows:
                for cell in row:
                    self.blocks(cell)
            return
        self.lines.gap()
        for row in rows:
            if len(row) > MAX_CELLS:
                raise Unreadable("too_much")
            said = [self._cell(cell) for cell in row]
            if any(said):
                self.lines.add("| " + " | ".join(said) + " |")
        self.lines.gap()

    def _cell(self, cell: etree._Element) -> str:
        words = " ".join(self.paragraph(p) for p in cell.iter() if local(p) == "p" and not _is_boxed(p, cell))
        return " ".join(words.split()).replace("|", "¦")

    def paragraph(self, paragraph: etree._Element) -> str:
        """The words of a paragraph; text boxes in it wait in `boxes`."""
        return "".join(self._words(paragraph))

    def _words(self, parent: etree._Element) -> Iterator[str]:
        for element in parent:
            name = local(element)
            if name == "t":
                yield element.text or ""
            elif name in _BREAKS:
                yield _BREAKS[name]
            elif name == "footnoteReference" and (note := self.footnotes.get(attribute(element, "id"))):
                yield f" ({note})"
            elif name == "sym":
                yield "☐" if attribute(element, "char").upper().endswith(("A8", "6F")) else "•"
            elif name == "txbxContent":
                self.boxes.append(element)
            elif name not in _SKIPPED:
                yield from self._words(element)


def _within(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row; those in a content control, too."""
    for element in parent:
        if local(element) == name:
            yield element
        elif local(element) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _within(element, name)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return _within(row, "tc")


def _is_boxed(paragraph: etree._Element, cell: etree._Element) -> bool:
    """Whether the paragraph stands in a text box, or in the copy of one for older programs."""
    return any(
        local(above) in ("txbxContent", "Fallback")
        for above in paragraph.iterancestors()
        if above is not cell
    )
