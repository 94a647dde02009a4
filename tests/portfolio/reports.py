"""A status report to test on."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.factories import NOW, TODAY, Mandate
from uppdragil.core.uid import new_uid
from uppdragil.organisation.models import Person
from uppdragil.portfolio.reporting import drafts, rounds, selectors, services
from uppdragil.portfolio.reporting.content import Aspect, Deviation, Judged, Light, ReportContent
from uppdragil.portfolio.reporting.models import Acknowledgement, Report, ReportRound
from uppdragil.portfolio.reporting.refusals import Seen

MONTH = {"starts": dt.date(2026, 2, 1), "ends": dt.date(2026, 2, 28), "due": TODAY + dt.timedelta(days=5)}


def said(light: Light = Light.GREEN, **given: Any) -> ReportContent:
    """Six lights alike, each with a word; `given` sets other parts."""
    lights = {aspect.value: Judged(light=light, word="Resursbrist") for aspect in Aspect}
    return ReportContent(**(lights | {"done": "Kartlagt", "next": "Utbilda"} | given))


def deviation(**given: Any) -> Deviation:
    words = {"cause": "Leverantören är sen", "counterpart": "Leverantören", "plan_b": "Manuell rutin"}
    return Deviation(**({"uid": new_uid()} | words | given))


def before(made: Mandate, corrects: Report | None = None) -> Seen:
    """What a form that is drawn now has before it."""
    return drafts.seen(selectors.last_of(made.directive), drafts.draft_of(made.directive, corrects))


def reported(made: Mandate, content: ReportContent | None = None, **given: Any) -> Report:
    """The lead reports that all is well, unless `given` says otherwise."""
    made.directive.refresh_from_db()
    values: dict[str, Any] = {"by": made.cast.lead, "now": NOW, "content": content or said()}
    seen = {"before": before(made, given.get("corrects"))}
    return services.submit(**{"directive": made.directive} | values | seen | given)


def acknowledged(made: Mandate, report: Report, **given: Any) -> Acknowledgement:
    return services.acknowledge(**{"report": report, "by": made.cast.owner, "now": NOW} | given)


def opened(by: Person, **given: Any) -> ReportRound:
    """A round about February, due in five days."""
    return rounds.open_round(**MONTH | {"by": by, "now": NOW} | given)
