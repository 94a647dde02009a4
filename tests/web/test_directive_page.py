"""One directive: what each who may see it is shown, and what can be done there."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.directives.edits import save as save_chapter
from tests.web.directive_pages import page_of, signed_in, url, words
from uppdragil.directives.content import (
    Activity,
    ChapterNote,
    Dependency,
    ImpactGoal,
    Milestone,
    Visibility,
)
from uppdragil.directives.models import Directive, Progress

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]


def clashing() -> f.Mandate:
    """A draft with an activity after BP2 and a milestone that says another BP1."""
    return f.mandate(
        activities=(f.row(Activity, name="Utbilda", start="2026-05-04", end="2027-09-20"),),
        milestones=(f.row(Milestone, date="2026-05-06", gate="BP1", decision="Start"),),
    )


def test_the_lead_reads_every_chapter_and_what_is_missing() -> None:
    made = f.mandate(handover="", notes=(ChapterNote(chapter="terms", not_applicable="inga förkortningar"),))
    shown = words(signed_in(made.cast.lead).get(url(made)))
    for text in ("Kortare väg in", "Text om background", "Kortare väntan", "R1 För få händer", "2 × 3 = 6"):
        assert text in shown
    assert "Inte skrivet än." in shown
    assert "Ej tillämpligt: inga förkortningar" in shown


def test_a_chapter_that_the_next_gate_needs_says_so() -> None:
    made = f.mandate(costs="")
    shown = words(signed_in(made.cast.lead).get(url(made)))
    assert "Behövs före BP0." in shown
    assert "9 av 10 klara inför BP0" in shown


def test_findings_stand_beside_with_a_button_for_each_fix() -> None:
    made = clashing()
    page = page_of(signed_in(made.cast.lead).get(url(made)))
    assert page.xpath("//section[@aria-labelledby='findings']//button[contains(., 'Använd')]")
    assert "Två datum" in page.text_content()
    assert page.xpath("//tr[contains(@class, 'here')]")


def test_nobody_but_who_may_edit_is_offered_a_fix() -> None:
    made = clashing()
    page = page_of(signed_in(made.cast.office).get(url(made)))
    assert page.xpath("//section[@aria-labelledby='findings']//*[contains(@class, 'finding')]")
    assert not page.xpath("//section[@aria-labelledby='findings']//button")


def test_settling_carries_the_fix_out_and_comes_back_to_the_findings() -> None:
    made = clashing()
    client = signed_in(made.cast.lead)
    form = page_of(client.get(url(made))).xpath("//form[contains(@action, 'settle')]")[0]
    response = client.post(form.get("action"), dict(form.form_values()))
    assert response.status_code == 302
    assert response.headers["Location"].endswith("#findings")
    panel = page_of(client.get(url(made))).xpath("//section[@aria-labelledby='findings']")[0]
    assert "Motsägelsen är löst." in panel.text_content()


def test_what_settling_led_to_is_said_once_where_the_button_was() -> None:
    made = clashing()
    client = signed_in(made.cast.lead)
    client.post(url(made, "settle/"), {"finding": "0" * 16, "fix": "0"})
    assert words(client.get(url(made))).count("redan löst") == 1
    assert "redan löst" not in words(client.get(url(made)))


def test_what_a_decision_has_locked_is_not_offered_to_be_changed() -> None:
    made = f.at("preparation")
    page = page_of(signed_in(made.cast.lead).get(url(made)))
    links = {
        a.get("href").split("#")[-1]: a.text_content() for a in page.xpath("//a[@class='edit-link no-print']")
    }
    assert links["costs"].startswith("Låst")
    assert links["background"].startswith("Ändra")
    states = {
        li.xpath(".//*[@class='chapters__t']")[0].text: li.text_content()
        for li in page.xpath("//details[@class='chapters']//li")
    }
    assert states["Budget"].endswith("Låst")
    assert not states["Bakgrund"].endswith("Låst")


def test_the_page_says_why_it_is_locked_and_whom_to_ask() -> None:
    made = f.at("preparation")
    shown = words(signed_in(made.cast.lead).get(url(made)))
    assert "Låst sedan BP0 beslutades den 2 mars 2026." in shown
    assert f"En ändring kräver beslut av {made.cast.body.name}" in shown
    assert "Låst" not in words(signed_in(made.cast.office).get(url(made)))


@pytest.mark.parametrize("fix", ["0", "99", "-1", "x", "", "٣", "1" * 5000])
def test_settling_what_is_not_there_says_that_it_is_settled(fix: str) -> None:
    made = clashing()
    client = signed_in(made.cast.lead)
    client.post(url(made, "settle/"), {"finding": "0" * 16, "fix": fix})
    assert "redan löst" in words(client.get(url(made)))


def test_settling_by_somebody_else_changes_nothing() -> None:
    made = clashing()
    form = page_of(signed_in(made.cast.lead).get(url(made))).xpath("//form[contains(@action, 'settle')]")[0]
    before = made.content
    other = signed_in(made.cast.office)
    other.post(form.get("action"), dict(form.form_values()))
    assert made.content == before
    assert "bara uppdragsledaren" in words(other.get(url(made)))


def test_a_reader_of_a_decided_directive_reads_that_version_and_nothing_of_the_draft() -> None:
    made = f.at("preparation")
    content = made.content.model_copy(update={"idea": "En helt ny tanke"})
    save_chapter(made, "idea", content)
    page = page_of(signed_in(f.person()).get(url(made)))
    shown = " ".join(page.text_content().split())
    assert "Du läser version 1" in shown
    assert "En helt ny tanke" not in shown
    assert "Text om idea" in shown
    for gone in ("Motsägelser", "Historik", "Redigera", "Arbetstext", "Saknas", "Inte startad"):
        assert gone not in shown
    assert not page.xpath("//main//form")


def test_a_reader_is_not_told_of_a_version_that_is_not_decided() -> None:
    made = f.at("preparation")
    made.submit()
    shown = words(signed_in(f.person()).get(url(made)))
    assert "Inlämnad till BP0" in shown
    assert "Inlämnad till BP1" not in shown


@pytest.mark.parametrize("phase", ["draft", "preparation"])
def test_what_one_may_not_see_does_not_exist(phase: str) -> None:
    made = f.at(phase, visibility=Visibility.RESTRICTED)
    reader = signed_in(f.person())
    assert reader.get(url(made)).status_code == reader.get("/directives/nothing/").status_code == 404


def test_the_phase_line_tells_what_was_decided_and_what_comes_next() -> None:
    made = f.at("preparation")
    steps = page_of(signed_in(made.cast.lead).get(url(made))).xpath("//ol[@class='phase']/li")
    texts = [" ".join(step.text_content().split()) for step in steps]
    assert "Beslutad 2 mars 2026" in texts[1]
    assert "här nu" in texts[1]
    assert "Om 2 månader, 4 maj 2026" in texts[2]
    assert "is-next" in steps[2].get("class")


def test_decisions_and_versions_are_linked() -> None:
    made = f.at("preparation")
    page = page_of(signed_in(made.cast.lead).get(url(made)))
    hrefs = page.xpath("//section[@aria-labelledby='decisions']//a/@href")
    assert hrefs[0].startswith(url(made, "decisions/"))
    assert page.xpath("//section[@aria-labelledby='versions']//a/@href")[-1] == url(made, "versions/1/")
    assert made.directive.baseline is None or "Fastställs" in page.text_content()


@pytest.mark.parametrize(
    ("phase", "who", "offered", "not_offered"),
    [
        ("draft", "lead", "Lämna in till BP0", "Granska och besluta"),
        ("bp0", "lead", "Ta tillbaka inlämningen", "Lämna in"),
        ("bp0", "secretary", "Granska och besluta", "Ta tillbaka inlämningen"),
        ("preparation", "owner", "Stoppa", "Lämna in"),
        ("preparation", "office", "Pausa", "Stoppa"),
        ("bp1", "owner", "Granska och besluta", "Lämna in"),
        ("realisation", "owner", "Avsluta uppdraget", "Lämna in"),
        ("closed", "owner", "Avslutat", "Pausa"),
    ],
)
def test_moves_are_offered_to_those_whom_the_rules_let(
    phase: str, who: str, offered: str, not_offered: str
) -> None:
    made = f.at(phase)
    head = page_of(signed_in(getattr(made.cast, who)).get(url(made))).xpath("//header[@class='dochead']")[0]
    assert offered in head.text_content()
    assert not_offered not in head.text_content()


def test_a_pause_says_why_and_until_when() -> None:
    made = f.at("preparation")
    made.pause()
    shown = words(signed_in(made.cast.lead).get(url(made)))
    assert "Uppdraget är pausat" in shown
    assert "Vi väntar" in shown
    assert "1 april 2026" in shown
    assert "Redigera" not in shown
    assert "Vi väntar" not in words(signed_in(f.person()).get(url(made)))


def test_a_linked_directive_is_a_link_only_for_those_who_may_see_it() -> None:
    secret = f.mandate(title="Hemligt")
    made = f.at(
        "preparation", dependencies=(f.row(Dependency, text="Hänger ihop", other_id=secret.directive.uid),)
    )
    href = f"/directives/{secret.directive.uid}/"
    assert href not in signed_in(made.cast.lead).get(url(made)).content.decode()
    assert href in signed_in(made.cast.office).get(url(made)).content.decode()


def test_how_a_goal_is_measured_is_said_in_sentences() -> None:
    goal = f.row(
        ImpactGoal, text="Fler", indicator="Andel", unit="%", baseline="54.5", target=85, due="2028-12-01",
        measured_by="Karin",
    )  # fmt: skip
    made = f.mandate(impact_goals=(goal,))
    assert "Andel. Från 54,5 % till 85 % den 1 december 2028. Mäts av Karin." in words(
        signed_in(made.cast.lead).get(url(made))
    )


def test_html_in_the_text_of_a_row_stays_text() -> None:
    made = f.mandate(background="<script>alert(1)</script>", title="<b>x</b>")
    html = signed_in(made.cast.lead).get(url(made)).content.decode()
    assert "<script>alert" not in html
    assert "<b>x</b>" not in html


# Progress


def test_the_lead_notes_progress_in_a_work_stage() -> None:
    made = f.at("execution")
    row = made.content.activities[0].uid
    client = signed_in(made.cast.lead)
    response = client.post(url(made, f"progress/{row}/"), {"state": "done", "done_on": "2026-03-01"})
    assert response.headers["Location"].endswith(f"#r-{row}")
    assert Progress.objects.get(row=row).done_on == dt.date(2026, 3, 1)
    assert "1 mar 2026" in words(client.get(url(made)))


def milestones() -> f.Mandate:
    """In execution, with a milestone of its own and one that stands for a decision."""
    return f.at(
        "execution",
        milestones=(
            f.row(Milestone, date="2026-05-06", gate="MS1", decision="Halvvägs"),
            f.row(Milestone, date=None, gate="BP2", decision="Klart"),
        ),
    )


def test_the_lead_notes_progress_of_a_milestone_from_its_row() -> None:
    made = milestones()
    client, row = signed_in(made.cast.lead), made.content.milestones[0].uid
    form = next(form for form in page_of(client.get(url(made))).forms if row in form.action)
    client.post(form.action, {**form.fields, "state": "done", "done_on": "2026-03-01"})
    assert "Klar1 mar 2026" in " ".join(
        page_of(client.get(url(made))).get_element_by_id(f"r-{row}").text_content().split()
    )


def test_the_form_of_a_milestone_says_whose_progress_it_sets() -> None:
    made = milestones()
    row = page_of(signed_in(made.cast.lead).get(url(made))).get_element_by_id(
        f"r-{made.content.milestones[0].uid}"
    )
    assert row.find(".//summary").text_content() == "Ange läge för MS1"


def test_a_milestone_that_is_a_decision_follows_it_and_has_no_progress_to_set() -> None:
    made = milestones()
    client, row = signed_in(made.cast.lead), made.content.milestones[1].uid
    assert "Följer beslutet" in page_of(client.get(url(made))).get_element_by_id(f"r-{row}").text_content()
    assert client.post(url(made, f"progress/{row}/"), {"state": "done"}).status_code == 404


def test_a_day_ahead_is_refused_and_stays_in_the_form() -> None:
    made = f.at("execution")
    row = made.content.activities[0].uid
    response = signed_in(made.cast.lead).post(
        url(made, f"progress/{row}/"), {"state": "done", "done_on": "2027-01-01", "comment": "nästan"}
    )
    assert response.status_code == 422
    assert "nästan" in response.content.decode()
    assert "2027-01-01" in response.content.decode()
    assert not Progress.objects.exists()


def test_progress_of_a_row_that_is_not_there_is_not_found() -> None:
    made = f.at("execution")
    assert signed_in(made.cast.lead).post(url(made, "progress/abcd/"), {"state": "done"}).status_code == 404


def test_somebody_else_cannot_note_progress() -> None:
    made = f.at("execution")
    row = made.content.activities[0].uid
    signed_in(made.cast.owner).post(url(made, f"progress/{row}/"), {"state": "done"})
    assert not Progress.objects.exists()
    assert signed_in(f.person()).post(url(made, f"progress/{row}/"), {"state": "done"}).status_code == 404


# Starting one


def test_whoever_starts_a_directive_leads_it_and_goes_on_to_the_background() -> None:
    person, unit = f.person("Anna"), f.unit()
    response = signed_in(person).post(
        "/directives/new/", {"title": "Nytt", "unit": unit.pk, "visibility": "internal"}
    )
    made = Directive.objects.get(title="Nytt")
    assert response.headers["Location"] == f"/directives/{made.uid}/edit/#background"
    assert (made.unit_id, made.phase, made.number) == (unit.uid, "draft", "U 2026-001")
    assert signed_in(person).get(f"/directives/{made.uid}/edit/").status_code == 200


def test_without_a_title_nothing_starts_and_the_rest_stays() -> None:
    response = signed_in(f.person()).post("/directives/new/", {"title": " ", "visibility": "restricted"})
    assert response.status_code == 422
    assert not Directive.objects.exists()
    assert page_of(response).xpath("//input[@value='restricted']/@checked")


def test_the_page_takes_as_many_queries_however_long_the_directive_is() -> None:
    counts = []
    for rows in (2, 30):
        goals = tuple(f.row(ImpactGoal, text=f"Mål {n}") for n in range(rows))
        acts = tuple(
            f.row(Activity, name=f"Del {n}", start="2026-05-04", end="2027-06-01") for n in range(rows)
        )
        made = f.mandate(impact_goals=goals, activities=acts)
        client = signed_in(made.cast.lead)
        client.get(url(made))
        with CaptureQueriesContext(connection) as queries:
            client.get(url(made))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_of_a_mandate_that_has_ended_nothing_is_told_as_if_it_went_on() -> None:
    made = f.at("closed", terms=(), strategy_links=(), dependencies=())
    shown = words(signed_in(made.cast.lead).get(url(made)))

    assert "Arbetstext efter" not in shown
    assert "Inte skrivet än" not in shown
    assert "Inget är skrivet här." in shown
