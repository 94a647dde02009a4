from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from tests.core.audit_chains import append
from uppdragil.core import audit

pytestmark = pytest.mark.django_db(transaction=True)

THREADS, EACH = 8, 20


def closing(work: Callable[[int], Any]) -> Callable[[int], Any]:
    """`work`, leaving no connection open in its thread."""

    def run(number: int) -> Any:
        try:
            return work(number)
        finally:
            connection.close()

    return run


def append_many(thread: int) -> list[int]:
    return [append(thread * EACH + number).seq for number in range(EACH)]


def test_threads_that_append_at_once_make_one_gapless_chain() -> None:
    with ThreadPoolExecutor(THREADS) as pool:
        seqs = [seq for part in pool.map(closing(append_many), range(THREADS)) for seq in part]

    assert sorted(seqs) == list(range(1, THREADS * EACH + 1))
    found = audit.verify()
    assert (found.problem, found.events) == (None, THREADS * EACH)


def test_a_chain_is_whole_at_every_moment_while_others_append() -> None:
    with ThreadPoolExecutor(3) as pool:
        running = [pool.submit(closing(append_many), thread) for thread in range(3)]
        found = [audit.verify(page=7)]
        while not all(task.done() for task in running):
            found.append(audit.verify(page=7))
        for task in running:
            task.result()

    assert [one.problem for one in found] == [None] * len(found)
