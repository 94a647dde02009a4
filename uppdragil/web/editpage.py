"""What the edit page of one chapter, or of the head, shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from uppdragil.core.values import Row
from uppdragil.directives import selectors
from uppdragil.directives.content import TEXT_CHAPTERS, DirectiveContent
from uppdragil.directives.dismissals import sort
from uppdragil.directives.labels import LETTERS
from uppdragil.directives.models import Chapter
from uppdragil.directives.review import HEAD, Finding
from uppdragil.directives.sentences import finding_text, heading_text, place_text, row_text
from uppdragil.editions.spec import ChapterSpec
from uppdragil.gates.requirements import missing_chapters

from . import findings as finding_cards
from .access import Seen
from .conflicts import Conflicting, conflicting
from .forms.chapters.around import Around
from .forms.chapters.editor import Editor
from .forms.chapters.head import HeadForm
from .forms.chapters.kinds.rowform import RowForm
from .locks import how_to_change, lock_reason, locked_chapters, why_not_editable
from .outline import SHEETS, Outline, States, editing_outline
from .parts import Action, Fact, FindingCard
from .reading import DrawnChapter, Reading

TITLE_LENGTH = 70  # characters of a row's own words over its fields


@dataclass(frozen=True)
class Step:
    """The chapter before or after."""

    label: str
    href: str


@dataclass(frozen=True)
class Left:
    """Something that is left to do before the next gate."""

    label: str
    href: str


@dataclass
class EditPage:
    """Chapter `key` ("head" for the head) of `seen`. `problem` says what a refused save touched.

    `settles`: whether findings are settled from here.
    """

    template: ClassVar[str] = "directives/edit.html"
    settles: ClassVar[bool] = True

    seen: Seen
    key: str
    form: HeadForm | None = None
    editor: Editor | None = None
    version: int = 0
    problem: str = ""
    conflict: Conflicting | None = None
    unsaved: bool = False

    @property
    def why_not(self) -> str:
        """Why nothing can be saved here now."""
        return why_not_editable(self.seen)

    def conflicting(self, current: DirectiveContent, typed: DirectiveContent) -> Conflicting:
        """What somebody saved meanwhile against what was typed."""
        return conflicting(self.seen.directive, self.key, current, typed, self.seen.edition)

    @cached_property
    def around(self) -> Around:
        s = self.seen
        content = s.texts if self.key in TEXT_CHAPTERS else s.content
        return Around(
            s.directive, content, s.edition, s.person, s.today, locked=s.directive.baseline_id is not None
        )

    @cached_property
    def chapter(self) -> ChapterSpec:
        """What the edition says of the chapter: number, heading, help and examples. The head is no chapter of it."""
        if self.key != HEAD:
            return self.seen.edition.chapter(self.key)
        return ChapterSpec(title=_("The head"), help=_("What the mandate is called, and where it belongs."))

    @property
    def locked(self) -> bool:
        """Whether the whole chapter is locked; a refused save still shows what was typed."""
        return self.key in locked_chapters(self.seen.directive) and not self.problem

    @property
    def lock_words(self) -> list[str]:
        """Why something on this page is locked, and what to do; nothing where nothing is."""
        parts = self.key == HEAD or bool(self.editor and self.editor.rows and self.editor.rows.kept())
        if not self.around.locked or not (parts or self.locked):
            return []
        return [lock_reason(self.seen), how_to_change(self.seen)]

    @property
    def locked_facts(self) -> list[Fact]:
        """The parts of this page that stand as they are."""
        if self.form:
            return [Fact(label, value) for label, value in self.form.locked_facts()]
        rows = self.editor.rows.kept() if self.editor and self.editor.rows else []
        return [Fact(row_text(row), getattr(row, "holder", "")) for _place, row in rows]

    @property
    def reading(self) -> DrawnChapter:
        """A locked chapter as it is read."""
        s = self.seen
        reading = Reading(s.content, s.edition, s.person, s.today, findings=self.findings, gate=self.gate)
        return reading.chapter(s.edition.chapter(self.key))

    @cached_property
    def gate(self) -> str | None:
        return selectors.next_gate(self.seen.directive)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        directive = self.seen.directive
        return sort(directive, selectors.findings(directive, self.seen.content, self.seen.today)).open

    @property
    def outline(self) -> Outline:
        locked = locked_chapters(self.seen.directive)
        states = States(self.seen.content, self.seen.edition, self.gate, self.findings, locked)
        return editing_outline(states, self.href, self.key)

    def href(self, key: str) -> str:
        uid = self.seen.directive.uid
        return reverse("head-edit", args=[uid]) if key == HEAD else reverse("chapter-edit", args=[uid, key])

    @property
    def own_href(self) -> str:
        return self.href(self.key)

    def step(self, by: int) -> Step | None:
        """The chapter `by` places on; None beyond the ends."""
        keys = self.keys
        place = keys.index(self.key) + by
        if not 0 <= place < len(keys):
            return None
        key = keys[place]
        return Step(_("The head") if key == HEAD else heading_text(key, self.seen.edition), self.href(key))

    @property
    def keys(self) -> list[str]:
        """The pages in their order."""
        return [HEAD, *(c.key for c in self.seen.edition.chapters if c.key and self._shown(c.key))]

    def _shown(self, key: str) -> bool:
        return key != SHEETS or key == self.key or bool(self.seen.content.decision_sheets)

    @property
    def earlier(self) -> Step | None:
        return self.step(-1)

    @property
    def later(self) -> Step | None:
        return self.step(1)

    @cached_property
    def _cards(self) -> list[tuple[str | None, FindingCard]]:
        """The findings of this chapter with the row on this page that each is about."""
        mine = [(f, [p for p in f.places if p.chapter == self.key]) for f in self.findings]
        mine = [(f, places) for f, places in mine if places]
        cards = finding_cards.cards(self.seen, [f for f, _places in mine], self.gate, self._fix)
        return [(places[0].row, card) for (_f, places), card in zip(mine, cards, strict=True)]

    def _fix(self, finding: Finding, index: int, label: str) -> Action:
        """Inside the form: what is typed is saved first, then the finding is settled."""
        return Action(label, self.own_href, post=True, fields=(("do", f"fix:{finding.key}:{index}"),))

    @property
    def chapter_cards(self) -> list[FindingCard]:
        """Findings about no row that stands on the page."""
        shown = {item.uid for item in self.items}
        return [card for row, card in self._cards if row not in shown]

    @cached_property
    def items(self) -> list[Item]:
        """The row forms with what belongs to each."""
        if not self.editor or not self.editor.rows:
            return []
        rows = self.editor.rows
        return [
            Item.of(form, index, len(rows.forms), self, rows.focus) for index, form in enumerate(rows.forms)
        ]

    def cards_of(self, uid: str) -> list[FindingCard]:
        return [card for row, card in self._cards if row == uid]

    @property
    def left(self) -> Sequence[Left]:
        """What is left before the next gate: the first few."""
        s = self.seen
        missing = missing_chapters(s.content, s.edition, self.gate) if self.gate else ()
        found = [
            Left(_("Write %(chapter)s") % {"chapter": heading_text(key, s.edition)}, self.href(key))
            for key in missing
        ]
        found += [
            Left(
                f"{place_text(f.places[0], s.content, s.edition)}: {finding_text(f, s.edition)}",
                self.href(f.places[0].chapter),
            )
            for f in selectors.errors(self.findings)
        ]
        return found[:6]

    def current_version(self) -> int:
        """The version that the page's form is to be saved over."""
        if self.key == HEAD:
            return self.seen.directive.head_version
        return Chapter.objects.get(directive=self.seen.directive, key=self.key).version


