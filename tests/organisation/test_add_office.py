from __future__ import annotations

import io

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from uppdragil.organisation.models import Duty, Person

pytestmark = pytest.mark.django_db


def test_it_makes_an_account_that_keeps_the_organisation() -> None:
    out = io.StringIO()

    call_command("add_office", "signe", "Signe Norrbäck", stdout=out)

    person = Person.objects.get(name="Signe Norrbäck")
    password = next(
        word for word in out.getvalue().split() if authenticate(username="signe", password=word.strip(","))
    )
    assert person.duties.get().kind == Duty.Kind.OFFICE
    assert password


def test_a_username_that_is_taken_makes_nobody() -> None:
    call_command("add_office", "signe", "Signe Norrbäck", stdout=io.StringIO())

    with pytest.raises(CommandError):
        call_command("add_office", "signe", "Siv Sjö", stdout=io.StringIO())

    assert not Person.objects.filter(name="Siv Sjö").exists()
