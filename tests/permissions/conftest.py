"""The world at the hour at which everything is asked."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
import time_machine

from tests.factories import Mandate
from tests.support import stock

from .world import LATER, Place, World


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)  # a line per refusal otherwise
    with time_machine.travel(LATER, tick=False):
        yield World()


@pytest.fixture
def at_gate(world: World) -> Place:
    return _brought_to("bp2", world)


@pytest.fixture
def at_work(world: World) -> Place:
    return _brought_to("preparation", world)


def _brought_to(stage: str, world: World) -> Place:
    def make() -> Mandate:
        made = world.mandate("internal")
        while made.phase != stage:
            made.onward()
        world.furnish(made)
        return made

    return Place(stage, "internal", stock.made(("of the world", stage), make))
