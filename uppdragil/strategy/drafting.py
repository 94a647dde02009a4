"""Making a draft ready to publish: its findings settled or let stand, its texts corrected. Drafts only.

Each service is one transaction that locks the edition and reads it again; each raises NotADraft or Busy. Nothing is
overwritten that somebody else wrote meanwhile: a finding's key and a part's mark tell (`fixing`, `editing`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from uppdragil.core import history
from uppdragil.core.contention import writing
from uppdragil.core.uid import new_uid
from uppdragil.core.values import clean_text
from uppdragil.organisation.models import Person

from . import editing, storage
from .content import StrategyContent
from .editing import Part
from .finding import Finding, Rule, of_stored
from .fixing import Act, apply, fixes_of
from .models import StrategyDismissal, StrategyEdition
from .review import in_order, review
from .services import locked_draft

LONGEST_REASON = 1_000  # characters


class FindingGone(Exception):
    """The draft has the finding no more, or not so: somebody has settled it or changed what it is about."""


class PartGone(Exception):
    """The draft has the area or the sub-goal no more."""


class NoReason(Exception):
    """A finding is let stand with a reason."""


class Conflict(Exception):
    """Somebody has saved the part since the form was opened. `current`: as it is now."""

    def __init__(self, current: Part) -> None:
        super().__init__(current.uid)
        self.current = current


class Renamed(Exception):
    """Somebody has given the draft another name since the form was opened, which is its argument."""


@dataclass(frozen=True)
class Standing:
    """The findings that ask for something, and those that were let stand with how."""

    open: tuple[Finding, ...]
    dismissed: tuple[tuple[Finding, StrategyDismissal], ...]


def found(edition: StrategyEdition, content: StrategyContent) -> tuple[Finding, ...]:
    """What the draft leaves open, in its order: what its text shows, and what its import noted. No query."""
    return in_order(content, [*_noted(edition, content), *review(content)])


def standing(edition: StrategyEdition, content: StrategyContent) -> Standing:
    """`found`, sorted; one query."""
    let_stand = {one.finding: one for one in StrategyDismissal.objects.filter(edition=edition)}
    every = found(edition, content)
    return Standing(
        tuple(f for f in every if f.key not in let_stand),
        tuple((f, let_stand[f.key]) for f in every if f.key in let_stand),
    )


def settle(*, edition: StrategyEdition, finding: str, fix: int, by: Person, now: dt.datetime) -> None:
    """Settle the finding with key `finding` by its fix number `fix`. Raises FindingGone."""
    with writing():
        edition = locked_draft(edition)
        content = storage.load(edition)
        it = _find(edition, content, finding)
        fixes = dict(enumerate(fixes_of(it, content)))
        if fix not in fixes:
            raise FindingGone
        if fixes[fix].act in (Act.ACCEPT, Act.TO_SUB_GOAL):
            edition.noted = [one for one in edition.noted if of_stored(one).key != finding]
            history.sign(edition, by, now).save(update_fields=["noted"])
        storage.write(edition, apply(content, fixes[fix]), by=by, now=now)


def dismiss(
    *, edition: StrategyEdition, finding: str, reason: str, by: Person, now: dt.datetime
) -> StrategyDismissal:
    """Let the finding with key `finding` stand, since `reason`; again replaces the reason.

    Raises FindingGone or NoReason.
    """
    reason = clean_text(reason).strip()[:LONGEST_REASON]
    with writing():
        edition = locked_draft(edition)
        it = _find(edition, storage.load(edition), finding)
        if not reason:
            raise NoReason
        noted = StrategyDismissal.objects.filter(edition=edition, finding=finding).first()
        noted = noted or StrategyDismissal(edition=edition, finding=finding)
        noted.rule, noted.reason, noted.by, noted.name, noted.at = it.rule, reason, by, by.name, now
        history.sign(noted, by, now).save()
        return noted


def recall(*, edition: StrategyEdition, finding: str, by: Person, now: dt.datetime) -> None:
    """Take it back that a finding stands; without that nothing happens."""
    with writing():
        for noted in locked_draft(edition).dismissals.filter(finding=clean_text(finding)):
            history.sign(noted, by, now).delete()


def save(
    *,
    edition: StrategyEdition,
    part: str,
    values: Mapping[str, Any],
    seen: str,
    by: Person,
    now: dt.datetime,
) -> None:
    """The area or sub-goal `part` says `values` (`editing.said`), where nobody has saved it since `seen`.

    Saying again what it says already is no conflict. Raises PartGone, Conflict or pydantic.ValidationError.
    """
    with writing():
        edition = locked_draft(edition)
        content = storage.load(edition)
        current = editing.part_of(content, part)
        if current is None:
            raise PartGone
        wanted = editing.saying(current, values, new_uid)
        if editing.mark(wanted) == editing.mark(current):
            return
        if editing.mark(current) != seen:
            raise Conflict(current)
        storage.write(edition, editing.with_part(content, wanted), by=by, now=now)


def rename(*, edition: StrategyEdition, name: str, seen: str, by: Person, now: dt.datetime) -> None:
    """The draft is called `name`, where it is still called `seen`. Raises Renamed for an edition that is not."""
    name = clean_text(name).strip()
    with writing():
        edition = locked_draft(edition)
        if name == edition.name:
            return
        if edition.name != seen:
            raise Renamed(edition.name)
        edition.name = name
        history.sign(edition, by, now).save(update_fields=["name"])


def _noted(edition: StrategyEdition, content: StrategyContent) -> list[Finding]:
    """Of rows that are still there; names that stand nowhere any more are no finding."""
    rows = {row.uid: row for row in content.all_rows()}
    return [f for f in map(of_stored, edition.noted) if _still(f, rows)]


def _still(finding: Finding, rows: Mapping[str, Any]) -> bool:
    row = rows.get(finding.place.row or finding.place.area)
    if row is None or finding.rule is not Rule.NAMES:
        return row is not None
    return finding.params["names"] in row.responsible


def _find(edition: StrategyEdition, content: StrategyContent, key: str) -> Finding:
    it = next((finding for finding in found(edition, content) if finding.key == key), None)
    if it is None:
        raise FindingGone
    return it
