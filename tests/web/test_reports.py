"""The pages of status reports."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import factories as f
from tests.portfolio.needs import need_of
from tests.portfolio.reports import acknowledged, deviation, opened, reported, said
from tests.web.directive_pages import page_of, signed_in, url, words
from uppdragil.core.contention import Busy
from uppdragil.directives.models import Progress
from uppdragil.organisation.models import Person
from uppdragil.portfolio.models import Report, ReportDraft, ReportRound
from uppdragil.portfolio.reporting import services
from uppdragil.portfolio.reporting.content import Aspect, Judged, Light
from uppdragil.web.busy import busy_sentence

pytestmark = pytest.mark.django_db
NEW = "reports/new/"
BEFORE = "before"


@pytest.fixture
def made() -> f.Mandate:
    return f.at("execution")


@pytest.fixture
def lead(made: f.Mandate) -> Client:
    return signed_in(made.cast.lead)


def drawn(client: Client, address: str) -> dict[str, Any]:
    """What the form would send as it is drawn."""
    form = next(form for form in page_of(client.get(address)).forms if BEFORE in form.fields)
    return {name: value.removeprefix("\n") for name, value in form.form_values()}


def typed(light: str = "green", word: str = "", **given: str) -> dict[str, str]:
    lights = {f"{aspect}-light": light for aspect in Aspect} | {f"{aspect}-word": word for aspect in Aspect}
    return lights | {"done": "Kartlagt", "next": "Utbilda"} | given


def send(client: Client, made: f.Mandate, do: str = "report", **given: str) -> Any:
    return client.post(url(made, NEW), drawn(client, url(made, NEW)) | typed(**given) | {"do": do})


def fieldset(client: Client, made: f.Mandate, aspect: str) -> str:
    (found,) = page_of(client.get(url(made, NEW))).xpath(f"//fieldset[@id='id_{aspect}-light']")
    return " ".join(found.text_content().split())


def test_a_lead_reports_and_the_owner_acknowledges(made: f.Mandate, lead: Client) -> None:
    answer = send(lead, made)
    report = Report.objects.get()
    assert answer["Location"] == reverse("report", args=[made.directive.uid, 1])

    owner = signed_in(made.cast.owner)
    address = reverse("report-acknowledge", args=[made.directive.uid, 1])
    shown = words(owner.post(address, {"comment": "Tack"}, follow=True))
    assert "Rapporten är kvitterad." in shown
    assert report.acknowledgement.comment == "Tack"


def test_what_lacks_a_light_or_a_word_comes_back_with_all_that_was_typed(
    made: f.Mandate, lead: Client
) -> None:
    answer = send(lead, made, **{"light": "yellow", "mood-word": "Trötta"})
    assert answer.status_code == 422
    assert (
        words(answer).count("Säg med ett ord varför det inte går enligt plan.") == 10
    )  # five, summary and field
    assert "Trötta" in answer.content.decode()
    assert not Report.objects.exists()


def test_the_values_of_the_last_report_are_carried_over_and_marked(made: f.Mandate, lead: Client) -> None:
    reported(made, said(mood=Judged(light=Light.RED, word="Utmattade"), deviations=(deviation(),)))
    sent = drawn(lead, url(made, NEW))
    assert (sent["mood-light"], sent["mood-word"], sent["done"]) == ("red", "Utmattade", "")
    assert sent["deviation-0-counterpart"] == "Leverantören"
    assert "Från förra rapporten" in fieldset(lead, made, "mood")

    send(lead, made, do="save", light="yellow", word="Väntar")
    assert "Från förra rapporten" not in fieldset(lead, made, "mood")


def test_the_figures_stand_beside_each_light_with_their_grounds(made: f.Mandate, lead: Client) -> None:
    assert "Siffrorna säger enligt plan: Den högsta risken är 6 av 25." in fieldset(lead, made, "risk")
    assert "Räknas inte: det vet bara människor." in fieldset(lead, made, "mood")


def test_a_light_better_than_the_figures_is_pointed_out_to_owner_and_office(made: f.Mandate) -> None:
    round_ = opened(made.cast.office)
    need_of(made)
    reported(made)

    owner, office = signed_in(made.cast.owner), signed_in(made.cast.office)
    assert "Uppdragsledarens läge är bättre" in words(owner.get(url(made, "reports/1/")))
    assert "Siffrorna säger avvikelse" in words(owner.get(url(made)))
    assert "1 stödbehov är öppet" in words(office.get(reverse("report-round", args=[round_.uid])))


def test_an_activity_ticked_in_the_report_is_done_on_the_mandate_s_page(
    made: f.Mandate, lead: Client
) -> None:
    send(lead, made, ticked=made.content.activities[0].uid)
    assert Progress.objects.get().state == "done"


def test_room_for_one_more_deviation_keeps_what_is_typed(made: f.Mandate, lead: Client) -> None:
    answer = send(lead, made, do="deviation", **{"deviation-0-cause": "Överprövning", "mood-word": "Trötta"})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert ("Överprövning" in shown, "Trötta" in shown, "deviation-1-cause" in shown) == (True, True, True)
    assert not ReportDraft.objects.exists()


def test_two_leads_who_write_at_once_both_keep_their_text(made: f.Mandate, lead: Client) -> None:
    mine = drawn(lead, url(made, NEW)) | typed(done="Min text") | {"do": "save"}
    send(lead, made, do="save", done="Den andras text")
    answer = lead.post(url(made, NEW), mine)
    assert answer.status_code == 409
    assert "Din text är kvar." in words(answer)
    assert "Den andras" in words(answer)

    again = mine | {BEFORE: next(f for f in page_of(answer).forms if BEFORE in f.fields).fields[BEFORE]}
    assert lead.post(url(made, NEW), again).status_code == 302
    assert ReportDraft.objects.get().content.done == "Min text"


def test_a_correction_begins_with_what_it_corrects_and_both_stand(made: f.Mandate, lead: Client) -> None:
    reported(made, said(Light.YELLOW))
    address = url(made, "reports/1/correct/")
    sent = drawn(lead, address)
    assert sent["time-word"] == "Resursbrist"
    lead.post(address, sent | typed() | {"do": "report"})

    assert Report.objects.get(number=2).replaces.number == 1  # type: ignore[union-attr]
    assert "Visa rapporten som står i dess ställe" in words(lead.get(url(made, "reports/1/")))
    assert lead.get(address).status_code == 200
    assert "Bara uppdragets senaste rapport rättas." in words(lead.get(address))


def test_who_does_not_lead_it_gets_no_form_and_sees_no_draft(made: f.Mandate, lead: Client) -> None:
    send(lead, made, do="save", done="Halvfärdigt")
    owner = signed_in(made.cast.owner)
    shown = words(owner.get(url(made, NEW)))
    assert "Uppdragsledaren rapporterar läget." in shown
    assert "Halvfärdigt" not in shown
    assert owner.post(url(made, NEW), typed()).status_code == 409


def test_a_reader_of_decided_versions_sees_no_report(made: f.Mandate) -> None:
    reported(made)
    reader = signed_in(f.person("Rita"))
    assert "Lägesrapporter" not in words(reader.get(url(made)))
    for page in ("reports/", "reports/1/", NEW):
        assert reader.get(url(made, page)).status_code == 404


def test_what_cannot_be_stored_now_stays_in_the_form(
    made: f.Mandate, lead: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(**_: object) -> None:
        raise Busy from OperationalError("locked")

    monkeypatch.setattr(services, "submit", busy)
    answer = send(lead, made, done="Det här vill jag inte skriva om")
    assert answer.status_code == 409
    assert busy_sentence() in words(answer)
    assert "Det här vill jag inte skriva om" in words(answer)


def test_the_trend_is_a_picture_and_a_table_of_the_same_facts(made: f.Mandate, lead: Client) -> None:
    reported(made, said(Light.RED))
    reported(made, now=f.NOW + dt.timedelta(days=9))
    page = page_of(lead.get(url(made, "reports/")))
    told = page.xpath("string(//*[name()='desc'])")
    assert told == "2 mar 2026: Kritiskt, 11 mar 2026: Enligt plan"
    assert len(page.xpath("//table//tbody/tr")) == 2


def test_the_office_opens_a_round_and_sees_with_whom_it_waits(made: f.Mandate) -> None:
    office, day = signed_in(made.cast.office), timezone.localdate()
    given = {"starts": "2026-02-01", "ends": "2026-02-28", "due": str(day), "note": "Kort"}
    answer = office.post(reverse("report-round-new"), given, follow=True)
    assert made.cast.lead.name in words(answer)
    assert office.post(reverse("report-round-new"), given).status_code == 409
    assert "väntar på svar till" in words(office.get(reverse("report-round-new")))
    assert "Kort" in words(signed_in(made.cast.lead).get(url(made, NEW)))

    moved = {"due": str(day + dt.timedelta(days=3)), "note": "Mer tid"}
    office.post(reverse("report-round", args=[ReportRound.objects.get().uid]), moved)
    assert ReportRound.objects.get().note == "Mer tid"


def test_the_office_lists_what_is_late_and_whom_it_depends_on(made: f.Mandate) -> None:
    reported(made, said(deviations=(deviation(),)))
    shown = words(signed_in(made.cast.office).get(reverse("deviations")))
    assert ("Leverantören är sen" in shown, "Manuell rutin" in shown) == (True, True)


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as sent:
        client.get(address)
    return len(sent)


def test_the_pages_cost_as_many_queries_for_many_reports_as_for_one(made: f.Mandate, lead: Client) -> None:
    office: Person = made.cast.office
    others = [f.at("preparation") for _ in range(3)]
    round_ = opened(office)
    reported(made, said(deviations=(deviation(),)))
    pages = [
        (lead, url(made)),
        (lead, url(made, "reports/")),
        (signed_in(office), reverse("report-rounds")),
        (signed_in(office), reverse("report-round", args=[round_.uid])),
        (signed_in(office), reverse("deviations")),
    ]
    before = [queries(client, address) for client, address in pages]

    reported(made)
    acknowledged(made, reported(made, said(deviations=(deviation(), deviation()))))
    for other in others[:2]:
        reported(other, said(deviations=(deviation(),)))
    assert [queries(client, address) for client, address in pages] == before
