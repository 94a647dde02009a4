"""Programs beside Python that tests open things with: Chromium, poppler, LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest

from tests.support.suite import in_ci

WRITER = "libreoffice-writer-nogui"


def converted(source: Path, kind: str, folder: Path) -> Path:
    """`source` as LibreOffice saves it in `folder`, as "pdf" or "docx:MS Word 2007 XML". Skips as `require` does."""
    soffice = require(WRITER, "soffice")
    if not (Path(soffice).resolve().parent / "libmswordlo.so").exists():
        _without(f"LibreOffice opens no Word files (Debian: apt-get install {WRITER})")
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    command = [soffice, home, "--headless", "--convert-to", kind, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    return folder / f"{source.stem}.{kind.partition(':')[0]}"


def require(package: str, *names: str) -> str:
    """The path of the first of `names` that is installed. Without one: skips visibly, and fails in CI."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found:
        return found
    _without(f"{names[0]} is not installed (Debian: apt-get install {package})")


def _without(reason: str) -> NoReturn:
    if in_ci():
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
