"""`manage.py load_editions`: publish the editions that come with the program. Safe to repeat."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from uppdragil.editions.services import Unfit, ship
from uppdragil.editions.spec import EditionSpec


class Command(BaseCommand):
    help = "Publish the model editions in fixtures/editions; one that is published already is left alone."

    def handle(self, *args: Any, **options: Any) -> None:
        for path in sorted((settings.BASE_DIR / "fixtures" / "editions").glob("*.json")):
            try:
                edition = ship(spec=EditionSpec.model_validate_json(path.read_bytes()), now=timezone.now())
            except Unfit as unfit:
                raise CommandError(f"{path.name}: {unfit}") from unfit
            self.stdout.write(f"{edition.name}, {edition.key} revision {edition.revision}")
