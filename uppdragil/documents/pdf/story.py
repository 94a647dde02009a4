"""Builds the flow of the document and its structure tree side by side, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Spacer

from uppdragil.directives.markup import Block, Listing, Paragraph, Quotation, blocks

from .fonts import STRONG, shown, width
from .lines import Run
from .page import BODY_WIDTH
from .structure import Marker, Node
from .styles import BODY, CELL, HEAD, HEAD_NUMBER, HEADINGS, ITEM, Style
from .tables import RuledTable
from .textblock import Bullet, TextBlock

INDENT = 16  # points, of a list's items
LABEL_GAP = 4  # points, between a wide label and its item
MOST_INDENT = 240  # points; deeper lists go no further to the right
ROOM = 90  # points that headings want below their top
MOST_HEADINGS = 3  # that follow each other, with a line of text perhaps
HALF_PAGE = 350  # points
LONGEST = 4_000  # characters in one block; longer paragraphs go on in the next


@dataclass(frozen=True)
class Words:
    """A paragraph in a cell: `label` stands first, in the stronger weight. `url` makes it a link."""

    text: str
    style: Style = CELL
    label: str = ""
    url: str = ""


Cell = str | Words | Sequence[Words]


@dataclass(frozen=True)
class Column:
    """A table's column: its head and its share of the width. `number` sets it flush right."""

    head: str
    share: float
    number: bool = False


class Story:
    """What has been written so far: `flow` for the pages, `root` for readers."""

    def __init__(self) -> None:
        self.root = Node("Document")
        self.flow: list[Flowable] = []
        self._marker = Marker()
        self._here = self.root
        self._level = 0
        self._start = 0  # where in the flow the last headings begin

    # Parts ------------------------------------------------------------------

    def section(self) -> None:
        """What follows is a part of its own."""
        self._here = self.root.add("Sect")

    def heading(
        self, level: int, text: str, *, style: Style | None = None, indent: float = 0, entry: str = ""
    ) -> None:
        """`level` 1 to 4, and never more than one below the last heading's (PDF/UA-1, 7.4.2).

        Each is also a line in the outline, as `entry` or as its own text.
        """
        level = self._level = min(level, self._level + 1)
        self._begin()
        node = self._here.add(f"H{level}")
        block = self._block(Words(_one_line(text), style or HEADINGS[level]), node, indent)
        block.entry = (level - 1, shown(_one_line(entry or text)))
        self.flow.append(block)

    def space(self, height: float) -> None:
        self.flow.append(Spacer(1, height))

    def room(self, height: float) -> None:
        """A new page unless `height` points are left on this one."""
        self._start = len(self.flow)
        self.flow.append(CondPageBreak(height))

    def _begin(self) -> None:
        """Headings that follow each other share one start, which keeps them with what they head."""
        if len(self.flow) - self._start > MOST_HEADINGS or not _is_start(self.flow[self._start :]):
            self.room(ROOM)

    def _keep_with(self, first_rows: RuledTable) -> None:
        """Headings just above a table stay with its head and first row."""
        above = self.flow[self._start :]
        if above and isinstance(above[0], CondPageBreak) and len(above) <= MOST_HEADINGS + 1:
            parts = [*above[1:], first_rows]
            needed = sum(p.wrap(BODY_WIDTH, 0)[1] + p.getSpaceBefore() + p.getSpaceAfter() for p in parts)
            above[0].height = max(above[0].height, min(needed, HALF_PAGE))

    def new_page(self) -> None:
        self.flow.append(PageBreak())

    def ornament(self, flowable: Flowable) -> None:
        self.flow.append(flowable)

    def form_node(self) -> Node:
        """The structure element of a form field at this place."""
        return self._here.add("Form")

    # Text -------------------------------------------------------------------

    def text(self, text: str, style: Style = BODY, *, label: str = "", indent: float = 0) -> None:
        """Paragraphs, parted by empty lines."""
        for number, part in enumerate(paragraphs(text)):
            words = Words(part, style, label=label if number == 0 else "")
            self.flow.append(self._block(words, self._here.add("P"), indent))

    def items(self, texts: Sequence[str], *, numbered: bool = False) -> None:
        """A list; an item may have several paragraphs."""
        parent = self._here.add("L", ListNumbering="Decimal" if numbered else "Disc")
        for number, text in enumerate(texts, 1):
            item = parent.add("LI")
            label, body = item.add("Lbl"), item.add("LBody")
            for first, part in enumerate(paragraphs(text) or [""]):
                block = self._block(Words(part, ITEM), body.add("P"), indent=INDENT)
                if first == 0:
                    block.bullet = Bullet(f"{number}." if numbered else "•", label)
                self.flow.append(block)

    def prose(self, text: str) -> None:
        """The text of a chapter, its Markdown set as the page draws it."""
        parsed = blocks(text)
        if parsed is None:
            self.text(text)
        else:
            self._lay(parsed, self._here, BODY)

    def _lay(
        self,
        parsed: Sequence[Block],
        node: Node,
        style: Style,
        indent: float = 0,
        bullet: Bullet | None = None,
    ) -> None:
        """`bullet` belongs to the first block, a paragraph."""
        for block in parsed:
            match block:
                case Paragraph():
                    if block.pieces or bullet:
                        self.flow.append(self._set(block, node.add("P"), style, indent, bullet))
                case Quotation():
                    self._lay(block.blocks, node.add("BlockQuote"), style, _deeper(indent, INDENT))
                case Listing():
                    self._list(block, node, indent)
            bullet = None

    def _list(self, listing: Listing, node: Node, indent: float) -> None:
        is_numbered = listing.start is not None
        parent = node.add("L", ListNumbering="Decimal" if is_numbered else "Disc")
        for number, item in enumerate(listing.items, listing.start or 0):
            label = f"{number}." if is_numbered else "•"
            inner = _deeper(indent, max(INDENT, width(label, ITEM.font) * ITEM.size + LABEL_GAP))
            entry = parent.add("LI")
            bullet = Bullet(label, entry.add("Lbl"), min(indent, inner - INDENT))
            self._lay(item, entry.add("LBody"), ITEM, inner, bullet)

    def _set(
        self, paragraph: Paragraph, node: Node, style: Style, indent: float, bullet: Bullet | None
    ) -> TextBlock:
        runs = [Run(shown(p.text), STRONG if p.is_strong else style.font) for p in paragraph.pieces]
        return TextBlock(runs, style, node, self._marker, indent=indent, bullet=bullet)

    # Tables -----------------------------------------------------------------

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
        """A table whose first column names its rows."""
        node = self._here.add("Table")
        row_node = node.add("THead").add("TR")
        heads = [HEAD_NUMBER if column.number else HEAD for column in columns]
        head = [
            self._cell(Words(column.head, style), row_node.add("TH", Scope="Column"))
            for column, style in zip(columns, heads, strict=True)
        ]
        body = node.add("TBody")
        laid = [self._row(body.add("TR"), row, [c.number for c in columns]) for row in rows]
        widths = _widths([column.share for column in columns])
        self._keep_with(RuledTable(laid[:1], widths, head))
        self.flow.append(RuledTable(laid, widths, head))

    def facts(self, pairs: Sequence[tuple[str, Cell]], *, share: float = 3.2) -> None:
        """Names and values; `share` of ten for the names."""
        body = self._here.add("Table").add("TBody")
        rows = [
            self._row(body.add("TR"), (Words(name, HEAD), value), (False, False)) for name, value in pairs
        ]
        widths = _widths((share, 10 - share))
        self._keep_with(RuledTable(rows[:1], widths))
        self.flow.append(RuledTable(rows, widths))

    def _row(self, node: Node, cells: Sequence[Cell], numbers: Sequence[bool]) -> list[list[TextBlock]]:
        return [
            self._cell(_flush(cell) if number else cell, _cell_node(node, at))
            for at, (cell, number) in enumerate(zip(cells, numbers, strict=True))
        ]

    def _cell(self, cell: Cell, node: Node) -> list[TextBlock]:
        blocks: list[TextBlock] = []
        for words in _words(cell):
            for number, part in enumerate(paragraphs(words.text) or [""]):
                piece = replace(words, text=part, label=words.label if number == 0 else "")
                if part or piece.label:
                    blocks.append(self._block(piece, node.add("P")))
        return blocks

    def _block(self, words: Words, node: Node, indent: float = 0) -> TextBlock:
        runs = [Run(shown(words.label), STRONG)] if words.label else []
        runs.append(Run(shown(words.text), words.style.font))
        if words.url:
            node = node.add("Link")
        return TextBlock(runs, words.style, node, self._marker, url=words.url, indent=indent)


