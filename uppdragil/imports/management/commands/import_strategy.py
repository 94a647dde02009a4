"""`manage.py import_strategy FILE --json`: show what a strategy's pages say, and store nothing."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from uppdragil.imports.files import file_sentence
from uppdragil.imports.readers import read_file
from uppdragil.imports.refusals import NotADirective
from uppdragil.imports.strategy.preview import as_json
from uppdragil.imports.strategy.recogniser import recognise
from uppdragil.imports.strategy.refusals import NotAStrategy


class Command(BaseCommand):
    help = "Show as JSON what the text of a strategy's pages says; nothing is stored."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", required=True)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            try:
                self.show(_text(file))
            except NotAStrategy as refusal:
                raise CommandError(str(refusal)) from refusal
            except OSError as error:
                raise CommandError(file_sentence(file, error)) from error

    def show(self, text: str) -> None:
        """Print what was recognised as JSON in UTF-8. No database is asked."""
        shown = as_json(recognise(text))
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        self.stdout.write(json.dumps(shown, ensure_ascii=False, indent=2))


def _text(file: Path) -> str:
    try:
        return read_file(file)
    except NotADirective as refusal:
        raise NotAStrategy(refusal.code, **refusal.params) from refusal
