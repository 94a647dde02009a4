"""The working group: who gives the mandate, who takes it, who works in it with which title, who calls it together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from uppdragil.core.values import MAX_ROWS
from uppdragil.directives.content import Role
from uppdragil.editions.spec import EditionSpec
from uppdragil.imports.blocks import Block
from uppdragil.imports.chapters import Draft, read_not_applicable
from uppdragil.imports.grids import split_pipes
from uppdragil.imports.ledger import Fragment, Kind, Line
from uppdragil.imports.roles import role_of
from uppdragil.imports.wraps import ends_sentence

from .lines import flat, said, says_only, take
from .names import people, titled

Values = dict[str, Any]
_CONVENING = re.compile(
    r"samman(?:kall|ställ)|kallar samman|projektledare|gruppledare|leder (?:arbet|grupp)", re.IGNORECASE
)
_ONLY_CONVENING = re.compile(r"sammankallande|kallar samman(?: gruppen)?", re.IGNORECASE)
_CONVENES = re.compile(r"(?:\s*[,–-]\s*|\s*\()(?:sammankallande|kallar samman)\)?$", re.IGNORECASE)
_OF_THE_GROUP = re.compile(
    r"arbetsgrupp|projektgrupp|deltagare|medlem|följande|ingår|består|utgörs", re.IGNORECASE
)
_LABEL = re.compile(r"(?P<label>[^\W\d][^:|\t]{1,60}?) ?: ?(?P<holder>.*)", re.DOTALL)
_HEAD_WORDS = "roll namn innehavare titel befattning person uppdrag sammankallande kallar samman"
_HEADS = frozenset(_HEAD_WORDS.split())


def role_named(label: str, edition: EditionSpec) -> Role | None:
    """The role that a label names, in the edition's words or the usual ones."""
    words = " ".join(label.casefold().split()).rstrip(":")
    own = {name.casefold(): Role(role) for role, name in edition.roles.items()}
    found = own.get(words) or own.get(words.removesuffix("na").removesuffix("n"))
    return found or role_of(Fragment(Line(0, words, gap=False, page=False), words))


def held(text: str, role: Role) -> Iterator[Values]:
    """A row for each of those whom `text` names."""
    for person in people(text):
        name, title = titled(person)
        yield {"role": role, "holder": name, "title": title}


def read(draft: Draft, lines: Sequence[Line]) -> None:
    """The head's rows, then one for each of the group; sentences before and after the list are the lead-in."""
    if lines and not read_not_applicable(draft, "roles", lines):
        _Reading(draft).read(lines)
    draft.rows("roles", draft.held)


class _Reading:
    """`role`: what those who follow are; None below a label that names no role of the model."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.rows = draft.held
        self.role: Role | None = Role.MEMBER
        self.lead: list[Block] = []

    def read(self, lines: Sequence[Line]) -> None:
        for block in flat(self.draft.blocks(lines)):
            cells = [cell for cell in split_pipes(block.last) if cell.text]
            if cells and len(block.words) == 1:
                self._read_cells(block.last, cells)
            else:
                self._read_block(block)
        self.draft.lead_in("roles", self.lead)

    def _read_block(self, block: Block) -> None:
        text = said(block)
        label = _LABEL.fullmatch(text)
        role = role_named(label["label"], self.draft.edition) if label else None
        if label and role:
            take(self.draft, block)
            self.role = role
            self._add(held(label["holder"], role))
            self.role = role if not label["holder"] else Role.MEMBER
        elif label and label["holder"] and _CONVENING.search(label["label"]):
            self._convene(label["label"], label["holder"].rstrip(" ."), block)
        elif not block.bullet and text.endswith(":"):
            self.role = Role.MEMBER if _OF_THE_GROUP.search(text) else None
            self._lead_in(block)
        elif not block.bullet and ends_sentence(text):
            self.lead.append(block)
        elif self.role:
            take(self.draft, block)
            self._add(held(text, self.role))

    def _lead_in(self, block: Block) -> None:
        if self.role:
            self.lead.append(block)

    def _read_cells(self, line: Line, cells: Sequence[Fragment]) -> None:
        """A row of a table: role, holder, and title where it has one; or a name and a title."""
        full = [cell for cell in cells if any(map(str.isalnum, cell.text))]
        if says_only(line, _HEADS):
            self.draft.ledger.ignore(line, Kind.TABLE_HEAD)
            return
        role = role_named(full[0].text, self.draft.edition)
        texts = [cell.text for cell in full[1:]] if role else [cell.text for cell in full]
        if len(texts) > 2:
            return
        self.draft.ledger.spend(Fragment(line, line.text))
        rows = (
            list(held(texts[0], role or Role.MEMBER))
            if texts
            else [{"role": role, "holder": "", "title": ""}]
        )
        if len(texts) == 2 and len(rows) == 1 and not rows[0]["title"]:
            rows[0]["title"] = texts[1]
        elif len(texts) == 2:
            rows = [{"role": role or Role.MEMBER, "holder": texts[0], "title": texts[1]}]
        self._add(rows)

    def _add(self, rows: Iterator[Values] | Sequence[Values]) -> None:
        """Rows that are not there yet; somebody who calls the group together is marked so."""
        for row in rows:
            words = ", ".join(filter(None, (row["holder"], row["title"])))
            if convenes := _CONVENES.search(words):
                name, title = titled(words[: convenes.start()])
                row |= {"holder": name, "title": title, "convener": True}
            if len(self.rows) <= MAX_ROWS and row not in self.rows:
                self.rows.append(row)

    def _convene(self, label: str, names: str, block: Block) -> None:
        """Whoever calls the group together: a row that is there already, or one more. The label stays as the title."""
        take(self.draft, block)
        title = "" if _ONLY_CONVENING.fullmatch(label) else label
        for row in held(names, Role.MEMBER):
            there = [r for r in self.rows if r["holder"].casefold() == row["holder"].casefold()]
            known = next((r for r in there if r["role"] is Role.LEAD), there[0] if there else None)
            if known is None or (row["title"] and known["title"]):
                self.rows.append(known := row)
            known["convener"] = True
            known["title"] = ", ".join(filter(None, dict.fromkeys((known["title"], row["title"], title))))
