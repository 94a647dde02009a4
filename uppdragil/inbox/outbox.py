"""Calling for letters: one row per letter, however often it is called for. Nothing is sent here.

Who gets one is settled here; whether they still want, need and may see it, when it is sent (`letters.py`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from django.utils.timezone import localdate

from uppdragil.consultation.models import Invitation
from uppdragil.decisions.models import Condition, Decision, Recusal, Round, SignOff
from uppdragil.directives import holding, policies
from uppdragil.directives.content import Role
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import Phase
from uppdragil.meetings import adjusting
from uppdragil.meetings.models import AgendaItem, Meeting, Minutes, Recipient
from uppdragil.organisation import roles
from uppdragil.organisation.models import Duty, Person
from uppdragil.portfolio import support
from uppdragil.portfolio.models import ReportRound, SupportNeed, UnitNeed
from uppdragil.portfolio.reporting import selectors as reporting
from workflows import facts, recusing

from . import asks as asking
from . import meetings, reports, unitneeds
from .items import Kind as Waits
from .models import Ask, Mail
from .reminders import point
from .selectors import waiting_for

REMINDED = (
    Waits.DECIDE,
    Waits.ADJUST,
    Waits.CONDITION,
    Waits.CONSULT,
    Waits.SUPPORT,
    Waits.REPORT,
    Waits.MEASURE,
    Waits.WAKE,
)
SWEPT = dt.timedelta(days=2)  # how far back a worker that was killed may have left something unsaid

NEWS = dt.timedelta(
    days=7
)  # a decision that is older is no news: the worker stood still, or it is told afterwards

IN_MANDATE = (Role.LEAD, Role.OWNER, Role.RECEIVER)


def round_opened(round_: Round, now: dt.datetime) -> None:
    """To those who can confirm in it."""
    if round_.ended_at is not None:
        return
    directive = round_.directive
    gathered = facts.gather(directive, round_.lead, now, round_=round_)
    out = {who.uid for who in gathered.barred} | gathered.confirmed | gathered.recused
    uids = {who.uid for seat in gathered.open_seats for who in seat.acting} - out
    _call(Mail.Kind.ROUND, _people(uids), directive, f"{Waits.DECIDE}:{round_.uid}", now)


def decided(decision: Decision, now: dt.datetime) -> None:
    """To the lead, the owners and the receivers, but not to who took it; and to those whom a condition names."""
    if now - decision.decided_at > NEWS:
        return
    directive = decision.directive
    last = SignOff.objects.filter(round=decision.round).order_by("-at", "-pk").first()
    people = [p for p in _in_mandate(directive, now) if last is None or p.pk != last.person_id]
    _call(Mail.Kind.DECIDED, people, directive, f"decided:{decision.round.uid}", now)
    for condition in decision.conditions.all():
        condition_given(condition, now)


def condition_given(condition: Condition, now: dt.datetime) -> None:
    """To those who are responsible; to the lead where nobody of the register is behind whom it names."""
    holder, day = (condition.holder_kind, condition.holder_id), localdate(now)
    directive = condition.decision.directive
    people = roles.people([holder], day).get(holder) or policies.people_in(directive, Role.LEAD, day)
    _call(Mail.Kind.CONDITION, people, directive, f"{Waits.CONDITION}:{condition.uid}", now)


def support_asked(need: SupportNeed, now: dt.datetime) -> None:
    """To those who are asked and who stand in for them, but not to who asks. A body has it on its agenda instead."""
    holder, day = (need.holder_kind, need.holder_id), localdate(now)
    people = roles.people([holder], day).get(holder, [])
    names = [holder, *(("person", person.uid) for person in people)]
    instead = [row.substitute for rows in roles.substitutes(names, day).values() for row in rows]
    told = {p.pk: p for p in (*people, *instead) if p.pk != need.raised_by_id}
    _call(Mail.Kind.SUPPORT, told.values(), need.directive, f"{Waits.SUPPORT}:{need.uid}", now)


def reviewers_asked(invitations: Iterable[Invitation], now: dt.datetime) -> None:
    """To each reviewer. About no directive: who may read nothing of it but the sent text is written to, too."""
    for one in invitations:
        about = f"{Waits.CONSULT}:{one.consultation.uid}"
        _call(Mail.Kind.CONSULT, [one.person], None, about, now)


def need_answered(need: UnitNeed, now: dt.datetime) -> None:
    """To who raised it. About no mandate: which one took it is for the page to say."""
    if need.is_answered:
        about = f"{Waits.NEED_ANSWERED}:{unitneeds.answered_key(need)}"
        _call(Mail.Kind.NEED, [need.raised_by], None, about, now)


def superseded(old: Directive, now: dt.datetime) -> None:
    """To everybody whom chapter 8 of a mandate names that another one has replaced, and who got extracts about it."""
    told = Recipient.objects.filter(item__directive=old).exclude(sent_at=None).exclude(holder_kind="")
    holders = [*holding.holders(old, tuple(Role)), *told.values_list("holder_kind", "holder_id")]
    people = roles.informed(holders, localdate(now))
    _call(Mail.Kind.SUPERSEDED, people, old, f"superseded:{old.uid}", now)


def edition_moved(directive: Directive, now: dt.datetime) -> None:
    """To the lead and the owners of a directive that the office has moved to another revision of its model."""
    people = roles.informed(holding.holders(directive, (Role.LEAD, Role.OWNER)), localdate(now))
    _call(Mail.Kind.MODEL, people, directive, f"model:{directive.uid}:{directive.edition.revision}", now)


def extract_made(item: AgendaItem, now: dt.datetime) -> None:
    """To those of the distribution list whom the register knows."""
    sent = item.recipients.exclude(sent_at=None)
    people = roles.informed([(r.holder_kind, r.holder_id) for r in sent], localdate(now))
    _call(Mail.Kind.EXTRACT, people, None, f"extract:{item.uid}", now)


def minutes_written(minutes: Minutes, now: dt.datetime) -> None:
    """To those who adjust them."""
    people = adjusting.waiting(minutes.meeting, minutes)
    _call(Mail.Kind.ADJUST, people, None, f"{Waits.ADJUST}:{meetings.adjust_key(minutes)}", now)


def recused(recusal: Recusal, now: dt.datetime) -> None:
    """To the office, where it has left a seat with nobody in it."""
    round_ = recusal.round
    if round_.ended_at is None and recusing.emptied(round_, now):
        people, about = roles.with_duty(Duty.Kind.OFFICE), f"{Waits.EMPTIED}:{round_.uid}"
        _call(Mail.Kind.EMPTIED, people, round_.directive, about, now, str(recusal.pk))


def report_round_opened(round_: ReportRound, now: dt.datetime) -> None:
    """To those who lead the mandates that still are to report in it. Safe to repeat."""
    if reporting.current_round(localdate(now)) != round_:
        return
    mandates = list(reporting.outstanding(round_))
    leads = reporting.people_who_lead(mandates, localdate(now))
    for directive in mandates:
        about = f"{Waits.REPORT}:{reports.key(round_, directive)}"
        _call(Mail.Kind.REPORT, leads.get(directive.pk, ()), directive, about, now)


def asked(questions: Iterable[Ask], now: dt.datetime) -> None:
    """A letter to each who was asked something."""
    for ask in questions:
        _call(Mail.Kind.ASK, [ask.asked], ask.directive, f"{Waits.ASK}:{ask.uid}", now)


def remind(now: dt.datetime) -> None:
    """Reminders that this day asks for, of everything that waits for anybody and has a day. Safe to repeat."""
    today = localdate(now)
    for person in reachable():
        for item in waiting_for(person, now).of(*REMINDED):
            since = localdate(item.since) if item.since else today
            on_the_day = item.kind is Waits.CONSULT
            day = point(item.due, since, today, on_the_day=on_the_day) if item.due else None
            if day:
                _call(Mail.Kind.REMINDER, [person], item.about, item.key, now, f"{item.due}:{day}")


def digest(now: dt.datetime) -> None:
    """The summary of this ISO week, for everybody whom something waits for. Safe to repeat."""
    today = localdate(now)
    year, week, _day = today.isocalendar()
    for person in reachable():
        if any(item.presses(today) for item in waiting_for(person, now).items):
            _call(Mail.Kind.DIGEST, [person], None, f"{year}-W{week:02}", now)


def sweep(now: dt.datetime) -> None:
    """What a worker that was killed left unsaid of the last days. Safe to repeat."""
    since = now - SWEPT
    said = set(Mail.objects.filter(made_at__gt=since).values_list("about", flat=True))
    for about, say in (*_of_decisions(since), *_of_meetings(since), *_of_needs(since)):
        if about not in said:
            say(now)
    for round_ in ReportRound.objects.filter(opened_at__gt=since):
        report_round_opened(round_, now)
    unsaid = [a for a in asking.open_asks().filter(at__gt=since) if f"{Waits.ASK}:{a.uid}" not in said]
    asked(unsaid, now)


Said = tuple[str, Callable[[dt.datetime], None]]  # what letters are about, and what calls for them


def _of_decisions(since: dt.datetime) -> Iterator[Said]:
    for round_ in Round.objects.filter(opened_at__gt=since, ended_at=None, due=None):
        yield f"{Waits.DECIDE}:{round_.uid}", partial(round_opened, round_)
    for decision in Decision.objects.filter(decided_at__gt=since):
        yield f"decided:{decision.round.uid}", partial(decided, decision)
    for recusal in Recusal.objects.filter(at__gt=since, round__ended_at=None):
        yield f"{Waits.EMPTIED}:{recusal.round.uid}", partial(recused, recusal)
    for old in Directive.objects.filter(phase=Phase.SUPERSEDED, phase_since__gt=since):
        yield f"superseded:{old.uid}", partial(superseded, old)


def _of_meetings(since: dt.datetime) -> Iterator[Said]:
    for minutes in meetings.unadjusted().filter(made_at__gt=since):
        yield f"{Waits.ADJUST}:{meetings.adjust_key(minutes)}", partial(minutes_written, minutes)
    sent = Recipient.objects.filter(sent_at__gt=since).exclude(holder_kind="")
    for item in AgendaItem.objects.filter(pk__in=sent.values("item"), meeting__state=Meeting.State.ADJUSTED):
        yield f"extract:{item.uid}", partial(extract_made, item)


def _of_needs(since: dt.datetime) -> Iterator[Said]:
    for asked_for in SupportNeed.objects.filter(support.OPEN, raised_at__gt=since).exclude(holder_kind=""):
        yield f"{Waits.SUPPORT}:{asked_for.uid}", partial(support_asked, asked_for)
    for need in UnitNeed.objects.filter(answered_at__gt=since, read_at=None).select_related("raised_by"):
        yield f"{Waits.NEED_ANSWERED}:{unitneeds.answered_key(need)}", partial(need_answered, need)


def reachable() -> list[Person]:
    """Those who can be written to."""
    return list(Person.objects.filter(active=True).exclude(email="").select_related("unit").order_by("pk"))


def _in_mandate(directive: Directive, now: dt.datetime) -> list[Person]:
    return roles.informed(holding.holders(directive, IN_MANDATE), localdate(now))


def _people(uids: Iterable[str]) -> list[Person]:
    return list(Person.objects.filter(uid__in=uids, active=True).order_by("pk"))


def _call(
    kind: Mail.Kind,
    people: Iterable[Person],
    directive: Directive | None,
    about: str,
    now: dt.datetime,
    point: str = "",
) -> None:
    """A letter to each; the key keeps a second call from making a second letter."""
    Mail.objects.bulk_create(
        [
            Mail(
                key=":".join(part for part in (kind, about, point, person.uid) if part),
                kind=kind,
                person=person,
                directive=directive,
                about=about,
                made_at=now,
                next_at=now,
            )
            for person in people
        ],
        ignore_conflicts=True,
    )
