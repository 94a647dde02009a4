"""What the pages of a change of what is locked show: the change as a whole, and one chapter of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
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
from uppdragil.directives.review import Finding
from uppdragil.directives.sentences import heading_text
from uppdragil.directives.services import content_of
from uppdragil.editions.spec import ChapterSpec, Outcome
from uppdragil.gates import rules
from uppdragil.gates.values import Action as Move
from uppdragil.gates.values import Facts, Unmet
from workflows import facts

from . import findings as finding_cards
from .access import Seen
from .changes import Changes, describe
from .conflicts import Conflicting, conflicting
from .editpage import EditPage, Left
from .forms.changing import ReasonForm
from .forms.chapters.around import Around
from .outline import Outline, OutlineLine
from .parts import Action, BlockedItem, FindingCard
from .reasons import blocked_items


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
        return describe(with_locked(text, content_of(baseline)), text, self.seen.edition)

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
class ChangeEditPage(EditPage):
    """One chapter of a change: the same forms as in the editor, with only what is locked in them."""

    template: ClassVar[str] = "changes/edit.html"
    settles: ClassVar[bool] = False
    change: Change | None = None

    @property
    def why_not(self) -> str:
        if self.change is None:
            return _("the change is ended.")
        if isinstance(self.seen, Proposed) and self.seen.submitted:
            return _("the change lies before those who decide.")
        return super().why_not

    def conflicting(self, current: DirectiveContent, typed: DirectiveContent) -> Conflicting:
        found = conflicting(self.seen.directive, self.key, current, typed, self.seen.edition)
        last = self.change and self.change.history.order_by("-history_date", "-history_id").first()
        return replace(found, who=last.by_name, at=last.history_date) if last else found

    @cached_property
    def around(self) -> Around:
        s = self.seen
        return Around(s.directive, s.content, s.edition, s.person, s.today, changing=True)

    @cached_property
    def chapter(self) -> ChapterSpec:
        said = super().chapter
        return said.model_copy(update={"title": _("The mandate owner")}) if self.key == "roles" else said

    @property
    def locked(self) -> bool:
        return False

    @property
    def lock_words(self) -> list[str]:
        return []

    @cached_property
    def gate(self) -> str | None:
        return None

    @property
    def left(self) -> Sequence[Left]:
        return ()

    @property
    def keys(self) -> list[str]:
        return list(CHANGEABLE)

    def href(self, key: str) -> str:
        return reverse("change-edit", args=[self.seen.directive.uid, key])

    @property
    def outline(self) -> Outline:
        baseline = self.seen.directive.baseline
        changed = changes_of_locked(content_of(baseline), self.seen.content) if baseline else ()
        return Outline(
            [
                OutlineLine(
                    "",
                    chapter_label(key, self.seen),
                    self.href(key),
                    _("Changed") if key in changed else "",
                    "ok" if key in changed else "",
                    current=key == self.key,
                )
                for key in CHANGEABLE
            ]
        )

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return selectors.findings(self.seen.directive, self.seen.content, self.seen.today)

    @cached_property
    def _cards(self) -> list[tuple[str | None, FindingCard]]:
        return [(row, replace(card, fixes=(), dismiss="")) for row, card in super()._cards]

    def current_version(self) -> int:
        return self.change.version if self.change else 0