@dataclass(frozen=True)
class Item:
    """One row on the page. `focus`: which of its buttons has the focus after a step."""

    form: RowForm
    index: int
    label: str
    uid: str
    first: bool
    last: bool
    fixed: bool
    cards: Sequence[FindingCard]
    focus: str

    @classmethod
    def of(cls, form: RowForm, index: int, count: int, page: EditPage, focus: str) -> Item:
        uid = str(form["uid"].value() or "")
        verb, _colon, place = focus.partition(":")
        return cls(
            form,
            index,
            _label(page.key, form, index),
            uid,
            index == 0,
            index == count - 1,
            page.key == "gate_plans",
            page.cards_of(uid),
            verb if place == str(index) else "",
        )


def _label(key: str, form: RowForm, index: int) -> str:
    """What stands over a row's fields: its sign and its own words."""
    present: Row | None = form.present
    words = Truncator(row_text(present)).chars(TITLE_LENGTH) if present else ""
    if key in ("gate_plans", "milestones") and present is None and "gate" in form.fields:
        words = str(form["gate"].value() or "")
    gate = getattr(present, "gate", words)
    if key in ("gate_plans", "milestones") and gate in form.around.edition.gate_codes:
        return f"{gate} {form.around.edition.gate(gate).name}"
    sign = f"{LETTERS[key]}{index + 1}" if key in LETTERS else ""
    return " ".join(part for part in (sign, words) if part) or _("New row")
