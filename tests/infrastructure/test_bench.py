"""`./run bench` still fits the product: every case can be asked of it and of the floor."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.benchmarks.servers import ROOT

pytestmark = pytest.mark.prove


def test_every_case_can_be_measured() -> None:
    command = [sys.executable, "-m", "tests.benchmarks", "--quick", "--databases", "SQLite"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert "gick inte att mäta" not in told
    assert "save one chapter" in told
