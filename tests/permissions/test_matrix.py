"""The permission matrix: every address × every kind of person × visibility × stage × method.

`./run prove` asks all of it. What `./run test` leaves out, and why little is lost by it:
- Those who act at an address in a stage are always asked. Of the others two take their turn, shifted from stage to
  stage and from address to address, so that every kind meets every address on the two ways.
  `test_leaks_restricted.py` asks every address as each outsider.
- An address that is about no directive is asked once, not once per stage.
- A method that an address does not know is asked in one stage.
- A directive on its way is internal or restricted in turn: from stage to stage and from address to address, so
  that each address meets both.

Nothing is drawn: the answer is settled before (`test_pages.py` draws the pages).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.template.backends.django import Template
from django.urls import reverse

from uppdragil.core.models import AuditHead

from . import routes
from .people import KINDS
from .table import TABLE, WRONG_METHOD, Codes, Needs, Row, refusal, sees
from .turns import turn
from .world import STAGES, Place, World


@pytest.fixture(autouse=True)
def _nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Template, "render", lambda self, context=None, request=None: "")


def test_every_address_has_its_row() -> None:
    assert sorted(TABLE) == routes.names()


@pytest.mark.django_db
def test_addresses_that_are_about_no_directive(world: World) -> None:
    found = [
        wrong
        for number, (name, row) in enumerate(TABLE.items())
        if not row.about_a_directive
        for kind in {*_asking(number), "reader", "maker", "office", "auditor", "controller of the unit"}
        for wrong in _answers(world, name, row, kind, Needs.PERSON, address(world, name), "")
    ]
    assert not found, "\n".join(found)


@pytest.mark.django_db
@pytest.mark.parametrize("visibility", ["internal", "restricted"])
def test_addresses_of_a_directive_on_its_way(world: World, visibility: str, in_full: bool) -> None:
    found = [wrong for place in world.walk(visibility) for wrong in _at(world, place, in_full)]
    assert not found, "\n".join(found)


def address(world: World, name: str) -> str:
    return routes.address(name, world.arguments(name))


def test_every_kind_takes_its_turn_at_every_address() -> None:
    for number in range(len(TABLE)):
        assert {kind for stage in range(len(STAGES)) for kind in _asking(stage + number)} == set(KINDS)


def test_every_visibility_takes_its_turn_at_every_address() -> None:
    for number in range(len(TABLE)):
        for visibility in ("internal", "restricted"):
            assert (
                sum(_turn_of(visibility, stage + number) for stage in range(len(STAGES))) >= len(STAGES) // 2
            )


def _at(world: World, place: Place, in_full: bool) -> Iterator[str]:
    """What is answered otherwise than the table says, of all addresses of a directive at one place."""
    head = AuditHead.objects.values_list("hash", flat=True).first()
    arguments, stage = place.arguments, STAGES.index(place.stage)
    about_directives = [(name, row) for name, row in TABLE.items() if row.about_a_directive]
    for number, (name, row) in enumerate(about_directives):
        if not (in_full or _turn_of(place.visibility, stage + number)):
            continue
        path = routes.address(name, arguments)
        acting = row.acting(place.stage) if row.acts else ()
        for kind in KINDS if in_full else {*acting, *_asking(stage + number)}:
            level = sees(kind, place.visibility, place.stage, row)
            yield from _answers(world, name, row, kind, level, path, place.stage)
    if AuditHead.objects.values_list("hash", flat=True).first() != head:
        yield f"something was written to the chain in {place.stage}"


def _turn_of(visibility: str, number: int) -> bool:
    return (visibility == "restricted") == bool(number % 2)


def _asking(number: int) -> tuple[str, ...]:
    """Two of all kinds, other ones for the next number."""
    return turn(KINDS, number, 2)


def _answers(
    world: World, name: str, row: Row, kind: str, level: Needs, path: str, stage: str
) -> Iterator[str]:
    refused = refusal(row, kind, level)
    for method, allowed in (("GET", row.on_get(kind, stage)), ("POST", row.on_post(kind, stage))):
        if WRONG_METHOD in allowed and stage not in ("", "draft"):
            continue
        got = world.ask(kind, method, path)
        expected: Codes = (
            (refused, WRONG_METHOD)
            if refused and WRONG_METHOD in allowed
            else (refused,)
            if refused
            else allowed
        )
        where = f"{method} {name} by {kind}, {stage}: {got.status_code}, expected {expected}"
        if got.status_code not in expected or (got.status_code == 302 and refused and not _to_login(got)):
            yield where
        if world.written and not (method == "POST" and refused is None and row.may_change(kind, stage)):
            yield f"{where}; it wrote {world.written}"


def _to_login(response: Any) -> bool:
    return bool(response.headers["Location"].startswith(reverse("account_login")))
