"""`manage.py dispose`: gallring of questions and of the mail log. For a timer; safe to repeat."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext

from uppdragil.inbox.disposal import KEPT_FOR, dispose


class Command(BaseCommand):
    help = "Remove letters and questions that were dealt with more than so many days ago."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=KEPT_FOR.days)

    def handle(self, *args: Any, **options: Any) -> None:
        letters, questions = dispose(timezone.now(), dt.timedelta(days=max(options["days"], 1)))
        words = {"letters": letters, "questions": questions}
        self.stdout.write(gettext("Removed: letters %(letters)d, questions %(questions)d.") % words)
