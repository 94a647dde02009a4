"""The invented strategy as rows: editions that were published, each with its bytes and what the chain is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from uppdragil.core import audit, history
from uppdragil.organisation.models import Person
from uppdragil.strategy import storage
from uppdragil.strategy.models import StrategyEdition
from uppdragil.strategy.services import freeze, told

from .plan.strategy import Edition


def store(editions: Iterable[Edition], by: Person, zone: dt.tzinfo) -> Iterator[audit.Ready]:
    """Drafted in the morning and published at noon of its day, by somebody of the portfolio office."""
    for edition in editions:
        content = edition.published.content
        drafted, published = (dt.datetime.combine(edition.day, dt.time(hour), zone) for hour in (8, 12))
        row = StrategyEdition(
            uid=edition.published.uid,
            name=content.name,
            first_year=content.first_year,
            last_year=content.last_year,
            created_at=drafted,
        )
        history.sign(row, by, drafted).save()
        storage.write(row, content, by=by, now=drafted)
        yield audit.ready(told("strategy.drafted", row, content, by=by), drafted)
        version = freeze(row, content, by=by, now=published)
        yield audit.ready(told("strategy.published", row, content, by=by, version=version), published)
