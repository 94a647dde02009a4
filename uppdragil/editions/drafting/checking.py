"""What stands against publishing a draft, in words, with the part where it is mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from uppdragil.core.worddiff import Op, word_diff
from uppdragil.editions.fitness import problems
from uppdragil.editions.spec import EditionSpec, GateSpec

from .shaping import name_of

LONGEST = 2_000  # characters of one text
SAME = 0.5  # of the words of a question: with fewer in common it asks for something else


@dataclass(frozen=True)
class Problem:
    """`part`: as `shaping.mark` names it, "" for the whole. What does not block is advice."""

    text: str
    part: str = ""
    blocks: bool = True


def check(spec: EditionSpec, base: EditionSpec) -> tuple[Problem, ...]:
    """Everything, what blocks first. `base`: the latest published revision."""
    found = [*_chapters(spec), *_gates(spec), *_meanings(spec, base)]
    found += [Problem(text) for text in problems(spec)]
    return tuple(sorted(found, key=lambda problem: not problem.blocks))


def _chapters(spec: EditionSpec) -> Iterator[Problem]:
    for chapter in spec.chapters:
        part = f"chapter:{name_of(chapter)}"
        if not chapter.title.strip():
            yield Problem(_("The chapter %(key)s has no heading.") % {"key": chapter.key or "–"}, part)
        elif chapter.key and not chapter.help.strip():
            words = {"title": chapter.title}
            yield Problem(_("%(title)s has no help for those who write.") % words, part, blocks=False)
    for name in _twice(name_of(c) for c in spec.chapters):
        yield Problem(_("The chapter %(key)s stands twice.") % {"key": name}, f"chapter:{name}")
    for number in _twice(c.number for c in spec.chapters if c.number):
        yield Problem(_("Two chapters have the number %(number)s.") % {"number": number}, "chapters")


def _gates(spec: EditionSpec) -> Iterator[Problem]:
    known = {chapter.key for chapter in spec.chapters}
    for gate in spec.all_gates:
        part, words = f"gate:{gate.code}", {"gate": gate.code}
        texts = (gate.name, gate.decides, *gate.outcomes.values(), *gate.consequences.values())
        if not all(text.strip() for text in texts):
            yield Problem(_("%(gate)s has a text that is empty.") % words, part)
        for key in gate.required:
            if key not in known:
                said = words | {"chapter": key}
                yield Problem(
                    _("%(gate)s requires %(chapter)s, which is no chapter of the edition.") % said, part
                )
        yield from _items(gate)


def _items(gate: GateSpec) -> Iterator[Problem]:
    words = {"gate": gate.code}
    if not gate.checklist:
        yield Problem(_("%(gate)s has no question.") % words, f"gate:{gate.code}", blocks=False)
    for item in gate.checklist:
        if not item.text.strip():
            yield Problem(
                _("%(gate)s has a question without words.") % words, f"item:{gate.code}:{item.code}"
            )
    for code in _twice(item.code for item in gate.checklist):
        said = words | {"code": code}
        yield Problem(
            _("%(gate)s has two questions with the code %(code)s.") % said, f"item:{gate.code}:{code}"
        )
    for text in _twice(
        " ".join(item.text.split()).casefold() for item in gate.checklist if item.text.strip()
    ):
        code = next(i.code for i in gate.checklist if " ".join(i.text.split()).casefold() == text)
        yield Problem(
            _("%(gate)s asks the same thing twice.") % words, f"item:{gate.code}:{code}", blocks=False
        )


def _meanings(spec: EditionSpec, base: EditionSpec) -> Iterator[Problem]:
    """A question that keeps its code is the same question: its answers are compared over the years."""
    before = {(g.code, i.code): i.text for g in base.all_gates for i in g.checklist}
    for gate in spec.all_gates:
        for item in gate.checklist:
            old = before.get((gate.code, item.code))
            if old and item.text.strip() and alike(old, item.text) < SAME:
                words = {"gate": gate.code, "text": item.text}
                told = _(
                    "%(gate)s: “%(text)s” seems to ask for something else than before. Is it a new question?"
                )
                yield Problem(told % words, f"item:{gate.code}:{item.code}", blocks=False)


def alike(old: str, new: str) -> float:
    """How much of the longer text both have in common, from 0 to 1."""
    same = sum(len(s.text) for s in word_diff(old, new) if s.op is Op.EQUAL)
    return same / max(len(old), len(new), 1)


def _twice(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]
