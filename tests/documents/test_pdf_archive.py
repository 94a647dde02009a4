"""The document as an archive and a screen reader see it."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from django.utils import timezone, translation

from tests.documents import every, samples
from tests.documents.conftest import SEALED_AT
from tests.documents.pdf_tools import failures
from uppdragil.documents.pdf import build_record
from uppdragil.documents.seal.pkcs12 import Pkcs12Sealer


@pytest.mark.parametrize("name", every.NAMES)
def test_every_sample_is_archival_and_accessible(name: str, tmp_path: Path) -> None:
    path = tmp_path / "sample.pdf"
    path.write_bytes(every.built(name))

    assert failures(path) == []


@pytest.mark.parametrize("name", every.NAMES)
def test_every_sample_stays_so_when_it_is_sealed(name: str, sealer: Pkcs12Sealer, tmp_path: Path) -> None:
    path = tmp_path / "sample.pdf"
    path.write_bytes(sealer.seal(every.built(name), reason="JA", at=SEALED_AT))

    assert failures(path, sealed=True) == []


def test_it_gives_the_same_bytes_whatever_the_caller_speaks_and_wherever_it_stands(
    ordinary_pdf: bytes,
) -> None:
    with translation.override("en"), timezone.override("Asia/Tokyo"):
        again = build_record(samples.record())

    assert again == ordinary_pdf


def test_it_gives_the_same_bytes_in_another_process(ordinary_pdf: bytes) -> None:
    script = (
        "import sys, django; django.setup()\n"
        "from tests.documents import samples\n"
        "from uppdragil.documents.pdf import build_record\n"
        "sys.stdout.buffer.write(build_record(samples.record()))"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, timeout=120)

    assert done.stdout == ordinary_pdf


@pytest.mark.parametrize(("name", "relationship"), [("direktiv.json", "/Source"), ("beslut.json", "/Data")])
def test_it_carries_the_exact_bytes(name: str, relationship: str, stress_pdf: bytes) -> None:
    record = samples.stress_record()
    expected = {"direktiv.json": record.version_bytes, "beslut.json": record.decision_bytes}

    with pikepdf.open(io.BytesIO(stress_pdf)) as pdf:
        attachment = pdf.attachments[name]
        associated = [str(file.AFRelationship) for file in pdf.Root.AF if str(file.UF) == name]

        assert attachment.get_file().read_bytes() == expected[name]
        assert associated == [relationship]


def test_it_embeds_every_font(stress_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(stress_pdf)) as pdf:
        fonts = [f for page in pdf.pages for f in page.Resources.Font.values()]

        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)


def test_it_has_one_field_and_that_is_the_seals(ordinary_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(ordinary_pdf)) as pdf:
        (field,) = pdf.Root.AcroForm.Fields

        assert (str(field.T), str(field.FT)) == ("organisationens_stampel", "/Sig")


def test_its_outline_follows_the_document(ordinary_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(ordinary_pdf)) as pdf, pdf.open_outline() as outline:
        (title,) = outline.root

        assert title.title == "Digital kallelse till återbesök"
        assert title.children[0].title == "BP1 Start av uppdraget: JA med villkor"
        assert title.children[-1].title == "Direktivet så som det beslutades"
