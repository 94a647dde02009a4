"""A support need to test on."""

from __future__ import annotations

from typing import Any

from tests.factories import NOW, TODAY, Mandate
from tests.meetings.kit import DAY
from uppdragil.portfolio import support
from uppdragil.portfolio.models import SupportNeed

DUE = TODAY + 14 * DAY


def need_of(made: Mandate, **given: Any) -> SupportNeed:
    """The lead of `made` asks "Ekonomen", who is words alone, for money, unless `given` says otherwise."""
    values: dict[str, Any] = {
        "kind": "money",
        "text": "Mer pengar",
        "due": DUE,
        "by": made.cast.lead,
        "now": NOW,
    }
    asked = {} if "body" in given else {"responsible": "Ekonomen"}
    made.directive.refresh_from_db()
    return support.raise_need(**{"directive": made.directive} | values | asked | given)
