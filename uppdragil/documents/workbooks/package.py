"""The finished file: its properties and its parts, without a trace of the clock."""

from __future__ import annotations

import shutil
from datetime import UTC
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.writer.excel import ExcelWriter

from uppdragil.documents.workbooks.origin import Origin
from uppdragil.documents.workbooks.text import clean

CREATOR = "UPPDRAGiL"


def save(book: Any, origin: Origin, file: IO[bytes]) -> None:
    """Write the workbook. `Workbook.save` stamps the present moment into it; this keeps `made_at`."""
    made = origin.made_at.astimezone(UTC).replace(tzinfo=None)
    about = book.properties
    about.creator, about.title, about.lastModifiedBy = CREATOR, clean(origin.title), clean(origin.made_by)
    about.created = about.modified = made
    ExcelWriter(book, _TimelessZip(file, "w", ZIP_DEFLATED)).save()


class _TimelessZip(ZipFile):
    """A zip whose parts all carry the same date."""

    def write(self, filename: Any, arcname: Any = None, *args: Any, **kwargs: Any) -> None:
        with open(filename, "rb") as source, self.open(self._info(arcname), "w") as part:
            shutil.copyfileobj(source, part)

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **kwargs: Any) -> None:
        super().writestr(self._info(zinfo_or_arcname), data)

    def _info(self, name: str) -> ZipInfo:
        info = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
        info.compress_type = ZIP_DEFLATED
        return info
