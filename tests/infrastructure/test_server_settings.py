"""The settings as a server has them: https only, cookies that stay there, nothing left for check --deploy to say."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SERVER = {
    "UPPDRAGIL_SECRET_KEY": "a-long-string-of-a-test-and-not-random-0123456789-abcdefghij",
    "UPPDRAGIL_HOSTS": "uppdrag.example.se",
    "UPPDRAGIL_BEHIND_PROXY": "1",
    "DATABASE_URL": "sqlite:///:memory:",
}
ASK = """
import django, json
django.setup()
from django.test import Client
def ask(path, **headers):
    answer = Client().get(path, headers={"host": "uppdrag.example.se", **headers})
    return [answer.status_code, answer.get("Location", ""), answer.get("Strict-Transport-Security", "")]
by_https = ask("/accessibility/", **{"x-forwarded-proto": "https"})
print(json.dumps([ask("/accessibility/"), by_https[2], ask("/health")[1]]))
"""


def environment(folder: Path, **changed: str) -> dict[str, str]:
    """This process's environment with the server's settings instead of its own."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("UPPDRAGIL_", "DJANGO_"))
    }
    of_settings = {"DJANGO_SETTINGS_MODULE": "uppdragil.settings", "UPPDRAGIL_VAR": str(folder)}
    return kept | SERVER | of_settings | changed


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=environment(folder),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def settings_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """settings_of(NAME=value, …): the settings module read in a server's environment with these changes."""

    def read(**changed: str) -> dict[str, Any]:
        for name in [name for name in os.environ if name.startswith("UPPDRAGIL_")]:
            monkeypatch.delenv(name)
        for name, value in environment(tmp_path, **changed).items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "uppdragil" / "settings.py"))

    return read


def test_a_servers_settings_leave_the_deployment_check_nothing_to_say(tmp_path: Path) -> None:
    done = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING")

    assert done.returncode == 0, done.stderr


def test_plain_http_is_sent_on_and_https_is_remembered(tmp_path: Path) -> None:
    done = run(tmp_path, "-c", ASK)

    assert done.returncode == 0, done.stderr
    sent_on = '[301, "https://uppdrag.example.se/accessibility/", ""]'
    assert done.stdout.strip() == f'[{sent_on}, "max-age=2592000", ""]'


def test_cookies_stay_on_https(settings_of: Any) -> None:
    found = settings_of()
    assert found["SESSION_COOKIE_SECURE"] is found["CSRF_COOKIE_SECURE"] is True


def test_without_a_proxy_nobody_is_sent_round_in_circles(settings_of: Any) -> None:
    found = settings_of(UPPDRAGIL_BEHIND_PROXY="")
    assert (found["SECURE_SSL_REDIRECT"], found["SECURE_HSTS_SECONDS"]) == (False, 0)


def test_browsers_are_told_to_forget_when_that_is_set(settings_of: Any) -> None:
    assert settings_of(UPPDRAGIL_HSTS_SECONDS="0")["SECURE_HSTS_SECONDS"] == 0


@pytest.mark.parametrize("where", ["UPPDRAGIL_DEMO", "UPPDRAGIL_DEBUG"])
def test_a_demo_is_reached_by_plain_http(settings_of: Any, where: str) -> None:
    found = settings_of(**{where: "1"})
    assert found["SECURE_SSL_REDIRECT"] is found["SESSION_COOKIE_SECURE"] is False
