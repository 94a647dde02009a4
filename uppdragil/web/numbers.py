"""Numbers as people read them."""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import number_format


def number_text(value: Decimal | None, unit: str = "") -> str:
    """12 000,5 kr: with the language's own signs, thousands apart, and the unit; nothing for None."""
    return "" if value is None else f"{number_format(value, force_grouping=True)} {unit}".strip()
