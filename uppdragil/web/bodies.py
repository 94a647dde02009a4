"""A decision body as a page first names it."""

from __future__ import annotations

from uppdragil.organisation.models import DecisionBody


def full_name(body: DecisionBody) -> str:
    """The whole name, with the short one that is used after it: Centrala ledningsgruppen (CLG)."""
    return f"{body.name} ({body.short})" if body.short else body.name
