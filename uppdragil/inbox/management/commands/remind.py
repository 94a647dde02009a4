"""`manage.py remind`: calls for the reminders of the day. For a timer, each morning; safe to repeat."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from uppdragil.inbox import asks, outbox


class Command(BaseCommand):
    help = "Put the reminders of the day into the outbox, and whatever a worker that was killed left unsaid."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        asks.settle(now)
        outbox.sweep(now)
        outbox.remind(now)
