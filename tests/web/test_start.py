"""What waits for me: the page and who has what before them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as f
from tests.meetings.kit import a_kit
from tests.web.directive_pages import page_of, signed_in, words
from tests.web.gatekit import url
from tests.workflows.test_recusing import recuse
from uppdragil.meetings import distribution
from uppdragil.organisation.models import Duty

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]


def test_nothing_waiting_is_one_quiet_sentence() -> None:
    shown = words(signed_in(f.person()).get("/"))
    assert "Inget väntar på dig just nu." in shown
    assert "Inget beslut väntar på dig" in shown


def test_a_decider_is_led_to_the_gate_page_by_the_one_primary_button() -> None:
    made = f.at("bp1")
    page = page_of(signed_in(made.cast.owner).get("/"))
    primary = page.xpath("//main//*[contains(@class, 'button--primary')]")
    assert [a.get("href") for a in primary] == [url("gate", made)]


def test_the_lead_is_led_to_the_directive_with_what_clashes() -> None:
    made = f.mandate(activities=(f.row(f.Activity, name="Sent", start="2026-05-04", end="2031-01-01"),))
    shown = words(signed_in(made.cast.lead).get("/"))
    assert "På dig väntar 1 direktiv att skriva." in shown
    assert "motsägelse" in shown


def test_every_kind_of_waiting_is_counted_in_one_sentence() -> None:
    owner = f.person("Olle")
    for phase in ("bp1", "bp2", "realisation"):
        f.at(phase, f.Cast(owner=owner))
    f.mandate(by=owner)
    sentence = "På dig väntar 2 beslut, 1 direktiv att skriva och 1 uppdrag att avsluta."
    assert sentence in words(signed_in(owner).get("/"))


def test_my_mandates_are_listed_by_their_titles() -> None:
    made = f.at("bp2")
    assert page_of(signed_in(made.cast.lead).get("/")).xpath("//table//a/text()") == ["Kortare väg in"]


def test_a_mandate_without_a_title_is_named_by_its_number() -> None:
    made = f.mandate(title="")
    assert page_of(signed_in(made.cast.lead).get("/")).xpath(
        f"//a[normalize-space()='{made.directive.number}']"
    )


def test_the_page_asks_as_often_for_many_mandates_as_for_one() -> None:
    owner, lead = f.person("Olle"), f.person("Lena")
    client, counts = signed_in(owner), []
    for many in (1, 4):
        for _ in range(many):
            for phase in ("bp1", "bp3", "realisation"):
                f.at(phase, f.Cast(owner=owner, lead=lead))
            sent_back = f.at("bp1", f.Cast(owner=lead, lead=owner))
            sent_back.decide("rework")
        client.get("/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 40


def test_an_auditor_reads_that_the_chain_is_unverified_and_not_that_nothing_waits() -> None:
    shown = words(signed_in(f.duty(f.person("Revisor"), Duty.Kind.AUDITOR)).get("/"))
    assert "På dig väntar 1 sak att se över." in shown
    assert "Händelsekedjan har aldrig kontrollerats" in shown


def test_meetings_leave_lines_for_those_who_adjust_read_and_keep_minutes() -> None:
    kit = a_kit()
    minutes = kit.held()
    adjusting = signed_in(kit.chair).get("/")
    assert "På dig väntar 1 protokoll att justera" in words(adjusting)
    address = reverse("minutes", args=[minutes.meeting.uid])
    assert page_of(adjusting).xpath(f"//main//a[@href='{address}'][contains(., 'Läs och justera')]")

    kit.adjust(minutes, kit.chair)
    kit.adjust(minutes, kit.members[0])
    distribution.tell(minutes.meeting.items.exclude(directive=None).get(), f.NOW)
    assert f"Protokollsutdrag att läsa: {kit.body} § 1" in words(signed_in(kit.cast.lead).get("/"))

    late = kit.plan(days=-1)
    assert f"Mötet {late} har passerat sin dag" in words(signed_in(kit.secretary).get("/"))


def test_the_office_is_led_to_name_a_substitute_after_jav() -> None:
    made = f.at("bp1")
    recuse(made, made.cast.owner)

    page = signed_in(made.cast.office).get("/")

    assert "BP1 väntar på en ersättare efter jäv" in words(page)
    address = reverse("organisation-substitution-new")
    assert page_of(page).xpath(f"//main//a[@href='{address}'][contains(., 'Utse en ersättare')]")
