"""What the styles and lists of a .docx file say: which paragraphs are headings, and which have a list's sign."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from .xml import attribute, child, children

_HEADING = re.compile(r"(?:heading|rubrik) ?([1-9])")
_CONTENTS = re.compile(r"(?:toc|innehåll) ?[1-9]")
_DEEPEST = 20  # styles that a style is based on
_NO_LEVEL = 9  # Word's outline level of body text


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph's style: `level` of its heading from 0, its list, and whether it is a line of the contents."""

    level: int | None = None
    listed: tuple[str, int] | None = None
    contents: bool = False


@dataclass
class Styles:
    """The styles by identity. Word's own names tell a heading, too, where no outline level does."""

    by_id: dict[str, etree._Element] = field(default_factory=dict)
    known: dict[str, Style] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element | None) -> Styles:
        found = children(root, "style") if root is not None else ()
        return cls({attribute(s, "styleId"): s for s in found if attribute(s, "type") != "character"})

    def style(self, name: str) -> Style:
        """What style `name` says; nothing for one that the document does not have."""
        if name not in self.known:
            self.known[name] = self._read(name)
        return self.known[name]

    def _read(self, name: str) -> Style:
        level: int | None = None
        listed: tuple[str, int] | None = None
        contents = False
        seen: set[str] = set()
        while name in self.by_id and name not in seen and len(seen) < _DEEPEST:
            seen.add(name)
            style = self.by_id[name]
            properties = child(style, "pPr")
            title = attribute(child(style, "name"), "val").casefold()
            own = outline_level(properties)
            match = _HEADING.fullmatch(title)
            level = level if level is not None else own if own is not None else _level(match)
            listed = listed or list_of(properties)
            contents = contents or bool(_CONTENTS.match(title))
            name = attribute(child(style, "basedOn"), "val")
        return Style(level if level != _NO_LEVEL else None, listed, contents)


def _level(match: re.Match[str] | None) -> int | None:
    return int(match[1]) - 1 if match else None


def outline_level(properties: etree._Element | None) -> int | None:
    """The outline level that a paragraph's or style's properties state: 0 to 8, and 9 for body text."""
    said = attribute(child(properties, "outlineLvl"), "val")
    return int(said) if said in tuple("0123456789") and said else None


def list_of(properties: etree._Element | None) -> tuple[str, int] | None:
    """The list that a paragraph stands in, and how deep. List "0" takes the style's list away."""
    numbering = child(properties, "numPr")
    number = attribute(child(numbering, "numId"), "val")
    depth = attribute(child(numbering, "ilvl"), "val")
    return (number, int(depth) if depth in tuple("012345678") and depth else 0) if number else None


@dataclass
class Lists:
    """The signs of the lists: a bullet, or the next number of its count."""

    formats: dict[tuple[str, int], str] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element | None) -> Lists:
        if root is None:
            return cls()
        kinds: dict[str, dict[int, str]] = {}
        for abstract in children(root, "abstractNum"):
            levels = (
                (attribute(level, "ilvl"), attribute(child(level, "numFmt"), "val"))
                for level in children(abstract, "lvl")
            )
            kinds[attribute(abstract, "abstractNumId")] = {
                int(at): kind for at, kind in levels if at.isdecimal() and len(at) == 1
            }
        formats: dict[tuple[str, int], str] = {}
        for number in children(root, "num"):
            kind = kinds.get(attribute(child(number, "abstractNumId"), "val"), {})
            formats |= {(attribute(number, "numId"), level): said for level, said in kind.items()}
        return cls(formats)

    def sign(self, place: tuple[str, int]) -> str:
        """The sign of the next item at `place`; "" where the list has none."""
        kind = self.formats.get(place, "bullet")
        if kind == "none" or place[0] == "0":
            return ""
        for deeper in [p for p in self.counts if p[0] == place[0] and p[1] > place[1]]:
            del self.counts[deeper]
        if kind == "bullet":
            return "•" if place[1] == 0 else "o"
        self.counts[place] = self.counts.get(place, 0) + 1
        return f"{self.counts[place]}."
