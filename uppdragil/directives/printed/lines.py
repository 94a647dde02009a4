"""The layout as lines of text, as a reader of the Word file gets them."""

from __future__ import annotations

from collections.abc import Iterator

from uppdragil.core.values import Row
from uppdragil.directives.content import DirectiveContent, Recipient
from uppdragil.editions.spec import EditionSpec

from .layout import SHEETS, Block, BlockKind, Part, recipient_text
from .tables import cells, may_have_table

_TABLES = (BlockKind.FACTS, BlockKind.TABLE)


def lines_of(part: Part) -> str:
    """The lines below the part's heading, as one text; a table's rows have pipes."""
    return "\n".join(line for block in part.blocks for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    if block.kind in _TABLES:
        rows = ([block.head] if block.head else []) + [*block.rows]
        yield from (_row(row) for row in rows if any(cell.strip() for cell in row))
    else:
        if block.text.strip() or block.sign.endswith("."):  # an empty paragraph is not seen, a number is
            yield f"{block.sign} {block.text}"


def _row(row: tuple[str, ...]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "¦") for cell in row) + " |"


def looks(key: str, row: Row, content: DirectiveContent, edition: EditionSpec) -> str:
    """What is seen of a row; two rows that look the same give the same."""
    if isinstance(row, Recipient):
        return f"{row.kind}: {recipient_text(row)}"
    if not may_have_table(key):
        return " ".join(getattr(row, "text", "").split())
    if key == SHEETS:
        return row.model_dump_json(exclude={"uid"})
    return _row(cells(key, row, content, edition))
