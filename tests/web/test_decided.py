"""The page of a decision, its record, and what a lead is told when a mandate comes back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests import factories as f
from tests.web.directive_pages import page_of, signed_in, words
from tests.web.gatekit import url
from uppdragil.core.canonical import sha256
from uppdragil.decisions.models import Decision
from uppdragil.directives import storage
from uppdragil.directives.content import Visibility
from uppdragil.documents import records
from uppdragil.documents.models import DecisionRecord
from uppdragil.gates.values import Meeting
from uppdragil.organisation.models import Duty

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]


def decided(made: f.Mandate) -> Decision:
    return Decision.objects.filter(directive=made.directive).latest("pk")


def stored(decision: Decision) -> DecisionRecord:
    """A record as the worker stores one; what is in it is of no matter here."""
    pdf = b"%PDF-1.7 provisional"
    return DecisionRecord.objects.create(decision=decision, pdf=pdf, sha256=sha256(pdf), made_at=f.NOW)


def test_a_decision_says_who_confirmed_what_and_when() -> None:
    made = f.at("bp1")
    made.decide("conditional")
    shown = words(signed_in(made.cast.lead).get(url("decision", made, decided(made).round.uid)))
    told = ("JA med villkor", made.cast.owner.name, "Uppdragsägare", "2 mars 2026", "Beräkna kostnaden")
    assert not [text for text in told if text not in shown]


def test_a_decision_of_a_body_says_meeting_paragraph_and_official() -> None:
    made = f.at("preparation")
    shown = words(signed_in(made.cast.lead).get(url("decision", made, decided(made).round.uid)))
    assert f"{made.cast.body.name} den 2 mars 2026, § 84" in shown
    assert "Olle Ägare, direktör" in shown


def test_a_body_that_met_earlier_than_it_was_recorded_has_both_days_named() -> None:
    made = f.at("bp0")
    made.now += dt.timedelta(days=3)
    made.decide(proposal=made.proposal(meeting=Meeting(f.TODAY, "§ 84", f.OFFICIAL, (f.OFFICIAL,))))
    lead = signed_in(made.cast.lead)
    for page in (url("decision", made, decided(made).round.uid), url("directive", made)):
        assert "Beslutat 2 mars 2026 · Antecknat 5 mars 2026" in words(lead.get(page))


def test_the_mandate_lists_the_conditions_of_its_decisions() -> None:
    made = f.at("bp1")
    made.decide("conditional")
    page = page_of(signed_in(made.cast.lead).get(url("directive", made)))
    listed = page.xpath("//section[@aria-labelledby='conditions']")[0].text_content()
    assert not [t for t in ("Beräkna kostnaden", "Lena", "16 mars 2026") if t not in listed]


def test_before_the_record_is_made_the_page_says_so_and_the_file_is_not_there() -> None:
    made = f.at("preparation")
    lead, round_uid = signed_in(made.cast.lead), decided(made).round.uid
    assert "Protokollet tas fram" in words(lead.get(url("decision", made, round_uid)))
    assert lead.get(url("record", made, round_uid)).status_code == 404


def test_the_record_is_given_out_exactly_as_stored() -> None:
    made = f.at("preparation")
    record, lead = stored(decided(made)), signed_in(made.cast.lead)
    page = lead.get(url("decision", made, decided(made).round.uid))
    href = page_of(page).xpath("//a[contains(@href, 'record.pdf')]/@href")[0]
    answer = lead.get(href)
    assert sha256(answer.content) == record.sha256
    assert record.sha256 in words(page)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="U-2026-001-BP0-1.pdf"'.replace(
        "U-2026-001", made.directive.number.replace(" ", "-")
    )


def test_a_reader_sees_what_passed_and_not_what_was_sent_back() -> None:
    made = f.at("bp1")
    made.decide("rework")
    stored(decided(made))
    reader = signed_in(f.person())
    passed = Decision.objects.get(directive=made.directive, gate="BP0").round.uid
    assert reader.get(url("decision", made, passed)).status_code == 200
    sent_back = decided(made).round.uid
    assert reader.get(url("decision", made, sent_back)).status_code == 404
    assert reader.get(url("record", made, sent_back)).status_code == 404


def test_a_restricted_decision_and_its_record_do_not_exist_for_others() -> None:
    made = f.at("preparation", visibility=Visibility.RESTRICTED)
    stored(decided(made))
    reader = signed_in(f.person())
    for page in ("decision", "record"):
        assert reader.get(url(page, made, decided(made).round.uid)).status_code == 404


@pytest.fixture
def auditor() -> Client:
    return signed_in(f.duty(f.person("Rut"), Duty.Kind.AUDITOR))


def test_an_auditor_reads_what_was_refused_before_there_was_a_baseline_and_its_record(
    auditor: Client,
) -> None:
    made = f.at("bp0")
    made.decide("no")
    stored(decided(made))
    storage.write_all(
        made.directive,
        made.content.model_copy(update={"title": "Skrivet sedan"}),
        by=made.cast.lead,
        now=f.NOW,
    )
    round_uid = decided(made).round.uid

    page = auditor.get(url("decision", made, round_uid))

    assert "Avslås" in words(page)
    assert "Skrivet sedan" not in words(page)
    assert not [h for h in page_of(page).xpath("//main//a/@href") if auditor.get(h).status_code != 200]
    assert auditor.get(url("record", made, round_uid)).status_code == 200
    assert auditor.get(url("directive", made)).status_code == 404


def test_an_auditor_reads_what_was_sent_back_later_and_every_link_there_leads_on(auditor: Client) -> None:
    made = f.at("bp1")
    made.decide("rework")
    stored(decided(made))

    page = auditor.get(url("decision", made, decided(made).round.uid))

    assert "Kostnaden saknar underlag" in words(page)
    assert not [h for h in page_of(page).xpath("//main//a/@href") if auditor.get(h).status_code != 200]


def test_a_restricted_refusal_does_not_exist_for_an_auditor(auditor: Client) -> None:
    made = f.at("bp0", visibility=Visibility.RESTRICTED)
    made.decide("no")
    stored(decided(made))
    for page in ("decision", "record"):
        assert auditor.get(url(page, made, decided(made).round.uid)).status_code == 404


def test_a_decision_of_another_mandate_is_not_found() -> None:
    made, other = f.at("preparation"), f.at("preparation")
    lead = signed_in(made.cast.lead)
    assert lead.get(url("decision", made, decided(other).round.uid)).status_code == 404


def test_the_lead_reads_why_it_was_sent_back_on_the_mandate_and_on_the_start_page() -> None:
    made = f.at("bp1")
    made.decide("rework")
    lead = signed_in(made.cast.lead)
    for page in (url("directive", made), "/"):
        shown = words(lead.get(page))
        assert "BP1" in shown
        assert "Återremitteras" in shown
        assert "Kostnaden saknar underlag" in shown


def test_the_reason_is_gone_once_it_is_submitted_again() -> None:
    made = f.at("bp1")
    made.decide("rework")
    made.submit()
    assert "Kostnaden saknar underlag" not in words(signed_in(made.cast.lead).get("/"))


def test_a_reader_is_not_told_why_it_was_sent_back() -> None:
    made = f.at("bp1")
    made.decide("rework")
    assert "Kostnaden saknar" not in words(signed_in(f.person()).get(url("directive", made)))


def test_there_is_nothing_to_make_after_every_record_is_stored() -> None:
    made = f.at("preparation")
    assert records.missing() == [decided(made)]
    stored(decided(made))
    assert records.missing() == []
