"""A finding is settled once, by who may, and never past the baseline."""

from __future__ import annotations

from typing import Any

import pytest

from tests.directives.edits import save
from tests.factories import NOW, TODAY, Mandate, at, mandate, row
from uppdragil.directives import selectors, services, storage
from uppdragil.directives.content import (
    Milestone,
)
from uppdragil.directives.services import FindingGone, Locked, NotEditable

pytestmark = pytest.mark.django_db


def clashing() -> Mandate:
    """The milestone of BP2 says another day than chapter 5."""
    return mandate(milestones=(row(Milestone, gate="BP2", date="2027-09-02", decision="x"),))


def errors(made: Mandate) -> list[Any]:
    return list(selectors.errors(selectors.findings(made.directive, made.content, TODAY)))


def settle(made: Mandate, finding: Any, fix: int = 0, **given: Any) -> None:
    values = {
        "directive": made.directive,
        "finding": finding.key,
        "fix": fix,
        "by": made.cast.lead,
        "now": NOW,
    }
    services.settle(**values | given)


def test_settling_a_finding_settles_it_and_guards_what_it_changed() -> None:
    made = clashing()
    found = errors(made)
    before = made.content

    settle(made, found[0])

    assert found[0].key not in {f.key for f in errors(made)}
    assert storage.changed_parts(before, made.content)


def test_a_finding_is_settled_once() -> None:
    made = clashing()
    found = errors(made)[0]
    settle(made, found)

    with pytest.raises(FindingGone):
        settle(made, found)


@pytest.mark.parametrize("fix", [-1, 99])
def test_a_fix_that_the_finding_does_not_have_is_refused(fix: int) -> None:
    made = clashing()

    with pytest.raises(FindingGone):
        settle(made, errors(made)[0], fix)


def test_only_the_lead_settles() -> None:
    made = clashing()

    with pytest.raises(NotEditable):
        settle(made, errors(made)[0], by=made.cast.owner)


def test_settling_does_not_pass_by_the_baseline() -> None:
    made = at("preparation")
    said = made.content.model_copy(update={"milestones": (row(Milestone, gate="BP2", date="2027-09-02"),)})
    with pytest.raises(Locked):
        save(made, "milestones", said)
