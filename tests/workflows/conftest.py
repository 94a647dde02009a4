"""Real threads with connections of their own, all let go at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from uppdragil.core import audit
from uppdragil.directives.services import Conflict, NotEditable, NumberTaken
from workflows.service import Refused
from workflows.telling import NotTold

Move = Callable[[], Any]
WIDTH = 3  # threads at most


@pytest.fixture(scope="module")
def runners() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(WIDTH) as pool:
        yield pool


@pytest.fixture
def race(runners: ThreadPoolExecutor) -> Iterator[Callable[..., list[Any]]]:
    """race(move, move) runs both at once and gives what each returned, or how it was refused."""

    def run(*moves: Move) -> list[Any]:
        gate = threading.Barrier(len(moves))
        running = [runners.submit(_attempt, gate, move) for move in moves]
        return [one.result(60) for one in running]

    yield run
    for _ in range(WIDTH):
        runners.submit(connection.close)
    assert audit.verify().ok
    assert audit.evidence().ok


def _attempt(gate: threading.Barrier, move: Move) -> Any:
    try:
        connection.ensure_connection()
        gate.wait(30)
        return move()
    except (Refused, NotEditable, Conflict, NumberTaken, NotTold) as refusal:
        return refusal
    finally:
        connection.close()
