"""Which directives say something in a chapter: what is asked before a chapter goes from an edition."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from .models import Chapter, Directive
from .phases import ENDED_PHASES
from .storage import ROW_MODELS


def saying(key: str, edition: str) -> QuerySet[Directive]:
    """The directives under way in some revision of `edition` with a text or a row in the chapter `key`."""
    under_way = Directive.objects.filter(edition__key=edition).exclude(phase__in=ENDED_PHASES)
    said = Q(Exists(Chapter.objects.filter(~Q(text=""), directive=OuterRef("pk"), key=key)))
    if key in ROW_MODELS:
        said |= Q(Exists(ROW_MODELS[key]._default_manager.filter(directive=OuterRef("pk"))))
    return under_way.filter(said)


def count_saying(keys: Collection[str], edition: str) -> dict[str, int]:
    """How many say something in each of the chapters `keys`; one query for each."""
    return {key: saying(key, edition).count() for key in keys}
