"""Reading editions and their drafts."""

from __future__ import annotations

from .models import Edition, EditionDraft
from .services import USUAL


def revisions() -> list[Edition]:
    """Every published revision, by name and the latest first."""
    return list(Edition.objects.order_by("name", "key", "-revision"))


def models() -> list[Edition]:
    """The latest revision of each model: what new mandates can follow; the usual one first, the others by name."""
    latest = {edition.key: edition for edition in Edition.objects.order_by("revision")}
    return sorted(latest.values(), key=lambda edition: (edition.key != USUAL, edition.name))


def drafts() -> dict[str, EditionDraft]:
    """The open drafts by the key of their edition."""
    return {draft.key: draft for draft in EditionDraft.objects.select_related("based_on")}


def draft_of(key: str) -> EditionDraft | None:
    """The open draft of an edition."""
    return EditionDraft.objects.select_related("based_on").filter(key=key).first()
