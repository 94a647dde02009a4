"""Findings as cards: severity, one sentence, where, and what would settle it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Protocol

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from uppdragil.directives.models import Dismissal
from uppdragil.directives.review import HEAD, Finding, Place, Severity
from uppdragil.directives.sentences import finding_text, fix_text, place_text

from .access import Seen
from .parts import Action, DismissedCard, FindingCard, PlaceLink


class Severe(Protocol):
    """A finding, of a directive or of the strategy."""

    @property
    def severity(self) -> Severity: ...


FixAction = Callable[[Finding, int, str], Action]


def cards(
    seen: Seen,
    findings: Iterable[Finding],
    gate: str | None,
    fix: FixAction | None = None,
    reasons: Mapping[str, str] = MappingProxyType({}),
) -> list[FindingCard]:
    """A card per finding. Fixes are for those who may edit; `fix` makes another button than the settling one.

    `reasons`: what was typed to dismiss some of them, by the finding's key.
    """
    make = fix or _settling(seen)
    may_dismiss = seen.may_edit and fix is None
    return [
        FindingCard(
            severity=finding.severity,
            sentence=finding_text(finding, seen.edition),
            places=tuple(_places(seen, finding)),
            fixes=tuple(make(finding, i, fix_text(f)) for i, f in enumerate(finding.fixes))
            if seen.may_edit
            else (),
            head=_head(finding, gate),
            key=finding.key,
            dismiss=_dismissing(seen) if may_dismiss and finding.severity is not Severity.ERROR else "",
            reason=reasons.get(finding.key, ""),
        )
        for finding in findings
    ]


def dismissed(seen: Seen, found: Iterable[tuple[Finding, Dismissal]]) -> list[DismissedCard]:
    """The findings that were let stand, with who said so and why; who may edit can take it back."""
    back = reverse("finding-recall", args=[seen.directive.uid])
    return [
        DismissedCard(
            severity=finding.severity,
            sentence=finding_text(finding, seen.edition),
            reason=noted.reason,
            name=noted.name,
            day=noted.at,
            recall=Action(_("Take it back"), back, post=True, about=finding_text(finding, seen.edition),
                          fields=(("finding", finding.key),)) if seen.may_edit else None,
        )
        for finding, noted in found
    ]  # fmt: skip


def _dismissing(seen: Seen) -> str:
    return reverse("finding-dismiss", args=[seen.directive.uid])


def summary(findings: Iterable[Severe]) -> str:
    """How many of each: "2 fel, 1 varning"."""
    counts = Counter(f.severity for f in findings)
    words = {
        Severity.ERROR: ngettext("%(n)d error", "%(n)d errors", counts[Severity.ERROR]),
        Severity.WARNING: ngettext("%(n)d warning", "%(n)d warnings", counts[Severity.WARNING]),
        Severity.HINT: ngettext("%(n)d piece of advice", "%(n)d pieces of advice", counts[Severity.HINT]),
    }
    return ", ".join(text % {"n": counts[kind]} for kind, text in words.items() if counts[kind])


def _settling(seen: Seen) -> FixAction:
    href = reverse("finding-settle", args=[seen.directive.uid])

    def action(finding: Finding, index: int, label: str) -> Action:
        return Action(label, href, post=True, fields=(("finding", finding.key), ("fix", str(index))))

    return action


def _places(seen: Seen, finding: Finding) -> Iterable[PlaceLink]:
    """Each row once; by the row's own anchor on the directive's page."""
    told: set[str] = set()
    for place in finding.places:
        label = place_text(place, seen.content, seen.edition)
        if label not in told:
            told.add(label)
            yield PlaceLink(label, f"{reverse('directive', args=[seen.directive.uid])}#{anchor(place)}")


def anchor(place: Place) -> str:
    """The id of a place on the directive's page."""
    if place.chapter == HEAD:
        return "main"
    return f"r-{place.row}" if place.row else place.chapter


def _head(finding: Finding, gate: str | None) -> str:
    if finding.severity is Severity.ERROR and gate:
        return _("Error, blocks %(gate)s") % {"gate": gate}
    return ""
