"""What Excel asks of a file before it opens it without repair, checked on the raw parts.

From ECMA-376 part 1 and from what Excel is known to repair: there is no Excel to ask here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from lxml import etree
from openpyxl.utils import get_column_letter, range_boundaries

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# CT_Worksheet's sequence, as far as this product uses it.
ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "autoFilter", "mergeCells"),
    *("conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup"),
    *("headerFooter", "rowBreaks", "colBreaks", "drawing", "legacyDrawing", "tableParts"),
)
TABLE_NAME = re.compile(r"(?![A-Za-z]{1,3}[0-9]+$)[A-Za-z_][A-Za-z0-9_.]{0,254}")
MAX_UNITS, MAX_HEADER, MAX_STYLES = 32_767, 255, 200


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class Parts:
    """The XML parts of a file; a part that is not well formed raises here."""

    def __init__(self, data: bytes) -> None:
        with ZipFile(BytesIO(data)) as archive:
            self.names = archive.namelist()
            self.tree = {name: etree.fromstring(archive.read(name)) for name in self.names}

    def numbered(self, path: str) -> list[etree._Element]:
        """The parts of this path, in the order of their numbers."""
        wanted = ((re.fullmatch(rf"{path}(\d+)\.xml", name), name) for name in self.names)
        return [self.tree[name] for _number, name in sorted((int(m[1]), name) for m, name in wanted if m)]

    @property
    def sheets(self) -> list[etree._Element]:
        return self.numbered("xl/worksheets/sheet")

    @property
    def tables(self) -> list[etree._Element]:
        return self.numbered("xl/tables/table")


def problems(data: bytes) -> list[str]:
    """Each rule that the file breaks, in words; empty for a sound one."""
    parts = Parts(data)
    return [
        *_package(parts),
        *(f"sheet {n}: {p}" for n, sheet in enumerate(parts.sheets, 1) for p in _sheet(sheet, parts)),
        *_tables(parts),
        *_names(parts),
    ]


def _package(parts: Parts) -> Iterator[str]:
    yield from (f"part twice: {name}" for name, count in Counter(parts.names).items() if count > 1)
    types = parts.tree["[Content_Types].xml"]
    declared = {el.get("PartName") for el in types if el.get("PartName")}
    yield from (f"declared but missing: {name}" for name in declared if name[1:] not in parts.names)
    for name in parts.names:
        if name.startswith(("xl/worksheets/sheet", "xl/tables/")) and f"/{name}" not in declared:
            yield f"no content type: {name}"


def _sheet(sheet: etree._Element, parts: Parts) -> Iterator[str]:
    tags = [el.tag.removeprefix(MAIN) for el in sheet]
    if [ORDER.index(tag) for tag in tags] != sorted(ORDER.index(tag) for tag in tags):
        yield f"elements out of order: {tags}"
    styles = len(parts.tree["xl/styles.xml"].find(f"{MAIN}cellXfs"))
    if styles > MAX_STYLES:
        yield f"{styles} cell styles"
    for number, row in enumerate(sheet.iter(f"{MAIN}row"), 1):
        if row.get("r") != str(number) or not 0 < float(row.get("ht", 15)) <= 409:
            yield f"row {number}: number or height"
        for column, cell in enumerate(row, 1):
            yield from _cell(cell, f"{get_column_letter(column)}{number}", styles)
    yield from (
        f"header too long: {el.text}"
        for el in sheet.iterfind(f"{MAIN}headerFooter/")
        if units(el.text or "") > MAX_HEADER
    )


def _cell(cell: etree._Element, place: str, styles: int) -> Iterator[str]:
    if cell.get("r") != place or int(cell.get("s", 0)) >= styles:
        yield f"{place}: reference or style"
    if cell.get("t", "n") not in ("n", "inlineStr") or cell.find(f"{MAIN}f") is not None:
        yield f"{place}: a formula, an error or an unknown type"
    text = cell.findtext(f"{MAIN}is/{MAIN}t")
    if (cell.get("t") == "inlineStr") != (text is not None):
        yield f"{place}: a string cell without its string"
    if units(text or "") > MAX_UNITS:
        yield f"{place}: too long"


def _tables(parts: Parts) -> Iterator[str]:
    ids = [table.get("id") for table in parts.tables]
    names = [table.get("displayName") for table in parts.tables]
    if len(set(ids)) != len(ids) or len({name.lower() for name in names}) != len(names):
        yield f"tables share an id or a name: {ids} {names}"
    yield from (f"table name {name}" for name in names if not TABLE_NAME.fullmatch(name))
    with_table = [sheet for sheet in parts.sheets if sheet.find(f"{MAIN}tableParts") is not None]
    if len(parts.tables) != len(with_table):
        yield "tables that no sheet points at"
    for sheet, table in zip(with_table, parts.tables, strict=True):
        yield from (f"table {table.get('displayName')}: {p}" for p in _table(sheet, table))


def _table(sheet: etree._Element, table: etree._Element) -> Iterator[str]:
    left, top, right, bottom = range_boundaries(table.get("ref"))
    columns = [el.get("name") for el in table.iter(f"{MAIN}tableColumn")]
    rows = list(sheet.iter(f"{MAIN}row"))
    heads = [cell.findtext(f"{MAIN}is/{MAIN}t") for cell in rows[top - 1]]
    if columns != heads[left - 1 : right]:
        yield f"columns {columns} are not the head {heads}"
    if len({name.lower() for name in columns}) != len(columns) or len(columns) != right - left + 1:
        yield "columns not unique, or not as many as the range is wide"
    if bottom < top + 1 or bottom != len(rows):
        yield f"ends at row {bottom}, the sheet at {len(rows)}"
    if table.find(f"{MAIN}autoFilter").get("ref") != table.get("ref"):
        yield "its filter covers another range"


def _names(parts: Parts) -> Iterator[str]:
    sheets = [el.get("name") for el in parts.tree["xl/workbook.xml"].iter(f"{MAIN}sheet")]
    if len({name.lower() for name in sheets}) != len(sheets):
        yield f"sheets share a name: {sheets}"
    yield from (f"sheet name {n}" for n in sheets if not 0 < len(n) <= 31 or re.search(r"[\[\]:*?/\\]", n))
