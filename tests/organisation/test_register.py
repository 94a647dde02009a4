"""Looking for somebody in the register: who is found, in what order, how often the database is asked."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from uppdragil.organisation import register
from uppdragil.organisation.models import Person, Position, Unit

pytestmark = [pytest.mark.django_db]


def names(words: str) -> list[str]:
    return [one.name for one in register.search(words)]


@pytest.fixture
def staff() -> None:
    unit = Unit.objects.create(name="Östra staben")
    for name, title in (("Åsa Öberg", "Jurist"), ("Bo Åsander", "Chef"), ("Eva Ek", "Registrator")):
        Person.objects.create(name=name, title=title, unit=unit if name == "Eva Ek" else None)
    Position.objects.create(title="Stabschef", unit=unit)
    Person.objects.create(name="Åsa Slutat", active=False)


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize("words", ["åsa", "ÅSA", "Åsa"])
def test_a_part_of_a_name_finds_it_however_it_is_written_and_beginnings_first(words: str) -> None:
    assert names(words) == ["Åsa Öberg", "Bo Åsander"]


@pytest.mark.usefixtures("staff")
def test_every_word_counts_in_name_title_or_unit() -> None:
    assert names("jurist åsa") == ["Åsa Öberg"]
    assert names("östra") == ["Östra staben", "Eva Ek", "Stabschef"]
    assert names("östra jurist") == []


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize("words", ["", "   ", "%", "_" * 300, "\\", "'; --", "\u0130"])
def test_what_is_no_name_finds_nobody(words: str) -> None:
    assert names(words) == []


def test_a_few_are_answered_with_of_however_many_and_asked_in_three_queries() -> None:
    for n in range(register.MOST + 5):
        f.person(f"Lika {n}")
    with CaptureQueriesContext(connection) as asked:
        assert len(register.search("lika")) == register.MOST
    assert len(asked) == 3
