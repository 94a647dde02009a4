"""`manage.py export_status FILE.xlsx`: the portfolio office's status report."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext

from uppdragil.documents.statusreport.build import write_report


class Command(BaseCommand):
    help = "Write the status report of the whole portfolio, restricted directives included, as Excel."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        with translation.override("sv"):
            try:
                with file.open("wb") as opened:
                    write_report(opened, person=None, now=timezone.now())
            except OSError as error:
                raise CommandError(
                    gettext("%(file)s cannot be written: %(why)s.") % {"file": file, "why": error.strerror}
                ) from None
            self.stdout.write(gettext("%(file)s is written.") % {"file": file})
