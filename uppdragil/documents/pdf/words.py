"""How the record writes dates, numbers and the model's terms. Called with Swedish active."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from uppdragil.directives.content import Role, Visibility
from uppdragil.documents.record import AnswerValue

ROLES = {
    Role.SPONSOR: gettext_lazy("Mandate sponsor"),
    Role.OWNER: gettext_lazy("Mandate owner"),
    Role.LEAD: gettext_lazy("Mandate lead"),
    Role.MEMBER: gettext_lazy("Mandate member"),
    Role.RESOURCE_OWNER: gettext_lazy("Resource owner"),
    Role.RECEIVER: gettext_lazy("Receiver"),
    Role.STAKEHOLDER: gettext_lazy("Stakeholder"),
    Role.REFERENCE_GROUP: gettext_lazy("Reference group"),
}
ANSWERS = {
    AnswerValue.YES: gettext_lazy("YES"),
    AnswerValue.NO: gettext_lazy("NO"),
    AnswerValue.NOT_APPLICABLE: gettext_lazy("NOT APPLICABLE"),
}
VISIBILITY = {
    Visibility.INTERNAL: gettext_lazy("Internal"),
    Visibility.RESTRICTED: gettext_lazy("Restricted"),
}


def long_date(date: dt.date) -> str:
    """14 november 2026"""
    return format_date(date, "j F Y")


def short_date(date: dt.date | None) -> str:
    """14 nov 2026, and a dash where there is none. Its parts stay on one line."""
    return format_date(date, "j b Y").replace(" ", "\u00a0") if date else "–"


def moment(at: dt.datetime) -> str:
    """14 november 2026 kl. 14.03, in the server's time zone."""
    local = timezone.localtime(at, timezone.get_default_timezone())
    return _("%(date)s at %(time)s") % {"date": long_date(local), "time": format_date(local, "H.i")}


def amount(value: Decimal | None, unit: str) -> str:
    """The number and its unit, and a dash where there is none."""
    if value is None:
        return "–"
    return f"{number_format(value, use_l10n=True, force_grouping=True)} {unit}".strip()
