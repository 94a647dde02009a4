"""A draft with every kind of row, its lead's browser, and a Monday."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from tests import factories as f
from tests.support import stock
from tests.web.directive_pages import (
    signed_in,
)
from uppdragil.directives.content import (
    ChapterNote,
    DecisionSheet,
    Dependency,
    Term,
)


@pytest.fixture(autouse=True)
def _a_monday() -> Iterator[None]:
    with time_machine.travel(f.NOW, tick=False):
        yield


@pytest.fixture
def made() -> f.Mandate:
    return a_draft_with_every_row()


@stock.kept
def a_draft_with_every_row() -> f.Mandate:
    return f.mandate(
        dependencies=(f.row(Dependency, text="Upphandlingen"),),
        terms=(f.row(Term, term="CLG", explanation="Ledningsgruppen"),),
        decision_sheets=(f.row(DecisionSheet, gate="BP1", questions=("Ett?", "Två?")),),
        notes=(ChapterNote(chapter="risks", lead_in="Värst först"),),
    )


@pytest.fixture
def lead(made: f.Mandate) -> Client:
    return signed_in(made.cast.lead)
