"""The whole outcome of each of our own texts, on file.

After a wanted change write the files anew with `python -m tests.imports.test_golden`, and read the difference.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from .cases import TEXTS, read

GOLDEN = Path(__file__).parent / "golden"


def outcome(name: str) -> str:
    found = read(TEXTS[name])
    shown = {
        "content": found.content.model_dump(mode="json", exclude_defaults=True),
        "unplaced": [asdict(line) for line in found.unplaced],
        "ignored": [asdict(line) for line in found.ignored],
    }
    return json.dumps(shown, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("name", TEXTS)
def test_the_outcome_is_the_one_on_file(name: str) -> None:
    assert outcome(name) == (GOLDEN / f"{name}.json").read_text(encoding="utf-8")


def test_every_file_has_its_text() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {f"{name}.json" for name in TEXTS}


if __name__ == "__main__":
    for text in TEXTS:
        (GOLDEN / f"{text}.json").write_text(outcome(text), encoding="utf-8")
