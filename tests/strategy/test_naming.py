from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uppdragil.strategy.naming import best, likeness

AREAS = ("Digital samverkan", "Kompetens", "Nära vård", "Beredskap")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Digital samverkan", 0),
        ("En effektiv digital samverkan", 0),
        ("Digitalsamverkan", 0),
        ("Vår kompetensförsörjning", 1),
        ("Regionens beredskapsarbete", 3),
        ("NÄRA VÅRD", 2),
        ("Ekonomi", None),
        ("", None),
        ("???", None),
    ],
)
def test_a_name_means_the_area_whose_words_it_has(name: str, place: int | None) -> None:
    assert best(name, [[area] for area in AREAS]) == place


def test_a_name_that_fits_two_areas_fits_none() -> None:
    assert best("Beredskap", [["Civil beredskap"], ["Medicinsk beredskap"]]) is None


def test_the_same_name_goes_before_a_like_one() -> None:
    assert best("Beredskap", [["Civil beredskap"], ["Beredskap"]]) == 1


def test_every_name_that_an_area_goes_by_counts() -> None:
    assert best("Kultur och ledarskap", [["Vård"], ["Ledning", "Ledarskap"]]) == 1


def test_nothing_is_known_at_first() -> None:
    assert best("Vård", []) is None


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_the_same_both_ways_round(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
