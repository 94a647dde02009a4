"""`manage.py rebuild_search`: the index of the search made anew; `--check` says whether it is as the texts are."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext, ngettext

from uppdragil.search import indexing

NAMED = 10  # mandates by number, where the index differs


class Command(BaseCommand):
    help = "Make the index of the search anew. Safe to repeat. Exit code 1 with --check: it differs from the texts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare only, and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self._check()
            return
        count = indexing.rebuild()
        said = ngettext("%(count)d text can be searched.", "%(count)d texts can be searched.", count)
        self.stdout.write(said % {"count": count})

    def _check(self) -> None:
        found = list(indexing.differing())
        if found:
            some = {"count": len(found), "numbers": ", ".join(found[:NAMED])}
            said = ngettext(
                "The index differs from %(count)d text: %(numbers)s. Run rebuild_search.",
                "The index differs from %(count)d texts: %(numbers)s. Run rebuild_search.",
                len(found),
            )
            raise CommandError(said % some)
        self.stdout.write(gettext("The index says what the texts say."))
