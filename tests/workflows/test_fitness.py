"""An edition that the program cannot run is not published."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories import NOW, edition
from uppdragil.editions import services
from uppdragil.editions.models import Edition
from uppdragil.editions.services import Unfit, publish
from uppdragil.editions.spec import EditionSpec

pytestmark = pytest.mark.django_db


def edition_with(**fields: Any) -> EditionSpec:
    return EditionSpec.model_validate(edition().spec.model_dump(mode="json") | {"key": "other"} | fields)


def gates(number: int = 0, **fields: Any) -> list[dict[str, Any]]:
    """The edition's gates, with other fields in one of them."""
    found = edition().spec.model_dump(mode="json")["gates"]
    found[number] |= fields
    return found


ORACLE = {"code": "x", "text": "x?", "prefill": "crystal_ball"}


def test_the_edition_that_comes_with_the_program_fits() -> None:
    assert services.unfit() == {}


def test_the_same_edition_published_again_is_the_same() -> None:
    assert publish(spec=edition().spec, now=NOW) == edition()


def test_another_wording_is_a_new_revision_and_the_old_one_stays() -> None:
    first = edition()

    second = publish(spec=first.spec.model_copy(update={"name": "Annat"}), now=NOW)

    assert (second.revision, first.revision) == (2, 1)
    assert services.current(first.key) == second
    assert Edition.objects.get(pk=first.pk).spec == first.spec


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"flow": "nowhere"}, "nowhere"),
        ({"gates": lambda: gates()[:3]}, "BP3"),
        ({"gates": lambda: gates()[::-1]}, "BP3, BP2"),
        ({"gates": lambda: gates(3, code="BP9")}, "BP9"),
        ({"gates": lambda: gates(1, consequences={})}, "BP1"),
        ({"gates": lambda: gates(2, required=["chapter_of_dreams"])}, "chapter_of_dreams"),
        ({"gates": lambda: gates(3, checklist=[ORACLE])}, "crystal_ball"),
    ],
)
def test_an_edition_that_does_not_fit_is_refused_with_where(fields: dict[str, Any], words: str) -> None:
    made = {name: value() if callable(value) else value for name, value in fields.items()}

    with pytest.raises(Unfit) as unfit:
        publish(spec=edition_with(**made), now=NOW)

    assert words in str(unfit.value)
    assert not Edition.objects.filter(key="other").exists()


def test_an_edition_that_got_in_otherwise_is_found() -> None:
    spec = edition_with(flow="nowhere")
    Edition.objects.create(
        key="other",
        revision=1,
        name="x",
        body=spec.model_dump(mode="json"),
        sha256="0" * 64,
        published_at=NOW,
    )

    assert list(services.unfit()) == ["other revision 1"]
