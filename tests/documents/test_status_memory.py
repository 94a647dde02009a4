"""The report of a large portfolio holds no more at a time than that of a small one (issue 4: 150 MiB at most)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.figures import Figures

ROOT = Path(__file__).resolve().parents[2]
MOST = 150  # MiB, the whole process with every page loaded
MEASURE = """
import django, tempfile
django.setup()
import uppdragil.urls
from django.utils import timezone
from uppdragil.documents.statusreport.build import write_report
with tempfile.TemporaryFile() as file:
    write_report(file, person=None, now=timezone.now())
print(open("/proc/self/status").read().split("VmHWM:")[1].split()[0])
"""


@pytest.mark.prove
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux tells how much a process held")
def test_the_report_of_a_thousand_mandates_holds_at_most_150_mib(tmp_path: Path, figures: Figures) -> None:
    file = tmp_path / "many.sqlite3"
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("UPPDRAGIL")},
        "UPPDRAGIL_DEMO": "1",
        "UPPDRAGIL_VAR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{file}",
        "DJANGO_SETTINGS_MODULE": "uppdragil.settings",
    }

    def run(*words: str) -> str:
        made = subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=env, check=True, capture_output=True, text=True
        )
        return made.stdout

    run("manage.py", "migrate", "-v0")
    run("manage.py", "load_editions")
    run("manage.py", "generate_portfolio", "--count", "1000", "--seed", "1", "--into", file.name)
    held = int(run("-c", MEASURE)) / 1024
    figures.add(f"MiB held by the report of 1,000 mandates: {held:.0f}")
    assert held <= MOST
