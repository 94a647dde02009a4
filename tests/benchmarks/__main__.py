"""`./run bench [--quick] [--sizes 1000,10000] [--databases SQLite,PostgreSQL] [--times 40]`."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.support.postgres import NoServerError

from . import report
from .servers import ROOT
from .worlds import World, worlds

DATABASES = ("SQLite", "PostgreSQL")


def options(words: list[str]) -> argparse.Namespace:
    """What was asked for. `--quick` is a look at whether all works: its figures say nothing."""
    parser = argparse.ArgumentParser(prog="./run bench")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--sizes", default="")
    parser.add_argument("--databases", default=",".join(DATABASES))
    parser.add_argument("--times", type=int, default=0)
    found = parser.parse_args(words)
    found.sizes = [int(size) for size in (found.sizes or ("120" if found.quick else "1000,10000")).split(",")]
    found.times = found.times or (3 if found.quick else 40)
    found.databases = found.databases.split(",")
    return found


def main(words: list[str]) -> int:
    """Measure and print. Returns 0 also where an aim is missed: a figure is no test."""
    asked = options(words)
    for name in asked.databases:
        try:
            _database(name, asked.sizes, asked.times)
        except NoServerError as why:
            _say(f"\n{name}: ingen server, så inget mättes: {why}")
    return 0


def _database(name: str, sizes: list[int], times: int) -> None:
    found = []
    with worlds(name, sizes) as made:
        for world in made:
            found.append(_measured(world, times))
            _say(*report.table(found[-1]))
    for small, large in pairwise(found):
        _say(*report.growth(small, large))


def _measured(world: World, times: int) -> dict[str, Any]:
    """In a process of its own: Django knows one database."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.json"
        command = [sys.executable, "-m", "tests.benchmarks.measure", str(times), str(file)]
        subprocess.run(command, cwd=ROOT, env=world.env, check=True)
        figures: dict[str, Any] = json.loads(file.read_text())
    return figures | {"database": world.database, "size": world.size, "generated": world.generated}


def _say(*lines: str) -> None:
    print(*lines, sep="\n", flush=True)


if __name__ == "__main__":
    os.environ.pop("DATABASE_URL", None)
    sys.exit(main(sys.argv[1:]))
