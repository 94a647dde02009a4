"""Every address that answers with a page is swept: a new one by itself, since the URL configuration says which."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from playwright.sync_api import Page

from tests.permissions import routes
from tests.permissions.people import ANONYMOUS
from tests.permissions.table import TABLE, WRONG_METHOD
from tests.permissions.world import Place, World

pytestmark = [pytest.mark.prove, pytest.mark.django_db(transaction=True)]
LOOKING = (
    ANONYMOUS,
    "office",
    "auditor",
    "lead",
    "owner",
    "secretary",
    "chair",
    "controller of the unit",
    "maker",
)
PLACES = ("draft", "bp0", "preparation", "bp1", "paused at bp2", "realisation")


def opened(world: World, place: Place, found: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Each address that nobody has seen as a page yet and somebody sees now: its name, who, the address."""
    for name, row in TABLE.items():
        if name in found or WRONG_METHOD in row.get:
            continue
        with transaction.atomic():
            given = place.arguments if row.about_a_directive else world.arguments(name)
        path = routes.address(name, given)
        for kind in LOOKING:
            got = world.ask(kind, "GET", path)
            if got.status_code == 200 and got.headers["Content-Type"].startswith("text/html"):
                yield name, kind, path
                break


def test_every_page_is_accessible_and_fits_a_narrow_screen(
    page: Page, live_server: Any, sweep: Callable[[Page], list[str]], figures: Any
) -> None:
    world, found, wrong = World(), {}, []
    for place in (p for p in world.walk("internal") if p.stage in PLACES):
        for name, kind, path in list(opened(world, place, found)):
            page.context.clear_cookies()
            if kind != ANONYMOUS:
                session = {"name": settings.SESSION_COOKIE_NAME, "value": world.sessions[kind]}
                page.context.add_cookies([{**session, "url": live_server.url}])
            page.goto(path)
            found[name] = path
            wrong += sweep(page)
    figures.add(f"{len(found)} kinds of pages swept, of {len(TABLE)} addresses")
    assert wrong == []
    assert len(found) > 60
