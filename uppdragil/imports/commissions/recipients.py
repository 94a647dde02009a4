"""To whom the document is sent: who carries it out, who is to know of it, and to whom they send it on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from uppdragil.directives.content import DistributionKind
from uppdragil.imports.blocks import Block, split_bullet
from uppdragil.imports.chapters import Draft, read_not_applicable
from uppdragil.imports.grids import split_pipes
from uppdragil.imports.ledger import Fragment, Kind, Line
from uppdragil.imports.wraps import ends_sentence

from .lines import flat, said, says_only, take

_KINDS = {
    "genomförande": DistributionKind.CARRY_OUT,
    "åtgärd": DistributionKind.CARRY_OUT,
    "kännedom": DistributionKind.INFORMATION,
    "information": DistributionKind.INFORMATION,
}
_LABEL = re.compile(
    rf"(?:(?:kopia )?(?:för|till) )?(?P<kind>{'|'.join(_KINDS)})(?: ?: ?(?P<names>.*)| ?)",
    re.IGNORECASE | re.DOTALL,
)
_RELAY = re.compile(
    r"(?P<name>.{1,300}?),? \(?(?:för|som) (?:vidare )?"
    r"(?:distribution|distribuering|distribuerar|spridning|sprider|utskick|befordran|vidarebefordran|fördelning|skickar|"
    r"sänder)(?: vidare)? till (?P<relay>[^)]+)\)?",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER = re.compile(r"^\d{1,2}[.)] ")  # of a list that begins anew below a label
_HEAD_WORDS = "namn mottagare varför syfte skickar vidare till distribueras sätt för roll"
_HEADS = frozenset(_HEAD_WORDS.split())
_LONGEST = 12  # words of a recipient that ends as a sentence does


def read(draft: Draft, lines: Sequence[Line]) -> None:
    """A row for each recipient, below the label that says why; sentences lead in."""
    if not lines or read_not_applicable(draft, "distribution", lines):
        return
    kind: DistributionKind | None = None
    lead: list[Block] = []
    rows: list[dict[str, Any]] = []
    for block in flat(draft.blocks(lines)):
        label = _LABEL.fullmatch(said(block))
        cells = split_pipes(block.last)
        if cells and len(block.words) == 1:
            rows.extend(_of_cells(draft, block.last, cells))
        elif label and not (block.bullet and label["names"] is None):
            kind = _KINDS[label["kind"].casefold()]
            take(draft, block)
            rows.extend(_row(name, kind) for name in _names(label["names"] or ""))
        elif _is_prose(block):
            lead.append(block)
        else:
            rows.append(_row(take(draft, block), kind))
    draft.lead_in("distribution", lead)
    draft.rows("distribution", [row for row in rows if row["name"] or row["relay"]])


def _is_prose(block: Block) -> bool:
    text = said(block)
    if block.bullet:
        return False
    return text.endswith(":") or (ends_sentence(text) and len(text.split()) > _LONGEST)


def _names(text: str) -> list[str]:
    return [name.strip(" .") for name in re.split(r"[,;\n]| och (?=[A-ZÅÄÖ])", text) if name.strip(" .")]


def _row(numbered: str, kind: DistributionKind | None) -> dict[str, Any]:
    text = _NUMBER.sub("", numbered)
    relay = _RELAY.fullmatch(text)
    if relay:
        return {"name": relay["name"], "kind": kind, "relay": relay["relay"].rstrip(" .")}
    return {"name": text, "kind": kind, "relay": ""}


def _of_cells(draft: Draft, line: Line, cells: Sequence[Fragment]) -> Iterator[dict[str, Any]]:
    """A row of a table: name, why, to whom it is sent on."""
    full = [cell for cell in cells if any(map(str.isalnum, cell.text))]
    if not full or says_only(line, _HEADS):
        draft.ledger.ignore(line, Kind.TABLE_HEAD)
        return
    kinds = [(cell, m) for cell in full if (m := _LABEL.fullmatch(cell.text)) and m["names"] is None]
    rest = [cell for cell in full if not kinds or cell is not kinds[0][0]]
    if len(rest) > 2:
        return
    for cell in full:
        draft.ledger.spend(split_bullet(cell, 0)[1] or cell)
    row = _row(rest[0].text if rest else "", _KINDS[kinds[0][1]["kind"].casefold()] if kinds else None)
    yield row | ({"relay": rest[1].text} if len(rest) > 1 else {})
