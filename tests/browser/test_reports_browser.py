"""Status reports in a real browser: a report given on a phone with few taps, and every page accessible."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests import factories as f
from tests.portfolio.reports import deviation, reported, said
from uppdragil.portfolio.models import Report
from uppdragil.portfolio.reporting import rounds
from uppdragil.portfolio.reporting.content import Judged, Light

from .conftest import SignIn

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}
Sweep = Callable[[Page], list[str]]


def asked_for(office: f.Person) -> rounds.ReportRound:
    day = timezone.localdate()
    given = {"starts": day, "ends": day, "due": day + dt.timedelta(days=7)}
    return rounds.open_round(**given, by=office, now=timezone.now())


def test_a_report_takes_few_taps_on_a_phone(sign_in: SignIn) -> None:
    made = f.at("execution")
    reported(made, said(mood=Judged(light=Light.YELLOW, word="Trötta"), deviations=(deviation(),)))
    asked_for(made.cast.office)
    page = sign_in(made.cast.lead)
    page.set_viewport_size(PHONE)
    page.goto("/")

    page.get_by_role("link", name="Rapportera läget").click()  # from what waits
    expect(page.locator(".carried").first).to_have_text("Från förra rapporten")
    time = page.get_by_role("group", name="Tid")
    expect(time).to_contain_text(
        "Ditt läge är bättre än siffrorna"
    )  # the activity and the gate: by the dates of today
    page.get_by_role("group", name="Stämning").get_by_role("radio", name="Enligt plan").check()
    expect(page.get_by_role("group", name="Stämning").locator(".carried")).to_have_count(0)
    page.get_by_role("button", name="Lämna rapporten").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Kortare väg in")
    report = Report.objects.get(number=2)
    assert (report.content.mood.light, report.content.deviations[0].counterpart) == ("green", "Leverantören")


def test_a_word_is_asked_for_where_a_light_is_not_green_and_the_focus_goes_there(sign_in: SignIn) -> None:
    made = f.at("execution")
    page = sign_in(made.cast.lead)
    page.set_viewport_size(PHONE)
    page.goto(reverse("report-new", args=[made.directive.uid]))
    for name in ("Tid", "Kostnad", "Resultat", "Resurs", "Risk"):
        page.get_by_role("group", name=name).get_by_role("radio", name="Enligt plan").check()
    page.get_by_role("group", name="Stämning").get_by_role("radio", name="Kritiskt").check()
    page.get_by_role("button", name="Lämna rapporten").click()

    page.get_by_role("alert").get_by_role("link", name="Stämning, med ett ord").click()
    page.keyboard.type("Utmattade")
    page.get_by_role("button", name="Lämna rapporten").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Kortare väg in")
    assert Report.objects.get().content.mood.word == "Utmattade"


def test_the_pages_of_reports_are_accessible(sign_in: SignIn, sweep: Sweep) -> None:
    made, office = f.at("execution"), f.duty(f.person("Ove"))
    reported(made, said(Light.RED))
    reported(made, said(Light.YELLOW, deviations=(deviation(),)))
    f.at("preparation")
    round_, uid = asked_for(office), made.directive.uid

    lead = [reverse("report-new", args=[uid]), reverse("reports", args=[uid])]
    owner = [reverse("report", args=[uid, 2]), reverse("directive", args=[uid])]
    offices = [reverse("report-rounds"), reverse("report-round", args=[round_.uid]), reverse("deviations")]
    for person, pages in ((made.cast.lead, lead), (made.cast.owner, owner), (office, offices)):
        page = sign_in(person)
        for address in pages:
            page.goto(address)
            assert sweep(page) == []
