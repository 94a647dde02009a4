"""The world at the hour at which everything is asked."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
import time_machine

from .world import LATER, Place, World


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
