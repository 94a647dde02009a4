"""`manage.py build_records`: the sweep. For a timer; safe to repeat."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from uppdragil.documents import adoptions, minutesfiles, records

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Make the records and minutes that a stopped worker left unmade. Exit status 1 when one could not be made."

    def handle(self, *args: Any, **options: Any) -> None:
        made, failed = 0, []
        sweeps: list[tuple[Callable[..., Any], Sequence[Any]]] = [
            (records.make, records.missing()),
            (adoptions.make, adoptions.missing()),
            (minutesfiles.make, minutesfiles.missing()),
        ]
        for make, missing in sweeps:
            for one in missing:
                try:
                    make(one, timezone.now())
                    made += 1
                except Exception as error:  # one that fails is no reason to leave the others unmade
                    failed.append(str(one))
                    logger.exception("the record of %s", one, exc_info=error)
        self.stdout.write(ngettext("%(made)d record made.", "%(made)d records made.", made) % {"made": made})
        if failed:
            self.stderr.write(gettext("Not made: %(decisions)s.") % {"decisions": ", ".join(failed)})
            raise SystemExit(1)
