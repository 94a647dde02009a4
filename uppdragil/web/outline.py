"""The list of chapters beside a directive: each with its state in a word, and how much is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.review import Finding, Severity
from uppdragil.editions.spec import ChapterSpec, EditionSpec
from uppdragil.gates.requirements import is_filled, is_met, missing_roles

SHEETS = "decision_sheets"  # only what an imported document states; without rows there is nothing to show


@dataclass(frozen=True)
class Group:
    """A numbered chapter of the model with those below it: 2 with 2.1 and 2.2."""

    head: ChapterSpec
    chapters: tuple[ChapterSpec, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(c.key for c in self.chapters if c.key)

    @property
    def anchor(self) -> str:
        """The id of the section on the directive's page; a chapter's own key stands inside it."""
        return f"g-{self.keys[0]}"


@dataclass(frozen=True)
class OutlineLine:
    """A chapter in the list beside the text, with its state as a word."""

    number: str
    title: str
    href: str
    word: str = ""
    level: str = ""
    current: bool = False


@dataclass(frozen=True)
class Outline:
    """`done` of `total` chapters that are required at `gate`; no gate: nothing is required any more."""

    lines: Sequence[OutlineLine]
    gate: str = ""
    done: int = 0
    total: int = 0

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


@dataclass(frozen=True)
class States:
    """What is known of the chapters of one text: what stands, is missing, clashes, or is locked as a whole."""

    content: DirectiveContent
    edition: EditionSpec
    gate: str | None
    findings: Sequence[Finding]
    locked: tuple[str, ...] = ()

    def of(self, keys: Iterable[str]) -> tuple[str, str]:
        """The word for some chapters together, and its level."""
        keys = tuple(keys)
        counts = Counter(f.severity for f in self.findings if any(p.chapter in keys for p in f.places))
        if counts[Severity.ERROR]:
            n = counts[Severity.ERROR]
            return ngettext("%(n)d error", "%(n)d errors", n) % {"n": n}, "bad"
        if any(self._lacks(key) for key in keys):
            return pgettext("chapter", "Missing"), ""
        if counts[Severity.WARNING]:
            n = counts[Severity.WARNING]
            return ngettext("%(n)d warning", "%(n)d warnings", n) % {"n": n}, "warn"
        if counts[Severity.HINT]:
            n = counts[Severity.HINT]
            return ngettext("%(n)d piece of advice", "%(n)d pieces of advice", n) % {"n": n}, "warn"
        return self._quiet(keys)

    def _lacks(self, key: str) -> bool:
        """Whether something is missing that the model asks for: all of it, a gate's date, a role that decides."""
        if key == "roles" and self.gate and missing_roles(self.content, self.edition, self.gate):
            return True
        return key in self.required and not is_met(self.content, key, self.edition)

    def _quiet(self, keys: tuple[str, ...]) -> tuple[str, str]:
        if keys and set(keys) <= set(self.locked):
            return pgettext("chapter", "Locked"), ""
        filled = [key for key in keys if is_filled(self.content, key)]
        if not filled:
            return pgettext("chapter", "Empty"), ""
        if not any(getattr(self.content, key) for key in filled):
            return _("Not applicable"), ""
        return pgettext("chapter", "Done"), "ok"

    @property
    def required(self) -> tuple[str, ...]:
        return self.edition.required_at(self.gate) if self.gate else ()

    def is_done(self, key: str) -> bool:
        return not self._lacks(key) and self.of([key])[1] != "bad"


def groups(edition: EditionSpec, content: DirectiveContent) -> list[Group]:
    """The model's chapters as they are read; a sub-chapter stands in the one above it."""
    found: list[list[ChapterSpec]] = []
    for spec in edition.chapters:
        if spec.key == SHEETS and not content.decision_sheets:
            continue
        if "." in spec.number and found:
            found[-1].append(spec)
        else:
            found.append([spec])
    return [Group(chapters[0], tuple(chapters)) for chapters in found]


def reading_outline(states: States, shown: Sequence[Group], *, working: bool) -> Outline:
    """One line per numbered chapter, leading down the page. Readers of a decided version see no states."""
    lines = [
        OutlineLine(g.head.number, g.head.title, f"#{g.anchor}", *(states.of(g.keys) if working else ()))
        for g in shown
    ]
    return _outline(lines, states if working else None)


def editing_outline(states: States, href: Callable[[str], str], current: str) -> Outline:
    """One line per chapter, each leading to its edit page; the head comes first."""
    head = OutlineLine("", _("The head"), href("head"), *_head_state(states), current=current == "head")
    lines = [
        OutlineLine(
            spec.number, spec.title, href(spec.key), *states.of([spec.key]), current=spec.key == current
        )
        for spec in states.edition.chapters
        if spec.key and (spec.key != SHEETS or states.content.decision_sheets or current == SHEETS)
    ]
    return _outline([head, *lines], states)


def _head_state(states: States) -> tuple[str, str]:
    word, level = states_of_head(states)
    return (word, level) if level else (pgettext("chapter", "Done"), "ok")


def states_of_head(states: States) -> tuple[str, str]:
    """Findings in the head; no level where there are none."""
    n = sum(any(p.chapter == "head" for p in f.places) for f in states.findings)
    return (ngettext("%(n)d remark", "%(n)d remarks", n) % {"n": n}, "warn") if n else ("", "")


def _outline(lines: Sequence[OutlineLine], states: States | None) -> Outline:
    if states is None or not states.gate:
        return Outline(lines)
    done = sum(states.is_done(key) for key in states.required)
    return Outline(lines, states.gate, done, len(states.required))
