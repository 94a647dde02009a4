"""What is not read is refused in one sentence that says what to do, in bounded time and memory."""

from __future__ import annotations

import io
import struct
import time
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from docx import Document
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.imports.cases import DEMO, read
from uppdragil.imports.readers import MAX_FILE, open_bytes
from uppdragil.imports.refusals import NotADirective

from .making import W, body, paragraphs, pdf, repacked, saved, word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
CONTENT = read(DEMO).content
WORD = word(CONTENT)


def locked_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(CONTENT))) as document:
        document.save(out, encryption=pikepdf.Encryption(user="hemligt", owner="hemligare"))
    return out.getvalue()


def scanned_pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for _ in range(3):
        canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "grey")), 0, 0, 500, 700)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def scanned_word() -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (60, 80), "grey").save(picture, "PNG")
    document = Document()
    document.add_picture(io.BytesIO(picture.getvalue()))
    return saved(document)


def locked_member() -> bytes:
    data = bytearray(WORD)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(sign)
        data[place + at] |= 1
    return bytes(data)


def macro_type() -> bytes:
    types = zipfile.ZipFile(io.BytesIO(WORD)).read("[Content_Types].xml").decode()
    changed = types.replace(
        "officedocument.wordprocessingml.document.main", "ms-word.document.macroEnabled.main"
    )
    return repacked(WORD, {"[Content_Types].xml": changed.encode()})


def many_members() -> bytes:
    return repacked(WORD, {f"word/media/{n}.bin": b"" for n in range(3_000)})


def entities() -> bytes:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    inner = f"<w:body>{paragraphs(['ENTITY'])}</w:body>".replace("ENTITY", "&l11;")
    xml = f'<!DOCTYPE d [<!ENTITY l0 "lol">{lol}]><w:document xmlns:w="{W}">{inner}</w:document>'
    return repacked(WORD, {"word/document.xml": xml.encode()})


def outside() -> bytes:
    xml = f'<!DOCTYPE d SYSTEM "file:///etc/passwd"><w:document xmlns:w="{W}"><w:body/></w:document>'
    return repacked(WORD, {"word/document.xml": xml.encode()})


def nested(deep: int) -> bytes:
    return body("<w:sdt><w:sdtContent>" * deep + paragraphs(["x"]) + "</w:sdtContent></w:sdt>" * deep)


def bomb(size: int) -> bytes:
    """A document of a few kB that unpacks to `size` bytes."""
    return repacked(WORD, {"word/document.xml": b"<w>" + b" " * size})


def wide() -> bytes:
    return body(paragraphs(["mycket långt"] * 200_000))


def many_runs() -> bytes:
    return body("<w:p>" + "<w:r/>" * 1_900_000 + "</w:p>")


def long_row() -> bytes:
    return body("<w:tbl><w:tr>" + f"<w:tc>{paragraphs(['x'])}</w:tc>" * 40 + "</w:tr></w:tbl>")


def pages_in_a_ring() -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[2 0 R 2 0 R 2 0 R]/Count 1000000>>",
    ]
    return _raw(objects)


def deep_arrays() -> bytes:
    return _raw([b"<</Type/Catalog/Pages 2 0 R>>", b"[" * 200_000])


def huge_stream() -> bytes:
    """A page whose content is a stream in a stream, each a hundredth of what it holds."""
    data = zlib.compress(zlib.compress(b"(x) Tj " * 30_000_000, 9), 9)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"
    stream = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream" % (len(data), data)
    return _raw([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream])


def form_in_itself() -> bytes:
    own = b"/Resources<</XObject<</A 4 0 R>>>>"
    stream = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]%s/Length 5>>stream\n/A Do\nendstream" % own
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]%s/Contents 4 0 R>>" % own
    return _raw([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream])


def many_pages() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for number in range(300):
        canvas.drawString(50, 50, f"sida {number}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _raw(objects: list[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1."""
    out, places = b"%PDF-1.7\n", []
    for number, value in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj %s endobj\n" % (number, value)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return b"%sxref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        out, size, table, size, len(out),
    )  # fmt: skip


REFUSED: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "a word file under a password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), {"protected"}),
    "a member under a password": (locked_member, {"protected"}),
    "a pdf under a password": (locked_pdf, {"protected"}),
    "an old word file": (lambda: OLE, {"old_word"}),
    "rich text": (lambda: rb"{\rtf1 hej}", {"old_word"}),
    "macros": (lambda: repacked(WORD, {"word/vbaProject.bin": OLE}), {"macros"}),
    "a .docm": (macro_type, {"macros"}),
    "an embedded workbook": (lambda: repacked(WORD, {"word/embeddings/a.xlsx": b"x"}), {"embedded"}),
    "an activeX control": (lambda: repacked(WORD, {"word/activeX/activeX1.bin": b"x"}), {"embedded"}),
    "another document inside": (lambda: body('<w:altChunk id="1"/>'), {"embedded"}),
    "a scanned pdf": (scanned_pdf, {"scanned"}),
    "a scanned word file": (scanned_word, {"scanned"}),
    "an empty word file": (lambda: body(), {"no_text"}),
    "another zip file": (
        lambda: repacked(body(), {"x": b""}).replace(b"word/document.xml", b"word/dokument.xml"),
        {"not_word"},
    ),
    "half a word file": (lambda: WORD[: len(WORD) // 2], {"corrupt"}),
    "half a pdf": (lambda: b"%PDF-1.7\n" + bytes(range(256)), {"corrupt"}),
    "a part that is no XML": (lambda: repacked(WORD, {"word/document.xml": b"<w:document"}), {"corrupt"}),
    "entities": (entities, {"corrupt"}),
    "a document type": (outside, {"corrupt"}),
    "a zip bomb": (lambda: bomb(11 * 1024**2), {"too_much"}),
    "a larger zip bomb": (lambda: bomb(200 * 1024**2), {"too_much"}),
    "thousands of members": (many_members, {"too_much"}),
    "elements far too deep": (lambda: nested(2_000), {"corrupt", "too_much"}),
    "far too much text": (wide, {"too_much"}),
    "millions of runs": (many_runs, {"too_much", "no_text"}),
    "a row of far too many cells": (long_row, {"too_much"}),
    "pages in a ring": (pages_in_a_ring, {"corrupt", "too_much", "scanned", "too_many_pages"}),
    "arrays far too deep": (deep_arrays, {"corrupt", "too_much"}),
    "a stream that unpacks to a disk": (huge_stream, {"corrupt", "too_much", "scanned"}),
    "a form that draws itself": (form_in_itself, {"corrupt", "too_much", "scanned"}),
    "hundreds of pages": (many_pages, {"too_many_pages"}),
    "a file over the limit": (lambda: b"%PDF-1.7" + bytes(MAX_FILE), {"too_large_file"}),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_in_one_sentence(name: str) -> None:
    make, codes = REFUSED[name]
    data = make()
    began = time.perf_counter()
    with pytest.raises(NotADirective) as refused:
        open_bytes(data)
    assert refused.value.code in codes
    assert "\n" not in str(refused.value)
    assert time.perf_counter() - began < 6


def test_elements_within_the_limit_are_read() -> None:
    assert open_bytes(nested(50)).text.strip() == "x"


def test_the_size_that_a_file_states_is_not_believed() -> None:
    data = bytearray(bomb(100 * 1024**2))
    place = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/document.xml"))
    data[place + 24 : place + 28] = struct.pack("<I", 1000)
    with pytest.raises(NotADirective):
        open_bytes(bytes(data))
