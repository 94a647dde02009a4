"""Who is named in a line: several people, and what each is beside the mandate."""

from __future__ import annotations

import re

_AND = re.compile(r"\s+(?:och|samt|&)\s+|\s*[;\n/]\s*")
_COMMA = re.compile(r"\s*,\s*")
_PERSON = re.compile(r"[A-ZÅÄÖÉ][\w'’.-]*(?: (?:af|von|van|de|der|la|el|[A-ZÅÄÖÉ][\w'’.-]*)){1,4}")
_TITLED = re.compile(
    r"(?P<name>[^,(]{2,120}?)(?:\s*,\s*|\s+[–—-]\s+|\s*\((?=[^()]*\)$))(?P<title>.+)", re.DOTALL
)


def people(text: str) -> list[str]:
    """The people of a list, each perhaps with a title; a text that is not surely a list of people stays whole."""
    parts = [part.strip(" ,") for part in _AND.split(text) if part.strip(" ,")]
    commas = [name for part in parts for name in _COMMA.split(part)]
    if len(commas) > len(parts) and all(map(_PERSON.fullmatch, commas)):
        return commas
    sure = len(parts) > 1 and all(_PERSON.fullmatch(_COMMA.split(part)[0]) for part in parts)
    return parts if sure else [text] if text else []


def titled(text: str) -> tuple[str, str]:
    """A name and the title after it: "Bo Ek, enhetschef", "Bo Ek (enhetschef)"; no title where none stands."""
    match = _TITLED.fullmatch(text)
    if not match:
        return text, ""
    title = match["title"].strip()
    opened = title.count("(") < title.count(")")
    return match["name"].strip(), (title[:-1] if opened and title.endswith(")") else title)
