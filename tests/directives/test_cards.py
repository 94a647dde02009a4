"""A card says of each text what lists ask, and follows every save."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.forms import model_to_dict
from hypothesis import HealthCheck, given, settings

from tests import factories as f
from tests.directives.edits import save
from tests.strategies import contents
from uppdragil.core.swedish import folded
from uppdragil.directives import cards, receivers, services, storage
from uppdragil.directives.backfill import draw_missing_cards
from uppdragil.directives.content import DirectiveContent, GatePlan, HolderKind, Risk, Role
from uppdragil.directives.models import Card, Directive

pytestmark = pytest.mark.django_db
LATER = f.NOW + dt.timedelta(hours=1)
many = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
unnumbered = contents().map(lambda drawn: drawn.model_copy(update={"number": ""}))


def said(card: Card) -> dict[str, Any]:
    """All that the card says, and what stands beside it."""
    receivers = set(card.receivers.values_list("holder_kind", "holder_id"))
    return model_to_dict(card, exclude=["id", "directive", "version"]) | {"receivers": receivers}


def says(text: DirectiveContent) -> dict[str, Any]:
    return cards.of_content(text) | {"receivers": set(receivers.linked(text))}


@many
@given(unnumbered, unnumbered)
def test_the_working_texts_card_follows_every_save(first: DirectiveContent, second: DirectiveContent) -> None:
    made = services.create(content=first, edition=f.edition(), by=None, now=f.NOW)
    storage.write_all(made, second.model_copy(update={"number": made.number}), by=None, now=LATER)

    text = storage.load(Directive.objects.get(pk=made.pk))
    assert said(Card.objects.get(directive=made)) == says(text)


def test_only_linked_receivers_stand_beside_a_card_each_once() -> None:
    unit, boss = f.unit(), f.position()
    roles = (f.role(Role.RECEIVER, unit), f.role(Role.RECEIVER, boss), f.role(Role.RECEIVER, boss))
    roles += (f.role(Role.RECEIVER, words="Mottagarna"), f.role(Role.OWNER, f.position()))
    assert receivers.linked(DirectiveContent(roles=roles)) == [("unit", unit.uid), ("position", boss.uid)]


def test_a_saved_head_reaches_the_card() -> None:
    made = f.mandate(title="Före")
    text = made.content.model_copy(update={"title": "Ålder"})
    save(made, "head", text)
    card = Card.objects.get(directive=made.directive)
    assert (card.title, card.title_key) == ("Ålder", "{lder")


def test_a_version_keeps_the_card_that_its_text_had() -> None:
    made = f.at("preparation", unit="Primärvården")
    storage.write_head(made.directive, {"unit": "Tandvården"}, by=made.cast.lead, now=f.NOW)
    units = Card.objects.filter(directive=made.directive).values_list("version__number", "unit")
    assert set(units) == {(None, "Tandvården"), (1, "Primärvården")}


def test_cards_that_are_missing_are_drawn() -> None:
    f.at("preparation")
    before = [said(card) for card in Card.objects.order_by("version")]
    Card.objects.all().delete()
    draw_missing_cards()
    assert [said(card) for card in Card.objects.order_by("version")] == before


def test_of_two_plans_of_a_gate_the_first_counts_and_its_last_day() -> None:
    plans = (
        f.row(GatePlan, gate="BP0", start="2026-03-09", end="2026-03-11"),
        f.row(GatePlan, gate="BP0", start="2026-05-09"),
        f.row(GatePlan, gate="BP1"),
    )
    card = Card(**cards.of_content(DirectiveContent(gate_plans=plans)))
    assert card.day("BP0") == dt.date(2026, 3, 11)
    assert card.day("BP1") is None


def test_units_hold_nothing_that_is_searched_as_mine() -> None:
    roles = (
        f.row(f.RoleAssignment, role=Role.OWNER, holder="Ä", holder_kind=HolderKind.PERSON, holder_id="p1"),
        f.row(f.RoleAssignment, role=Role.RECEIVER, holder="E", holder_kind=HolderKind.UNIT, holder_id="u1"),
    )
    card = cards.of_content(DirectiveContent(roles=roles))
    assert card["held_by"] == cards.held("person", "p1")
    assert card["people"].strip() == folded("Ä")


def test_the_highest_risk_is_that_of_whole_ones() -> None:
    risks = (f.row(Risk, probability=2, consequence=3), f.row(Risk, probability=5))
    assert cards.of_content(DirectiveContent(risks=risks))["risk"] == 6
