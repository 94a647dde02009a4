"""manage.py verify_record: one sentence per statement, and the exit code."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.documents import samples
from tests.documents.conftest import SEALED_AT
from uppdragil.documents.pdf import build_record
from uppdragil.documents.seal.pkcs12 import Pkcs12Sealer


@pytest.fixture
def sealed_file(sealed_pdf: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "beslut.pdf"
    path.write_bytes(sealed_pdf)
    return path


def said(*arguments: object) -> str:
    out = StringIO()
    call_command("verify_record", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_it_says_who_when_what_and_that_it_is_intact(sealed_file: Path) -> None:
    lines = said(sealed_file).splitlines()

    assert lines[0] == "INTAKT. Inget har ändrats efter att dokumentet stämplades."
    assert "Stämplat 16 november 2026 kl. 14.05 enligt stämpelns egen uppgift." in lines
    assert "Direktiv U-2026-014: Digital kallelse till återbesök." in lines
    assert "Det här är en demo: stämpeln och beslutet gäller inte." in lines


def test_it_says_who_confirmed_and_at_which_meeting(tmp_path: Path, sealer: Pkcs12Sealer) -> None:
    record = samples.body_record()
    assert record.meeting
    path = tmp_path / "bp0.pdf"
    path.write_bytes(sealer.seal(build_record(record), reason="JA", at=SEALED_AT))

    told = said(path)

    assert f"Beslutat av {record.meeting.official_name} vid möte i {record.meeting.body}" in told
    assert all(f"Bekräftat av {one.name}, {one.title}" in told for one in record.sign_offs)


def test_it_does_not_call_a_demo_seal_trusted(sealed_file: Path) -> None:
    assert "Intakt men inte betrodd: ingen utfärdare är angiven." in said(sealed_file)


@pytest.mark.usefixtures("soon_after")
def test_it_calls_a_seal_trusted_when_its_issuer_is_named(sealed_file: Path, demo_folder: Path) -> None:
    assert "Stämpeln är betrodd" in said(sealed_file, "--ca", demo_folder / "ca.pem")


def test_it_exits_with_1_when_the_document_is_not_intact(sealed_file: Path) -> None:
    sealed_file.write_bytes(sealed_file.read_bytes() + b" ")
    out = StringIO()

    with pytest.raises(SystemExit) as stopped:
        call_command("verify_record", str(sealed_file), stdout=out)

    assert stopped.value.code == 1
    assert out.getvalue() == "INTE INTAKT. Något har lagts till i dokumentet efter att det stämplades.\n"


@pytest.mark.parametrize("missing", ["finns-inte.pdf", "."])
def test_it_says_when_the_file_cannot_be_read(tmp_path: Path, missing: str) -> None:
    with pytest.raises(CommandError, match="går inte att läsa"):
        said(tmp_path / missing)


def test_it_says_when_the_issuer_is_no_certificate(sealed_file: Path) -> None:
    with pytest.raises(CommandError, match="PEM eller DER"):
        said(sealed_file, "--ca", sealed_file)


def test_it_prints_no_control_characters(tmp_path: Path, sealer: Pkcs12Sealer) -> None:
    record = samples.record(organisation="Region \x1b[31mRöd\x07\n")
    (tmp_path / "r.pdf").write_bytes(sealer.seal(build_record(record), reason="JA", at=SEALED_AT))

    assert "\x1b" not in said(tmp_path / "r.pdf")
