"""Mutated files of each kind: read or refused in a sentence, each within 5 seconds and 300 MiB."""

from __future__ import annotations

import io
import random
import resource
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest

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
    """Either its bytes are changed, or those of one of its parts."""
    if chance.random() < 0.3:
        return mutated(WORD, chance)
    name = chance.choice(PARTS)
    return making.repacked(WORD, {name: mutated(zipfile.ZipFile(io.BytesIO(WORD)).read(name), chance)})


def pdf_file(chance: random.Random) -> bytes:
    """Either as it came, or with its streams unpacked, so that what changes is what they say."""
    return mutated(chance.choice((PDF, PLAIN_PDF)), chance)


def _plain(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, qdf=True, compress_streams=False)
    return out.getvalue()


WORD, PDF = making.word(read(DEMO).content), making.pdf(read(DEMO).content)
PLAIN_PDF = _plain(PDF)
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


def main(kind: str, count: int) -> None:
    from django.conf import settings

    settings.configure(USE_I18N=False)
    said, slowest = attack(kind, count)
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"{slowest:.1f} {most * 1024} {dict(said.most_common())}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
