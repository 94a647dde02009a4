"""The world at the hour at which everything is asked."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from .world import LATER, Place, World


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only the attacks: who sees what is decided in Python, what a store can keep is not."""
    if "DATABASE_URL" not in os.environ:
        return
    mine = [item for item in items if item.path.is_relative_to(Path(__file__).parent)]
    shown = [item for item in mine if not item.path.name.startswith("test_attacks")]
    config.hook.pytest_deselected(items=shown)
    gone = set(shown)
    items[:] = [item for item in items if item not in gone]


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)  # a line per refusal otherwise
    with time_machine.travel(LATER, tick=False):
        yield World()


@pytest.fixture
def at_gate(world: World) -> Place:
    made = world.mandate("internal")
    while made.phase != "bp2":
        made.onward()
    world.furnish(made)
    return Place("bp2", "internal", made)


@pytest.fixture
def at_work(world: World) -> Place:
    made = world.mandate("internal")
    while made.phase != "preparation":
        made.onward()
    world.furnish(made)
    return Place("preparation", "internal", made)
