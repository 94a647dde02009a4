"""What the tests of pages share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from tests.factories import NOW


@pytest.fixture
def a_monday() -> Iterator[None]:
    """The pages are asked at the moment when the mandates of `factories` are made."""
    with time_machine.travel(NOW, tick=False):
        yield
