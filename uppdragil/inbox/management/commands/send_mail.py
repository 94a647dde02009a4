"""`manage.py send_mail`: sends what the outbox holds. For a timer, every minute; safe to run twice at once."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils.translation import gettext, ngettext

from uppdragil.inbox.sending import Run, send_due


class Command(BaseCommand):
    help = (
        "Send the letters that are due. Exit status 1 when the mail server would not take some of them now."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--every", type=int, metavar="SECONDS", help="Go on, so often, instead of ending."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        run = self._send(options["verbosity"])
        while options["every"]:
            time.sleep(max(options["every"], 1))
            close_old_connections()
            self._send(options["verbosity"])
        if run.trouble:
            raise SystemExit(1)

    def _send(self, verbosity: int) -> Run:
        run = send_due()
        if verbosity:
            sent = ngettext("%(n)d letter sent.", "%(n)d letters sent.", run.sent)
            self.stdout.write(sent % {"n": run.sent})
        if run.trouble:
            words = gettext("The mail server says: %(error)s") % {"error": run.trouble}
            later = gettext("What is left is tried again later.")
            self.stderr.write(f"{words} {later}")
        return run
