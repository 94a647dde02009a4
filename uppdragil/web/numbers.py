"""Numbers as people read them."""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import localize


def number_text(value: Decimal | None, unit: str = "") -> str:
    """54,5 %: with the language's decimal sign and the unit; nothing for None."""
    return "" if value is None else f"{localize(value)} {unit}".strip()
