"""`manage.py load_demo`: the demo's people and portfolio. Safe to repeat: what was done since stays."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext

from uppdragil.imports import demo


class Command(BaseCommand):
    help = "Load the demo, unless it is there; prints who can log in."

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("sv"):
            if not settings.DEMO:
                raise CommandError(
                    gettext("The demo's people have a known password: set UPPDRAGIL_DEMO=1 first.")
                )
            people = demo.load()
            self.stdout.write(
                gettext("Demo logins, all with the password %(word)s:") % {"word": demo.PASSWORD}
            )
            for person in people:
                assert person.user is not None  # demo.load leaves out people without an account
                self.stdout.write(f"  {person.user.username:8}{person.name}: {person.demo_note}")
