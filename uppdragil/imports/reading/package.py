"""A .docx file is a zip file of XML: opened here with limits on everything that it says of itself."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from .found import Unreadable

MAX_MEMBERS = 2_000
MAX_PART = 12 * 1024 * 1024  # bytes of one part unpacked; the text of a directive takes some hundred kB
MAX_RATIO = 300  # bytes of a part per byte in the file; Word's own text takes 5 to 40
_SMALL = 256 * 1024  # bytes; a part below this may be as dense as it likes
_MACROS = ("vbaproject.bin", "vbadata.xml")
_EMBEDDED = ("word/embeddings/", "word/activex/", "word/afchunk")
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError, KeyError)


class Package:
    """The parts of a .docx file. Raises Unreadable for a file that is none, or that holds more than a text."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise Unreadable("corrupt") from error
        members = self._zip.infolist()
        if len(members) > MAX_MEMBERS:
            raise Unreadable("too_much")
        if any(member.flag_bits & 1 for member in members):
            raise Unreadable("protected")
        names = [member.filename.casefold() for member in members]
        if any(name.endswith(_MACROS) for name in names):
            raise Unreadable("macros")
        if any(name.startswith(_EMBEDDED) for name in names):
            raise Unreadable("embedded")
        if "[content_types].xml" not in names or "word/document.xml" not in names:
            raise Unreadable("not_word")
        if b"macroenabled" in self.bytes_of("[Content_Types].xml").lower():
            raise Unreadable("macros")

    def bytes_of(self, name: str) -> bytes:
        """A part unpacked; nothing where it does not exist."""
        try:
            member = self._zip.getinfo(name)
        except KeyError:
            return b""
        if member.file_size > max(_SMALL, MAX_RATIO * member.compress_size) or member.file_size > MAX_PART:
            raise Unreadable("too_much")
        try:
            with self._zip.open(member) as part:
                data = part.read(MAX_PART + 1)
        except _BROKEN as error:
            raise Unreadable("corrupt") from error
        if len(data) > MAX_PART:
            raise Unreadable("too_much")
        return data

    def root(self, name: str) -> etree._Element | None:
        """The XML of a part; None where it does not exist. Entities, DTDs and the network are out of reach."""
        data = self.bytes_of(name)
        if not data:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
            remove_pis=True,
        )  # fmt: skip
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Unreadable("corrupt") from error
        if root is None or root.getroottree().docinfo.doctype:
            raise Unreadable("corrupt")
        return root

    def named(self, beginning: str) -> Iterator[str]:
        """Names of the parts that begin so, in order."""
        return (name for name in sorted(self._zip.namelist()) if name.startswith(beginning))
