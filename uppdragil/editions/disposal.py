"""Gallring: what is left of drafts of editions that were published or discarded."""

from __future__ import annotations

import datetime as dt

from .models import EditionDraft


def dispose(now: dt.datetime, kept_for: dt.timedelta) -> int:
    """Remove the history of drafts that ended longer ago than `kept_for`; returns how many drafts. Safe to repeat.

    What was published stays as its revision, and that a draft was discarded in the audit chain.
    """
    history = EditionDraft.history.model.objects
    ended = history.filter(history_type="-", history_date__lt=now - kept_for).values_list("id", flat=True)
    ids = list(ended)
    history.filter(id__in=ids).delete()
    return len(ids)
