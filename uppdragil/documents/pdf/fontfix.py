"""Two repairs of what reportlab writes about fonts, which PDF/A refuses.

The map from codes to text gives unused codes U+0000, and a standard font is listed on every page
though nothing is set in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pikepdf import Name, Object, Pdf

_PAIR = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4})>\n")
_BLOCK = 100  # pairs, the most that one block may hold (Adobe Technical Note 5014)
_HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
"""
_TAIL = b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"


def repair_fonts(pdf: Pdf) -> None:
    """Changes the fonts of every page in place."""
    done: set[tuple[int, int]] = set()
    for fonts in _font_lists(pdf):
        for name in [name for name, font in fonts.items() if Name.FontDescriptor not in font]:
            del fonts[name]
        for font in fonts.values():
            if font.objgen not in done:
                done.add(font.objgen)
                font.ToUnicode.write(_to_unicode(font.ToUnicode.read_bytes()))


def _font_lists(pdf: Pdf) -> Iterator[Object]:
    for holder in pdf.objects:
        # A stream's dictionary, a page or a form: whatever has resources.
        if hasattr(holder, "get") and (resources := holder.get("/Resources")) is not None:
            fonts = resources.get("/Font")
            if fonts is not None:
                yield fonts


def _to_unicode(cmap: bytes) -> bytes:
    pairs = [pair for pair in _PAIR.findall(cmap.split(b"beginbfchar", 1)[1]) if pair[1] != b"0000"]
    blocks = (pairs[at : at + _BLOCK] for at in range(0, len(pairs), _BLOCK))
    return _HEAD + b"".join(_block(block) for block in blocks) + _TAIL


def _block(pairs: list[tuple[bytes, bytes]]) -> bytes:
    rows = b"".join(b"<%s> <%s>\n" % pair for pair in pairs)
    return b"%d beginbfchar\n%sendbfchar\n" % (len(pairs), rows)
