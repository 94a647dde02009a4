"""Checking sealed minutes and extracts: what is told of them, and what is not taken for them."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from django.core.management import call_command

from tests.documents import minutes_samples as samples
from tests.documents.conftest import SEALED_AT
from uppdragil.core.canonical import canonical_json
from uppdragil.documents.minutes import MINUTES_FILE, Source
from uppdragil.documents.pdf.minutes import build_minutes
from uppdragil.documents.seal.pkcs12 import Pkcs12Sealer
from uppdragil.documents.verify import Problem, verify
from uppdragil.meetings import protocol

MINUTES = samples.source(samples.ordinary())
EXTRACT = samples.source(samples.ordinary(), number=84)

Sealed = Callable[[Source], bytes]


@pytest.fixture
def sealed(sealer: Pkcs12Sealer) -> Sealed:
    return lambda source: sealer.seal(build_minutes(source), reason="Justerat", at=SEALED_AT)


def said(data: bytes, folder: Path, *arguments: object) -> list[str]:
    out, path = io.StringIO(), folder / "protokoll.pdf"
    path.write_bytes(data)
    call_command("verify_record", str(path), *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.usefixtures("soon_after")
def test_it_says_of_minutes_who_sealed_them_when_and_of_which_body_and_meeting(
    sealed: Sealed, tmp_path: Path, demo_folder: Path
) -> None:
    lines = said(sealed(MINUTES), tmp_path, "--ca", demo_folder / "ca.pem")

    assert lines[0] == "INTAKT. Inget har ändrats efter att dokumentet stämplades."
    assert "Stämplat av Region Exempel (demo) (UPPDRAGiL demostämpel, gäller inte)." in lines
    assert "Stämplat 16 november 2026 kl. 14.05 enligt stämpelns egen uppgift." in lines
    assert any(line.startswith("Stämpeln är betrodd") for line in lines)
    assert "Protokoll: Centrala ledningsgruppen 9/2026, 16 november 2026, §§ 84–86. Region Exempel." in lines
    assert "Justerat av Birgitta Norén, regiondirektör och Eva Öst, bitr. ekonomidirektör." in lines
    assert f"Protokollets SHA-256 är {MINUTES.sha256}. Den bifogade filen har det värdet." in lines


def test_it_says_of_an_extract_which_paragraph_and_of_which_minutes(sealed: Sealed, tmp_path: Path) -> None:
    lines = said(sealed(EXTRACT), tmp_path)

    assert (
        "Protokollsutdrag: Centrala ledningsgruppen 9/2026, 16 november 2026, § 84. Region Exempel." in lines
    )
    assert "Paragrafen gäller: Digital kallelse till återbesök (U-2026-014)." in lines
    assert "Beslut vid BP0 Fastställande av uppdragsdirektiv: Fastställs med villkor." in lines
    assert f"Utdraget är ur protokollet med SHA-256 {MINUTES.sha256}." in lines


def test_an_extract_of_a_paragraph_without_a_decision_has_no_sentence_of_one(
    sealed: Sealed, tmp_path: Path
) -> None:
    lines = said(sealed(samples.source(samples.ordinary(), number=85)), tmp_path)

    assert not [line for line in lines if line.startswith("Beslut vid")]


def test_the_minutes_of_a_demo_are_said_not_to_be_valid(sealed: Sealed, tmp_path: Path) -> None:
    lines = said(sealed(MINUTES), tmp_path)

    assert "Det här är en demo: stämpeln och protokollet gäller inte." in lines


def test_changed_minutes_are_not_intact(sealed: Sealed) -> None:
    data = bytearray(sealed(MINUTES))
    data[len(data) // 3] ^= 1

    assert verify(bytes(data)).problem is Problem.CHANGED


def with_file(pdf: bytes, name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.attachments[name] = pikepdf.AttachedFileSpec(opened, data, filename=name)
        opened.save(out)
    return out.getvalue()


NO_PARAGRAPH = canonical_json(protocol.plain(samples.ordinary()) | {"sections": []})
TWO_IN_AN_EXTRACT = canonical_json(protocol.plain(samples.ordinary()) | {"minutes_sha256": "0" * 64})
NO_HASH = canonical_json(protocol.plain(samples.ordinary()) | {"minutes_sha256": 7})


@pytest.mark.parametrize(
    "told", [b"", b"[]", b"{}", b"[" * 100_000, b"\xff", NO_PARAGRAPH, TWO_IN_AN_EXTRACT, NO_HASH]
)
def test_a_sealed_document_that_holds_no_minutes_is_none(sealer: Pkcs12Sealer, told: bytes) -> None:
    pdf = with_file(build_minutes(MINUTES), MINUTES_FILE, told)

    found = verify(sealer.seal(pdf, reason="Justerat", at=SEALED_AT))

    assert found.problem is Problem.NOT_A_RECORD


def test_a_document_that_would_be_both_a_record_and_minutes_is_neither(
    sealer: Pkcs12Sealer, ordinary_pdf: bytes
) -> None:
    pdf = with_file(ordinary_pdf, MINUTES_FILE, MINUTES.data)

    found = verify(sealer.seal(pdf, reason="Justerat", at=SEALED_AT))

    assert found.problem is Problem.NOT_A_RECORD
