"""Reading editions and their drafts."""

from __future__ import annotations

from .models import Edition, EditionDraft


def revisions() -> list[Edition]:
    """Every published revision, by name and the latest first."""
    return list(Edition.objects.order_by("name", "key", "-revision"))


def drafts() -> dict[str, EditionDraft]:
    """The open drafts by the key of their edition."""
    return {draft.key: draft for draft in EditionDraft.objects.select_related("based_on")}


def draft_of(key: str) -> EditionDraft | None:
    """The open draft of an edition."""
    return EditionDraft.objects.select_related("based_on").filter(key=key).first()
