"""manage.py as a process of its own on the running test's database: for kills, exit codes and memory limits."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def database_url() -> str:
    """DATABASE_URL of the running test's own database (use it in tests that commit)."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def environment() -> dict[str, str]:
    """The environment in which a child process sees this test's database and files with the product's settings."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "uppdragil.settings",
        "DATABASE_URL": database_url(),
        "UPPDRAGIL_VAR": str(settings.VAR_DIR),
    }


def manage(*words: str, timeout: float = 60.0, **options: object) -> subprocess.CompletedProcess[str]:
    """Run manage.py and wait (seconds). Raises subprocess.TimeoutExpired; does not raise on a non-zero exit."""
    command = [sys.executable, str(ROOT / "manage.py"), *words]
    return subprocess.run(
        command,
        env=environment(),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
        **options,
    )


def start_manage(*words: str, **options: object) -> subprocess.Popen[bytes]:
    """Start manage.py without waiting; the caller ends it."""
    return subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), *words], env=environment(), cwd=ROOT, **options
    )
