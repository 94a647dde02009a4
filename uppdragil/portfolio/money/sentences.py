"""What the amounts are called, how they stand, and refusals."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .verdict import Standing

AMOUNTS = {
    "activated": pgettext_lazy("money", "Activated"),
    "identified": pgettext_lazy("money", "Identified"),
    "outcome": pgettext_lazy("money", "Outcome"),
}
STANDINGS = {
    Standing.UNKNOWN: pgettext_lazy("money", "Not told"),
    Standing.WITHIN: _("Within the frame"),
    Standing.NEARLY: _("Frame nearly used"),
    Standing.PROMISED: _("More planned than the frame"),
    Standing.OVER: _("Over the frame"),
}
REFUSALS = {
    "not_yours": _("The mandate lead, the mandate owner or the portfolio office tells how the money stands."),
    "not_open": _("Money is told from the first decision until the mandate is closed."),
    "nothing": _("Give at least one amount."),
    "future": _("That day has not come yet. Choose today or an earlier day."),
}
