"""What the sections of one edit page share: the text, what the review says of it, and where each section is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from uppdragil.consultation.models import Comment
from uppdragil.consultation.selectors import open_comments
from uppdragil.directives import selectors
from uppdragil.directives.baseline import HEAD
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.dismissals import sort
from uppdragil.directives.labels import role_label
from uppdragil.directives.review import Finding, Place
from uppdragil.directives.sentences import finding_text, heading_text, place_text
from uppdragil.editions.spec import ChapterSpec
from uppdragil.gates.requirements import missing_chapters, missing_roles
from uppdragil.portfolio.dependencies.selectors import Reverse, reverse_links
from uppdragil.web import findings as finding_cards
from uppdragil.web.access import Seen
from uppdragil.web.forms.chapters.around import Around
from uppdragil.web.locks import locked_chapters, why_not_editable
from uppdragil.web.outline import SHEETS, Outline, States, editing_outline
from uppdragil.web.parts import Action, FindingCard

MOST_LEFT = 6  # things that are left before the next gate, shown beside the chapters


@dataclass(frozen=True)
class Left:
    """Something that is left to do before the next gate."""

    label: str
    href: str


@dataclass(frozen=True)
class Written(Seen):
    """A directive as it was just written: `said` is its text."""

    said: DirectiveContent

    @cached_property
    def content(self) -> DirectiveContent:
        return self.said


def written(seen: Seen, content: DirectiveContent) -> Written:
    """`seen` with another text."""
    return Written(seen.directive, seen.person, seen.access, seen.now, content)


@dataclass
class Desk:
    """The working text of `seen`, to be edited."""

    settles: ClassVar[bool] = True  # whether findings are settled from here

    seen: Seen

    @property
    def why_not(self) -> str:
        """Why nothing can be saved here now."""
        return why_not_editable(self.seen)

    @cached_property
    def around(self) -> Around:
        s = self.seen
        locked = s.directive.baseline_id is not None
        return Around(s.directive, s.content, s.edition, s.person, s.today, locked=locked)

    @cached_property
    def comments(self) -> Mapping[str, Sequence[Comment]]:
        """What reviewers have said and nobody has settled, by chapter. One query."""
        return open_comments(self.seen.directive)

    @cached_property
    def reverse(self) -> Sequence[Reverse]:
        """How other mandates say that they hang together with this one. One query."""
        return reverse_links(self.seen.person, self.seen.directive, self.seen.today)

    @property
    def keys(self) -> list[str]:
        """The sections in their order."""
        shown = (c.key for c in self.seen.edition.chapters if c.key)
        return [HEAD, *(key for key in shown if key != SHEETS or self.seen.content.decision_sheets)]

    @property
    def locked(self) -> tuple[str, ...]:
        """The chapters that are locked as wholes."""
        return locked_chapters(self.seen.directive)

    def chapter(self, key: str) -> ChapterSpec:
        """What the edition says of the chapter: number, heading, help and examples. The head is no chapter of it."""
        if key != HEAD:
            return self.seen.edition.chapter(key)
        return ChapterSpec(title=_("The head"), help=_("What the mandate is called, and where it belongs."))

    @property
    def own_href(self) -> str:
        return reverse("directive-edit", args=[self.seen.directive.uid])

    def href(self, key: str) -> str:
        return f"{self.own_href}#{key}"

    @cached_property
    def gate(self) -> str | None:
        return selectors.next_gate(self.seen.directive)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        directive = self.seen.directive
        return sort(directive, selectors.findings(directive, self.seen.content, self.seen.today)).open

    @property
    def outline(self) -> Outline:
        states = States(self.seen.content, self.seen.edition, self.gate, self.findings, self.locked)
        return editing_outline(states, self.href, "")

    @cached_property
    def cards(self) -> list[tuple[Place, FindingCard]]:
        """Each finding at each of its places, once per chapter."""
        cards = finding_cards.cards(self.seen, self.findings, self.gate, self._fix)
        return [
            (place, card)
            for finding, card in zip(self.findings, cards, strict=True)
            for place in {p.chapter: p for p in reversed(finding.places)}.values()
        ]

    def _fix(self, finding: Finding, index: int, label: str) -> Action:
        """Inside the form: what is typed is saved first, then the finding is settled."""
        return Action(label, self.own_href, post=True, fields=(("do", f"fix:{finding.key}:{index}"),))

    @property
    def left(self) -> Sequence[Left]:
        """What is left before the next gate: the first few."""
        s = self.seen
        missing = missing_chapters(s.content, s.edition, self.gate) if self.gate else ()
        unnamed = (
            missing_roles(s.content, s.edition, self.gate) if self.gate and "roles" not in missing else ()
        )
        found = [
            Left(_("Write %(chapter)s") % {"chapter": heading_text(key, s.edition)}, self.href(key))
            for key in missing
        ]
        found += [
            Left(
                _("%(role)s is not named in %(chapter)s")
                % {"role": role_label(role, s.edition), "chapter": heading_text("roles", s.edition)},
                self.href("roles"),
            )
            for role in unnamed
        ]
        found += [
            Left(
                f"{place_text(f.places[0], s.content, s.edition)}: {finding_text(f, s.edition)}",
                self.href(f.places[0].chapter),
            )
            for f in selectors.errors(self.findings)
        ]
        return found[:MOST_LEFT]
