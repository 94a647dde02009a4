"""Reading reports. For the pages of one mandate, and for what shows many (overview, dashboard, workbook)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from uppdragil.core.jsontext import JsonText
from uppdragil.directives.content import Role
from uppdragil.directives.holding import RoleRow, holder, rows_of
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import ENDED_PHASES
from uppdragil.organisation import roles
from uppdragil.organisation.models import Person

from . import policies
from .content import Aspect, Light
from .models import STAYS_OPEN, Expected, Report, ReportRound

TREND = 12  # reports, a year of months


def last_reports(directives: Iterable[Directive | int]) -> dict[int, Report]:
    """The last report of each mandate that has one, by the mandate's primary key; one query however many.

    Each has its `lights`, `overall` (the worst), `computed`, `computed_overall` and `mismatch` without another query,
    and its round and acknowledgement along.
    """
    rows = last().filter(directive__in=list(directives)).select_related("round", "acknowledgement")
    return {report.directive_id: report for report in rows}


def trend(directives: Iterable[Directive | int], most: int = TREND) -> dict[int, list[Report]]:
    """The last `most` reports that hold of each mandate, the oldest first; one query however many."""
    found: dict[int, list[Report]] = defaultdict(list)
    rows = holding().filter(directive__in=list(directives)).order_by("directive", "number")
    for report in rows.select_related("round"):
        found[report.directive_id].append(report)
    return {pk: reports[-most:] for pk, reports in found.items()}


def last() -> QuerySet[Report]:
    """The last report of every mandate: how it stands by the lead's last word."""
    later = Report.objects.filter(directive=OuterRef("directive"), number__gt=OuterRef("number"))
    return Report.objects.filter(~Exists(later))


def last_lit() -> QuerySet[Any]:
    """The last reports, each with its `worst` light; None where the lead gave none."""
    given = {f"light_{aspect}": JsonText("data", aspect, "light") for aspect in Aspect}
    from_worst = sorted(Light, key=lambda light: -light.severity)
    whens = (When(reduce(or_, (Q(**{name: one}) for name in given)), then=Value(one)) for one in from_worst)
    return last().alias(**given).annotate(worst=Case(*whens, output_field=CharField()))


def holding() -> QuerySet[Report]:
    """The reports that no correction stands in the place of."""
    return Report.objects.filter(replaced_by__isnull=True)


def of_directive(directive: Directive) -> QuerySet[Report]:
    """Every report of `directive`, corrected ones too, the last one first."""
    rows = Report.objects.filter(directive=directive).order_by("-number")
    return rows.select_related("round", "acknowledgement", "replaces", "replaced_by")


def last_of(directive: Directive) -> Report | None:
    """The last word on one mandate."""
    return of_directive(directive).first()


def deviating() -> QuerySet[Report]:
    """The last reports of live mandates in which a deviation is open, the latest first."""
    rows = last().filter(deviations__gt=0).exclude(directive__phase__in=ENDED_PHASES)
    return rows.select_related("directive").order_by("-at", "-pk")


def unacknowledged(directives: Iterable[int]) -> list[Report]:
    """The last reports of these live mandates that no owner has acknowledged, the oldest first; one query."""
    rows = last().filter(directive__in=list(directives), acknowledgement__isnull=True)
    rows = rows.exclude(directive__phase__in=ENDED_PHASES)
    return list(rows.select_related("round").order_by("at", "pk"))


def rounds() -> QuerySet[ReportRound]:
    """Every round, the last one first, each with how many were `asked` and how many are `answered`."""
    asked = Expected.objects.filter(round=OuterRef("pk")).order_by().values("round")
    answered = Report.objects.filter(round=OuterRef("pk"), replaces=None).order_by().values("round")
    return ReportRound.objects.annotate(
        asked=Subquery(asked.annotate(n=Count("pk")).values("n")),
        answered=Coalesce(Subquery(answered.annotate(n=Count("pk")).values("n")), 0),
    ).order_by("-opened_at", "-pk")


def current_round(day: dt.date) -> ReportRound | None:
    """The round that takes reports on `day`: the last one that was opened, until it closes."""
    newest = ReportRound.objects.first()
    return newest if newest and day <= newest.closes else None


def marked(mandates: QuerySet[Directive], day: dt.date) -> QuerySet[Directive]:
    """`mandates`, each with whether the round that takes reports on `day` still asks for one (`asked_to_report`), and
    whether its last report waits to be acknowledged (`unacknowledged`). No query of its own.
    """
    newest = Subquery(ReportRound.objects.values("pk")[:1])
    asked = Expected.objects.filter(directive=OuterRef("pk"), round=newest, round__due__gte=day - STAYS_OPEN)
    given = Report.objects.filter(directive=OuterRef("pk"), round=newest)
    waits = last().filter(directive=OuterRef("pk"), acknowledgement__isnull=True)
    return mandates.annotate(
        asked_to_report=_flag(Q(policies.ASKED_FOR, Exists(asked), ~Exists(given))),
        unacknowledged=_flag(Q(~Q(phase__in=ENDED_PHASES), Exists(waits))),
    )


def outstanding(round_: ReportRound) -> QuerySet[Directive]:
    """The mandates that were to report in `round_`, still are asked to, and have not."""
    return (
        _expected(round_)
        .filter(policies.ASKED_FOR)
        .exclude(pk__in=_reported(round_))
        .order_by("number", "pk")
    )


def released(round_: ReportRound) -> QuerySet[Directive]:
    """Those that were to report, have not, and need not any more: paused, delivered or ended meanwhile."""
    return (
        _expected(round_)
        .exclude(policies.ASKED_FOR)
        .exclude(pk__in=_reported(round_))
        .order_by("number", "pk")
    )


def reports_in(round_: ReportRound) -> QuerySet[Report]:
    """The reports of `round_` that hold, the latest first."""
    rows = holding().filter(round=round_).select_related("directive", "acknowledgement")
    return rows.order_by("-at", "-pk")


def leads_of(directives: Sequence[Directive], day: dt.date) -> dict[int, str]:
    """Who leads each mandate, by the names of the register, else as it is written; three queries however many."""
    rows = rows_of(directives, (Role.LEAD,))
    behind = _behind(rows, day)
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        found[row.directive_id] += [person.name for person in behind[holder(row)]] or [row.holder]
    return {pk: ", ".join(dict.fromkeys(names)) for pk, names in found.items()}


def people_who_lead(directives: Sequence[Directive], day: dt.date) -> dict[int, list[Person]]:
    """The people of the register who lead each mandate, each once; three queries however many."""
    rows = rows_of(directives, (Role.LEAD,))
    behind = _behind(rows, day)
    found: dict[int, dict[int, Person]] = defaultdict(dict)
    for row in rows:
        found[row.directive_id] |= {person.pk: person for person in behind[holder(row)]}
    return {pk: list(people.values()) for pk, people in found.items()}


def _flag(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def _behind(rows: Iterable[RoleRow], day: dt.date) -> Mapping[roles.Holder, list[Person]]:
    return defaultdict(list, roles.people((holder(row) for row in rows), day))


def _expected(round_: ReportRound) -> QuerySet[Directive]:
    return Directive.objects.filter(pk__in=Expected.objects.filter(round=round_).values("directive"))


def _reported(round_: ReportRound) -> QuerySet[Report]:
    return Report.objects.filter(round=round_).values("directive")  # type: ignore[return-value]
