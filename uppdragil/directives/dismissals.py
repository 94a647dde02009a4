"""Warnings and advice that the lead lets stand, each with its reason. An error is settled, never dismissed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.timezone import localdate

from uppdragil.core import history
from uppdragil.core.contention import writing
from uppdragil.core.values import clean_text
from uppdragil.organisation.models import Person

from . import selectors, storage
from .models import Directive, Dismissal
from .review import Finding, Severity
from .services import FindingGone, editable

LONGEST_REASON = 1_000  # characters


class NotDismissable(Exception):
    """An error is settled, not dismissed; and a dismissal says why."""


@dataclass(frozen=True)
class Sorted:
    """The findings that ask for something, and those that were dismissed with how."""

    open: tuple[Finding, ...]
    dismissed: tuple[tuple[Finding, Dismissal], ...]


def sort(directive: Directive, found: Iterable[Finding]) -> Sorted:
    """`found` in the text of `directive`, sorted; one query."""
    noted = {d.finding: d for d in Dismissal.objects.filter(directive=directive)}
    found = tuple(found)
    return Sorted(
        tuple(f for f in found if f.key not in noted or f.severity is Severity.ERROR),
        tuple((f, noted[f.key]) for f in found if f.key in noted and f.severity is not Severity.ERROR),
    )


def dismiss(*, directive: Directive, finding: str, reason: str, by: Person, now: dt.datetime) -> Dismissal:
    """Let the finding with key `finding` stand, since `reason`. Dismissing it again replaces the reason.

    Raises FindingGone when the text no longer has it, NotDismissable for an error or without a reason, and
    NotEditable or Busy as a save does.
    """
    reason = clean_text(reason).strip()[:LONGEST_REASON]
    with writing():
        directive = editable(directive, by, now)
        found = selectors.findings(directive, storage.load(directive), localdate(now))
        it = next((f for f in found if f.key == finding), None)
        if it is None:
            raise FindingGone
        if it.severity is Severity.ERROR or not reason:
            raise NotDismissable
        noted = Dismissal.objects.filter(directive=directive, finding=finding).first()
        noted = noted or Dismissal(directive=directive, finding=finding)
        noted.rule, noted.reason, noted.by, noted.name, noted.at = it.rule, reason, by, by.name, now
        history.sign(noted, by, now).save()
        return noted


def recall(*, directive: Directive, finding: str, by: Person, now: dt.datetime) -> None:
    """Take a dismissal back; without one nothing happens. Raises NotEditable as a save does."""
    with writing():
        directive = editable(directive, by, now)
        for noted in Dismissal.objects.filter(directive=directive, finding=clean_text(finding)):
            history.sign(noted, by, now).delete()
