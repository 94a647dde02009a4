"""Minutes and extracts as documents: what validators say, what stands in them, what is attached."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pikepdf
import pytest

from tests.documents import minutes_samples as samples
from tests.documents.conftest import SEALED_AT
from tests.documents.pdf_tools import failures, run_poppler, text_of
from uppdragil.core.canonical import sha256
from uppdragil.documents.minutes import MINUTES_FILE
from uppdragil.documents.pdf.minutes import build_minutes
from uppdragil.documents.seal.pkcs12 import Pkcs12Sealer

KINDS = {
    "minutes": samples.source(samples.ordinary()),
    "draft": samples.source(samples.ordinary(), final=False),
    "extract": samples.source(samples.ordinary(), number=84),
    "extract of a free item": samples.source(samples.ordinary(), number=85),
    "everything at once": samples.source(samples.stress()),
    "long extract": samples.source(samples.stress(), number=84),
}


@pytest.fixture(scope="module")
def built() -> dict[str, bytes]:
    return {kind: build_minutes(source) for kind, source in KINDS.items()}


def attached(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return opened.attachments[MINUTES_FILE].get_file().read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_archival_and_accessible(kind: str, built: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "minutes.pdf"
    path.write_bytes(built[kind])

    assert failures(path) == []


@pytest.mark.parametrize("kind", ["minutes", "extract", "everything at once"])
def test_it_stays_so_when_it_is_sealed(
    kind: str, built: dict[str, bytes], sealer: Pkcs12Sealer, tmp_path: Path
) -> None:
    path = tmp_path / "minutes.pdf"
    path.write_bytes(sealer.seal(built[kind], reason="§§ 84–86", at=SEALED_AT))

    assert failures(path, sealed=True) == []
    assert "Signature is Valid" in run_poppler("pdfsig", "-nocert", str(path))


def test_the_minutes_say_who_was_there_and_what_was_decided(built: dict[str, bytes], tmp_path: Path) -> None:
    text = text_of(built["minutes"], tmp_path)

    for words in (
        "Centrala ledningsgruppen",
        "§§ 84–86",
        "gick 14.20",
        "kom 13.15",
        "för Lena Öhrn",
        "§ 84 Digital kallelse till återbesök",
        "U-2026-014 · BP0 Fastställande av uppdragsdirektiv",
        "Fastställs med villkor",
        "Kostnaden för meddelandetjänsten är beräknad",
        "Beslutet borde ha väntat",
        "Informationen noterades.",
        "7 december 2026",
        "18 november 2026 kl. 09.41",
    ):
        assert words in text


def test_an_extract_holds_its_paragraph_and_no_other(built: dict[str, bytes], tmp_path: Path) -> None:
    text, data = text_of(built["extract"], tmp_path), json.loads(attached(built["extract"]))

    assert "Protokollsutdrag" in text
    assert "Digital kallelse" in text
    assert "upphandlingar" not in text + json.dumps(data, ensure_ascii=False)
    assert [s["number"] for s in data["sections"]] == [84]
    assert data["minutes_sha256"] == KINDS["extract"].sha256


def test_a_draft_says_so_and_has_no_seal(built: dict[str, bytes], tmp_path: Path) -> None:
    assert "inte justerat" in text_of(built["draft"], tmp_path)
    with pikepdf.open(io.BytesIO(built["draft"])) as pdf:
        assert "/AcroForm" not in pdf.Root


def test_what_is_attached_is_what_was_adjusted(built: dict[str, bytes]) -> None:
    assert sha256(attached(built["minutes"])) == KINDS["minutes"].sha256


def test_the_same_minutes_give_the_same_bytes(built: dict[str, bytes]) -> None:
    assert build_minutes(KINDS["minutes"]) == built["minutes"]
