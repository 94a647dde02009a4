"""Checking a sealed record: what is told, and every way of changing it that is found out."""

from __future__ import annotations

import datetime as dt
import io
import random
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pytest_django.fixtures import Settings

from tests.documents import samples
from tests.documents.conftest import SEALED_AT
from uppdragil.documents.pdf import build_record
from uppdragil.documents.seal.demo_ca import demo_seal
from uppdragil.documents.seal.pkcs12 import Pkcs12Sealer
from uppdragil.documents.verify import BadCertificate, Problem, Trust, verify


def test_it_finds_an_untouched_record_intact(sealed_pdf: bytes) -> None:
    assert verify(sealed_pdf).intact


def test_it_says_who_and_when(sealed_pdf: bytes) -> None:
    seal = verify(sealed_pdf).seal

    assert seal
    assert (seal.organisation, seal.at, seal.at_is_proven) == (
        "Region Exempel (demo)",
        SEALED_AT.replace(),
        False,
    )


def test_it_says_what_was_decided(sealed_pdf: bytes) -> None:
    decided = verify(sealed_pdf).decided

    assert decided
    assert (decided.number, decided.gate, decided.outcome, decided.version) == (
        "U-2026-014",
        "BP1",
        "JA med villkor",
        3,
    )
    assert decided.sha256 == samples.record().sha256


def test_it_says_that_it_is_a_demo(sealed_pdf: bytes) -> None:
    assert verify(sealed_pdf).demo


def test_it_does_not_trust_a_seal_when_no_issuer_is_named(sealed_pdf: bytes) -> None:
    assert verify(sealed_pdf).trust is Trust.NO_ISSUER_NAMED


@pytest.mark.usefixtures("soon_after")
def test_it_trusts_a_seal_of_the_named_issuer(sealed_pdf: bytes, ca: bytes) -> None:
    assert verify(sealed_pdf, ca).trusted


@pytest.mark.usefixtures("soon_after")
def test_it_trusts_a_seal_of_the_configured_issuer(
    sealed_pdf: bytes, demo_folder: Path, settings: Settings
) -> None:
    settings.SEAL_CA = str(demo_folder / "ca.pem")

    assert verify(sealed_pdf).trusted


def test_it_does_not_trust_a_seal_of_another_issuer(sealed_pdf: bytes, tmp_path: Path) -> None:
    other = demo_seal(tmp_path / "other", "Region Exempel").with_name("ca.pem")

    assert verify(sealed_pdf, other.read_bytes()).trust is Trust.OTHER_ISSUER


def test_it_says_when_the_certificate_has_expired(sealed_pdf: bytes, ca: bytes) -> None:
    with time_machine.travel(dt.datetime(2060, 1, 1, tzinfo=dt.UTC)):
        found = verify(sealed_pdf, ca)

    assert (found.intact, found.trusted, found.trust) == (True, False, Trust.EXPIRED)


