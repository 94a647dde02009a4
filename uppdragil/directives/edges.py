"""Which directive depends on which, found from either end without reading a text.

Chapter 4 (Kopplingar och beroenden) names other directives by their uids. Every card has an edge to each of them, so
that whoever reads decided versions only is answered by the links of these.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from .cardrows import replace
from .cards import Card
from .content import DirectiveContent


class Edge(models.Model):
    """The directive of `card` depends on the one with the uid `other_id`, which need not be here."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="edges")
    other_id = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "other_id"], name="edge_once")]
        indexes = [models.Index(fields=["other_id", "card"], name="edge_from_the_other_end")]

    def __str__(self) -> str:
        return f"{self.card} > {self.other_id}"


def edges_of(card: Card, content: DirectiveContent) -> list[Edge]:
    """The edges of a card of `content`; nothing is stored here."""
    return [Edge(card=card, other_id=other) for other in _others(content)]


def draw(drawn: Iterable[tuple[Card, DirectiveContent]]) -> None:
    """Store the edges of cards that are new; no query where there are none."""
    Edge.objects.bulk_create([edge for card, content in drawn for edge in edges_of(card, content)])


def redraw(directive_pk: int, content: DirectiveContent) -> None:
    """Let the edges of a working text's card say what `content` says; one query where they do."""
    replace(Edge, directive_pk, ("other_id",), [(other,) for other in _others(content)])


def _others(content: DirectiveContent) -> list[str]:
    return list(dict.fromkeys(row.other_id for row in content.dependencies if row.other_id))
