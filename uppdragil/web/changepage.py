"""What the pages of a change of what is locked show: the change as a whole, and one chapter of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from uppdragil.decisions import changes
from uppdragil.decisions.models import Change, Decision, Round
from uppdragil.directives import selectors
from uppdragil.directives.baseline import CHANGEABLE, HEAD, changes_of_locked, with_locked
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.review import Finding, Place
from uppdragil.directives.sentences import heading_text
from uppdragil.directives.services import content_of
from uppdragil.editions.spec import ChapterSpec, Outcome
from uppdragil.gates import rules
from uppdragil.gates.values import Action as Move
from uppdragil.gates.values import Facts, Unmet
from workflows import facts

from . import findings as finding_cards
from .access import Seen
from .changes import Changes
from .conflicts import Conflicting, sides
from .editor.desk import Desk
from .editor.section import Section
from .forms.changing import ReasonForm
from .forms.chapters.around import Around
from .outline import Outline, OutlineLine
from .parts import Action, BlockedItem, FindingCard
from .reasons import blocked_items
from .recordnames import described


@dataclass(frozen=True)
class Proposed(Seen):
    """A directive as it would be: `proposal` is its text. `submitted`: it lies before those who decide."""

    proposal: DirectiveContent
    submitted: bool

    @cached_property
    def content(self) -> DirectiveContent:
        return self.proposal

    @cached_property
    def may_edit(self) -> bool:
        return not self.submitted and replace_seen(self).may_edit


def replace_seen(seen: Seen) -> Seen:
    """The directive as it is, of a proposal."""
    return Seen(seen.directive, seen.person, seen.access, seen.now)


def proposed(seen: Seen, change: Change | None) -> Proposed:
    """`seen` as `change` would have it; as it is, and closed to editing, when the change is gone."""
    text = changes.proposal(change, seen.content) if change else seen.content
    closed = change is None or changes.before_deciders(change)
    return Proposed(seen.directive, seen.person, seen.access, seen.now, text, closed)


@dataclass(frozen=True)
class Part:
    """A chapter in which something is locked."""

    label: str
    href: str
    changed: bool


@dataclass
class ChangePage:
    """The open change of `seen`. `refused`: why what was tried could not be done."""

    seen: Seen
    change: Change
    form: ReasonForm
    refused: tuple[Unmet, ...] = ()

    @cached_property
    def proposed(self) -> Proposed:
        return proposed(self.seen, self.change)

    @property
    def may_edit(self) -> bool:
        return self.proposed.may_edit

    @cached_property
    def round(self) -> Round | None:
        return self.seen.open_round

    @cached_property
    def facts(self) -> Facts:
        s = self.seen
        return facts.of_change(s.directive, self.change, self.proposed.content, s.person, s.now, self.round)

    @property
    def blocked(self) -> list[BlockedItem]:
        """What stands in the way of submitting it, for the lead who prepares it."""
        if not self.may_edit:
            return []
        typed = str(self.form["reason"].value() or "")
        found = self.refused or rules.unmet(Move.SUBMIT_CHANGE, replace(self.facts, reason=typed))
        return [
            self._led_to(item, unmet) for unmet in found for item in blocked_items([unmet], self.proposed)
        ]

    def _led_to(self, item: BlockedItem, unmet: Unmet) -> BlockedItem:
        """The way to a chapter is through the change where it is locked."""
        if unmet.where not in CHANGEABLE:
            return item
        return replace(item, actions=(Action(_("Edit the chapter"), self._href(unmet.where)),))

    @property
    def parts(self) -> list[Part]:
        changed = self.facts.changed
        return [Part(self._label(key), self._href(key), key in changed) for key in CHANGEABLE]

    def _label(self, key: str) -> str:
        return chapter_label(key, self.seen)

    def _href(self, key: str) -> str:
        return reverse("change-edit", args=[self.seen.directive.uid, key])

    @cached_property
    def difference(self) -> Changes:
        """What is locked, as it is decided and as it would be."""
        text, baseline = self.proposed.content, self.seen.directive.baseline
        assert baseline is not None  # nothing is changed by decision before
        return described(self.seen, with_locked(text, content_of(baseline)), text)

    @cached_property
    def cards(self) -> list[FindingCard]:
        """What clashes in the directive as it would be. It is settled in the chapters."""
        s = self.proposed
        found = selectors.findings(s.directive, s.content, s.today)
        return [replace(card, fixes=(), dismiss="") for card in finding_cards.cards(s, found, None)]

    @property
    def summary(self) -> str:
        s = self.proposed
        return finding_cards.summary(selectors.findings(s.directive, s.content, s.today))

    @property
    def deciders(self) -> str:
        """Who decides on it as it stands now."""
        return ", ".join(dict.fromkeys(seat.through for seat in self.facts.seats if seat.through))

    @cached_property
    def answer(self) -> Answer | None:
        """Why it came back, or was postponed."""
        found = changes.last_answer(self.change)
        return Answer(found, self.seen) if found else None


@dataclass(frozen=True)
class Answer:
    """What those who decide said last of a change that is still open."""

    decision: Decision
    seen: Seen

    @property
    def outcome(self) -> str:
        return self.seen.edition.gate(self.decision.gate).outcomes[Outcome(self.decision.outcome)]

    @property
    def day(self) -> dt.date:
        return self.decision.met_on or self.decision.decided_at.date()


def chapter_label(key: str, seen: Seen) -> str:
    """What a part of a change decision is called: the head, the owner, or a chapter."""
    if key == HEAD:
        return _("Name and who may read")
    return _("8 The owner") if key == "roles" else heading_text(key, seen.edition)


@dataclass
class ChangeDesk(Desk):
    """A proposal, to be edited: the same forms as in the editor, with only what is locked in them."""

    settles: ClassVar[bool] = False
    change: Change | None = None

    @property
    def why_not(self) -> str:
        if self.change is None:
            return _("the change is ended.")
        if isinstance(self.seen, Proposed) and self.seen.submitted:
            return _("the change lies before those who decide.")
        return super().why_not

    @cached_property
    def around(self) -> Around:
        s = self.seen
        return Around(s.directive, s.content, s.edition, s.person, s.today, changing=True)

    @property
    def keys(self) -> list[str]:
        return list(CHANGEABLE)

    @property
    def locked(self) -> tuple[str, ...]:
        return ()

    def chapter(self, key: str) -> ChapterSpec:
        said = super().chapter(key)
        return said.model_copy(update={"title": _("The mandate owner")}) if key == "roles" else said

    def href(self, key: str) -> str:
        return reverse("change-edit", args=[self.seen.directive.uid, key])

    @cached_property
    def gate(self) -> str | None:
        return None

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return selectors.findings(self.seen.directive, self.seen.content, self.seen.today)

    @cached_property
    def cards(self) -> list[tuple[Place, FindingCard]]:
        return [(place, replace(card, fixes=(), dismiss="")) for place, card in super().cards]


@dataclass(frozen=True)
class Step:
    """The part before or after."""

    label: str
    href: str


@dataclass
class ChangeEditPage:
    """Part `section` of a change. `problem` and `conflict` say why it was not saved; `version` is the change's."""

    desk: ChangeDesk
    section: Section
    version: int
    problem: str = ""
    conflict: Conflicting | None = None
    unsaved: bool = False

    @property
    def outline(self) -> Outline:
        seen, baseline = self.desk.seen, self.desk.seen.directive.baseline
        changed = changes_of_locked(content_of(baseline), seen.content) if baseline else ()
        return Outline(
            [
                OutlineLine(
                    "",
                    chapter_label(key, seen),
                    self.desk.href(key),
                    _("Changed") if key in changed else "",
                    "ok" if key in changed else "",
                    current=key == self.section.key,
                )
                for key in CHANGEABLE
            ]
        )

    @property
    def own_href(self) -> str:
        return self.desk.href(self.section.key)

    @property
    def earlier(self) -> Step | None:
        return self._step(-1)

    @property
    def later(self) -> Step | None:
        return self._step(1)

    def _step(self, by: int) -> Step | None:
        place = CHANGEABLE.index(self.section.key) + by
        if not 0 <= place < len(CHANGEABLE):
            return None
        key = CHANGEABLE[place]
        label = _("The head") if key == HEAD else heading_text(key, self.desk.seen.edition)
        return Step(label, self.desk.href(key))

    def conflicting(self, current: DirectiveContent, typed: DirectiveContent) -> Conflicting:
        """What somebody saved meanwhile against what was typed."""
        key, seen, change = self.section.key, self.desk.seen, self.desk.change
        lines = described(seen, current, typed).lines
        last = change and change.history.order_by("-history_date", "-history_id").first()
        return Conflicting(
            last.by_name if last else "",
            last.history_date if last else None,
            sides(line for line in lines if line.anchor == key),
        )
