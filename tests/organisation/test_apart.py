"""People of the same name can be told from each other."""

from __future__ import annotations

import pytest

from tests import factories
from uppdragil.organisation.apart import in_sentence, told_apart
from uppdragil.organisation.models import Person, User

pytestmark = pytest.mark.django_db


def labels(*people: dict[str, object]) -> list[str]:
    return list(told_apart([Person.objects.create(**{"name": "Anna Berg"} | p) for p in people]).values())


def test_a_name_of_ones_own_needs_only_its_title() -> None:
    assert labels({"title": "IT-chef", "email": "a@example.org"}, {"name": "Bo Ek"}) == [
        "Anna Berg, IT-chef",
        "Bo Ek",
    ]


def test_a_title_that_differs_is_enough() -> None:
    assert labels({"title": "Läkare"}, {"title": "Jurist"}) == ["Anna Berg, läkare", "Anna Berg, jurist"]


def test_e_mail_and_username_come_where_the_unit_is_the_same() -> None:
    unit, user = factories.unit(), User.objects.create_user("anna.berg")
    same = {"unit": unit, "email": "anna@example.org"}
    third = {"unit": unit, "email": "berg@example.org"}
    first, second, last = labels(same, same | {"user": user}, third)
    assert last == f"Anna Berg, {unit.name}, berg@example.org"
    assert second == f"Anna Berg, {unit.name}, anna@example.org, anna.berg"
    assert first.startswith(f"Anna Berg, {unit.name}, anna@example.org")
    assert first != second


def test_a_number_tells_the_rest_apart() -> None:
    assert len(set(labels({}, {}, {}))) == 3


@pytest.mark.parametrize(
    ("title", "inside"), [("Direktör", "direktör"), ("VD", "VD"), ("IT-chef", "IT-chef"), ("", "")]
)
def test_a_title_stands_inside_a_sentence(title: str, inside: str) -> None:
    assert in_sentence(title) == inside
