"""`manage.py digest`: calls for the weekly summaries. For a timer, on Monday morning; safe to repeat."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from uppdragil.inbox import outbox


class Command(BaseCommand):
    help = "Put a summary of this week into the outbox, for everybody whom something waits for."

    def handle(self, *args: Any, **options: Any) -> None:
        outbox.digest(timezone.now())
