"""`manage.py build_records`: the sweep. For a timer; safe to repeat."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import ngettext

from uppdragil.documents import records


class Command(BaseCommand):
    help = "Make the records that a stopped worker left unmade."

    def handle(self, *args: Any, **options: Any) -> None:
        left = records.missing()
        for decision in left:
            records.make(decision, timezone.now())
        made = len(left)
        self.stdout.write(ngettext("%(made)d record made.", "%(made)d records made.", made) % {"made": made})
