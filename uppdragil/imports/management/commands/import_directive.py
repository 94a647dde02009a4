"""`manage.py import_directive FILE`: read a directive's text into the system; with --json only show it."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation
from django.utils.translation import gettext

from uppdragil.core.uid import new_uid
from uppdragil.directives.labels import role_label
from uppdragil.editions.models import Edition
from uppdragil.editions.services import USUAL
from uppdragil.editions.spec import EditionSpec
from uppdragil.imports.commandline import acting, file_sentence
from uppdragil.imports.links import checked
from uppdragil.imports.matching import Register, certain
from uppdragil.imports.preview import as_json, preview
from uppdragil.imports.readers import Source, open_file
from uppdragil.imports.recogniser import Recognised, recognise
from uppdragil.imports.refusals import NotADirective
from uppdragil.imports.selectors import candidates
from uppdragil.imports.services import NumberTaken, create, linked, published


class Command(BaseCommand):
    help = (
        "Import a directive from a text, Word or PDF file; with --json print what it says and store nothing."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", dest="as_json")
        parser.add_argument(
            "--model", metavar="KEY", help="read it as this model; without it by its own words"
        )
        parser.add_argument("--by", metavar="USERNAME", help="whose draft it becomes; they may edit it")

    def handle(
        self, *args: Any, file: Path, as_json: bool, by: str | None, model: str | None, **options: Any
    ) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            try:
                source = _source(file)
                self.show(source, model) if as_json else self.store(source, by, model)
            except NotADirective as refusal:
                raise CommandError(str(refusal)) from refusal

    def show(self, source: Source, model: str | None) -> None:
        """Print the preview as JSON in UTF-8. No database is asked: the editions are those that come along."""
        recognised, edition = _recognised(source, _shipped(), model)
        shown = preview(recognised, edition, timezone.localdate())
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        self.stdout.write(json.dumps(as_json(shown), ensure_ascii=False, indent=2))

    def store(self, source: Source, username: str | None, model: str | None) -> None:
        """Store the directive as a draft with the roles linked that are certain; say what was left over."""
        try:
            specs = published()
        except Edition.DoesNotExist as error:
            raise CommandError(
                gettext("No model edition is loaded. Run manage.py load_editions first.")
            ) from error
        recognised, edition = _recognised(source, specs, model, new_uid)
        links = certain(Register(candidates(timezone.localdate())).suggest(recognised.content.roles, edition))
        by, now = acting(username), timezone.now()
        content = linked(checked(recognised.content, by, timezone.localdate(now)), links)
        try:
            directive = create(content=content, edition=edition.key, by=by, now=now)
        except NumberTaken as error:
            number = recognised.content.number
            raise CommandError(
                gettext("Another directive has the number %(number)s.") % {"number": number}
            ) from error
        self.stdout.write(
            gettext("%(number)s %(title)s is imported.")
            % {"number": directive.number, "title": recognised.content.title}
        )
        for row in content.roles:
            if row.holder_id is None:
                self.stdout.write(
                    gettext("%(role)s is linked to nobody: %(holder)s")
                    % {"role": role_label(row.role, edition), "holder": row.holder}
                )
        for line in recognised.unplaced:
            self.stdout.write(
                gettext("Line %(line)s has no place: %(text)s") % {"line": line.line, "text": line.text}
            )


def _shipped() -> list[EditionSpec]:
    """The editions that come with the program, the usual one first."""
    folder = settings.BASE_DIR / "fixtures" / "editions"
    specs = [EditionSpec.model_validate_json(path.read_bytes()) for path in sorted(folder.glob("*.json"))]
    return sorted(specs, key=lambda spec: spec.key != USUAL)


def _recognised(
    source: Source, specs: Sequence[EditionSpec], model: str | None, uids: Callable[[], str] | None = None
) -> tuple[Recognised, EditionSpec]:
    """The text as read, and the edition that it was read as. Raises CommandError for a model that is not there."""
    among = [spec for spec in specs if model in (None, spec.key)]
    if not among:
        known = ", ".join(spec.key for spec in specs)
        raise CommandError(
            gettext("There is no model %(model)s. Choose one of: %(known)s.")
            % {"model": model, "known": known}
        )
    found = recognise(source, among, uids)
    return found, next(spec for spec in among if spec.key == found.edition)


def _source(file: Path) -> Source:
    """What the file says. Only reading it is about the file: an error of the output is none of it."""
    try:
        return open_file(file)
    except OSError as error:
        raise CommandError(file_sentence(file, error)) from error
