"""`manage.py generate_portfolio --count N --seed S`: an invented portfolio, to look at and to measure."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone, translation
from django.utils.translation import gettext

from uppdragil.directives.models import Directive
from uppdragil.synthetic import services

MOST = 100_000


class Command(BaseCommand):
    help = "Invent a portfolio: people, units, bodies, and mandates in every phase with their histories."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--count", type=int, required=True, help="how many mandates")
        parser.add_argument("--seed", type=int, required=True, help="the same seed gives the same portfolio")
        parser.add_argument(
            "--today", type=dt.date.fromisoformat, help="the day as of which it stands (YYYY-MM-DD)"
        )
        parser.add_argument(
            "--password", default="", help="the invented accounts' password; in the demo only"
        )
        parser.add_argument(
            "--into", default="", metavar="NAME", help="the database's name, where it is no empty demo"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("sv"):
            _refuse(options)
            loud = options["verbosity"] > 1
            try:
                events = services.generate(
                    count=options["count"],
                    seed=options["seed"],
                    today=options["today"] or timezone.localdate(),
                    password=options["password"],
                    progress=(lambda n: self.stdout.write(str(n))) if loud else (lambda n: None),
                )
            except services.AlreadyThere as error:
                raise CommandError(
                    gettext(
                        "Something here is already called as the invented: a unit, a position, a body or an account."
                    )
                ) from error
            said = {"count": options["count"], "events": events}
            self.stdout.write(gettext("Invented %(count)s mandates with %(events)s events.") % said)


def _refuse(options: dict[str, Any]) -> None:
    """Evidence can never be taken away again, so whoever adds invented evidence says where to."""
    if not 1 <= options["count"] <= MOST:
        raise CommandError(gettext("The count is a number from 1 to %(most)s.") % {"most": MOST})
    if options["password"] and not settings.DEMO:
        raise CommandError(gettext("A password that many share is for the demo only: set UPPDRAGIL_DEMO=1."))
    name = Path(str(connection.settings_dict["NAME"])).name
    there = Directive.objects.count()
    if options["into"] != name and (options["into"] or there or not settings.DEMO):
        raise CommandError(
            gettext(
                "The database %(name)s holds %(there)s mandates, and what is invented can never be taken out of it "
                "again. If you want it there, add --into %(name)s."
            )
            % {"name": name, "there": there}
        )
