"""Gallring: questions and letters that have been dealt with are removed after a while."""

from __future__ import annotations

import datetime as dt

from .models import Ask, Mail

KEPT_FOR = dt.timedelta(days=90)


def dispose(now: dt.datetime, kept_for: dt.timedelta = KEPT_FOR) -> tuple[int, int]:
    """Remove what ended longer ago than `kept_for`; returns how many letters and questions. Safe to repeat."""
    letters, _each = Mail.objects.filter(ended_at__lt=now - kept_for).delete()
    questions, _each = Ask.objects.filter(ended_at__lt=now - kept_for).delete()
    return letters, questions
