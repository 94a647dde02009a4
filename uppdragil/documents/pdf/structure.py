"""What a drawing cannot say: the document's logical structure, its links and its form field.

reportlab draws pages and knows no tags. While it draws, each piece of text opens a *mark* here;
`finish` then writes the structure tree that the marks belong to.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

Box = tuple[float, float, float, float]  # x0, y0, x1, y1 in points from the page's lower left


@dataclass(eq=False)
class Node:
    """A structure element (ISO 32000-1, 14.8.4): its tag, and its kids in reading order."""

    tag: str
    attributes: dict[str, Any] = field(default_factory=dict)
    alt: str = ""
    kids: list[Node | Mark | Widget] = field(default_factory=list)

    def add(self, tag: str, alt: str = "", **attributes: Any) -> Node:
        """A new last kid. `attributes` are those of its tag, such as Scope="Column"."""
        kid = Node(tag, attributes, alt)
        self.kids.append(kid)
        return kid

    @property
    def is_empty(self) -> bool:
        return all(isinstance(kid, Node) and kid.is_empty for kid in self.kids)


@dataclass(frozen=True)
class Mark:
    """A run of marked content: page from 0, and its number on that page."""

    page: int
    mcid: int


@dataclass(frozen=True)
class Widget:
    """Something to press on a page: a link when `url` is set, else the signature field `name`."""

    page: int
    box: Box
    label: str
    url: str = ""
    name: str = ""


class Marker:
    """Numbers the marked content of each page."""

    def __init__(self) -> None:
        self._used: Counter[int] = Counter()
        self._keys = 0

    def open(self, canvas: Any, node: Node) -> None:
        page = canvas.getPageNumber() - 1
        mark = Mark(page, self._used[page])
        self._used[page] += 1
        node.kids.append(mark)
        canvas.addLiteral(f"/{node.tag} <</MCID {mark.mcid}>> BDC")

    def next_key(self) -> str:
        """A name for a place in the document."""
        self._keys += 1
        return f"place{self._keys}"


def open_artifact(canvas: Any, kind: str = "Layout") -> None:
    """What follows is decoration or page furniture, which a reader skips."""
    canvas.addLiteral(f"/Artifact <</Type /{kind}>> BDC")


def close(canvas: Any) -> None:
    """Ends the marked content that was opened last."""
    canvas.addLiteral("EMC")
