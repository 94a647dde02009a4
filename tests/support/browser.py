"""Chromium for the browser journeys, and axe."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.suite import in_ci

if TYPE_CHECKING:
    from playwright.sync_api import Page

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# Nothing but the tested pages may be fetched: no updates, no field trials.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str | None:
    """The path of an installed Chromium, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def launch_arguments() -> dict[str, Any]:
    """Arguments for Playwright's launch. Without Chromium: skips visibly, and fails in CI."""
    path = find_chromium()
    if path:
        return {"executable_path": path, "args": list(ARGUMENTS)}
    reason = "no Chromium found (Debian: apt-get install chromium)"
    if in_ci():
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def axe_violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands now, one line each: rule, help and the elements. CSP stays on."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['help']}: {'; '.join(str(n['target']) for n in v['nodes'])}" for v in found]