@pytest.mark.parametrize(
    "rubbish", [b"", b"text", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_it_refuses_an_issuer_that_is_no_certificate(sealed_pdf: bytes, rubbish: bytes) -> None:
    with pytest.raises(BadCertificate):
        verify(sealed_pdf, rubbish)


# Changes ------------------------------------------------------------------------------------------


def flip(data: bytes, place: int, bit: int) -> bytes:
    changed = bytearray(data)
    changed[place] ^= 1 << bit
    return bytes(changed)


def test_it_finds_every_one_of_a_hundred_flipped_bits(sealed_pdf: bytes) -> None:
    chance = random.Random(20261116)
    flips = [(chance.randrange(len(sealed_pdf)), chance.randrange(8)) for _ in range(100)]

    assert [f for f in flips if verify(flip(sealed_pdf, *f)).intact] == []


def test_it_finds_every_flipped_bit_in_the_seal_itself(sealed_pdf: bytes) -> None:
    first, second = gap(sealed_pdf)
    chance = random.Random(7)
    used = first + 2_300  # beyond it the container is padding
    flips = [(chance.randrange(first, used), chance.randrange(8)) for _ in range(70)]
    flips += [(chance.randrange(used, second), chance.randrange(8)) for _ in range(10)]
    flips += [(place, bit) for place in (first, first + 1, second - 2, second - 1) for bit in (0, 3)]

    assert [f for f in flips if verify(flip(sealed_pdf, *f)).intact] == []


@pytest.mark.prove
def test_it_finds_thousands_of_flipped_bits_in_the_seal_itself(sealed_pdf: bytes) -> None:
    first, second = gap(sealed_pdf)
    chance = random.Random()
    flips = [(chance.randrange(first, second), chance.randrange(8)) for _ in range(5_000)]

    assert [f for f in flips if verify(flip(sealed_pdf, *f)).intact] == []


def gap(data: bytes) -> tuple[int, int]:
    found = re.search(rb"/ByteRange \[0 (\d+) (\d+) ", data)
    assert found
    return int(found[1]), int(found[2])


def appended(data: bytes) -> bytes:
    return data + b"\n"


def cut_off(data: bytes) -> bytes:
    return data[:-40]


def emptied(data: bytes) -> bytes:
    first, second = gap(data)
    return data[: first + 1] + b"0" * (second - first - 2) + data[second - 1 :]


def annotated(data: bytes) -> bytes:
    """A note on the first page, by an incremental update."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    note = writer.add_object(
        generic.DictionaryObject(
            {
                generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
                generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
                generic.pdf_name("/Contents"): generic.TextStringObject("godkänt"),
                generic.pdf_name("/Rect"): generic.ArrayObject(
                    [generic.NumberObject(n) for n in (9, 9, 99, 99)]
                ),
            }
        )
    )
    page = writer.root["/Pages"]["/Kids"][0]
    page[generic.pdf_name("/Annots")] = generic.ArrayObject([note])
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def attachment_replaced(data: bytes) -> bytes:
    """The file written anew with another directive inside, the old seal still in its field."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.attachments["direktiv.json"] = pikepdf.AttachedFileSpec(pdf, b"{}", filename="direktiv.json")
        pdf.save(out)
    return out.getvalue()


def two_seals(data: bytes) -> bytes:
    first, second = gap(data)
    return data + b"\n/ByteRange [0 %d %d %d]" % (first, second, len(data) - second)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (appended, Problem.ADDED),
        (annotated, Problem.ADDED),
        (cut_off, Problem.CUT_OFF),
        (emptied, Problem.SEAL_DAMAGED),
        (two_seals, Problem.SEVERAL_SEALS),
        (lambda data: data[: len(data) // 2], Problem.NO_SEAL),
        (lambda data: data.replace(b"%PDF-1.7", b"%PDF-1.4"), Problem.CHANGED),
        (lambda data: b"\xef\xbb\xbf" + data, Problem.NOT_PDF),
    ],
)
def test_it_finds_the_change(sealed_pdf: bytes, change: Callable[[bytes], bytes], problem: Problem) -> None:
    assert verify(change(sealed_pdf)).problem is problem


def test_it_finds_a_replaced_attachment(sealed_pdf: bytes) -> None:
    assert not verify(attachment_replaced(sealed_pdf)).intact


def test_it_finds_a_directive_that_the_decision_does_not_name(
    ordinary_pdf: bytes, sealer: Pkcs12Sealer
) -> None:
    other = sealer.seal(attachment_replaced(ordinary_pdf), reason="JA", at=SEALED_AT)

    assert verify(other).problem is Problem.HASH_DIFFERS


@pytest.mark.parametrize("decision", [b"", b"[]", b"{}", b"[" * 100_000, b'{"organisation": 1e400}', b"\xff"])
def test_it_finds_a_sealed_document_that_is_no_record(
    ordinary_pdf: bytes, sealer: Pkcs12Sealer, decision: bytes
) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(ordinary_pdf)) as pdf:
        pdf.attachments["beslut.json"] = pikepdf.AttachedFileSpec(pdf, decision, filename="beslut.json")
        pdf.save(out)

    assert verify(sealer.seal(out.getvalue(), reason="JA", at=SEALED_AT)).problem is Problem.NOT_A_RECORD


def test_it_finds_no_seal_in_an_unsealed_record(ordinary_pdf: bytes) -> None:
    assert verify(ordinary_pdf).problem is Problem.NO_SEAL


def test_it_refuses_a_file_larger_than_any_record() -> None:
    assert verify(b"%PDF-" + bytes(100 * 1024 * 1024)).problem is Problem.TOO_LARGE


@given(st.binary(max_size=400))
def test_it_survives_whatever_bytes(data: bytes) -> None:
    assert not verify(data).intact
    assert not verify(b"%PDF-1.7\n/ByteRange [0 9 30 5]\n<" + data + b">").intact


def test_it_does_not_unpack_what_would_fill_the_memory(sealer: Pkcs12Sealer) -> None:
    record = build_record(samples.record())
    packer = zlib.compressobj(1)
    bomb = b"".join(packer.compress(bytes(1024 * 1024)) for _ in range(80)) + packer.flush()
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(record)) as pdf:
        pdf.Root.AF[0].EF.F.write(bomb, filter=pikepdf.Name.FlateDecode)
        pdf.save(out, compress_streams=False)

    assert verify(sealer.seal(out.getvalue(), reason="JA", at=SEALED_AT)).problem is Problem.UNREADABLE
