"""The exact bytes of hand-made contents. A change here is a change of schema: decided versions are kept as
bytes, so raise SCHEMA, lift the old bytes in `from_bytes`, and keep the old file as a reading test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.directives.mandates import clashing, whole
from uppdragil.core.canonical import sha256
from uppdragil.directives.canonical import SCHEMA, from_bytes, to_bytes
from uppdragil.directives.content import DirectiveContent

GOLDEN = Path(__file__).parents[1] / "golden"
CASES = {
    "empty": (DirectiveContent(), "e3773eabc6dedf24953054151dbca549017cce0e8bbef547a17c684263189f17"),
    "clashing": (clashing(), "f41346efde7bb600ca2f8dfb909e0c4e426ef81ba9dbab54b0214930d4580c3c"),
    "whole": (whole(), "432abe61a9d3a64d0b01e97bbb5ff57e133156b3fc670053fb835068a7820d74"),
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


# What came with each schema: chapters and head fields, and fields of rows by chapter.
CAME = {
    2: (("strategy_links",), {}),
    3: (("budget",), {}),
    4: (
        (
            "dated", "supersedes_dated", "description", "purpose", "includes", "shall", "timeline",
            "decision_form", "distribution",
        ),
        {
            "mandate_goals": ("impact_goals",),
            "dependencies": ("kind", "system"),
            "risks": ("follow_up",),
            "roles": ("title", "convener"),
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("schema", [1, 2, 3])
def test_bytes_of_an_earlier_schema_say_the_same_without_what_came_later(name: str, schema: int) -> None:
    read = from_bytes((GOLDEN / f"schema{schema}" / f"{name}.json").read_bytes())
    assert read == _without_later(CASES[name][0], schema)


def _without_later(content: DirectiveContent, schema: int) -> DirectiveContent:
    said = content.model_dump()
    for came in range(schema + 1, SCHEMA + 1):
        parts, fields = CAME[came]
        said = {part: value for part, value in said.items() if part not in parts}
        for chapter, names in fields.items():
            said[chapter] = [{n: v for n, v in row.items() if n not in names} for row in said[chapter]]
    return DirectiveContent.model_validate(said)


def test_the_whole_content_has_something_in_every_field() -> None:
    content = whole()
    assert all(getattr(content, name) for name in DirectiveContent.model_fields)
    for _, row in content.all_rows():
        assert all(getattr(row, name) not in (None, "", ()) for name in type(row).model_fields), row
