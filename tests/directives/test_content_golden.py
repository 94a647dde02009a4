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
    "empty": (DirectiveContent(), "737efbc5a8b1ee99e80d672f110681fd5ece44e6a3c0c29e226902b73b28edea"),
    "clashing": (clashing(), "5f7c2f019f4947bbb3430c3adc375735b29ce1160006f4fbf9b22305e5ec5dda"),
    "whole": (whole(), "e93a02b96546f475b0c11976acc1876b392e577c6628f7cee3e72cc6d8e7dd13"),
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
def test_bytes_of_the_first_schema_say_the_same_without_links_to_the_strategy(name: str) -> None:
    read = from_bytes((GOLDEN / "schema1" / f"{name}.json").read_bytes())
    assert read == CASES[name][0].model_copy(update={"strategy_links": ()})


def test_the_whole_content_has_something_in_every_field() -> None:
    content = whole()
    assert all(getattr(content, name) for name in DirectiveContent.model_fields)
    for _, row in content.all_rows():
        assert all(getattr(row, name) not in (None, "", ()) for name in type(row).model_fields), row
