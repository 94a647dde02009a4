"""Status reports that wait: for whom, until when, and by mail."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories as f
from tests.inbox.letterbox import called_for, cast, plain, send, work
from tests.inbox.test_more_waits import quiet, waits
from tests.meetings.kit import DAY
from tests.portfolio.needs import need_of
from tests.portfolio.reports import acknowledged, opened, reported
from uppdragil.inbox import outbox, sentences
from uppdragil.inbox.items import Kind
from uppdragil.organisation.models import Substitution

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> f.Mandate:
    return f.at("execution", cast())


def test_an_open_round_waits_for_the_lead_until_it_is_answered(made: f.Mandate) -> None:
    round_ = opened(made.cast.office, note="Kort")
    (item,) = waits(made.cast.lead, Kind.REPORT)
    assert (item.due, item.page, item.args) == (round_.due, "report-new", (made.directive.uid,))
    assert (sentences.headline(item), sentences.details(item)) == ("Läget ska rapporteras", ["Kort"])
    assert not waits(made.cast.owner, Kind.REPORT)

    reported(made)
    assert not waits(made.cast.lead, Kind.REPORT)


def test_a_mandate_that_is_paused_meanwhile_is_asked_no_more(made: f.Mandate) -> None:
    opened(made.cast.office)
    made.pause()
    assert not waits(made.cast.lead, Kind.REPORT)


def test_the_lead_gets_a_letter_when_the_round_opens_and_one_before_its_day(
    made: f.Mandate, sink: Any
) -> None:
    quiet()
    opened(made.cast.office)
    work()
    outbox.sweep(f.NOW)  # as after a worker that was killed: rather once too often
    assert called_for("report") == [made.cast.lead]
    send()
    (letter,) = [one for one in sink.letters if "Läget" in str(one["Subject"])]
    assert "Läget ska rapporteras" in plain(letter)

    outbox.remind(f.NOW + 4 * DAY)
    assert called_for("reminder") == [made.cast.lead]


def test_a_letter_about_a_restricted_mandate_says_its_number_alone(sink: Any) -> None:
    made = f.at("execution", cast(), visibility="restricted", title="Hemligt")
    quiet()
    opened(made.cast.office)
    work()
    send()
    (letter,) = sink.letters
    assert made.directive.number in plain(letter)
    assert "Hemligt" not in plain(letter)


def test_a_report_waits_for_the_owner_and_for_who_stands_in_until_one_acknowledges(made: f.Mandate) -> None:
    deputy = f.person("Vera")
    period = {"starts": f.TODAY, "ends": f.TODAY + DAY, "basis": "§ 4"}
    Substitution.objects.create(person=made.cast.owner, substitute=deputy, **period)
    need_of(made)
    report = reported(made)

    (item,) = waits(made.cast.owner, Kind.ACKNOWLEDGE)
    assert (item.page, item.args) == ("report", (made.directive.uid, "1"))
    assert sentences.details(item) == [
        f"{made.cast.lead.name} har rapporterat läget.",
        "1 läge är bättre än siffrorna.",
    ]
    assert len(waits(deputy, Kind.ACKNOWLEDGE)) == 1
    assert not waits(made.cast.lead, Kind.ACKNOWLEDGE)

    acknowledged(made, report)
    assert not waits(made.cast.owner, Kind.ACKNOWLEDGE)


def test_only_the_last_word_waits_to_be_acknowledged(made: f.Mandate) -> None:
    reported(made)
    reported(made)
    assert [item.args[1] for item in waits(made.cast.owner, Kind.ACKNOWLEDGE)] == ["2"]
