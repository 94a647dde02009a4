"""What lands on receiving units, in words: "Primärvården får 3 leveranser i januari 2027 och har plats för 2"."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext

from .checks.capacity import Receiving, Span


def receiving_words(receiving: Iterable[object]) -> str:
    """One clause for each Receiving, and whose deliveries are counted."""
    clauses = "; ".join(_clause(one) for one in receiving if isinstance(one, Receiving))
    return gettext("%(clauses)s (counted: decided mandates that everybody may read)") % {"clauses": clauses}


def _clause(one: Receiving) -> str:
    many = one.deliveries
    gets = ngettext(
        "%(unit)s gets %(n)s delivery in %(month)s", "%(unit)s gets %(n)s deliveries in %(month)s", many
    ) % {"unit": one.unit, "n": many, "month": date_format(one.month, "F Y")}
    said = [gets, _room(one.room)]
    if one.frozen:
        said.append(
            gettext("the day lies in a freeze, %(days)s") % {"days": ", ".join(map(_days, one.frozen))}
        )
    return get_text_list(said, gettext("and"))


def _room(room: int | None) -> str:
    if room is None:
        return gettext("has not said what it has room for")
    return gettext("has room for %(n)s") % {"n": room}


def _days(span: Span) -> str:
    return f"{date_format(span[0], 'j F Y')}–{date_format(span[1], 'j F Y')}"
