"""What the tests of the import of an Uppdragshandling share: its edition, our own text, and texts made of parts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.imports.cases import EDITION as UPPDRAGIL
from tests.imports.cases import ROOT
from uppdragil.editions.spec import EditionSpec
from uppdragil.imports.readers import read_file
from uppdragil.imports.recogniser import Recognised, recognise

EDITION = EditionSpec.model_validate_json(
    (ROOT / "fixtures" / "editions" / "uppdragshandling.json").read_bytes()
)
BOTH = (UPPDRAGIL, EDITION)
TEXT = Path(__file__).parent / "uppdragshandling.txt"


def read(path: Path = TEXT) -> Recognised:
    return recognise(read_file(path), BOTH)


def changed(*changes: tuple[str, str]) -> Recognised:
    """Our own text, with one passage after the other replaced."""
    text = read_file(TEXT)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return recognise(text, BOTH)


def parts() -> dict[str, str]:
    """Our own text by its headings as they are printed, "" for the head."""
    titles = [spec.title for spec in EDITION.chapters]
    found, at = {"": ""}, ""
    for line in read_file(TEXT).splitlines(keepends=True):
        if any(line.startswith(title) and not line.rstrip().endswith(".") for title in titles):
            at = line.strip()
            found[at] = ""
        else:
            found[at] += line
    return found


def printed(made: Mapping[str, str]) -> str:
    return "\n".join(f"{heading}\n{text}" for heading, text in made.items())


def chapter(title: str, *lines: str) -> Recognised:
    """Our own text with these lines in one chapter."""
    made = parts()
    (heading,) = [heading for heading in made if heading and heading.startswith(title)]
    return recognise(printed(made | {heading: "\n".join(["", *lines, ""])}), BOTH)


def head(*lines: str) -> Recognised:
    """Our own text with these lines for a head."""
    return recognise(printed(parts() | {"": "\n".join(["Uppdragshandling", *lines, ""])}), BOTH)
