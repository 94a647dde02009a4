"""What the worker does for documents.

What draws and seals them is loaded by who does it, the worker: it takes some 35 MiB, which no web process needs.
"""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from uppdragil.decisions.events import Adopted, DecisionMade
from uppdragil.decisions.models import Adoption, Decision
from uppdragil.meetings.events import MinutesAdjusted
from uppdragil.meetings.models import Minutes


@task()
def build_record(decision_id: int) -> None:
    """Make the record of one decision. Safe to repeat."""
    from . import records

    records.make(Decision.objects.get(pk=decision_id), timezone.now())


def enqueue_record(event: DecisionMade) -> None:
    """Inside the decision's transaction: the task lives or dies with the decision."""
    build_record.enqueue(event.decision.pk)


@task()
def build_adoption(adoption_id: int) -> None:
    """Make the record of one adoption. Safe to repeat."""
    from . import adoptions

    adoptions.make(Adoption.objects.get(pk=adoption_id), timezone.now())


def enqueue_adoption(event: Adopted) -> None:
    """Inside the adoption's transaction."""
    build_adoption.enqueue(event.adoption.pk)


@task()
def build_minutes(minutes_id: int) -> None:
    """Make the files of adjusted minutes. Safe to repeat."""
    from . import minutesfiles

    minutes = Minutes.objects.select_related("meeting").get(pk=minutes_id)
    minutesfiles.make(minutes, timezone.now())


def enqueue_minutes(event: MinutesAdjusted) -> None:
    """Inside the last adjustment's transaction."""
    build_minutes.enqueue(event.minutes.pk)
