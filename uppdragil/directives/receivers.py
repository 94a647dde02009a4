"""Who takes over what a mandate delivers, found from their end without reading a text.

Every card has a row for each linked receiver of its chapter 8, so that the database counts what lands on a unit
(`portfolio.capacity`), and whoever reads decided versions only is answered by the receivers of these.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from .cardrows import replace
from .cards import Card
from .content import DirectiveContent, Role


class Receiver(models.Model):
    """A person, position or unit that receives, as chapter 8 names it by kind and uid."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="receivers")
    holder_kind = models.CharField(max_length=10)
    holder_id = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["card", "holder_kind", "holder_id"], name="receiver_once_on_a_card"
            )
        ]
        indexes = [models.Index(fields=["holder_id", "holder_kind"], name="receiver_holding")]

    def __str__(self) -> str:
        return f"{self.holder_kind}:{self.holder_id}"


def receivers_of(card: Card, content: DirectiveContent) -> list[Receiver]:
    """Those of a card of `content`; nothing is stored here."""
    return [Receiver(card=card, holder_kind=kind, holder_id=uid) for kind, uid in linked(content)]


def draw(drawn: Iterable[tuple[Card, DirectiveContent]]) -> None:
    """Store those of cards that are new; no query where there are none."""
    Receiver.objects.bulk_create([one for card, content in drawn for one in receivers_of(card, content)])


def redraw(directive_pk: int, content: DirectiveContent) -> None:
    """Let those of a working text's card say what `content` says; one query where they do."""
    replace(Receiver, directive_pk, ("holder_kind", "holder_id"), linked(content))


def linked(content: DirectiveContent) -> list[tuple[str, str]]:
    """The receivers that are linked to the register, as (kind, uid), each once."""
    rows = content.holders(Role.RECEIVER)
    found = ((str(r.holder_kind), r.holder_id) for r in rows if r.holder_kind and r.holder_id)
    return list(dict.fromkeys(found))
