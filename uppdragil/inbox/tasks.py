"""What the worker does for the outbox: one task per event, which calls for letters. None is sent here."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from uppdragil.consultation.events import ReviewersAsked
from uppdragil.consultation.models import Invitation
from uppdragil.decisions.events import DecisionMade, EditionMoved, Recused, RoundOpened, Superseded
from uppdragil.decisions.models import Decision, Recusal, Round
from uppdragil.directives.models import Directive
from uppdragil.meetings.events import ExtractMade, MinutesWritten
from uppdragil.meetings.models import AgendaItem, Minutes
from uppdragil.portfolio.events import NeedAnswered, SupportAsked
from uppdragil.portfolio.models import ReportRound, SupportNeed, UnitNeed
from uppdragil.portfolio.reporting.events import ReportRoundOpened

from . import asks, outbox


@task()
def announce_round(pk: int) -> None:
    """Letters to those who decide in the round `pk`."""
    outbox.round_opened(
        Round.objects.select_related("directive__edition", "body", "lead").get(pk=pk), timezone.now()
    )


@task()
def announce_decision(pk: int) -> None:
    """Letters to those whom the decision `pk` concerns."""
    outbox.decided(Decision.objects.select_related("directive__edition", "round").get(pk=pk), timezone.now())


@task()
def announce_superseded(pk: int) -> None:
    """Letters to everybody whom the directive `pk`, which another one replaced, names."""
    outbox.superseded(Directive.objects.select_related("edition").get(pk=pk), timezone.now())


@task()
def announce_edition(pk: int) -> None:
    """Letters to those who lead and own the directive `pk`, which was moved to another revision of its model."""
    outbox.edition_moved(Directive.objects.select_related("edition").get(pk=pk), timezone.now())


@task()
def announce_asks(uids: list[str]) -> None:
    """Letters to those who were asked the questions `uids`, if they still wait."""
    outbox.asked(asks.open_asks().filter(uid__in=uids), timezone.now())


@task()
def announce_extract(pk: int) -> None:
    """Letters to those on the distribution list of the agenda item `pk` whom the register knows."""
    outbox.extract_made(AgendaItem.objects.get(pk=pk), timezone.now())


@task()
def announce_minutes(pk: int) -> None:
    """Letters to those who adjust the minutes `pk`."""
    outbox.minutes_written(Minutes.objects.select_related("meeting__body").get(pk=pk), timezone.now())


@task()
def announce_report_round(pk: int) -> None:
    """Letters to those who lead the mandates that the round `pk` asks."""
    outbox.report_round_opened(ReportRound.objects.get(pk=pk), timezone.now())


@task()
def announce_support(pk: int) -> None:
    """Letters to those of whom the support need `pk` is asked."""
    outbox.support_asked(SupportNeed.objects.select_related("directive__edition").get(pk=pk), timezone.now())


@task()
def announce_reviewers(pks: list[int]) -> None:
    """Letters to the reviewers of the invitations `pks`."""
    found = Invitation.objects.select_related("consultation", "person").defer("consultation__data")
    outbox.reviewers_asked(found.filter(pk__in=pks), timezone.now())


@task()
def announce_need(pk: int) -> None:
    """A letter to who raised the unit's need `pk`, which the office has answered."""
    outbox.need_answered(UnitNeed.objects.select_related("raised_by").get(pk=pk), timezone.now())


@task()
def announce_recusal(pk: int) -> None:
    """A letter to the office where the recusal `pk` (jäv) has left a seat with nobody in it."""
    found = Recusal.objects.select_related("round__directive__edition", "round__body", "round__lead")
    outbox.recused(found.get(pk=pk), timezone.now())


def on_round(event: RoundOpened) -> None:
    """Inside the submission's transaction: the task lives or dies with it."""
    announce_round.enqueue(event.round.pk)


def on_decision(event: DecisionMade) -> None:
    """Inside the decision's transaction: the task lives or dies with it."""
    announce_decision.enqueue(event.decision.pk)


def on_superseded(event: Superseded) -> None:
    """Inside the transaction of the decision that ended the old one."""
    announce_superseded.enqueue(event.old.pk)


def on_edition(event: EditionMoved) -> None:
    """Inside the transaction that moves it."""
    announce_edition.enqueue(event.directive.pk)


def on_extract(event: ExtractMade) -> None:
    """Inside the transaction that keeps the file."""
    announce_extract.enqueue(event.item.pk)


def on_minutes(event: MinutesWritten) -> None:
    """Inside the transaction that ends the meeting."""
    announce_minutes.enqueue(event.minutes.pk)


def on_report_round(event: ReportRoundOpened) -> None:
    """Inside the transaction that opens the round."""
    announce_report_round.enqueue(event.round.pk)


def on_support(event: SupportAsked) -> None:
    """Inside the transaction that asks."""
    announce_support.enqueue(event.need.pk)


def on_reviewers(event: ReviewersAsked) -> None:
    """Inside the transaction that asks."""
    announce_reviewers.enqueue(list(event.invitations))


def on_need(event: NeedAnswered) -> None:
    """Inside the transaction that answers."""
    announce_need.enqueue(event.need.pk)


def on_recused(event: Recused) -> None:
    """Inside the transaction of the declaration."""
    announce_recusal.enqueue(event.recusal.pk)


def on_asked(event: asks.QuestionsAsked) -> None:
    """Inside the transaction that asks."""
    announce_asks.enqueue(list(event.uids))
