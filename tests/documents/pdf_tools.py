"""What tests ask of a PDF."""

from __future__ import annotations

import subprocess
from pathlib import Path

import page

from tests.support.tools import require

SEALED_FALSE_ALARM = "SIGNATURE-BYTERANGE-001"  # on every file of several revisions
CR_FALSE_ALARM = "STREAM-LENGTH-001"  # where a stream's data happens to end with a carriage return


def failures(path: Path, *, sealed: bool = False) -> list[str]:
    """What is wrong with the file as PDF/A-3a and as PDF/UA-1, but for two known false alarms."""
    known = [CR_FALSE_ALARM] * (b"\r\nendstream" in path.read_bytes()) + [SEALED_FALSE_ALARM] * sealed
    found = [f for profile in ("3a", "ua1") for f in page.validate_pdf(str(path), profile=profile).failures]
    return [f"{f.rule_id} {f.message}" for f in found if not f.rule_id.endswith(tuple(known))]


def run_poppler(tool: str, *arguments: str) -> str:
    """Output of a poppler tool."""
    done = subprocess.run(
        [require("poppler-utils", tool), *arguments], capture_output=True, check=True, timeout=60
    )
    return done.stdout.decode()


def text_of(pdf: bytes, folder: Path) -> str:
    """The text in the order of the content, each run of white space as one space."""
    (folder / "text.pdf").write_bytes(pdf)
    return " ".join(run_poppler("pdftotext", "-raw", str(folder / "text.pdf"), "-").split())
