"""manage.py verify_record FILE [--ca FILE]"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from uppdragil.documents.verify import LARGEST, BadCertificate, verify
from uppdragil.documents.verify_words import sentences

MISUSED = 2  # exit code: nothing was checked


class Command(BaseCommand):
    help = "Says who sealed a record or minutes, when, what they say, and whether they are intact (exit code 1: no)."
    requires_system_checks: list[str] = []  # an auditor may have no database

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--ca", type=Path, help="certificate of an issuer that you trust, PEM or DER")

    def handle(self, *args: Any, file: Path, ca: Path | None, **options: Any) -> None:
        with translation.override("sv"):
            try:
                found = verify(_read(file), _read(ca) if ca else None)
            except BadCertificate as error:
                message = _("The issuer's certificate cannot be read. It is a file in PEM or DER format.")
                raise CommandError(message, returncode=MISUSED) from error
            for sentence in sentences(found):
                self.stdout.write(sentence)
        if not found.intact:
            sys.exit(1)


def _read(path: Path) -> bytes:
    """At most one byte more than a record may have: enough to see that it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise CommandError(
            _("The file %(path)s cannot be read.") % {"path": path}, returncode=MISUSED
        ) from error
