"""What tests ask of a PDF."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import page
import pytest

KNOWN_FALSE_ALARMS = ("SIGNATURE-BYTERANGE-001", "STREAM-LENGTH-001")  # on sealed files only


def failures(path: Path, *, sealed: bool = False) -> list[str]:
    """What is wrong with the file as PDF/A-3a and as PDF/UA-1."""
    found = [f for profile in ("3a", "ua1") for f in page.validate_pdf(str(path), profile=profile).failures]
    return [
        f"{f.rule_id} {f.message}" for f in found if not (sealed and f.rule_id.endswith(KNOWN_FALSE_ALARMS))
    ]


def run_poppler(tool: str, *arguments: str) -> str:
    """Output of a poppler tool; skips the test where it is not installed."""
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} (poppler-utils) is not installed")
    done = subprocess.run([tool, *arguments], capture_output=True, check=True, timeout=60)
    return done.stdout.decode()


def text_of(pdf: bytes, folder: Path) -> str:
    """The text in the order of the content, each run of white space as one space."""
    (folder / "text.pdf").write_bytes(pdf)
    return " ".join(run_poppler("pdftotext", "-raw", str(folder / "text.pdf"), "-").split())
