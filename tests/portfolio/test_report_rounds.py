"""Rounds of reports: who opens them, who is to report, and when they end."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests import factories as f
from tests.factories import NOW, TODAY, Mandate
from tests.portfolio.reports import MONTH, opened, reported
from tests.portfolio.test_reports import refused
from uppdragil.core.models import AuditEvent
from uppdragil.portfolio.reporting import rounds, selectors
from uppdragil.portfolio.reporting.models import Expected

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def made() -> Mandate:
    return f.at("execution")


def test_the_office_opens_a_round_and_the_chain_says_so(made: Mandate) -> None:
    round_ = opened(made.cast.office, note=" Kort \x00")
    assert (round_.note, round_.closes) == ("Kort", round_.due + 14 * DAY)
    assert AuditEvent.objects.latest("seq").verb == "report.round_opened"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"ends": MONTH["starts"] - DAY}, "ends_first"),
        ({"due": TODAY - DAY}, "due_past"),
    ],
)
def test_a_round_that_makes_no_sense_is_refused(made: Mandate, given: Any, code: str) -> None:
    assert refused(opened, made.cast.office, **given) == code


def test_nobody_but_the_office_opens_or_changes_one(made: Mandate) -> None:
    assert refused(opened, made.cast.lead) == "not_office"
    round_ = opened(made.cast.office)
    assert refused(rounds.change_round, round_=round_, due=TODAY, by=made.cast.owner, now=NOW) == "not_office"


def test_one_period_has_one_round_and_one_round_at_a_time_is_waited_for(made: Mandate) -> None:
    office, round_ = made.cast.office, opened(made.cast.office)
    assert refused(opened, office, ends=round_.ends + DAY) == "still_open"
    later = NOW + 6 * DAY
    assert refused(opened, office, due=round_.due + 9 * DAY, now=later) == "same_period"


def test_those_under_way_are_to_report_and_those_paused_are_not(made: Mandate) -> None:
    for phase in ("draft", "bp0", "realisation", "closed"):
        f.at(phase)
    f.at("bp2").pause()
    gate = f.at("bp3")
    opened(made.cast.office)
    assert set(Expected.objects.values_list("directive", flat=True)) == {made.directive.pk, gate.directive.pk}


def test_a_round_that_nobody_would_answer_is_not_opened() -> None:
    assert refused(opened, f.Cast().office) == "nobody"


def test_it_is_known_who_has_not_reported_and_with_whom_it_is(made: Mandate) -> None:
    other, paused = f.at("preparation"), f.at("execution")
    round_ = opened(made.cast.office)
    reported(made)
    paused.pause()

    assert list(selectors.outstanding(round_)) == [other.directive]
    assert list(selectors.released(round_)) == [paused.directive]
    assert [r.directive for r in selectors.reports_in(round_)] == [made.directive]
    assert selectors.leads_of([other.directive], TODAY) == {other.directive.pk: other.cast.lead.name}


def test_it_takes_what_comes_late_for_two_weeks_and_then_ends_by_itself(made: Mandate) -> None:
    round_ = opened(made.cast.office)
    assert selectors.current_round(round_.closes) == round_
    assert selectors.current_round(round_.closes + DAY) is None
    assert reported(made, now=NOW + 30 * DAY).round is None


def test_the_next_round_ends_the_one_before(made: Mandate) -> None:
    first = opened(made.cast.office)
    later = {"starts": dt.date(2026, 3, 1), "ends": dt.date(2026, 3, 31), "due": TODAY + 30 * DAY}
    second = opened(made.cast.office, **later, now=NOW + 6 * DAY)
    assert selectors.current_round(TODAY + 6 * DAY) == second
    assert refused(rounds.change_round, round_=first, due=TODAY + 9 * DAY, by=made.cast.office, now=NOW) == (
        "round_over"
    )


def test_the_office_moves_the_due_day(made: Mandate) -> None:
    round_ = opened(made.cast.office)
    rounds.change_round(round_=round_, due=TODAY + 9 * DAY, note="Mer tid", by=made.cast.office, now=NOW)
    round_.refresh_from_db()
    assert (round_.due, round_.note) == (TODAY + 9 * DAY, "Mer tid")
    assert [h.by_name for h in round_.history.all()] == [made.cast.office.name] * 2  # type: ignore[attr-defined]
