"""What the tests of the import share: the edition, our own texts, and the words of lines and contents."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

from uppdragil.editions.spec import EditionSpec
from uppdragil.imports.readers import read_file
from uppdragil.imports.recogniser import Recognised, recognise

ROOT = Path(__file__).parents[2]
EDITION = EditionSpec.model_validate_json(
    (ROOT / "fixtures" / "editions" / "uppdragil-3.0.json").read_bytes()
)
COMMISSIONS = EditionSpec.model_validate_json(
    (ROOT / "fixtures" / "editions" / "uppdragshandling.json").read_bytes()
)
DEMO = ROOT / "fixtures" / "demo" / "uppdragsdirektiv.txt"
TEXTS = {path.name: path for path in (DEMO, *sorted((Path(__file__).parent / "texts").iterdir()))}


def read(path: Path) -> Recognised:
    return recognise(read_file(path), EDITION)


def chapter(number: str, *lines: str) -> Recognised:
    """A text of every heading of the model, with `lines` in the chapter of that number (or name)."""
    text: list[str] = []
    for spec in EDITION.chapters:
        if spec.key != "decision_sheets":
            text.append(f"{spec.number}. {spec.title}" if spec.number else spec.title)
        if number in (spec.number, spec.title):
            text.extend(lines)
    return recognise("\n".join(text), EDITION)


def lines_of(text: str) -> dict[int, str]:
    """The lines that are not blank, by their number."""
    numbered = enumerate(re.split(r"\r\n|\r|\n", unicodedata.normalize("NFC", text)), start=1)
    return {number: line for number, line in numbered if line.strip()}


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.casefold()))


def words_of(found: Recognised) -> set[str]:
    said = json.dumps(found.content.model_dump(mode="json"), ensure_ascii=False)
    return words(said.replace("\\n", " ").replace("\\t", " "))
