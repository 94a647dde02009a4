"""Which kind of file it is, by its first bytes: a name can say anything."""

from __future__ import annotations

from enum import StrEnum

_PDF = b"%PDF-"
_FAR = 1024  # bytes before the mark of a PDF that readers allow
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word before 2007, and everything that Office locks with a password
)
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_RTF = b"{\\rtf"


class FileKind(StrEnum):
    """A kind of file. One with a `refusal` is not opened."""

    TEXT = "text"
    WORD = "word"
    PDF = "pdf"
    OLD_WORD = "old_word"
    LOCKED = "protected"

    @property
    def refusal(self) -> str:
        """The code of the refusal; "" for a kind that is read."""
        return self.value if self in (FileKind.OLD_WORD, FileKind.LOCKED) else ""


def kind_of(data: bytes) -> FileKind:
    """What the bytes are, if they are whole."""
    if data.startswith(_ZIP):
        return FileKind.WORD
    if data.startswith(_OLE):
        return FileKind.LOCKED if _LOCKED in data else FileKind.OLD_WORD
    if data.startswith(_RTF):
        return FileKind.OLD_WORD
    return FileKind.PDF if _PDF in data[:_FAR] else FileKind.TEXT
