"""Reading decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate

from uppdragil.directives.models import Directive, DirectiveVersion
from uppdragil.directives.past import edition_at
from uppdragil.directives.phases import GATE_PHASES
from uppdragil.editions.spec import EditionSpec, Outcome

from .models import Adoption, Decision, OutsideDecision, Round

PASSING = [outcome.value for outcome in Outcome if outcome.passes]
CHANGE_WITHIN = dt.timedelta(days=14)  # from the submission: a change decision has no day in the plan


def edition_of(version: DirectiveVersion) -> EditionSpec:
    """The revision of the model in whose words a version was decided on, or taken in; three queries at most."""
    round_ = version.rounds.select_related("moved_from", "directive__edition").first()
    return round_.edition.spec if round_ else edition_at(version.directive, version.made_at)


def day_of(round_: Round, planned: dt.date | None) -> dt.date | None:
    """By when an open round is to be decided: the day it was postponed to, else what its gate is `planned` for."""
    if round_.due or not round_.change_id:
        return round_.due or planned
    return localdate(round_.opened_at) + CHANGE_WITHIN


def first_baseline(directive: Directive) -> DirectiveVersion | None:
    """The version that the directive was first decided on, or was adopted with."""
    return first_baselines([directive]).get(directive.pk)


def first_baselines(directives: Sequence[Directive]) -> dict[int, DirectiveVersion]:
    """That version of each, by the directive's primary key; three queries however many."""
    first = first_versions(directives)
    versions = DirectiveVersion.objects.in_bulk(first.values())
    return {pk: versions[version] for pk, version in first.items()}


def first_versions(directives: Sequence[Directive] | Sequence[int]) -> dict[int, int]:
    """The primary key of that version, by that of the directive; two queries however many."""
    latest_first = Decision.objects.filter(directive__in=directives, outcome__in=PASSING).order_by("-pk")
    first = dict(latest_first.values_list("directive_id", "version_id"))  # so the oldest stays
    adopted = Adoption.objects.filter(directive__in=directives)
    first.update(adopted.values_list("directive_id", "version_id"))
    return first


def decided_days(directives: Sequence[Directive]) -> dict[int, dict[str, dt.date]]:
    """By directive and gate, the day on which it was passed, here or outside the system; two queries however many.

    A body passed it at its meeting, others with their last confirmation.
    """
    found: dict[int, dict[str, dt.date]] = {}
    passed = {"directive__in": directives, "outcome__in": PASSING}
    here = Decision.objects.filter(round__change=None, **passed)
    for pk, gate, met_on, at in here.values_list("directive_id", "gate", "met_on", "decided_at"):
        found.setdefault(pk, {})[gate] = met_on or localdate(at)
    outside = OutsideDecision.objects.filter(**passed)
    for pk, gate, day in outside.values_list("directive_id", "gate", "decided_on"):
        found.setdefault(pk, {})[gate] = day
    return found


def decided_outside(directives: Sequence[Directive]) -> frozenset[int]:
    """Those, by primary key, whose last passed gate was decided outside the system; one query however many."""
    since = Decision.objects.filter(directive=OuterRef("directive"), round__change=None, outcome__in=PASSING)
    found = Adoption.objects.filter(~Exists(since), directive__in=directives)
    return frozenset(found.values_list("directive_id", flat=True))


def baseline_before(decision: Decision) -> DirectiveVersion | None:
    """The baseline that held when `decision` was taken."""
    earlier = _passed(decision.directive).filter(decisions__pk__lt=decision.pk).last()
    return earlier or _adopted_with(decision.directive)


def _passed(directive: Directive) -> QuerySet[DirectiveVersion]:
    """The versions of passing decisions, in the order of these."""
    return DirectiveVersion.objects.filter(
        decisions__directive=directive, decisions__outcome__in=PASSING
    ).order_by("decisions__pk")


def _adopted_with(directive: Directive) -> DirectiveVersion | None:
    """A version that no round was opened on: nothing but an adoption makes one."""
    return DirectiveVersion.objects.filter(directive=directive, rounds=None).order_by("number").first()


def earlier_answers(round_: Round) -> list[Decision]:
    """How the gate of `round_`, or the change that it is about, was decided before, in order."""
    earlier = Decision.objects.filter(
        round__directive=round_.directive_id,
        round__gate=round_.gate,
        round__change=round_.change_id,
        round__number__lt=round_.number,
    )
    return list(earlier.select_related("round", "directive").order_by("pk"))


def last_refusal(directives: Sequence[Directive]) -> dict[int, Decision]:
    """By directive: the last decision at a gate where it did not let it pass, and it has not been submitted since.

    One query however many directives.
    """
    waiting = [d for d in directives if d.phase not in GATE_PHASES]
    rows = Decision.objects.filter(directive__in=waiting, round__change=None)
    rows = rows.select_related("round__moved_from", "directive").order_by("pk")
    last = {decision.directive_id: decision for decision in rows}
    return {pk: decision for pk, decision in last.items() if not Outcome(decision.outcome).passes}
