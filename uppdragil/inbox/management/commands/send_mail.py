"""`manage.py send_mail`: sends what the outbox holds. For a timer, every minute; safe to run twice at once."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext, ngettext

from uppdragil.inbox.sending import send_due


class Command(BaseCommand):
    help = (
        "Send the letters that are due. Exit status 1 when the mail server would not take some of them now."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        run = send_due()
        self.stdout.write(ngettext("%(n)d letter sent.", "%(n)d letters sent.", run.sent) % {"n": run.sent})
        if run.trouble:
            words = gettext("The mail server says: %(error)s") % {"error": run.trouble}
            later = gettext("What is left is tried again later.")
            self.stderr.write(f"{words} {later}")
            raise SystemExit(1)
