"""Publishing editions."""

from __future__ import annotations

import datetime as dt
import json

from django.db import transaction

from uppdragil.core.canonical import canonical_json, sha256
from uppdragil.core.models import AuditPayload

from .fitness import problems
from .models import Edition
from .spec import EditionSpec

USUAL = "uppdragil-3.0"  # the model of a mandate for which nobody has chosen another
PUBLISHED = "edition.published"  # what the chain is told when the office publishes a revision


class Unfit(ValueError):
    """The edition does not fit the program, and `problems` say where."""

    def __init__(self, found: tuple[str, ...]) -> None:
        super().__init__(" ".join(found))
        self.problems = found


def publish(*, spec: EditionSpec, now: dt.datetime) -> Edition:
    """The published edition that says `spec`: the latest revision when it says so already, else a new one.

    Raises Unfit when this program could not run it, for example because its gates are not its flow's.
    """
    if found := problems(spec):
        raise Unfit(found)
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


def ship(*, spec: EditionSpec, now: dt.datetime) -> Edition:
    """The edition that comes with the program, published unless some revision says so already.

    Once the office has published a revision of its own, the program's next one does not replace it: what is given
    back then is the office's. Raises Unfit.
    """
    digest = sha256(canonical_json(spec.model_dump(mode="json")))
    there = Edition.objects.filter(key=spec.key)
    if there.filter(sha256=digest).exists() or (there.exists() and _is_the_offices(spec.key)):
        return current(spec.key)
    return publish(spec=spec, now=now)


def _is_the_offices(key: str) -> bool:
    """Whether the chain tells of a revision that the office has published; one whose payload is disposed of counts."""
    told = AuditPayload.objects.filter(event__verb=PUBLISHED).values_list("body", flat=True)
    return any(body is None or json.loads(bytes(body)).get("edition") == key for body in told)


def unfit() -> dict[str, tuple[str, ...]]:
    """Published revisions that this program cannot run, with why: what a readiness check asks.

    A directive keeps its edition for life, so each revision counts and not the latest only.
    """
    found = {f"{e.key} revision {e.revision}": problems(e.spec) for e in Edition.objects.order_by("pk")}
    return {name: why for name, why in found.items() if why}


def current(key: str) -> Edition:
    """The latest published revision. Raises Edition.DoesNotExist when `key` was never published."""
    return Edition.objects.filter(key=key).latest("revision")
