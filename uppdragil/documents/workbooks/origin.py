"""Where a workbook comes from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """What a workbook says about itself: in its properties, and on the paper. `made_at` is aware."""

    title: str
    organisation: str
    made_at: dt.datetime
    made_by: str
