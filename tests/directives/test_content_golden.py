"""The exact bytes of hand-made contents. A change here is a change of schema: decided versions are kept as
bytes, so raise SCHEMA, lift the old bytes in `from_bytes`, and keep the old file as a reading test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.directives.mandates import clashing, whole
from uppdragil.core.canonical import sha256
from uppdragil.directives.canonical import from_bytes, to_bytes
from uppdragil.directives.content import DirectiveContent

GOLDEN = Path(__file__).parents[1] / "golden"
CASES = {
    "empty": (DirectiveContent(), "15d839b79d0a766af823f3829ca6c721b3354e4e7875389c268e5e5bc79f9905"),
    "clashing": (clashing(), "8c10e9c9c66be787e36aa75abf38dc6e812cd25be75952b1c26b263219c4d234"),
    "whole": (whole(), "910eb890a002d9102db8b36e4da4ddf684f81f7993c29044a73647ac5c5422c3"),
}


@pytest.mark.parametrize("name", CASES)
def test_the_bytes_are_those_on_file(name: str) -> None:
    content, digest = CASES[name]
    data = (GOLDEN / f"{name}.json").read_bytes()
    assert to_bytes(content) == data
    assert sha256(data) == digest


@pytest.mark.parametrize("name", CASES)
def test_the_bytes_on_file_are_read(name: str) -> None:
    assert from_bytes((GOLDEN / f"{name}.json").read_bytes()) == CASES[name][0]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize(("schema", "later"), [(1, ("strategy_links", "budget")), (2, ("budget",))])
def test_bytes_of_an_earlier_schema_say_the_same_without_the_chapters_that_came_later(
    name: str, schema: int, later: tuple[str, ...]
) -> None:
    read = from_bytes((GOLDEN / f"schema{schema}" / f"{name}.json").read_bytes())
    assert read == CASES[name][0].model_copy(update=dict.fromkeys(later, ()))


def test_the_whole_content_has_something_in_every_field() -> None:
    content = whole()
    assert all(getattr(content, name) for name in DirectiveContent.model_fields)
    for _, row in content.all_rows():
        assert all(getattr(row, name) not in (None, "", ()) for name in type(row).model_fields), row
