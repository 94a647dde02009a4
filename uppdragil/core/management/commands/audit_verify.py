"""manage.py audit_verify: is the audit chain as it was written?"""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from uppdragil.core import audit
from uppdragil.core.triggers import missing_triggers


def head(text: str) -> audit.Head:
    """A head of the chain from the command line. Raises ArgumentTypeError for what is none."""
    try:
        return audit.Head.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            _("write a head as SEQ:HASH, a number and 64 hexadecimal characters")
        ) from error


class Command(BaseCommand):
    help = "Verifies the audit chain and prints its head. Exit code 1: not as it was written."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--expect",
            type=head,
            metavar="SEQ:HASH",
            help=_("a head printed earlier that the chain must still hold"),
        )
        parser.add_argument(
            "--since-head",
            type=head,
            metavar="SEQ:HASH",
            help=_("a head printed earlier: verify that event and what follows, and trust what lies before"),
        )

        parser.add_argument(
            "--nightly",
            action="store_true",
            help=_(
                "for a timer: keep the result, meet the furthest head seen before, once a day; and --evidence"
            ),
        )

        parser.add_argument(
            "--evidence",
            action="store_true",
            help=_("compare every row of evidence with what the chain was told of it, too"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["nightly"]:
            self._nightly()
        else:
            self._once(options)

    def _nightly(self) -> None:
        kept = audit.check_of_the_night(now=timezone.now())
        for sentence in audit.explain_check(kept):
            self.stdout.write(sentence)
        self.stdout.write(_("Head: %(head)s") % {"head": audit.found(kept).head})
        if not kept.ok:
            raise CommandError(_("The evidence is not as it was written, or not protected."))

    def _once(self, options: dict[str, Any]) -> None:
        missing = missing_triggers(connection)
        try:
            found = audit.verify(since=options["since_head"], expect=options["expect"])
        except ValueError as error:
            raise CommandError(_("The expected head lies before the head to begin with.")) from error
        self.stdout.write(audit.explain(found))
        if found.ok:
            self.stdout.write(_("Head: %(head)s") % {"head": found.head})
            self.stdout.write(
                _("Keep the head outside this system: only it can show a chain that was cut off.")
            )
        if missing:
            self.stdout.write(_("Triggers are missing: %(names)s.") % {"names": ", ".join(missing)})
        whole = not options["evidence"] or self._evidence()
        if missing or not (found.ok and whole):
            raise CommandError(_("The evidence is not as it was written, or not protected."))

    def _evidence(self) -> bool:
        """Whether the tables are as the chain says."""
        found = audit.evidence()
        for sentence in audit.explain_evidence(found):
            self.stdout.write(sentence)
        return found.ok
