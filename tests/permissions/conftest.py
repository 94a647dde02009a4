"""The world at the hour at which everything is asked."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
import time_machine

from .world import LATER, World


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)  # a line per refusal otherwise
    with time_machine.travel(LATER, tick=False):
        yield World()
