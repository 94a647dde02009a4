"""Rows beside a working text's card, by which the database finds what only the text says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .cards import Card


def replace(model: Any, directive_pk: int, columns: Sequence[str], said: Sequence[tuple[str, ...]]) -> None:
    """Let the rows of `model` say in their `columns` what is `said`, each once; one query where they do.

    They are removed by their card: a DELETE that joins reads the whole table where PostgreSQL has no statistics yet.
    """
    present = model.objects.filter(card__directive=directive_pk, card__version=None)
    if set(present.values_list(*columns)) != set(said):
        card = Card.objects.only("pk").get(directive=directive_pk, version=None)
        model.objects.filter(card=card).delete()
        model.objects.bulk_create(model(card=card, **dict(zip(columns, one, strict=True))) for one in said)
