"""The app's models: each stands in the file of its part."""

from .benefits.models import Measurement
from .capacity.models import FreezePeriod, UnitCapacity
from .money.models import MoneyState
from .needs import SupportNeed
from .priority import PriorityOrder, PriorityPlace
from .reporting.models import Acknowledgement, Expected, Report, ReportDraft, ReportRound
from .savedviews import SavedView
from .unitneeds.models import UnitNeed

__all__ = [
    "Acknowledgement",
    "Expected",
    "FreezePeriod",
    "Measurement",
    "MoneyState",
    "PriorityOrder",
    "PriorityPlace",
    "Report",
    "ReportDraft",
    "ReportRound",
    "SavedView",
    "SupportNeed",
    "UnitCapacity",
    "UnitNeed",
]
