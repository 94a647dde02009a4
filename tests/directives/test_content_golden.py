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
    "empty": (DirectiveContent(), "fb74899b705472ade5e9741d05fed7daa0b5eef57959e32e809ed330b7211d95"),
    "clashing": (clashing(), "ed7d34e2bbb796403d2ec6245a4d4d157a7f6c808420cc31bdf54c42ea985123"),
    "whole": (whole(), "6760ac441692c44f1174740e994e8023e0872595887d59fc2b532bc4933b0696"),
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


def test_the_whole_content_has_something_in_every_field() -> None:
    content = whole()
    assert all(getattr(content, name) for name in DirectiveContent.model_fields)
    for _, row in content.all_rows():
        assert all(getattr(row, name) not in (None, "", ()) for name in type(row).model_fields), row
