"""The finished file: its properties and its parts, without a trace of the clock."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import UTC
from pathlib import Path
from typing import IO, Any
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.writer.excel import ExcelWriter

from uppdragil.documents.workbooks.origin import Origin
from uppdragil.documents.workbooks.text import clean

CREATOR = "UPPDRAGiL"
_EMPTY = b"<sheetData></sheetData>"  # what openpyxl leaves of a sheet without rows
_LABELS = b'<numFmt formatCode="0;;;"'  # openpyxl leaves out that the format is the labels' own


def save(
    book: Any, origin: Origin, rows: Mapping[str, IO[bytes]], alternatives: Sequence[str], file: IO[bytes]
) -> None:
    """Write the workbook. `rows`: the rows of each sheet that openpyxl has not got, by the name of its part.
    `alternatives`: what each chart says, in words.

    `Workbook.save` stamps the present moment into the file; this keeps `made_at`.
    """
    made = origin.made_at.astimezone(UTC).replace(tzinfo=None)
    about = book.properties
    about.creator, about.title, about.lastModifiedBy = CREATOR, clean(origin.title), clean(origin.made_by)
    about.created = about.modified = made
    ExcelWriter(book, _Package(file, rows, alternatives)).save()


class _Package(ZipFile):
    """A zip whose parts all carry the same date, and whose sheets get their rows."""

    def __init__(self, file: IO[bytes], rows: Mapping[str, IO[bytes]], alternatives: Sequence[str]) -> None:
        super().__init__(file, "w", ZIP_DEFLATED)
        self._rows, self._alternatives = rows, alternatives

    def write(self, filename: Any, arcname: Any = None, *args: Any, **kwargs: Any) -> None:
        before, found, after = Path(filename).read_bytes().partition(_EMPTY)
        with self.open(self._info(arcname), "w") as part:
            part.write(before)
            if found:
                self._copy_rows(arcname, part)
            part.write(after)

    def _copy_rows(self, name: str, part: IO[bytes]) -> None:
        part.write(b"<sheetData>")
        if name in self._rows:
            self._rows[name].seek(0)
            shutil.copyfileobj(self._rows[name], part)
        part.write(b"</sheetData>")

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **kwargs: Any) -> None:
        if str(zinfo_or_arcname).startswith("xl/drawings/drawing"):
            data = self._described(bytes(data).decode())
        if str(zinfo_or_arcname).startswith("xl/charts/chart"):
            data = bytes(data).replace(_LABELS, _LABELS + b' sourceLinked="0"')
        super().writestr(self._info(zinfo_or_arcname), data)

    def _described(self, drawing: str) -> str:
        """openpyxl has no alternative text for a chart."""
        for at, words in enumerate(self._alternatives, 1):
            name = f'name="Chart {at}"'
            drawing = drawing.replace(name, f"{name} descr={quoteattr(words)}")
        return drawing

    def _info(self, name: str) -> ZipInfo:
        info = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
        info.compress_type = ZIP_DEFLATED
        return info
