"""Programs beside Python that tests open things with: Chromium, poppler, LibreOffice."""

from __future__ import annotations

import shutil

import pytest

from tests.support.suite import in_ci


def require(package: str, *names: str) -> str:
    """The path of the first of `names` that is installed. Without one: skips visibly, and fails in CI."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found:
        return found
    reason = f"{names[0]} is not installed (Debian: apt-get install {package})"
    if in_ci():
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