def _deeper(indent: float, step: float) -> float:
    return min(indent + step, MOST_INDENT)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of `text`, none of them so long that it takes more than a page or so."""
    parts = [part.strip("\n") for part in text.replace("\r\n", "\n").split("\n\n")]
    return [piece for part in parts if part.strip() for piece in _pieces(part)]


def _pieces(text: str) -> list[str]:
    pieces = []
    while len(text) > LONGEST:
        sentence, space = (text.rfind(end, LONGEST // 2, LONGEST) for end in (". ", " "))
        at = sentence + 1 or (space if space > 0 else LONGEST)
        pieces.append(text[:at])
        text = text[at:].lstrip(" ")
    return [*pieces, text]


def _is_start(flow: Sequence[Flowable]) -> bool:
    """Nothing but headings since the page was asked for room."""
    return (
        bool(flow) and isinstance(flow[0], CondPageBreak) and all(getattr(f, "entry", None) for f in flow[1:])
    )


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))


def _widths(shares: Sequence[float]) -> list[float]:
    """The page's width in points, in these proportions."""
    return [BODY_WIDTH * share / sum(shares) for share in shares]


def _cell_node(row: Node, at: int) -> Node:
    return row.add("TH", Scope="Row") if at == 0 else row.add("TD")


def _words(cell: Cell) -> Sequence[Words]:
    if isinstance(cell, str):
        return (Words(cell),)
    return (cell,) if isinstance(cell, Words) else cell


def _flush(cell: Cell) -> Cell:
    return [replace(words, style=replace(words.style, right=True)) for words in _words(cell)]
