"""What the pages of one mandate that is to be taken in show: drawn by templates/adopting/."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from uppdragil.directives.cards import holders
from uppdragil.directives.content import DirectiveContent, Role
from uppdragil.directives.labels import VISIBILITY_LABELS, role_label
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import Phase
from uppdragil.directives.review import ReviewFacts, Severity, review, to_tell
from uppdragil.directives.sentences import finding_text
from uppdragil.editions.services import current
from uppdragil.editions.spec import EditionSpec, GateSpec, Outcome
from uppdragil.gates.adoption import Outside
from uppdragil.gates.requirements import missing_chapters
from uppdragil.gates.sentences import reason, who_can
from uppdragil.gates.values import Unmet
from uppdragil.imports import adopting as services
from uppdragil.imports.adopting import KeptScan
from uppdragil.imports.models import AdoptionDraft
from uppdragil.organisation.models import Person
from workflows import facts

from .parts import BlockedItem, Fact


def items(unmet: Iterable[Unmet], edition: EditionSpec) -> list[BlockedItem]:
    """The reasons as lines of the panel that says what stands in the way."""
    return [BlockedItem(reason(u, edition), who_can(u)) for u in unmet]


@dataclass
class AdoptPage:
    """`draft` as it stands now; `changed`, `number_taken` and `refused` say why it did not come in."""

    draft: AdoptionDraft
    by: Person
    content: DirectiveContent
    edition: EditionSpec
    scans: dict[str, KeptScan]
    told: tuple[Outside, ...]
    now: dt.datetime
    changed: bool = False
    number_taken: bool = False
    refused: list[BlockedItem] = field(default_factory=list)

    @classmethod
    def of(cls, draft: AdoptionDraft, by: Person, now: dt.datetime) -> AdoptPage:
        scans = services.kept_scans(draft)
        content, told = services.content_of(draft), services.told_in(draft, scans)
        return cls(draft, by, content, current(draft.edition).spec, scans, told, now)

    @cached_property
    def fingerprint(self) -> str:
        return services.fingerprint(self.draft, self.scans)

    @cached_property
    def superseded(self) -> Directive | None:
        """The mandate that ends as this one comes in, as far as there is one."""
        uid = self.content.supersedes_id
        return Directive.objects.filter(uid=uid).first() if uid else None

    @property
    def has_conditions(self) -> bool:
        """Whether the draft has conditions that will be nobody's task."""
        return any(told.outcome is Outcome.CONDITIONAL for told in self.told)

    @property
    def reasons(self) -> list[BlockedItem]:
        """What stands in the way."""
        uid = self.content.supersedes_id
        replaces = facts.replaced(None, uid, self.by, localdate(self.now), submitting=True)
        unmet = services.unmet(self.draft, self.scans, self.edition, self.now, replaces)
        found = items(unmet, self.edition)
        taken = self.number_taken or services.taken_numbers(
            [self.content.number] if self.content.number else []
        )
        if taken:
            found.append(BlockedItem(_("Another mandate has this number already."), ""))
        return [*found, *self.refused]

    @property
    def stage(self) -> str:
        return str(Phase(self.draft.phase).label) if self.draft.phase else ""

    @property
    def decisions(self) -> Sequence[tuple[GateSpec, Outside, str]]:
        gates = {gate.code: gate for gate in self.edition.gates}
        return [(gates[t.gate], t, gates[t.gate].outcomes[t.outcome]) for t in self.told if t.gate in gates]

    @property
    def facts(self) -> list[Fact]:
        content = self.content
        told = [
            Fact(_("Number"), content.number or _("The next free one")),
            Fact(_("Model"), self.edition.name),
            Fact(_("Stage"), self.stage),
            Fact(_("Unit"), content.unit),
            Fact(role_label(Role.OWNER, self.edition), holders(content, Role.OWNER)),
            Fact(role_label(Role.LEAD, self.edition), holders(content, Role.LEAD)),
            Fact(_("Registry number"), content.registry_number),
            Fact(_("Supersedes"), str(self.superseded or "")),
            Fact(_("Visibility"), str(VISIBILITY_LABELS[content.visibility])),
        ]
        return [fact for fact in told if fact.value]

    @cached_property
    def contradictions(self) -> list[str]:
        """What clashes in the text: shown, and in nobody's way."""
        known = ReviewFacts.of(self.edition, imported=True)
        found = to_tell(review(self.content, known, localdate(self.now)))
        return [finding_text(f, self.edition) for f in found if f.severity is Severity.ERROR]

    @cached_property
    def missing(self) -> list[str]:
        """Chapters that the gates passed would have asked for."""
        if not self.told:
            return []
        keys = missing_chapters(self.content, self.edition, self.told[-1].gate)
        return [
            f"{self.edition.chapter(key).number} {self.edition.chapter(key).title}".strip() for key in keys
        ]
