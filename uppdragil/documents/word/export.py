"""From a directive to its Word file."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as FilePart
from docxtpl import DocxTemplate, RichText
from lxml import etree

from uppdragil.core import carried
from uppdragil.directives import canonical
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.printed import Block, BlockKind, Part, layout
from uppdragil.editions.spec import EditionSpec

from .template import template

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")  # no place in XML
_PART = PackURI("/customXml/item99.xml")


def build_word(content: DirectiveContent, edition: EditionSpec, *, owner: str, at: dt.datetime) -> bytes:
    """A .docx file that says `content`, and holds it whole beside the words. `owner`: the organisation, in the foot."""
    file = DocxTemplate(io.BytesIO(template(edition)))
    about = " · ".join(filter(None, (content.number, content.title)))
    said = {
        "parts": [_part(part) for part in layout(content, edition)],
        "header": _clean(about),
        "footer": _clean(owner),
    }
    file.render(said, autoescape=True)
    document = file.docx
    _describe(document, content, at)
    blob = etree.tostring(_carried(content, edition), xml_declaration=True, encoding="UTF-8")
    part = FilePart(_PART, "application/xml", blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _describe(document: Any, content: DirectiveContent, at: dt.datetime) -> None:
    about = document.core_properties
    about.title, about.author, about.comments = _clean(content.title)[:255], "", ""
    about.language = "sv-SE"
    about.created = about.modified = at.astimezone(dt.UTC).replace(tzinfo=None)


def _carried(content: DirectiveContent, edition: EditionSpec) -> etree._Element:
    root = etree.Element(carried.ELEMENT, {carried.EDITION: edition.key}, nsmap={None: carried.NAMESPACE})
    root.text = json.dumps(json.loads(canonical.to_bytes(content)))  # in ASCII: it may hold what XML cannot
    return root


def _part(part: Part) -> dict[str, Any]:
    return {"level": part.level, "heading": _clean(part.heading), "blocks": [_block(b) for b in part.blocks]}


def _block(block: Block) -> dict[str, Any]:
    rows = [[_clean(cell) for cell in row] for row in block.rows if any(cell.strip() for cell in row)]
    return {"style": _style(block), "key": block.key, "rows": rows, "rich": _rich(block)}


def _style(block: Block) -> str:
    if block.kind is not BlockKind.ITEM:
        return block.kind.value
    if block.sign.endswith("."):
        return "number"
    return ("bullet" if block.depth == 0 else "bullet2") if block.sign else "more"


def _rich(block: Block) -> RichText:
    """The pieces of a paragraph; a number of a list is words, so that it stays what it is."""
    rich = RichText()
    if block.sign.endswith("."):
        rich.add(f"{block.sign}\t")
    for at, piece in enumerate(block.pieces):
        space = " " if at and not piece.text.startswith("\n") else ""
        rich.add(f"{space}{_clean(piece.text)}", bold=piece.is_strong)
    return rich


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)
