"""One section of an edit page: a chapter or the head, with its forms and what is said beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.functional import cached_property

from uppdragil.consultation.models import Comment
from uppdragil.directives.baseline import HEAD
from uppdragil.directives.content import ROW_TYPES
from uppdragil.directives.labels import LETTERS
from uppdragil.directives.opengroups import is_open_group
from uppdragil.directives.sentences import row_text
from uppdragil.editions.spec import ChapterSpec
from uppdragil.portfolio.dependencies.selectors import Reverse
from uppdragil.web.conflicts import Conflicting
from uppdragil.web.forms.chapters.editor import Editor
from uppdragil.web.forms.chapters.head import HeadForm
from uppdragil.web.forms.chapters.kinds.rowform import RowForm
from uppdragil.web.locks import how_to_change, lock_reason
from uppdragil.web.moneylines import MoneyPanel
from uppdragil.web.parts import Fact, FindingCard
from uppdragil.web.reading import DrawnChapter, Reading

from .desk import Desk
from .headings import heading
from .seen import Drawn

PICTURED = ("mandate_goals", "risks", "budget")  # each has a template in directives/picture


@dataclass
class Section:
    """Section `key` of `desk`: of what stands, or with `data` of what was posted.

    `clashes`: what somebody else saved first, by row (None: the words). `problem`: why it was not saved.
    """

    desk: Desk
    key: str
    data: QueryDict | None = None
    problem: str = ""
    clashes: dict[str | None, Conflicting] = field(default_factory=dict)

    @cached_property
    def form(self) -> Editor | HeadForm:
        if self.key == HEAD:
            return HeadForm(self.desk.around, self.data)
        return Editor(self.key, self.desk.around, self.data)

    @property
    def head(self) -> HeadForm | None:
        return self.form if isinstance(self.form, HeadForm) else None

    @property
    def editor(self) -> Editor | None:
        return self.form if isinstance(self.form, Editor) else None

    @cached_property
    def drawn(self) -> Drawn:
        """The marks that its fields are to be saved over."""
        if self.data is not None:
            return Drawn.read(self.data.get(f"{self.key}-seen", ""))
        kept = self.editor.rows.kept() if self.editor and self.editor.rows else []
        return Drawn.of(self.desk.seen.content, self.key, [row.uid for _place, row in kept])

    @property
    def chapter(self) -> ChapterSpec:
        """Its number, heading, help and examples."""
        return self.desk.chapter(self.key)

    @property
    def number(self) -> str:
        return self.chapter.number

    @property
    def title(self) -> str:
        return self.chapter.title

    @property
    def has_rows(self) -> bool:
        return self.key in ROW_TYPES

    @property
    def has_note(self) -> bool:
        """Whether something is said beside the rows, so that its fields stand open."""
        note = self.desk.seen.content.note(self.key)
        typed = self.data is not None
        return typed or bool(note.lead_in or note.not_applicable)

    @property
    def comments(self) -> Sequence[Comment]:
        """What reviewers have said of it and nobody has settled; of the whole text beside the head."""
        return self.desk.comments.get("" if self.key == HEAD else self.key, ())

    @cached_property
    def reverse(self) -> Sequence[Reverse]:
        """At chapter 4: what other mandates say of this one, as far as the person may see them."""
        return self.desk.reverse if self.key == "dependencies" else ()

    @property
    def letter(self) -> str:
        """What stands before a row's number."""
        return LETTERS.get(self.key, "")

    @property
    def locked(self) -> bool:
        """Whether the whole chapter is locked; a refused save still shows what was typed."""
        return self.key in self.desk.locked and not self.problem

    @property
    def lock_words(self) -> list[str]:
        """Why something here is locked, and what to do; nothing where nothing is."""
        if not self.locked and not self.locked_facts:
            return []
        return [lock_reason(self.desk.seen), how_to_change(self.desk.seen)]

    @property
    def locked_facts(self) -> list[Fact]:
        """The parts of this section that stand as they are."""
        if self.locked or not self.desk.around.locked:
            return []
        if self.head:
            return [Fact(label, value) for label, value in self.head.locked_facts()]
        rows = self.editor.rows.kept() if self.editor and self.editor.rows else []
        return [Fact(row_text(row), getattr(row, "holder", "")) for _place, row in rows]

    @property
    def pictured(self) -> str:
        """The template that shows the section's rows as a picture or a sum; "" where there is none."""
        return f"directives/picture/{self.key}.html" if self.key in PICTURED and not self.locked else ""

    @property
    def picture(self) -> str:
        """The same, drawn."""
        return render_to_string(self.pictured, {"chapter": self.reading})

    @cached_property
    def money(self) -> MoneyPanel | None:
        """What has been told of the money, beside the budget."""
        panel = MoneyPanel(self.desk.seen) if self.key == "budget" else None
        return panel if panel and panel.shown and panel.last else None

    @property
    def reading(self) -> DrawnChapter:
        """The chapter as it is read."""
        s = self.desk.seen
        reading = Reading(s.content, s.edition, s.person, s.today, gate=self.desk.gate)
        return reading.chapter(s.edition.chapter(self.key))

    @cached_property
    def items(self) -> list[Item]:
        """The row forms with what belongs to each."""
        rows = self.editor.rows if self.editor else None
        if not rows:
            return []
        return [self._item(form, index) for index, form in enumerate(rows.forms)]

    @property
    def empty_item(self) -> Item:
        """What a row that is added looks like, before anything is typed."""
        assert self.editor
        assert self.editor.rows
        return self._item(self.editor.rows.empty(), -1)

    def _item(self, form: RowForm, index: int) -> Item:
        rows = self.editor.rows if self.editor else None
        assert rows
        uid = f"__{self.key}__" if index < 0 else str(form["uid"].value() or "")
        verb, _colon, place = rows.focus.partition(":")
        return Item(
            form=form,
            index=index,
            label=heading(self.key, form),
            uid=uid,
            first=index == 0,
            last=index == len(rows.forms) - 1,
            fixed=self.key == "gate_plans",
            cards=self.cards.get(uid, []),
            open=uid in self.open_groups,
            focus=verb if place == str(index) else "",
            clash=self.clashes.get(uid),
            mark=self.drawn.rows.get(uid, ""),
        )

    @cached_property
    def cards(self) -> dict[str | None, list[FindingCard]]:
        """The findings here, by the row that each is about; None: about none that is edited here."""
        mine = [(place.row, card) for place, card in self.desk.cards if place.chapter == self.key]
        rows = {r.uid for r in getattr(self.desk.seen.content, self.key)} if self.has_rows else set()
        found: dict[str | None, list[FindingCard]] = {}
        for row, card in mine:
            at = row if row in rows and not self.locked else None
            found.setdefault(at, []).append(replace(card, key=""))
        return found

    @cached_property
    def open_groups(self) -> frozenset[str | None]:
        """The rows that name a group of which nobody can tell who is in it."""
        rows = getattr(self.desk.seen.content, self.key) if self.has_rows and not self.locked else ()
        return frozenset(row.uid for row in rows if is_open_group(row))

    @property
    def chapter_cards(self) -> list[FindingCard]:
        """Findings about no row that stands here."""
        return self.cards.get(None, [])

    @property
    def clash(self) -> Conflicting | None:
        """What somebody saved of the section's own words."""
        return self.clashes.get(None)

    @property
    def gone(self) -> list[Conflicting]:
        """What somebody saved of rows that are not among those typed: they were to be removed."""
        shown = {item.uid for item in self.items}
        return [clash for row, clash in self.clashes.items() if row is not None and row not in shown]


@dataclass(frozen=True)
class Item:
    """One row on the page. `open`: it names an open group. `focus`: which of its buttons has the focus after a step."""

    form: RowForm
    index: int
    label: str
    uid: str
    first: bool
    last: bool
    fixed: bool
    cards: Sequence[FindingCard]
    open: bool
    focus: str
    clash: Conflicting | None
    mark: str
