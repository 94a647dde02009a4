"""`manage.py import_strategy FILE`: keep a strategy's pages as draft editions; with --json only show what they say."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation
from django.utils.translation import gettext

from uppdragil.core.uid import new_uid
from uppdragil.imports.commandline import acting, file_sentence
from uppdragil.imports.readers import read_file
from uppdragil.imports.refusals import NotADirective
from uppdragil.imports.strategy.preview import as_json
from uppdragil.imports.strategy.recogniser import recognise
from uppdragil.imports.strategy.refusals import NotAStrategy
from uppdragil.strategy.content import StrategyContent
from uppdragil.strategy.sentences import finding_text
from uppdragil.strategy.services import keep_drafts


class Command(BaseCommand):
    help = "Keep the text of a strategy's pages as draft editions; with --json print what it says and store nothing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", dest="as_json")
        parser.add_argument("--by", metavar="USERNAME", help="who the history and the audit chain name")

    def handle(self, *args: Any, file: Path, as_json: bool, by: str | None, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            try:
                text = _text(file)
                self.show(text) if as_json else self.store(text, by)
            except NotAStrategy as refusal:
                raise CommandError(str(refusal)) from refusal

    def show(self, text: str) -> None:
        """Print what was recognised as JSON in UTF-8. No database is asked."""
        shown = as_json(recognise(text))
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        self.stdout.write(json.dumps(shown, ensure_ascii=False, indent=2))

    def store(self, text: str, username: str | None) -> None:
        """Keep each edition as a draft; say what it has, what was found and what was left over."""
        recognised = recognise(text, new_uid)
        keep_drafts(
            contents=recognised.editions,
            findings=recognised.findings,
            by=acting(username),
            now=timezone.now(),
        )
        for content in recognised.editions:
            self.stdout.write(_summary(content))
        for finding in recognised.findings:
            self.stdout.write(f"{finding.rule} {finding.places[0].edition}: {finding_text(finding)}")
        for line in recognised.unplaced:
            self.stdout.write(
                gettext("Line %(line)s has no place: %(text)s") % {"line": line.line, "text": line.text}
            )


def _summary(content: StrategyContent) -> str:
    return gettext("%(name)s is kept as a draft: %(areas)s focus areas, %(goals)s sub-goals.") % {
        "name": content.name,
        "areas": len(content.areas),
        "goals": sum(bool(goal.text) for area in content.areas for goal in area.sub_goals),
    }


def _text(file: Path) -> str:
    try:
        return read_file(file)
    except NotADirective as refusal:
        raise NotAStrategy(refusal.code, **refusal.params) from refusal
    except OSError as error:
        raise CommandError(file_sentence(file, error)) from error
