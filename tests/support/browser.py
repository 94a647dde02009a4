"""Chromium for the browser journeys, and axe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.support.tools import require

if TYPE_CHECKING:
    from playwright.sync_api import Page

# The same engine without windows is the lightest, so it goes first.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
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


def launch_arguments() -> dict[str, Any]:
    """Arguments for Playwright's launch."""
    return {"executable_path": require("chromium", *NAMES), "args": list(ARGUMENTS)}


WIDE, PHONE, NARROW = (
    {"width": 1280, "height": 900},
    {"width": 390, "height": 844},
    {"width": 320, "height": 700},
)

# The elements that stand out to the right, innermost last.
TOO_WIDE = """[...document.querySelectorAll("*")]
    .filter(e => e.getBoundingClientRect().right > innerWidth)
    .map(e => `${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 40)}`).slice(-5)"""


def sweep(page: Page, *, in_full: bool = True) -> list[str]:
    """What is wrong with the page that is open: for axe, on a phone and wide, in light and dark; or too wide at 320.

    Dark differs from light in its colours alone, so there only their contrast is measured. Without `in_full` axe
    looks at the phone in light: `test_frame.py` measures every component in full.
    """
    found = []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    found += [f"light, {PHONE['width']}: {problem}" for problem in axe_violations(page)]
    page.set_viewport_size(WIDE)
    if in_full:
        found += [f"light, {WIDE['width']}: {problem}" for problem in axe_violations(page)]
        page.emulate_media(color_scheme="dark")
        found += [f"dark: {problem}" for problem in axe_violations(page, "color-contrast")]
    page.set_viewport_size(NARROW)
    if page.evaluate("document.documentElement.scrollWidth") > NARROW["width"]:
        found.append(f"scrolls sideways at {NARROW['width']}: {page.evaluate(TOO_WIDE)}")
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
    return [f"{page.url}: {problem}" for problem in found]


def axe_violations(page: Page, *rules: str) -> list[str]:
    """What axe finds on the page as it stands now, one line each: rule, help and the elements. CSP stays on.

    `rules`: only these; every one without.
    """
    from axe_playwright_python.base import AXE_SCRIPT

    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options: dict[str, Any] = {"resultTypes": ["violations"]} | ({"runOnly": rules} if rules else {})
    found = page.evaluate("options => axe.run(options).then(results => results.violations)", options)
    return [f"{v['id']}: {v['help']}: {'; '.join(str(n['target']) for n in v['nodes'])}" for v in found]
