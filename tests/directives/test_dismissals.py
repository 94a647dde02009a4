"""Findings that the lead lets stand."""

from __future__ import annotations

import pytest

from tests import factories as f
from tests.directives.edits import save
from uppdragil.directives import dismissals, selectors
from uppdragil.directives.dismissals import NotDismissable
from uppdragil.directives.models import Dismissal
from uppdragil.directives.review import Finding, Severity
from uppdragil.directives.services import FindingGone, NotEditable

pytestmark = pytest.mark.django_db


def findings(made: f.Mandate) -> tuple[Finding, ...]:
    return selectors.findings(made.directive, made.content, f.TODAY)


def mild(made: f.Mandate) -> Finding:
    return next(found for found in findings(made) if found.severity is not Severity.ERROR)


def dismiss(made: f.Mandate, finding: Finding, **given: object) -> Dismissal:
    values = {
        "directive": made.directive,
        "finding": finding.key,
        "reason": "Rätt ändå",
        "by": made.cast.lead,
    }
    return dismissals.dismiss(**values | {"now": f.NOW} | given)


def test_a_dismissed_finding_is_sorted_out_with_its_reason() -> None:
    made = f.mandate()
    finding = mild(made)

    dismiss(made, finding)

    found = dismissals.sort(made.directive, findings(made))
    assert finding not in found.open
    assert [(one, noted.reason) for one, noted in found.dismissed] == [(finding, "Rätt ändå")]


def test_it_comes_back_when_what_it_is_about_changes() -> None:
    made = f.mandate()
    finding = mild(made)
    dismiss(made, finding)
    goals = tuple(goal.model_copy(update={"indicator": "Dagar"}) for goal in made.content.impact_goals)
    content = made.content.model_copy(update={"impact_goals": goals})
    save(made, "impact_goals", content)

    assert dismissals.sort(made.directive, findings(made)).dismissed == ()


def test_it_is_taken_back() -> None:
    made = f.mandate()
    dismiss(made, mild(made))

    dismissals.recall(directive=made.directive, finding=mild(made).key, by=made.cast.lead, now=f.NOW)

    assert mild(made) in dismissals.sort(made.directive, findings(made)).open


def test_what_was_dismissed_and_taken_back_stays_in_the_history() -> None:
    made = f.mandate()
    dismiss(made, mild(made))
    dismissals.recall(directive=made.directive, finding=mild(made).key, by=made.cast.lead, now=f.NOW)

    kinds = Dismissal.history.order_by("history_id").values_list("history_type", "by_name")
    assert list(kinds) == [("+", made.cast.lead.name), ("-", made.cast.lead.name)]


def test_an_error_is_not_dismissed() -> None:
    late = f.row(f.Activity, name="För sent", start="2026-05-04", end="2027-09-20")
    made = f.mandate(activities=(late,))
    error = selectors.errors(findings(made))[0]

    with pytest.raises(NotDismissable):
        dismiss(made, error)


def test_a_dismissal_says_why() -> None:
    made = f.mandate()

    with pytest.raises(NotDismissable):
        dismiss(made, mild(made), reason="  ")


def test_what_the_text_does_not_have_is_not_dismissed() -> None:
    made = f.mandate()

    with pytest.raises(FindingGone):
        dismissals.dismiss(
            directive=made.directive, finding="0" * 16, reason="Rätt", by=made.cast.lead, now=f.NOW
        )


def test_only_the_lead_dismisses() -> None:
    made = f.mandate()

    with pytest.raises(NotEditable):
        dismiss(made, mild(made), by=made.cast.owner)
