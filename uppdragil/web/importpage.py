"""What the preview of an import shows: gathered once, drawn by templates/imports/."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from uppdragil.directives import policies
from uppdragil.directives.content import ROW_TYPES, DecisionSheet, DirectiveContent, Role, normalised
from uppdragil.directives.labels import ROLE_LABELS, field_label
from uppdragil.directives.review import HEAD, Finding, to_tell
from uppdragil.directives.sentences import finding_text, place_text
from uppdragil.editions.spec import EditionSpec
from uppdragil.imports.matching import MAX_ROWS
from uppdragil.imports.models import ImportDraft
from uppdragil.imports.preview import Preview, preview
from uppdragil.imports.services import published
from uppdragil.organisation.models import Person

from .days import long_date
from .findings import anchor, summary
from .forms.imports import PreviewForm
from .importlines import Pairs
from .outline import Group, Outline, OutlineLine, groups
from .parts import Fact, FindingCard, PlaceLink
from .reading import DrawnGroup, Reading


@dataclass
class ImportPage:
    """`draft` as `person` sees it on `day`."""

    draft: ImportDraft
    edition: EditionSpec
    form: PreviewForm
    person: Person
    day: dt.date
    working = False  # the drawn chapters carry no progress: nothing has begun

    @property
    def may_adopt(self) -> bool:
        return policies.may_adopt(self.person)

    @cached_property
    def others(self) -> list[EditionSpec]:
        """The models that the text was not read by."""
        return [spec for spec in published() if spec.key != self.edition.key]

    @cached_property
    def shown(self) -> Preview:
        return preview(self.draft.read(), self.edition, self.day)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return to_tell(self.shown.findings)

    @property
    def content(self) -> DirectiveContent:
        return self.shown.recognised.content

    @cached_property
    def groups(self) -> list[DrawnGroup]:
        reading = Reading(self.content, self.edition, self.person, self.day, findings=self.findings)
        return reading.groups()

    @property
    def outline(self) -> Outline:
        """The chapters, each with how much of it was read."""
        shown = groups(self.edition, self.content)
        return Outline(
            [OutlineLine(g.head.number, g.head.title, f"#{g.anchor}", *self._count(g)) for g in shown]
        )

    def _count(self, group: Group) -> tuple[str, str]:
        said = [key for key in group.keys if getattr(self.content, key)]
        rows = sum(len(getattr(self.content, key)) for key in said if key in ROW_TYPES)
        if not said:
            return pgettext("chapter", "Missing"), "warn"
        if not rows:
            return pgettext("chapter of an import", "Text"), "ok"
        return ngettext("%(n)d row", "%(n)d rows", rows) % {"n": rows}, "ok"

    @property
    def facts(self) -> list[Fact]:
        listed = groups(self.edition, self.content)
        read = sum(any(getattr(self.content, key) for key in group.keys) for group in listed)
        return [
            Fact(_("Read as"), self.edition.name),
            Fact(_("Chapters read"), _("%(n)d of %(all)d") % {"n": read, "all": len(listed)}),
            Fact(_("Could not be placed"), self._lines(self.shown.recognised.unplaced)),
            Fact(_("Left out"), self._lines(self.shown.recognised.ignored), _("headings and page furniture")),
            Fact(_("Contradictions"), self.summary or _("None")),
        ]

    @staticmethod
    def _lines(lines: Sequence[object]) -> str:
        return ngettext("%(n)d line", "%(n)d lines", len(lines)) % {"n": len(lines)} if lines else _("None")

    @property
    def summary(self) -> str:
        return summary(self.findings)

    @cached_property
    def cards(self) -> list[FindingCard]:
        """What clashes. It is settled in the draft, where each finding has its fixes."""
        return [
            FindingCard(
                finding.severity,
                finding_text(finding, self.edition),
                places=tuple(self._places(finding)),
                key=finding.key,
            )
            for finding in self.findings
        ]

    def _places(self, finding: Finding) -> Iterator[PlaceLink]:
        links = {place_text(p, self.content, self.edition): f"#{anchor(p)}" for p in reversed(finding.places)}
        return (PlaceLink(label, href) for label, href in reversed(links.items()))

    @cached_property
    def sheet_notes(self) -> list[str]:
        """Owners and leads that a decision sheet names otherwise than chapter 8."""
        sheets = normalised(self.content).decision_sheets
        return [note for sheet in sheets for note in self._sheet_notes(sheet)]

    @staticmethod
    def _sheet_notes(sheet: DecisionSheet) -> Iterator[str]:
        for role, name in ((Role.OWNER, sheet.owner), (Role.LEAD, sheet.lead)):
            if name:
                yield _("The decision sheet of %(gate)s names %(name)s as %(role)s.") % {
                    "gate": sheet.gate,
                    "name": name,
                    "role": str(ROLE_LABELS[role]).lower(),
                }

    @property
    def unlinkable(self) -> int:
        """Role rows beyond those that the form asks about."""
        return max(0, len(self.content.roles) - MAX_ROWS)

    @property
    def pairs(self) -> Pairs:
        """The text as it came, beside what was read from it."""
        return Pairs(self.draft.source, self.shown.recognised, self.groups)

    @property
    def head_facts(self) -> list[Fact]:
        """What was read of the head, beside the title."""
        names = (
            "model",
            "dated",
            "registry_number",
            "number",
            "unit",
            "parent",
            "supersedes",
            "supersedes_dated",
            "origin",
        )
        said = [(field_label(HEAD, name), getattr(self.content, name)) for name in names]
        return [
            Fact(str(label), long_date(value) if isinstance(value, dt.date) else value)
            for label, value in said
            if value
        ]
