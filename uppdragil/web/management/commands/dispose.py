"""`manage.py dispose`: gallring of what has been dealt with and of what never became a mandate. For a timer."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext

from uppdragil.consultation import disposal as consultation
from uppdragil.documents import downloads
from uppdragil.editions import disposal as editions
from uppdragil.imports import disposal as imports
from uppdragil.inbox import disposal as inbox


class Command(BaseCommand):
    help = (
        "Remove letters and questions that were dealt with more than so many days ago, and imports and drafts of"
        " adoptions that were begun before that and never became a mandate. Safe to repeat."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=inbox.KEPT_FOR.days)

    def handle(self, *args: Any, **options: Any) -> None:
        now, kept_for = timezone.now(), dt.timedelta(days=max(options["days"], 1))
        letters, questions = inbox.dispose(now, kept_for)
        texts, drafts = imports.dispose(now, kept_for)
        files = downloads.dispose(now)
        rounds = consultation.dispose(now)
        revisions = editions.dispose(now, kept_for)
        words = {
            "files": files,
            "letters": letters,
            "questions": questions,
            "imports": texts,
            "drafts": drafts,
            "rounds": rounds,
            "revisions": revisions,
        }
        said = gettext(
            "Removed: letters %(letters)d, questions %(questions)d, imports %(imports)d,"
            " drafts of adoptions %(drafts)d, downloads %(files)d, rounds of comments %(rounds)d,"
            " drafts of models %(revisions)d."
        )
        self.stdout.write(said % words)
