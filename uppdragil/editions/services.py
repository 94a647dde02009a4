"""Publishing editions."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from uppdragil.core.canonical import canonical_json, sha256

from .models import Edition
from .spec import EditionSpec


def publish(*, spec: EditionSpec, now: dt.datetime) -> Edition:
    """The published edition that says `spec`: the latest revision when it says so already, else a new one."""
    body = spec.model_dump(mode="json")
    digest = sha256(canonical_json(body))
    with transaction.atomic():
        last = Edition.objects.filter(key=spec.key).order_by("-revision").first()
        if last and last.sha256 == digest:
            return last
        return Edition.objects.create(
            key=spec.key,
            revision=last.revision + 1 if last else 1,
            name=spec.name,
            body=body,
            sha256=digest,
            published_at=now,
        )


def current(key: str) -> Edition:
    """The latest published revision. Raises Edition.DoesNotExist when `key` was never published."""
    return Edition.objects.filter(key=key).latest("revision")
