"""What of an edition the office may shape, and how: each function gives the edition as it is afterwards. Pure.

Which gates there are, their order and their outcomes are the flow's graph, which is code: nothing here touches them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from uppdragil.core.canonical import canonical_json, sha256
from uppdragil.editions.spec import ChapterSpec, EditionSpec, GateSpec, ItemSpec

CHAPTERS = "chapters"
MOST_CHAPTERS, MOST_ITEMS = 100, 60
Shape = Callable[[EditionSpec], EditionSpec]
T = TypeVar("T")


class Gone(LookupError):
    """The draft has that chapter or question no more."""


class TooMany(ValueError):
    """An edition has a limited number of chapters, and a checklist of questions."""


def name_of(chapter: ChapterSpec) -> str:
    """A chapter by its key; a heading of others by its own words, since it has nothing else."""
    words = f"{chapter.number}\n{chapter.title}"
    return chapter.key or f"h-{sha256(words.encode())[:12]}"


def chapter_named(spec: EditionSpec, name: str) -> ChapterSpec:
    """Raises Gone."""
    return spec.chapters[_place([name_of(c) for c in spec.chapters], name)]


def gate_of(spec: EditionSpec, code: str) -> GateSpec:
    """Raises Gone."""
    try:
        return spec.gate(code)
    except KeyError as error:
        raise Gone from error


def item_of(spec: EditionSpec, gate: str, code: str) -> ItemSpec:
    """Raises Gone."""
    items = gate_of(spec, gate).checklist
    return items[_place([i.code for i in items], code)]


def with_chapter(spec: EditionSpec, name: str, values: Mapping[str, Any]) -> EditionSpec:
    """The chapter says `values`. Raises Gone."""
    at = _place([name_of(c) for c in spec.chapters], name)
    changed = ChapterSpec.model_validate(spec.chapters[at].model_dump() | dict(values))
    return _update(spec, chapters=(*spec.chapters[:at], changed, *spec.chapters[at + 1 :]))


def add_chapter(spec: EditionSpec, chapter: ChapterSpec) -> EditionSpec:
    """The chapter stands last. Raises TooMany."""
    if len(spec.chapters) >= MOST_CHAPTERS:
        raise TooMany
    return _update(spec, chapters=(*spec.chapters, chapter))


def move_chapter(spec: EditionSpec, name: str, by: int) -> EditionSpec:
    """The chapter changes places with its neighbour. Raises Gone."""
    return _update(spec, chapters=_moved(spec.chapters, [name_of(c) for c in spec.chapters], name, by))


def remove_chapter(spec: EditionSpec, name: str) -> EditionSpec:
    """The chapter goes, and no gate requires it any more. Raises Gone."""
    at = _place([name_of(c) for c in spec.chapters], name)
    key = spec.chapters[at].key
    spec = _update(spec, chapters=(*spec.chapters[:at], *spec.chapters[at + 1 :]))
    for gate in spec.all_gates:
        if key in gate.required:
            spec = with_gate(spec, gate.code, {"required": tuple(k for k in gate.required if k != key)})
    return spec


def with_gate(spec: EditionSpec, code: str, values: Mapping[str, Any]) -> EditionSpec:
    """The gate, or the change decision, says `values`. Raises Gone."""
    changed = GateSpec.model_validate(gate_of(spec, code).model_dump() | dict(values))
    if spec.change and spec.change.code == code:
        return _update(spec, change=changed)
    return _update(spec, gates=tuple(changed if g.code == code else g for g in spec.gates))


def with_item(spec: EditionSpec, gate: str, code: str, values: Mapping[str, Any]) -> EditionSpec:
    """The question says `values`, and is the office's own from now on. Raises Gone."""
    items = gate_of(spec, gate).checklist
    at = _place([i.code for i in items], code)
    changed = ItemSpec.model_validate(items[at].model_dump() | dict(values))
    return with_gate(spec, gate, {"checklist": (*items[:at], changed, *items[at + 1 :])})


def add_item(spec: EditionSpec, gate: str, item: ItemSpec) -> EditionSpec:
    """The question stands last, under a code that no other has. Raises Gone or TooMany."""
    items = gate_of(spec, gate).checklist
    if len(items) >= MOST_ITEMS:
        raise TooMany
    taken = {i.code for i in items}
    item = item.model_copy(update={"code": free_code(item.code or item.text, taken)})
    return with_gate(spec, gate, {"checklist": (*items, item)})


def move_item(spec: EditionSpec, gate: str, code: str, by: int) -> EditionSpec:
    """The question changes places with its neighbour. Raises Gone."""
    items = gate_of(spec, gate).checklist
    return with_gate(spec, gate, {"checklist": _moved(items, [i.code for i in items], code, by)})


def remove_item(spec: EditionSpec, gate: str, code: str) -> EditionSpec:
    """The question goes. Raises Gone."""
    items = gate_of(spec, gate).checklist
    at = _place([i.code for i in items], code)
    return with_gate(spec, gate, {"checklist": (*items[:at], *items[at + 1 :])})


def free_code(words: str, taken: set[str]) -> str:
    """A short code made of `words` that is not in `taken`."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    stem = "-".join(re.findall(r"[a-z0-9]+", plain)[:4])[:30] or "question"
    tried = (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3)))
    return next(code for code in tried if code not in taken)


def mark(spec: EditionSpec, part: str) -> str:
    """What `part` says, as a short hash: the order of the chapters ("chapters"), one of them ("chapter:KEY"), a gate
    without its questions ("gate:CODE"), the order of its questions ("items:CODE"), or one ("item:CODE:ITEM").

    Raises Gone.
    """
    kind, _colon, rest = part.partition(":")
    said: Any
    if kind == CHAPTERS:
        said = [name_of(c) for c in spec.chapters]
    elif kind == "chapter":
        said = chapter_named(spec, rest).model_dump(mode="json")
    elif kind == "gate":
        said = gate_of(spec, rest).model_dump(mode="json", exclude={"checklist"})
    elif kind == "items":
        said = [i.code for i in gate_of(spec, rest).checklist]
    else:
        gate, _colon, code = rest.partition(":")
        said = item_of(spec, gate, code).model_dump(mode="json")
    return sha256(canonical_json(said))[:16]


def _place(names: Sequence[str], name: str) -> int:
    try:
        return names.index(name)
    except ValueError as error:
        raise Gone(name) from error


def _moved(rows: Sequence[T], names: Sequence[str], name: str, by: int) -> tuple[T, ...]:
    at = _place(names, name)
    to = at + by
    found = list(rows)
    if 0 <= to < len(found):
        found[at], found[to] = found[to], found[at]
    return tuple(found)


def _update(spec: EditionSpec, **values: Any) -> EditionSpec:
    return EditionSpec.model_validate(spec.model_dump() | values)
