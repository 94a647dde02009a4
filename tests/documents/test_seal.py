"""The organisation's seal and the demo's certificate."""

from __future__ import annotations

import asyncio
import io
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from pytest_django.fixtures import Settings

from tests.documents.conftest import SEALED_AT
from tests.documents.pdf_tools import failures, run_poppler, text_of
from uppdragil.documents.seal import SealError, get_sealer
from uppdragil.documents.seal.demo_ca import demo_seal
from uppdragil.documents.seal.pkcs12 import Pkcs12Sealer


def test_a_sealed_record_is_still_archival_and_accessible(sealed_pdf: bytes, tmp_path: Path) -> None:
    (tmp_path / "sealed.pdf").write_bytes(sealed_pdf)

    assert failures(tmp_path / "sealed.pdf", sealed=True) == []


def test_it_only_adds_to_the_document(sealed_pdf: bytes, ordinary_pdf: bytes) -> None:
    assert sealed_pdf.startswith(ordinary_pdf)


def test_it_allows_no_change_afterwards(sealed_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(sealed_pdf)) as pdf:
        (reference,) = pdf.Root.Perms.DocMDP.Reference

        assert reference.TransformParams.P == 1


def test_it_states_the_time_and_the_reason_that_it_was_given(sealed_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(sealed_pdf)) as pdf:
        value = pdf.Root.AcroForm.Fields[0].V

        assert (str(value.M), str(value.Reason)) == ("D:20261116140520+01'00'", "JA med villkor")


def test_it_shows_who_when_and_that_it_is_a_demo(sealed_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(sealed_pdf)) as pdf:
        appearance = pdf.Root.AcroForm.Fields[0].AP.N

        assert "/XObject" in appearance.Resources


def test_poppler_shows_the_seals_words(sealed_pdf: bytes, tmp_path: Path) -> None:
    said = text_of(sealed_pdf, tmp_path)

    assert "ELEKTRONISK STÄMPEL, DEMO: GÄLLER INTE Region Exempel (demo)" in said
    assert "Stämplat 16 november 2026 kl. 14.05." in said


def test_poppler_finds_the_seal_valid(sealed_pdf: bytes, tmp_path: Path) -> None:
    (tmp_path / "sealed.pdf").write_bytes(sealed_pdf)

    report = run_poppler("pdfsig", "-nocert", str(tmp_path / "sealed.pdf"))

    assert report.count("Signature #") == 1
    assert "Signature is Valid." in report
    assert "Total document signed" in report


def test_it_seals_where_an_event_loop_is_running(sealer: Pkcs12Sealer, ordinary_pdf: bytes) -> None:
    async def seal() -> bytes:
        return sealer.seal(ordinary_pdf, reason="JA", at=SEALED_AT)

    assert b"/ByteRange" in asyncio.run(seal())


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\nrubbish", b"not a pdf"])
def test_it_refuses_what_is_no_document(sealer: Pkcs12Sealer, pdf: bytes) -> None:
    with pytest.raises(SealError):
        sealer.seal(pdf, reason="JA", at=SEALED_AT)


def test_it_refuses_a_document_without_the_seals_field(sealer: Pkcs12Sealer) -> None:
    buffer = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(buffer)

    with pytest.raises(SealError, match="organisationens_stampel"):
        sealer.seal(buffer.getvalue(), reason="JA", at=SEALED_AT)


def test_it_refuses_to_seal_twice(sealer: Pkcs12Sealer, sealed_pdf: bytes) -> None:
    with pytest.raises(SealError):
        sealer.seal(sealed_pdf, reason="JA", at=SEALED_AT)


@pytest.mark.parametrize("content", [None, b"", b"no certificate here"])
def test_it_says_when_the_certificate_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "seal.p12"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(SealError, match="cannot be read"):
        Pkcs12Sealer.from_file(path, "secret")


def test_without_a_certificate_and_outside_the_demo_nothing_is_sealed(settings: Settings) -> None:
    settings.DEMO, settings.SEAL_PKCS12 = False, ""

    with pytest.raises(SealError, match="UPPDRAGIL_SEAL_PKCS12"):
        get_sealer()


def test_the_certificate_of_the_settings_is_used_and_read_once(settings: Settings, demo_folder: Path) -> None:
    settings.DEMO, settings.SEAL_PKCS12, settings.SEAL_PASSWORD = False, str(demo_folder / "seal.p12"), ""

    assert get_sealer() is get_sealer()


def test_the_demo_certificate_is_made_once(tmp_path: Path) -> None:
    first = demo_seal(tmp_path / "demo-ca", "Region Exempel").read_bytes()

    assert demo_seal(tmp_path / "demo-ca", "Region Exempel").read_bytes() == first


def test_the_demo_certificate_is_for_its_owners_eyes_only(demo_folder: Path) -> None:
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [demo_folder, *demo_folder.iterdir()]}

    assert modes == {"demo-ca": 0o700, "ca.pem": 0o600, "seal.p12": 0o600}


def test_the_demo_authority_keeps_no_key(demo_folder: Path) -> None:
    assert b"PRIVATE KEY" not in (demo_folder / "ca.pem").read_bytes()
    assert sorted(path.name for path in demo_folder.iterdir()) == ["ca.pem", "seal.p12"]


def test_the_demo_authority_says_that_it_is_one(demo_folder: Path) -> None:
    certificate = x509.load_pem_x509_certificate((demo_folder / "ca.pem").read_bytes())

    assert "demo" in certificate.subject.rfc4514_string()


def test_a_long_or_empty_organisation_name_gives_a_certificate_too(tmp_path: Path) -> None:
    for name in ("", "Å" * 300):
        assert demo_seal(tmp_path / f"ca{len(name)}", name).exists()


def test_many_at_once_end_up_with_the_same_certificate(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = [pool.submit(demo_seal, tmp_path / "demo-ca", "Region Exempel") for _ in range(24)]
        seen = {future.result().read_bytes() for future in made}

    assert len(seen) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["demo-ca"]
