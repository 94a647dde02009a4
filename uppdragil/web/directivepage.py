"""What the page of one directive shows: gathered once, drawn by templates/directives/."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.forms import Form
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from uppdragil.decisions.models import Adoption, Decision, OutsideDecision
from uppdragil.directives import policies, selectors
from uppdragil.directives.cards import holders
from uppdragil.directives.content import Role
from uppdragil.directives.dismissals import Sorted, sort
from uppdragil.directives.labels import field_label, role_label
from uppdragil.directives.models import DirectiveVersion, Progress
from uppdragil.directives.phases import ENDED_PHASES
from uppdragil.directives.policies import Access
from uppdragil.directives.review import Finding
from uppdragil.editions.spec import Outcome
from uppdragil.portfolio.vacancies import vacancies_of

from . import findings as finding_cards
from .access import Seen
from .adopted import adoption_of
from .allowed import moves
from .benefitlines import BenefitsPanel
from .bodies import full_name
from .conditionlines import ConditionLine, lines
from .consultationlines import ConsultationPanel
from .days import long_date
from .deciding import gap_sentence
from .dependencylines import DependencyPanel
from .forms.readers import ReaderForm
from .locks import how_to_change, lock_reason, locked_chapters
from .moneylines import MoneyPanel
from .outline import Outline, States, reading_outline
from .parts import Action, DismissedCard, Fact, FindingCard, PhaseStep
from .phaseline import clashing_gates, decided_on, gate_due, steps
from .readerspanel import ReadersPanel
from .reading import DrawnGroup, Reading, progress_of
from .reportlines import ReportPanel
from .supportlines import SupportPanel
from .unitneedlines import UnitNeedsPanel
from .versionlist import VersionLine, version_lines


@dataclass(frozen=True)
class DecisionLine:
    """A decision in the list beside the text."""

    decision: Decision
    gate_name: str
    outcome: str
    has_record: bool

    @property
    def day(self) -> dt.date:
        return decided_on(self.decision)


@dataclass(frozen=True)
class OutsideLine:
    """A decision that was taken outside the system, before the mandate was taken in."""

    told: OutsideDecision
    gate_name: str
    outcome: str


@dataclass
class DirectivePage:
    """`seen` as one page. `progress_form`: a refused form and the row that it is about.

    `reader_form`: a refused form that names a reader. `reasons`: what was typed to dismiss a finding, by its key.
    """

    seen: Seen
    progress_form: tuple[str, Form] | None = field(default=None)
    reader_form: ReaderForm | None = field(default=None)
    reasons: Mapping[str, str] = field(default_factory=dict)

    @property
    def working(self) -> bool:
        return self.seen.access is Access.WORKING

    @property
    def may_keep_templates(self) -> bool:
        return policies.may_keep_templates(self.seen.person)

    @cached_property
    def gate(self) -> str | None:
        return selectors.next_gate(self.seen.directive)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Only for those who see the working text; without those that were dismissed."""
        return self._sorted.open

    @cached_property
    def _sorted(self) -> Sorted:
        if not self.working:
            return Sorted((), ())
        directive = self.seen.directive
        return sort(directive, selectors.findings(directive, self.seen.content, self.seen.today))

    @property
    def dismissed(self) -> list[DismissedCard]:
        return finding_cards.dismissed(self.seen, self._sorted.dismissed)

    @cached_property
    def cards(self) -> list[FindingCard]:
        return finding_cards.cards(self.seen, self.findings, self.gate, reasons=self.reasons)

    @property
    def summary(self) -> str:
        return finding_cards.summary(self.findings)

    @cached_property
    def steps(self) -> list[PhaseStep]:
        clashing = clashing_gates([f.params for f in self.findings if f.rule == "R1"])
        return steps(self.seen, clashing=clashing)

    @cached_property
    def reading(self) -> Reading:
        return Reading(
            self.seen.content,
            self.seen.edition,
            self.seen.person,
            self.seen.today,
            findings=self.findings,
            progress=progress_of(self.seen.directive) if self.working else {},
            gate=self.gate if self.working else None,
            locked=locked_chapters(self.seen.directive),
        )

    @cached_property
    def groups(self) -> list[DrawnGroup]:
        return self.reading.groups()

    @cached_property
    def states(self) -> States:
        locked = self.reading.locked if self.seen.may_edit else ()
        return States(self.seen.content, self.seen.edition, self.gate, self.findings, locked)

    @cached_property
    def lock_words(self) -> str:
        """Since when chapters are locked and whom to ask, for the one who would change them."""
        if not (self.seen.may_edit and self.reading.locked):
            return ""
        return f"{lock_reason(self.seen)} {how_to_change(self.seen)}"

    @property
    def outline(self) -> Outline:
        return reading_outline(self.states, [g.group for g in self.groups], working=self.working)

    @cached_property
    def versions(self) -> list[VersionLine]:
        return version_lines(self.seen)

    @cached_property
    def decision_lines(self) -> list[DecisionLine]:
        spec = self.seen.edition
        return [
            DecisionLine(
                d,
                spec.gate(d.gate).name,
                spec.gate(d.gate).outcomes[Outcome(d.outcome)],
                hasattr(d, "record"),
            )
            for d in reversed(self.seen.decisions)
        ]

    @cached_property
    def outside_lines(self) -> list[OutsideLine]:
        """The latest first."""
        spec = self.seen.edition
        return [
            OutsideLine(t, spec.gate(t.gate).name, spec.gate(t.gate).outcomes[Outcome(t.outcome)])
            for t in reversed(self.seen.told)
        ]

    @cached_property
    def adoption(self) -> Adoption | None:
        """How the mandate was taken in, if it ran already then."""
        return adoption_of(self.seen.directive) if self.outside_lines else None

    @cached_property
    def conditions(self) -> list[ConditionLine]:
        return lines(self.seen)

    @cached_property
    def dependencies(self) -> DependencyPanel:
        return DependencyPanel(self.seen)

    @cached_property
    def support(self) -> SupportPanel:
        return SupportPanel(self.seen)

    @cached_property
    def consultation(self) -> ConsultationPanel:
        return ConsultationPanel(self.seen)

    @cached_property
    def unit_needs(self) -> UnitNeedsPanel:
        return UnitNeedsPanel(self.seen)

    @cached_property
    def benefits(self) -> BenefitsPanel:
        return BenefitsPanel(self.seen)

    @cached_property
    def money(self) -> MoneyPanel:
        return MoneyPanel(self.seen)

    @cached_property
    def reports(self) -> ReportPanel:
        return ReportPanel(self.seen)

    @property
    def readers(self) -> ReadersPanel:
        return ReadersPanel(self.seen, self.reader_form)

    @cached_property
    def gaps(self) -> list[str]:
        """Deciding places that are vacant, or will be before the next gate; for those who see the working text."""
        if not self.working:
            return []
        due = gate_due(self.seen.directive, self.seen.content, self.gate or "")
        found = vacancies_of(self.seen.directive, due, self.seen.today)
        return [gap_sentence(gap, self.seen.today) for gap in found.gaps]

    @cached_property
    def moves(self) -> tuple[Action | None, list[Action]]:
        return moves(self.seen) if self.working else (None, [])

    @property
    def facts(self) -> list[Fact]:
        content, directive, edition = self.seen.content, self.seen.directive, self.seen.edition
        told = [
            Fact(_("Unit"), content.unit),
            Fact(role_label(Role.OWNER, edition), holders(content, Role.OWNER), self._people(Role.OWNER)),
            Fact(role_label(Role.LEAD, edition), holders(content, Role.LEAD)),
            Fact(_("Registry number"), content.registry_number),
            Fact(_("Model"), content.model),
            Fact(str(field_label("head", "dated")), _said(content.dated)),
            Fact(_("Version"), *self._version()),
            Fact(_("Parent mandate"), content.parent),
            Fact(_("Supersedes"), content.supersedes, _said(content.supersedes_dated)),
            Fact(_("Origin"), content.origin),
        ]
        if self.working and directive.body:
            told.append(Fact(_("Decision body"), full_name(directive.body)))
        return [fact for fact in told if fact.value]

    def _people(self, role: Role) -> str:
        """Who holds the role today, where it is held through a position."""
        rows = [r for r in self.reading.rows("roles") if r.row.role is role]
        return ", ".join(name for row in rows for name in row.people)

    def _version(self) -> tuple[str, str]:
        baseline = self.seen.directive.baseline
        if baseline is None:
            return _("Draft, nothing decided yet"), ""
        passed = [d for d in self.seen.decisions if d.version_id == baseline.pk]
        day = decided_on(passed[-1]) if passed else self._told_on(baseline)
        note = _("Decided %(date)s") % {"date": long_date(day)} if day else ""
        number = {"number": baseline.number}
        if not self.working or self.seen.directive.phase in ENDED_PHASES:
            return _("Version %(number)s") % number, note
        return _("Working text after version %(number)s") % number, note

    def _told_on(self, baseline: DirectiveVersion) -> dt.date | None:
        """When the text that was taken in was decided, as the office tells it."""
        taken_in = self.adoption is not None and self.adoption.version_id == baseline.pk
        return self.outside_lines[0].told.decided_on if taken_in else None

    @property
    def progress_states(self) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in Progress.State.choices]

    @property
    def not_started(self) -> str:
        return str(Progress.State.PLANNED.label)

    @property
    def edit_href(self) -> str:
        """Where to begin: the first chapter with an error or missing, else the head."""
        states = self.states
        keys = [c.key for g in self.groups for c in g.chapters if not c.locked]
        first = next((k for k in keys if k in states.required and not states.is_done(k)), "")
        page = reverse("directive-edit", args=[self.seen.directive.uid])
        return f"{page}#{first}" if first else page


def _said(day: dt.date | None) -> str:
    return long_date(day) if day else ""
