"""What waits for the portfolio office, and for the auditors: what nobody else would see in time."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from uppdragil.core.audit.checks import last_check
from uppdragil.decisions.models import Decision, Recusal, Round
from uppdragil.decisions.selectors import day_of
from uppdragil.directives.content import Role
from uppdragil.directives.models import Directive, GatePlan, RoleAssignment
from uppdragil.directives.phases import ENDED_PHASES, Phase
from uppdragil.gates.sentences import role_name
from uppdragil.portfolio.vacancies import everywhere
from workflows import recusing

from . import unitneeds
from .items import Item, Kind, wake
from .models import Mail

RECORD_TAKES = dt.timedelta(hours=1)  # longer than that, something is wrong with the worker or the seal
MAIL_TAKES = dt.timedelta(minutes=15)
CHECKED_WITHIN = dt.timedelta(hours=48)


def items(now: dt.datetime) -> Iterator[Item]:
    """For the office; some dozen queries however large the portfolio is, and nine more for each open round in which
    somebody has declared jäv.
    """
    today = localdate(now)
    yield from _emptied(now)
    yield from _vacancies(today)
    yield from _unlinked()
    yield from _late_rounds(today)
    yield from _late_pauses(today)
    yield from unitneeds.waiting(now)
    yield from _records(now)
    yield from _mail(now)


def chain(now: dt.datetime) -> Iterator[Item]:
    """For the auditors: the chain did not hold, or has not been verified for long."""
    check = last_check()
    if check is None or not check.ok or check.at < now - CHECKED_WITHIN:
        words = {"ok": check is None or check.ok, "never": check is None}
        yield Item(Kind.CHAIN, "chain", "audit", since=check.at if check else None, words=words)


def _emptied(now: dt.datetime) -> Iterator[Item]:
    """Rounds that wait since jäv has left nobody in a seat: the office names a substitute."""
    rounds = Round.objects.filter(
        Exists(Recusal.objects.filter(round=OuterRef("pk"))), ended_at=None, directive__paused_at=None
    )
    for round_ in rounds.select_related(
        "directive__edition", "directive__baseline", "version", "body", "lead"
    ):
        seats = recusing.emptied(round_, now)
        if seats:
            directive, gate = round_.directive, round_.spec
            yield Item(
                Kind.EMPTIED, round_.uid, "organisation-substitution-new", (), directive, directive.title,
                directive.number, gate.code, gate.name, since=round_.opened_at,
                words={"seats": [seat.through or role_name(seat.role) for seat in seats]},
            )  # fmt: skip


def _vacancies(today: dt.date) -> Iterator[Item]:
    """By the place that is empty, with the mandates in which it decides."""
    numbers: dict[str, list[str]] = defaultdict(list)
    for directive, empty in everywhere(today):
        for name in dict.fromkeys([*empty.owners, *empty.receivers, *([empty.body] if empty.body else [])]):
            numbers[name].append(directive.number)
    for name, where in sorted(numbers.items()):
        yield Item(Kind.VACANCY, name, "organisation", words={"name": name, "numbers": where})


def _unlinked() -> Iterator[Item]:
    """Deciding roles and leads that are words only, once a mandate is no draft any more."""
    wanted = (Role.LEAD, Role.OWNER, Role.RECEIVER)
    rows = RoleAssignment.objects.filter(role__in=wanted, holder_kind=None)
    begun = rows.exclude(directive__phase__in=(Phase.DRAFT, *ENDED_PHASES)).select_related("directive")
    for row in begun.order_by("directive__number", "position"):
        directive = row.directive
        yield Item(
            Kind.UNLINKED, f"{directive.uid}:{row.uid}", "directive", (directive.uid,), directive,
            directive.title, directive.number, words={"role": row.role, "holder": row.holder},
        )  # fmt: skip


def _late_rounds(today: dt.date) -> Iterator[Item]:
    rounds = Round.objects.filter(ended_at=None, directive__paused_at=None)
    rounds = rounds.select_related("directive").prefetch_related("directive__edition")
    planned = _planned(rounds)
    for round_ in rounds:
        due = day_of(round_, planned.get((round_.directive_id, round_.gate)))
        if due and due < today:
            directive, gate = round_.directive, round_.spec
            yield Item(
                Kind.LATE_ROUND, round_.uid, "gate", (directive.uid,), directive, directive.title,
                directive.number, gate.code, gate.name, due, round_.opened_at,
            )  # fmt: skip


def _planned(rounds: Iterable[Round]) -> dict[tuple[int, str], dt.date | None]:
    rows = GatePlan.objects.filter(directive__in=[r.directive_id for r in rounds]).order_by("-position")
    return {
        (pk, gate): end or start
        for pk, gate, start, end in rows.values_list("directive", "gate", "start", "end")
    }


def _late_pauses(today: dt.date) -> Iterator[Item]:
    paused = Directive.objects.exclude(phase__in=ENDED_PHASES).filter(paused_at__isnull=False)
    late = paused.filter(wake_on__lt=today).prefetch_related("edition").order_by("wake_on", "pk")
    return (wake(Kind.LATE_WAKE, d) for d in late)


def _records(now: dt.datetime) -> Iterator[Item]:
    """Decisions without their record, as one thing: it has one cause."""
    if not (settings.SEAL_PKCS12 or settings.DEMO):
        return  # without a seal no records are made
    late = Decision.objects.filter(record__isnull=True, decided_at__lt=now - RECORD_TAKES)
    first = late.select_related("directive", "round").order_by("decided_at").first()
    if first:
        args = (first.directive.uid, first.round.uid)
        words = {"count": late.count()}
        yield Item(Kind.RECORD, "records", "decision", args, since=first.decided_at, words=words)


def _mail(now: dt.datetime) -> Iterator[Item]:
    """One sentence about all that should have gone long ago, and all that nobody could take in."""
    stuck = Mail.objects.filter(ended_at=None, made_at__lt=now - MAIL_TAKES).order_by("made_at")
    failed = Mail.objects.filter(ending__in=[Mail.Ending.REFUSED, Mail.Ending.GIVEN_UP])
    recent = failed.filter(ended_at__gt=now - dt.timedelta(days=7))
    waiting, refused = stuck.count(), recent.count()
    if waiting or refused:
        first = stuck.first()
        words = {
            "waiting": waiting,
            "refused": refused,
            "error": next(iter(stuck.exclude(error="").values_list("error", flat=True)[:1]), ""),
        }
        yield Item(Kind.MAIL, "mail", "mail-log", since=first.made_at if first else None, words=words)
