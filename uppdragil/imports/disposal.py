"""Gallring: what waits to become a mandate or a strategy, and never did, is removed after a while with all of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from .models import AdoptionDraft, AdoptionSheet, ImportDraft, ReturnedReport, StrategyImport

KEPT_FOR = dt.timedelta(days=90)


def dispose(now: dt.datetime, kept_for: dt.timedelta = KEPT_FOR) -> tuple[int, int]:
    """Remove what was begun longer ago than `kept_for`; returns how many imports and drafts of adoptions.

    What has become a mandate stays, as the link to it that it is. Safe to repeat.
    """
    before = now - kept_for
    drafts = _delete(AdoptionDraft.objects.filter(directive=None, created_at__lt=before))
    rows = AdoptionDraft.objects.filter(sheet=OuterRef("pk"), directive=None)
    for sheet in AdoptionSheet.objects.filter(~Exists(rows), created_at__lt=before):
        sheet.rows.update(sheet=None)
        sheet.delete()
    begun = AdoptionDraft.objects.filter(source=OuterRef("pk"))
    imports = _delete(ImportDraft.objects.filter(~Exists(begun), directive=None, created_at__lt=before))
    imports += _delete(StrategyImport.objects.filter(created_at__lt=before))
    imports += _delete(ReturnedReport.objects.filter(created_at__lt=before))
    return imports, drafts


def _delete(rows: QuerySet[Any]) -> int:
    """One that is becoming a mandate at this moment is waited for, and then stays."""
    with transaction.atomic():
        gone = [row.pk for row in rows.select_for_update(of=("self",))]
        rows.model._default_manager.filter(pk__in=gone).delete()
    return len(gone)
