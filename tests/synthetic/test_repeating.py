"""The same seed gives the same portfolio, to the byte; and nobody gets one by mistake."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from tests.factories import TODAY
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import ENDED_PHASES, WAYS
from uppdragil.imports import demo
from uppdragil.organisation.models import Position, User
from uppdragil.synthetic import services
from uppdragil.synthetic.plan.chance import Chance
from uppdragil.synthetic.plan.way import DECK, decks

pytestmark = pytest.mark.django_db


def generated(seed: int, today: dt.date = TODAY, password: str = "") -> str:
    """All tables with a small portfolio in them, as one hash; it is gone again then."""
    with transaction.atomic():
        services.generate(count=6, seed=seed, today=today, password=password)
        found = hashlib.sha256(repr([rows(m) for m in apps.get_models(include_auto_created=True)]).encode())
        transaction.set_rollback(True)
    return found.hexdigest()


def rows(model: Any) -> list[list[object]]:
    stored = model._base_manager.order_by("pk").values_list()
    return [[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in stored]


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="only SQLite gives keys again that were rolled back"
)
def test_the_same_seed_and_day_give_the_same_bytes() -> None:
    first = generated(1, password="ett ord")
    assert generated(1, password="ett ord") == first
    assert generated(2, password="ett ord") != first
    assert generated(1, TODAY + dt.timedelta(days=7), "ett ord") != first


def test_forty_mandates_stand_at_every_place() -> None:
    assert set(DECK) == {*WAYS["mandate"], *ENDED_PHASES}
    assert sorted(decks(40, Chance(3))) == sorted(DECK)


def test_it_finds_room_beside_the_demo() -> None:
    demo.load_organisation()
    services.generate(count=1, seed=1, today=TODAY)
    assert Position.objects.filter(title="Direktör för folktandvården").exists()


def test_nobody_can_log_in_by_an_invented_account_unless_a_password_is_given() -> None:
    services.generate(count=1, seed=1, today=TODAY)
    assert not any(user.has_usable_password() for user in User.objects.all())


def generate(**options: Any) -> None:
    call_command("generate_portfolio", count=1, seed=1, verbosity=0, **options)


def test_outside_the_demo_it_wants_the_name_of_the_database(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="--into"):
        generate()
    assert not Directive.objects.exists()


def test_it_never_puts_anything_among_mandates_that_are_there_unasked(settings: Any) -> None:
    settings.DEMO = True
    generate()
    with pytest.raises(CommandError, match="1 uppdrag"):
        generate()


def test_a_shared_password_is_for_the_demo_only(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="UPPDRAGIL_DEMO"):
        generate(password="ett ord")
