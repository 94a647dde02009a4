"""Which directive hangs together with which, found from either end without reading a text.

Chapter 4 (Kopplingar och beroenden) names other directives by their uids, and systems outside by their names. Every
card has an edge to each of them, so that whoever reads decided versions only is answered by the links of these.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from .cardrows import replace
from .cards import Card
from .content import DependencyKind, DirectiveContent

COLUMNS = ("other_id", "system", "kind")
LONGEST_NAME = 200  # characters of a system's name; the text itself has all of it


class Edge(models.Model):
    """How the directive of `card` hangs together with another one, or with a system outside.

    `other_id`: the uid of the other directive, which need not be here; or "" where `system` is named. `kind` is a
    DependencyKind.
    """

    card = models.ForeignKey(Card, models.CASCADE, related_name="edges")
    other_id = models.CharField(max_length=32, blank=True)
    system = models.CharField(max_length=LONGEST_NAME, blank=True)
    kind = models.CharField(max_length=20, default=DependencyKind.NEEDS.value)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["card", *COLUMNS], name="edge_once"),
            models.CheckConstraint(
                condition=(Q(other_id="") & ~Q(system="")) | (~Q(other_id="") & Q(system="")),
                name="edge_leads_to_one",
            ),
        ]
        indexes = [models.Index(fields=["other_id", "card"], name="edge_from_the_other_end")]

    def __str__(self) -> str:
        return f"{self.card} {self.kind} {self.other_id or self.system}"


def edges_of(card: Card, content: DirectiveContent) -> list[Edge]:
    """The edges of a card of `content`; nothing is stored here."""
    return [Edge(card=card, **dict(zip(COLUMNS, one, strict=True))) for one in _said(content)]


def draw(drawn: Iterable[tuple[Card, DirectiveContent]]) -> None:
    """Store the edges of cards that are new; no query where there are none."""
    Edge.objects.bulk_create([edge for card, content in drawn for edge in edges_of(card, content)])


def redraw(directive_pk: int, content: DirectiveContent) -> None:
    """Let the edges of a working text's card say what `content` says; one query where they do."""
    replace(Edge, directive_pk, COLUMNS, _said(content))


def _said(content: DirectiveContent) -> list[tuple[str, str, str]]:
    """As COLUMNS, each once.

    A link of which nobody chose the kind is one of needing, as all were before there were kinds.
    """
    found = []
    for row in content.dependencies:
        kind = str(row.kind or DependencyKind.NEEDS)
        found += [(row.other_id, "", kind)] if row.other_id else []
        system = row.system[:LONGEST_NAME].strip()
        found += [("", system, kind)] if system else []
    return list(dict.fromkeys(found))
