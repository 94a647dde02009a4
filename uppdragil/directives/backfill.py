"""Cards for texts that were there before there were cards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from . import cards, edges, receivers, storage
from .content import DirectiveContent
from .models import Card, Directive, DirectiveVersion
from .services import content_of

BATCH = 200
# The migrations after which what a card says is another thing than before.
REDRAWN = {
    ("directives", name)
    for name in (
        "0002_cards",
        "0003_strategy_links",
        "0005_card_area",
        "0006_edges",
        "0007_receivers",
        "0008_budget",
        "0013_edge_kind",
    )
}


def draw_after_migrate(plan: Iterable[tuple[Any, bool]] = (), **kwargs: Any) -> None:
    """Receiver of post_migrate: where the table of cards is new or changed, every text there is gets its card anew."""
    if any((step.app_label, step.name) in REDRAWN and not backwards for step, backwards in plan):
        Card.objects.all().delete()
        draw_missing_cards()


def draw_missing_cards() -> None:
    """A card for every working text and every version that has none."""
    bare = Directive.objects.filter(~Exists(Card.objects.filter(directive=OuterRef("pk"), version=None)))
    without = DirectiveVersion.objects.filter(card=None).select_related("directive")
    with transaction.atomic():
        while some := list(bare[:BATCH]):
            texts = storage.load_many(some)
            _draw((texts[d.pk], d, None) for d in some)
        while old := list(without[:BATCH]):
            _draw((content_of(v), v.directive, v) for v in old)


def _draw(texts: Iterable[tuple[DirectiveContent, Directive, DirectiveVersion | None]]) -> None:
    drawn = [(cards.card_of(content, directive, version), content) for content, directive, version in texts]
    Card.objects.bulk_create(card for card, _content in drawn)
    edges.draw(drawn)
    receivers.draw(drawn)
