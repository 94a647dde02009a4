"""From a directive to the parts of its paper: the head, then every chapter of the edition in the model's order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils import translation

from uppdragil.directives.content import (
    ROW_TYPES,
    DecisionSheet,
    DirectiveContent,
    DistributionKind,
    Recipient,
    Role,
    Visibility,
)
from uppdragil.directives.markup import Block as Marked
from uppdragil.directives.markup import Listing, Paragraph, Piece, Quotation, blocks
from uppdragil.editions.spec import ChapterSpec, EditionSpec

from .tables import DISTRIBUTION, cells, columns_of, day, has_table

SHEETS = "decision_sheets"
NOT_APPLICABLE = "Ej tillämpligt"
_REASONS = {
    DistributionKind.CARRY_OUT: "För genomförande:",
    DistributionKind.INFORMATION: "För kännedom:",
}
VISIBILITY = {Visibility.INTERNAL: "Intern", Visibility.RESTRICTED: "Begränsad"}


class BlockKind(StrEnum):
    """How a block is set."""

    KIND = "kind"
    TITLE = "title"
    SUBTITLE = "subtitle"
    FACTS = "facts"
    TEXT = "text"
    ITEM = "item"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of `pieces`, or the `rows` of a table of names and values or of chapter `key`.

    `sign`: the sign of an item, or its number. `depth`: how far in it stands.
    """

    kind: BlockKind
    pieces: tuple[Piece, ...] = ()
    sign: str = ""
    depth: int = 0
    key: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Part:
    """The head (with no heading), or a chapter: its heading, and how deep it stands from 1."""

    key: str | None
    heading: str
    level: int
    blocks: tuple[Block, ...]


def layout(content: DirectiveContent, edition: EditionSpec) -> list[Part]:
    """The parts in order. Decision sheets only where the directive states some."""
    with translation.override("sv"):
        return [Part("", "", 0, tuple(_head(content, edition))), *_chapters(content, edition)]


def _chapters(content: DirectiveContent, edition: EditionSpec) -> Iterator[Part]:
    for spec in edition.chapters:
        if spec.key != SHEETS or content.decision_sheets or any(n.chapter == SHEETS for n in content.notes):
            said = tuple(_chapter(content, spec.key, edition)) if spec.key else ()
            yield Part(spec.key, heading_of(spec), 2 if "." in spec.number else 1, said)


def heading_of(spec: ChapterSpec) -> str:
    """1 Bakgrund, 1.1 Idé."""
    return f"{spec.number} {spec.title}".strip()


def _head(content: DirectiveContent, edition: EditionSpec) -> Iterator[Block]:
    yield _paragraph(BlockKind.KIND, edition.document)
    if content.title:
        yield _paragraph(BlockKind.TITLE, content.title)
    if content.subtitle:
        yield _paragraph(BlockKind.SUBTITLE, content.subtitle)
    facts = {
        "Modell": content.model,
        "Datum": day(content.dated),
        "Uppdragsnummer": content.number,
        "Diarienummer": content.registry_number,
        "Verksamhet/förvaltning": content.unit,
        "Överordnat uppdrag": content.parent,
        "Ersätter": _superseded(content),
        "Ursprung": content.origin,
        "Synlighet": VISIBILITY[content.visibility],
    }
    yield Block(BlockKind.FACTS, rows=tuple((name, value) for name, value in facts.items() if value))


def _superseded(content: DirectiveContent) -> str:
    dated = f", daterad {day(content.supersedes_dated)}" if content.supersedes_dated else ""
    return f"{content.supersedes}{dated}"


def _chapter(content: DirectiveContent, key: str, edition: EditionSpec) -> Iterator[Block]:
    note = content.note(key)
    if note.not_applicable:
        yield from _plain(f"{NOT_APPLICABLE}: {note.not_applicable}")
    yield from _plain(note.lead_in)
    said = getattr(content, key)
    if key == SHEETS:
        for sheet in said:
            yield from _sheet(sheet, content)
    elif key in ROW_TYPES:
        yield from _rows(content, key, edition)
    else:
        marked = blocks(said)
        yield from _plain(said) if marked is None else _marked(marked)


def _rows(content: DirectiveContent, key: str, edition: EditionSpec) -> Iterator[Block]:
    rows = getattr(content, key)
    if key == DISTRIBUTION:
        yield from _recipients(rows)
        return
    if rows and has_table(key, rows):
        head = tuple(column.head for column in columns_of(key, edition))
        said = tuple(cells(key, row, content, edition) for row in rows)
        yield Block(BlockKind.TABLE, key=key, head=head, rows=said)
        return
    for at, row in enumerate(rows, 1):
        text = row.text.strip("\n")  # a line that is empty is not seen
        yield Block(BlockKind.ITEM, (Piece(text),), sign=f"{at}." if key == "mandate_goals" else "•")


def _recipients(rows: Sequence[Recipient]) -> Iterator[Block]:
    """Under each reason those who get the document for it; first those without."""
    for kind in (None, *_REASONS):
        listed = [row for row in rows if row.kind is kind]
        if listed and kind:
            yield from _plain(_REASONS[kind])
        yield from (Block(BlockKind.ITEM, (Piece(recipient_text(row)),), sign="•") for row in listed)


def recipient_text(row: Recipient) -> str:
    """Somebody who gets the document, and to whom they send it on."""
    name, relay = (" ".join(said.split()) for said in (row.name, row.relay))
    return f"{name} för distribution till {relay}" if relay else name


def _sheet(sheet: DecisionSheet, content: DirectiveContent) -> Iterator[Block]:
    owner, lead = ("\n".join(r.holder for r in content.holders(role)) for role in (Role.OWNER, Role.LEAD))
    names = {
        "Uppdragets namn": content.title if sheet.name is None else sheet.name,
        "Uppdragsägare": owner if sheet.owner is None else sheet.owner,
        "Uppdragsledare": lead if sheet.lead is None else sheet.lead,
    }
    for label, name in names.items():
        yield from _plain(f"{label}: {name}")
    yield from _plain(f"Checklista inför beslut, {sheet.gate}")
    yield from (Block(BlockKind.ITEM, (Piece(question),), sign="•") for question in sheet.questions)
    yield from _plain(sheet.decision)


def _paragraph(kind: BlockKind, text: str) -> Block:
    return Block(kind, (Piece(text),))


def _plain(text: str) -> Iterator[Block]:
    return (_paragraph(BlockKind.TEXT, line) for line in text.split("\n") if line.strip())


def _marked(marked: Sequence[Marked], depth: int = 0, sign: str = "") -> Iterator[Block]:
    """Markdown as paragraphs and items; `sign` belongs to the first, a paragraph."""
    for block in marked:
        match block:
            case Paragraph():
                kind = BlockKind.ITEM if depth else BlockKind.TEXT
                if block.pieces or sign:
                    yield Block(kind, block.pieces, sign, max(0, depth - 1))
            case Quotation():
                yield from _marked(block.blocks, depth)
            case Listing():
                for number, item in enumerate(block.items, block.start or 0):
                    yield from _marked(item, depth + 1, "•" if block.start is None else f"{number}.")
        sign = ""
