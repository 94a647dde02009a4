"""`manage.py add_office USERNAME NAME`: the first account, for the portfolio office. It makes all others."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext

from uppdragil.organisation import services
from uppdragil.organisation.models import Duty, Person


class Command(BaseCommand):
    help = "Make a person who keeps the organisation, with an account; prints a one-time password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("name")

    def handle(self, *args: Any, username: str, name: str, **options: Any) -> None:
        now = timezone.now()
        with translation.override("sv"), transaction.atomic():
            try:
                person = services.save(record=Person(name=name), by=None, now=now)
                services.save(record=Duty(person=person, kind=Duty.Kind.OFFICE), by=None, now=now)
                password = services.open_account(person=person, username=username, by=None, now=now)
            except services.Refused as refusal:
                raise CommandError(str(refusal)) from None
            words = {"username": username, "password": password}
            self.stdout.write(
                gettext("%(username)s can log in with the password %(password)s, and then chooses another.")
                % words
            )
