"""Mutated files of each kind: read or refused in a sentence, each within 5 seconds and 300 MiB."""

from __future__ import annotations

import copy
import io
import random
import re
import resource
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from tests.imports.cases import DEMO, EDITION, ROOT, read
from tests.imports.mangling import JUNK
from tests.support.figures import Figures
from uppdragil.imports.readers import open_bytes
from uppdragil.imports.recogniser import recognise
from uppdragil.imports.refusals import NotADirective

from . import making

SECONDS, MEMORY = 5.0, 300 * 1024**2
FEW, MANY = 25, 2_000
SPLICES = (
    *(sign.encode(errors="replace") for sign in JUNK),
    b"\x00", b"\xff" * 9, b"<", b">", b"/>", b"</w:p>", b"<w:p>", b"<w:tbl><w:tr><w:tc>", b"&#0;", b"&x;",
    b"<!DOCTYPE a>", b"]]>", b"<<", b">>", b"[", b"(", b")", b" obj ", b"stream\n", b"endstream", b" 0 R", b"-1",
    b"99999999999", b"1e9", b"/Kids", b"/Filter/FlateDecode", b"/Length 0", b" Tj ", b" Tm ", b" q " * 50,
    b"0 0 0 0 0 0 cm ",
)  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Up to eight pieces cut out, doubled, turned, overwritten or put in."""
    for _ in range(chance.randint(1, 8)):
        at, length = chance.randrange(len(data) + 1), chance.choice((1, 1, 4, 40, 400))
        piece = data[at : at + length]
        new = chance.choice(
            [b"", piece * 2, piece[::-1], chance.randbytes(len(piece)), chance.choice(SPLICES), piece * 40]
        )
        data = data[:at] + new + data[at + length :]
    return data


def text_file(chance: random.Random) -> bytes:
    return mutated(DEMO.read_bytes(), chance)


def word_file(chance: random.Random) -> bytes:
    """Its bytes are changed, or those of one of its parts, or the elements of its body are moved about."""
    kind = chance.random()
    if kind < 0.2:
        return mutated(WORD, chance)
    if kind < 0.5:
        name = chance.choice(PARTS)
        return making.repacked(WORD, {name: mutated(part_of(name), chance)})
    return making.repacked(WORD, {"word/document.xml": moved_about(part_of("word/document.xml"), chance)})


def part_of(name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(WORD)).read(name)


def moved_about(xml: bytes, chance: random.Random) -> bytes:
    """Elements put into others, doubled, taken out or emptied; the XML stays whole."""
    root = etree.fromstring(xml)
    for _ in range(chance.randint(1, 12)):
        every = [*root.iter()][2:]  # not the document nor its body
        if not 2 < len(every) < 20_000:
            break
        one, other = chance.choice(every), chance.choice(every)
        act = chance.randrange(4)
        if act == 0:
            other.append(copy.deepcopy(one))
        elif act == 1:
            one.getparent().remove(one)
        elif act == 2:
            one.text = (one.text or "") + chance.choice(JUNK).translate(NO_XML)
        else:
            for name in one.attrib:
                one.set(name, chance.choice(("", "-1", "0", "9", "99999999999", "Heading1", "x" * 5000)))
    return etree.tostring(root)


def pdf_file(chance: random.Random) -> bytes:
    """Its bytes are changed, or with its streams unpacked a few of its numbers and names, so that it stays a PDF."""
    if chance.random() < 0.4:
        return mutated(chance.choice((PDF, PLAIN_PDF)), chance)
    data = PLAIN_PDF
    for _ in range(chance.randint(1, 6)):
        tokens = DRAWN if chance.random() < 0.8 else TOKENS
        one, other = chance.choice(tokens), chance.choice(tokens)
        said = other.group().ljust(len(one.group()))[: len(one.group())]
        data = data[: one.start()] + said + data[one.end() :]
    return data


def _saved(pdf: bytes, *, plain: bool) -> bytes:
    """The same with its streams as text, or compressed and nothing else."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        level = pikepdf.StreamDecodeLevel.generalized
        document.save(out, qdf=plain, compress_streams=not plain, stream_decode_level=level)
    return out.getvalue()


WORD, PRINTED = making.word(read(DEMO).content), making.pdf(read(DEMO).content)
PDF, PLAIN_PDF = _saved(PRINTED, plain=False), _saved(PRINTED, plain=True)
BODY = PLAIN_PDF[: PLAIN_PDF.rfind(b"\nxref")]
TOKENS = [*re.finditer(rb"/[A-Za-z0-9]+|-?\d+(?:\.\d+)?|\b[A-Z][a-zA-Z*]?\b", BODY)]
_STREAMS = [stream.span() for stream in re.finditer(rb"\nstream\n.*?\nendstream", PLAIN_PDF, re.DOTALL)]
DRAWN = [token for token in TOKENS if any(start < token.start() < end for start, end in _STREAMS)]
NO_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xD800])
PARTS = ["word/document.xml"] * 6 + [
    "word/styles.xml",
    "word/numbering.xml",
    "[Content_Types].xml",
    "_rels/.rels",
]
KINDS: dict[str, Callable[[random.Random], bytes]] = {"text": text_file, "word": word_file, "pdf": pdf_file}


def outcome(data: bytes) -> tuple[str, float]:
    """What became of a file, and in how many seconds. Anything but a refusal is raised."""
    began = time.perf_counter()
    try:
        recognise(open_bytes(data), EDITION)
        said = "read"
    except NotADirective as refusal:
        said = refusal.code if "\n" not in str(refusal) else "several lines"
    return said, time.perf_counter() - began


def attack(kind: str, count: int) -> tuple[Counter[str], float]:
    """The outcomes of `count` files, and the seconds of the slowest."""
    files = (KINDS[kind](random.Random(f"{kind} {number}")) for number in range(count))
    with ThreadPoolExecutor(2) as pool:
        outcomes = [*pool.map(outcome, files)]
    return Counter(said for said, _ in outcomes), max(seconds for _, seconds in outcomes)


@pytest.mark.parametrize("kind", KINDS)
def test_a_mutated_file_is_read_or_refused(kind: str) -> None:
    said, slowest = attack(kind, FEW)
    assert said.total() == FEW
    assert "several lines" not in said
    assert slowest < SECONDS + 1


@pytest.mark.prove
@pytest.mark.parametrize("kind", KINDS)
def test_very_many_mutated_files_are_read_or_refused(kind: str, figures: Figures) -> None:
    """In a process of its own, whose memory and whose readers' is counted."""
    command = [sys.executable, "-m", "tests.imports.files.test_fuzz", kind, str(MANY)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=3000, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    seconds, memory, said = done.stdout.strip().split(" ", 2)
    figures.add(
        f"{MANY} mutated {kind} files: {said}; slowest {seconds} s, most memory {int(memory) >> 20} MiB"
    )
    assert float(seconds) <= SECONDS
    assert int(memory) <= MEMORY
    assert "several lines" not in said


def held() -> int:
    """The most that this process has held, in KiB. On Linux its ru_maxrss would be that of whoever began it, too."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(status.read_text().split("VmHWM:")[1].split()[0])


def main(kind: str, count: int) -> None:
    from django.conf import settings

    settings.configure(USE_I18N=False)
    said, slowest = attack(kind, count)
    most = max(held(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    print(f"{slowest:.1f} {most * 1024} {dict(said.most_common())}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
