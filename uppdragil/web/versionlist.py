"""Which versions and decisions of a directive a person sees.

Those who see the working text see all of them. A reader sees what was decided: versions that passed a
gate, and the decisions that passed them. An auditor reads every decision on the page of the decision itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404

from uppdragil.decisions.models import Decision
from uppdragil.directives.models import DirectiveVersion
from uppdragil.directives.policies import Access
from uppdragil.editions.spec import Outcome

from .access import PASSED, Seen


@dataclass(frozen=True)
class VersionLine:
    """`outcome` is the gate's word for how the round on this version ended; empty while nobody has decided.

    `adopted`: it was taken in with the mandate, and never submitted.
    """

    version: DirectiveVersion
    gate_name: str
    outcome: str
    passed: bool
    is_baseline: bool
    adopted: bool = False

    @property
    def fingerprint(self) -> str:
        """The beginning and the end, enough to recognise it by."""
        return f"{self.version.sha256[:4]} {self.version.sha256[4:8]} … {self.version.sha256[-4:]}"


def version_lines(seen: Seen) -> list[VersionLine]:
    """The newest first, without their text."""
    ended = {d.version_id: d for d in seen.decisions}
    versions = (
        seen.directive.versions.defer("data")
        .select_related("adoption")
        .prefetch_related("rounds__moved_from")
        .order_by("-number")
    )
    if seen.access is not Access.WORKING:
        versions = versions.filter(Q(pk__in=ended) | Q(adoption__isnull=False))
    return [_line(seen, version, ended.get(version.pk)) for version in versions]


def version_seen(seen: Seen, number: int) -> DirectiveVersion:
    """Version `number`. Raises Http404 when there is none, or none that this person sees."""
    versions = seen.directive.versions.filter(number=number)
    if seen.access is not Access.WORKING:
        passed = Decision.objects.filter(directive=seen.directive, outcome__in=PASSED).values("version")
        versions = versions.filter(Q(pk__in=passed) | Q(adoption__isnull=False))
    version: DirectiveVersion | None = versions.first()
    if version is None:
        raise Http404
    return version


def _line(seen: Seen, version: DirectiveVersion, decision: Decision | None) -> VersionLine:
    round_ = next(iter(version.rounds.all()), None)
    gate = (round_.held_under(seen.edition) if round_ else seen.edition).gate(version.gate)
    return VersionLine(
        version,
        gate.name,
        gate.outcomes[Outcome(decision.outcome)] if decision else "",
        bool(decision and decision.outcome in PASSED),
        version.pk == seen.directive.baseline_id,
        adopted=hasattr(version, "adoption"),
    )
