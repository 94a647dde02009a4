"""What the worker does for documents."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from uppdragil.decisions.events import DecisionMade
from uppdragil.decisions.models import Decision

from . import records


@task()
def build_record(decision_id: int) -> None:
    """Make the record of one decision. Safe to repeat."""
    records.make(Decision.objects.get(pk=decision_id), timezone.now())


def enqueue_record(event: DecisionMade) -> None:
    """Inside the decision's transaction: the task lives or dies with the decision."""
    build_record.enqueue(event.decision.pk)
