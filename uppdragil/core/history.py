"""Row history: who, when, which field. Convenience for people; the audit chain is the evidence.

History outlives accounts, so each entry keeps the name of the person beside the account.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Protocol

from django.db import models
from django.dispatch import receiver
from simple_history.models import HistoricalRecords
from simple_history.signals import pre_create_historical_record


class Author(Protocol):
    """Whoever makes a change: a Person."""

    name: str
    user: Any


class NamedHistory(models.Model):
    """Base of every history table."""

    by_name = models.TextField(blank=True, default="")

    class Meta:
        abstract = True


def row_history() -> HistoricalRecords:
    """The one way to give a model its history."""
    return HistoricalRecords(bases=[NamedHistory], inherit=True)


@receiver(pre_create_historical_record)
def _keep_name(sender: Any, instance: Any, history_instance: Any, **kwargs: Any) -> None:
    history_instance.by_name = getattr(instance, "_by_name", "")


def sign(obj: Any, by: Author | None, now: dt.datetime) -> Any:
    """Mark `obj` so that its next save or delete is recorded as done by `by` at `now`."""
    obj._history_user, obj._by_name, obj._history_date = by and by.user, by.name if by else "", now
    return obj


def record_many(
    objs: Sequence[models.Model], *, by: Author | None, now: dt.datetime, changed: bool = False
) -> None:
    """History of rows that were written in bulk, which passes signals by. `changed`: not new."""
    record_signed([sign(obj, by, now) for obj in objs], changed=changed)


def record_signed(objs: Sequence[Any], *, changed: bool = False) -> None:
    """The same where each row has an author and a moment of its own, as `sign` has given them."""
    if objs:
        history = objs[0].history.model
        history.objects.bulk_create([_entry(history, obj, "~" if changed else "+") for obj in objs])


def _entry(history: Any, obj: Any, kind: str) -> Any:
    return history(
        history_type=kind,
        history_date=obj._history_date,
        history_user=obj._history_user,
        by_name=obj._by_name,
        **{field.attname: getattr(obj, field.attname) for field in history.tracked_fields},
    )
