"""The page with every chapter: drawn of what stands, or of what was posted and could not all be saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.functional import cached_property

from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.saving import Edit
from uppdragil.web.conflicts import conflicting

from . import typed
from .desk import Desk, written
from .section import Section
from .seen import Drawn

ROW_STEPS = ("add", "delete", "up", "down")
THEIRS = "theirs"


@dataclass
class EditorPage:
    """`data`: what was posted. `unsaved`: whether something on it is not stored."""

    desk: Desk
    data: QueryDict | None = None
    unsaved: bool = False
    problem: str = ""
    wrong: dict[str, Section] = field(default_factory=dict)  # sections that hold what could not be saved

    @cached_property
    def sections(self) -> list[Section]:
        return [self.wrong.get(key) or Section(self.desk, key, self._data(key)) for key in self.desk.keys]

    def _data(self, key: str) -> QueryDict | None:
        """What was posted of a section: nothing, where it was not on the page, or all of it is stored."""
        return self.data if not self.wrong and self.data and f"{key}-seen" in self.data else None

    def section(self, key: str) -> Section | None:
        return next((section for section in self.sections if section.key == key), None)

    @property
    def left(self) -> object:
        return self.desk.left

    def edits(self) -> tuple[list[Edit], dict[str, list[str]]]:
        """What was changed on the page: the parts, and the orders of rows."""
        edits: list[Edit] = []
        orders: dict[str, list[str]] = {}
        for section in self._posted():
            edits += typed.edits(section.form, section.drawn, self.desk.seen.content)
            rows = section.editor.rows if section.editor else None
            if rows and (order := typed.order(rows, section.drawn)):
                orders[section.key] = list(order)
        return edits, orders

    def _posted(self) -> Iterable[Section]:
        """Also what has been locked meanwhile: saving it says so, and what was typed stays."""
        return (section for section in self.sections if section.data is not None)

    def invalid(self) -> list[str]:
        """The sections with something to correct."""
        return [s.key for s in self._posted() if not s.form.is_valid()]

    def typed(self) -> str:
        """What was posted as plain text, to be copied where it cannot be saved."""
        blocks = ((s, s.form.typed()) for s in self._posted())
        said = [f"{s.number} {s.title}".strip() + f"\n{text}" for s, text in blocks if text]
        return "\n\n".join(said)

    def step(self, do: str) -> None:
        """A step on the rows of one chapter, or the other's text in the place of mine; nothing is stored."""
        verb, _colon, rest = do.partition(":")
        key, _colon, place = rest.partition(":")
        for section in self.sections:
            if section.editor and section.editor.rows and verb != THEIRS:
                section.editor.apply(f"{verb}:{place}" if section.key == key else "")
            elif section.key == key and verb == THEIRS:
                self._take(section, place)
        self.unsaved = True

    def _take(self, section: Section, row: str) -> None:
        """What somebody else saved stands in the place of what was typed."""
        content = self.desk.seen.content
        rows = section.editor.rows if section.editor else None
        if row and rows:
            rows.replace(row, next((r for r in getattr(content, section.key) if r.uid == row), None))
        elif not rows:
            section.data = None
            del section.form
        section.drawn = section.drawn.after(content, [Edit(section.key, row or None, "", None)])

    def kept(
        self,
        content: DirectiveContent,
        sent: Iterable[Edit],
        conflicts: Iterable[Edit],
        problems: Mapping[str, str],
    ) -> EditorPage:
        """The page after a save of which something could not be stored: that stays, the rest is as it stands now."""
        sent, conflicts = list(sent), list(conflicts)
        desk = Desk(written(self.desk.seen, content))
        wrong: dict[str, Section] = {}
        for key in dict.fromkeys([*self.invalid(), *(edit.chapter for edit in conflicts), *problems]):
            section = Section(desk, key, self.data, problems.get(key, ""))
            section.drawn = self._drawn(key).after(content, [edit for edit in sent if edit.chapter == key])
            section.clashes = {
                edit.row: conflicting(desk.seen, edit) for edit in conflicts if edit.chapter == key
            }
            wrong[key] = section
        return EditorPage(desk, self.data, unsaved=True, wrong=wrong)

    def _drawn(self, key: str) -> Drawn:
        return Drawn.read((self.data or QueryDict()).get(f"{key}-seen", ""))
