"""Databases with an invented portfolio: one for the product, and a copy for the floor, which writes too."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.support.postgres import server

from .servers import ROOT

SEED = 1
PASSWORD = "uppdragil-demo"


@dataclass(frozen=True)
class World:
    """`env`: for every process that works with the product's database; FLOOR_URL is the copy's."""

    database: str
    size: int
    env: dict[str, str]
    generated: float  # seconds


@contextmanager
def worlds(database: str, sizes: list[int]) -> Iterator[Iterator[World]]:
    """One after the other, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="uppdragil-bench-") as name:
        if database == "SQLite":
            yield (_on_sqlite(Path(name), size) for size in sizes)
        else:
            with server() as url:
                yield (_on_postgres(Path(name), url, size) for size in sizes)


def _on_sqlite(folder: Path, size: int) -> World:
    product, floor = (folder / f"{name}-{size}.sqlite3" for name in ("product", "floor"))
    env = _env(folder, f"sqlite:///{product}", f"sqlite:///{floor}")
    took = _fill(env, size)
    shutil.copy(product, floor)
    return World("SQLite", size, env, took)


def _on_postgres(folder: Path, url: str, size: int) -> World:
    admin, product, floor = (
        url.replace("/uppdragil?", f"/{n}?") for n in ("postgres", f"p{size}", f"f{size}")
    )
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE p{size}")
        env = _env(folder, product, floor)
        took = _fill(env, size)
        with psycopg.connect(product, autocommit=True) as filled:
            filled.execute("VACUUM ANALYZE")  # as autovacuum would have, some minutes later
        connection.execute(f"CREATE DATABASE f{size} TEMPLATE p{size}")
    return World("PostgreSQL", size, env, took)


def _env(folder: Path, product: str, floor: str) -> dict[str, str]:
    (folder / "static").mkdir(exist_ok=True)
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.support.served",
        "UPPDRAGIL_DEMO": "1",
        "UPPDRAGIL_VAR": str(folder),
        "DATABASE_URL": product,
        "FLOOR_URL": floor,
    }


def _fill(env: dict[str, str], size: int) -> float:
    """Tables, editions and the portfolio; how long the portfolio took."""
    for words in (["migrate", "-v0"], ["load_editions"]):
        _manage(env, *words)
    begun = time.monotonic()
    _manage(env, "generate_portfolio", f"--count={size}", f"--seed={SEED}", f"--password={PASSWORD}")
    return time.monotonic() - begun


def _manage(env: dict[str, str], *words: str) -> None:
    command = [sys.executable, "manage.py", *words]
    subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
