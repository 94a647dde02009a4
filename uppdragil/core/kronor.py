"""Money: whole öre in every store, kronor where people read and write it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

ORE = 100  # of a krona
MILLION = 1_000_000 * ORE


def kronor(ore: int) -> Decimal:
    """The same money in kronor, with two decimals only where there are öre."""
    whole, rest = divmod(ore, ORE)
    return Decimal(ore).scaleb(-2) if rest else Decimal(whole)


def in_kronor(ore: int | None) -> str:
    """1 250 000 kr; nothing for None."""
    if ore is None:
        return ""
    return _("%(amount)s kr") % {"amount": number_format(kronor(ore), use_l10n=True, force_grouping=True)}


def in_millions(ore: int | None) -> str:
    """31,4 Mkr, rounded to one decimal; nothing for None."""
    if ore is None:
        return ""
    millions = (Decimal(ore) / MILLION).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return _("%(amount)s Mkr") % {"amount": number_format(millions, use_l10n=True, force_grouping=True)}
