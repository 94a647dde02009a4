"""Days as people read them: 1 december 2026, 1 dec 2026, Om 7 dagar."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

Day = dt.date | dt.datetime

WEEKS_FROM, MONTHS_FROM, YEARS_FROM = 15, 60, 730  # days: from here on the larger unit says enough


def day_of(value: Day) -> dt.date:
    """The calendar day in the site's time zone."""
    if not isinstance(value, dt.datetime):
        return value
    return (timezone.localtime(value) if timezone.is_aware(value) else value).date()


def long_date(value: Day) -> str:
    """For running text: 1 december 2026."""
    return date_format(day_of(value), "j F Y")


def short_date(value: Day) -> str:
    """For tables: 1 dec 2026."""
    return date_format(day_of(value), pgettext("date format", "j M Y"))


def how_far(value: Day, today: dt.date | None = None) -> str:
    """How far off a day is: "Om 7 dagar", "4 dagar sen", "I dag"."""
    days = (day_of(value) - (today or timezone.localdate())).days
    near = {-1: _("Yesterday"), 0: _("Today"), 1: _("Tomorrow")}.get(days)
    return near or (_ahead(days) if days > 0 else _ago(-days))


def _ahead(days: int) -> str:
    if days < WEEKS_FROM:
        return ngettext("In %(n)d day", "In %(n)d days", days) % {"n": days}
    if days < MONTHS_FROM:
        weeks = round(days / 7)
        return ngettext("In %(n)d week", "In %(n)d weeks", weeks) % {"n": weeks}
    if days < YEARS_FROM:
        months = round(days / 30.4)
        return ngettext("In %(n)d month", "In %(n)d months", months) % {"n": months}
    years = round(days / 365.25)
    return ngettext("In %(n)d year", "In %(n)d years", years) % {"n": years}


def _ago(days: int) -> str:
    """Late things are counted in days for long: a delay must not be rounded away."""
    if days < MONTHS_FROM:
        return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}
    if days < YEARS_FROM:
        months = round(days / 30.4)
        return ngettext("%(n)d month ago", "%(n)d months ago", months) % {"n": months}
    years = round(days / 365.25)
    return ngettext("%(n)d year ago", "%(n)d years ago", years) % {"n": years}
