"""Submit, withdraw, pause, resume, stop, close: with reasons, and with everything typed kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.core.cache import cache

from tests import factories as f
from tests.web.directive_pages import page_of, signed_in, words
from tests.web.gatekit import fields, url
from uppdragil.directives import selectors
from uppdragil.directives.content import ChapterNote, ImpactGoal, Milestone, Risk
from uppdragil.gates.values import Value
from uppdragil.organisation.models import DecisionBody
from workflows import judging

pytestmark = pytest.mark.django_db

MOVES = ("submit", "pause", "stop", "close")


@pytest.fixture(autouse=True)
def _a_monday() -> Iterator[None]:
    cache.clear()  # no earlier attempts
    with time_machine.travel(f.NOW, tick=False):
        yield


def test_the_lead_submits_to_the_body_that_is_suggested() -> None:
    made = f.mandate()
    lead = signed_in(made.cast.lead)
    page = lead.get(url("submit", made))
    answer = lead.post(url("submit", made), fields(page) | {"body": made.cast.body.pk})
    assert answer.headers["Location"] == url("gate", made)
    assert made.phase == "bp0"


def test_a_directive_that_lacks_nothing_is_told_so() -> None:
    goal = f.row(
        ImpactGoal, text="Kortare väntan", indicator="Dagar", measured_by="Chefen", due=dt.date(2028, 1, 1)
    )
    goal = goal.model_copy(update={"baseline": 90, "target": 30})
    why = ChapterNote(chapter="strategy_links", not_applicable="Inget delmål passar")
    made = f.mandate(registry_number="RS 2026-01", impact_goals=(goal,), notes=(why,))

    page = signed_in(made.cast.lead).get(url("submit", made))
    assert "Allt som beslutspunkten kräver finns" in words(page)


def test_what_the_system_will_suggest_a_no_to_is_told_before_with_the_way_there() -> None:
    made = f.mandate(registry_number="")
    page = page_of(signed_in(made.cast.lead).get(url("submit", made)))
    notice = page.xpath("//main//*[contains(@class, 'notice')]")[0]

    assert "Systemet kommer att föreslå NEJ på" in notice.text_content()
    assert "diarienummer" in notice.text_content()
    assert f"/directives/{made.directive.uid}/edit/#head" in notice.xpath(".//a/@href")
    assert not page.xpath("//button[@aria-disabled]")


@pytest.mark.parametrize("phase", ["draft", "preparation", "execution"])
def test_what_is_told_before_a_submission_is_what_the_gate_then_suggests(phase: str) -> None:
    made = f.at(phase, registry_number="")
    made.directive.refresh_from_db()
    gate = made.directive.edition.spec.gate(selectors.next_gate(made.directive) or "")
    before = judging.expected_nos(made.directive, made.content, gate, f.TODAY)
    round_ = made.submit()

    after = judging.suggestions(made.directive, round_, f.TODAY)
    assert before == {code: one for code, one in after.items() if one.value is Value.NO}
    assert before


def test_what_the_review_advises_is_told_and_hinders_nothing() -> None:
    made = f.mandate(risks=(f.row(Risk, text="Få händer"),))
    page = page_of(signed_in(made.cast.lead).get(url("submit", made)))
    aside = page.xpath("//aside")[0]
    assert "Risken ”Få händer” saknar" in aside.text_content()
    assert not aside.xpath(".//button")
    assert not page.xpath("//button[@aria-disabled]")


def test_a_body_with_a_short_name_is_chosen_by_its_whole_name() -> None:
    made = f.mandate()
    DecisionBody.objects.filter(pk=made.cast.body.pk).update(name="Centrala ledningsgruppen", short="CLG")
    shown = words(signed_in(made.cast.lead).get(url("submit", made)))
    assert "Centrala ledningsgruppen (CLG)" in shown


def test_a_submission_sent_twice_leads_to_the_gate() -> None:
    made = f.at("preparation")
    lead = signed_in(made.cast.lead)
    answers = [lead.post(url("submit", made)).headers["Location"] for _ in range(2)]
    assert answers == [url("gate", made)] * 2


def test_what_is_missing_is_told_before_and_after_the_attempt_with_the_way_there() -> None:
    made = f.at("preparation", milestones=(), activities=())
    lead = signed_in(made.cast.lead)
    for answer, status in ((lead.get(url("submit", made)), 200), (lead.post(url("submit", made)), 409)):
        assert answer.status_code == status
        assert "9.1 Milstolpar är inte skrivet än.Du kan lösa det." in words(answer)
        links = page_of(answer).xpath("//section[@class='blocked']//a/@href")
        assert f"/directives/{made.directive.uid}/edit/#milestones" in links


def test_a_contradiction_is_told_once_per_chapter() -> None:
    late = tuple(f.row(Milestone, date="2031-01-01", decision=f"Sent {i}", gate=f"MS{i}") for i in range(3))
    made = f.mandate(milestones=late)
    shown = words(signed_in(made.cast.lead).get(url("submit", made)))
    assert shown.count("Det finns en motsägelse i 9.1 Milstolpar.") == 1


def test_a_body_that_is_no_longer_active_is_not_suggested() -> None:
    made = f.at("bp0")
    made.decide("rework")
    DecisionBody.objects.filter(pk=made.cast.body.pk).update(active=False)
    other = f.body(f.person("Sekreterare"))
    assert fields(signed_in(made.cast.lead).get(url("submit", made)))["body"] == str(other.pk)


def test_the_lead_takes_a_submission_back_until_somebody_has_confirmed() -> None:
    made = f.at("bp1")
    lead = signed_in(made.cast.lead)
    lead.post(url("withdraw", made), {"round": made.round.uid})  # type: ignore[union-attr]
    assert made.phase == "preparation"


def test_a_submission_that_somebody_confirmed_is_not_taken_back() -> None:
    owners = (f.person("Olle"), f.person("Oda"))
    made = f.at("bp1", f.Cast(owners=owners))
    made.decide(by=owners[0])
    lead = signed_in(made.cast.lead)
    answer = lead.post(url("withdraw", made), {"round": made.round.uid}, follow=True)  # type: ignore[union-attr]
    assert "Någon har redan bekräftat" in words(answer)
    assert made.phase == "bp1"


def test_the_owner_pauses_and_resumes() -> None:
    made = f.at("execution")
    owner = signed_in(made.cast.owner)
    owner.post(url("pause", made), {"reason": "Budget", "wake_on": "2026-06-01"})
    made.directive.refresh_from_db()
    assert (made.directive.paused_reason, str(made.directive.wake_on)) == ("Budget", "2026-06-01")
    owner.post(url("resume", made))
    made.directive.refresh_from_db()
    assert not made.directive.paused


@pytest.mark.parametrize("wake_on", ["2026-03-02", "2020-01-01", "snart", ""])
def test_a_pause_without_a_day_ahead_is_refused_and_the_reason_kept(wake_on: str) -> None:
    made = f.at("execution")
    answer = signed_in(made.cast.owner).post(
        url("pause", made), {"reason": "Vi väntar på budget", "wake_on": wake_on}
    )
    assert answer.status_code in (409, 422)
    assert fields(answer)["reason"] == "Vi väntar på budget"


def test_the_owner_stops_with_reason_and_password() -> None:
    made = f.at("execution")
    sent = {"reason": "Behovet är borta", "password": f.PASSWORD}
    answer = signed_in(made.cast.owner).post(url("stop", made), sent)
    assert answer.headers["Location"] == url("directive", made)
    assert made.phase == "stopped"


def test_why_a_mandate_was_stopped_stands_on_its_page() -> None:
    made = f.at("execution")
    owner = signed_in(made.cast.owner)

    owner.post(url("stop", made), {"reason": "Behovet är borta", "password": f.PASSWORD})

    assert "Behovet är borta" in owner.get(url("directive", made)).content.decode()


@pytest.mark.parametrize(
    "sent",
    [{"reason": "Skäl", "password": "fel"}, {"reason": "", "password": f.PASSWORD}, {"reason": "Skäl"}],
)
def test_a_stop_without_reason_or_password_stops_nothing_and_keeps_the_reason(sent: dict[str, str]) -> None:
    made = f.at("execution")
    answer = signed_in(made.cast.owner).post(url("stop", made), sent)
    assert answer.status_code == 422
    assert fields(answer)["reason"] == sent["reason"]
    assert made.phase == "execution"


def test_too_many_passwords_keep_the_reason_for_a_stop() -> None:
    made = f.at("execution")
    owner = signed_in(made.cast.owner)
    answers = [owner.post(url("stop", made), {"reason": "Skäl", "password": "fel"}) for _ in range(11)]
    assert answers[-1].status_code == 429
    assert "För många försök" in words(answers[-1])
    assert fields(answers[-1])["reason"] == "Skäl"
    assert owner.post(url("stop", made), {"reason": "Skäl", "password": f.PASSWORD}).status_code == 429


def test_the_owner_closes_with_a_last_word_on_each_goal() -> None:
    made = f.at("realisation")
    owner = signed_in(made.cast.owner)
    words_ = {goal.uid: f"Blev så: {goal.text}" for goal in made.content.impact_goals}
    owner.post(url("close", made), words_)
    assert made.phase == "closed"


def test_closing_without_a_word_on_each_goal_keeps_the_others() -> None:
    made = f.at("realisation")
    first, second = made.content.impact_goals
    answer = signed_in(made.cast.owner).post(url("close", made), {first.uid: "Nått", second.uid: " "})
    assert answer.status_code == 422
    assert fields(answer)[first.uid] == "Nått"
    assert made.phase == "realisation"


@pytest.mark.parametrize(
    ("move", "phase", "who", "said"),
    [
        ("submit", "preparation", "owner", "Bara uppdragsledaren kan göra det här."),
        ("pause", "execution", "lead", "portföljkontoret"),
        ("pause", "closed", "owner", "Uppdraget är avslutat."),
        ("stop", "execution", "lead", "Du är inte en av dem som beslutar här."),
        ("stop", "execution", "office", "Du är inte en av dem som beslutar här."),
        ("close", "realisation", "lead", "Bara uppdragsägaren kan göra det här."),
        ("close", "execution", "owner", "när leveransen är godkänd"),
    ],
)
def test_who_may_not_is_told_why_and_who_can_instead_of_a_form(
    move: str, phase: str, who: str, said: str
) -> None:
    made = f.at(phase)
    client = signed_in(getattr(made.cast, who))
    page = client.get(url(move, made))
    assert said in words(page)
    assert not page_of(page).xpath("//main//form")
    assert client.post(url(move, made), {"reason": "Skäl", "wake_on": "2026-06-01"}).status_code == 409
    assert made.phase == phase


def test_what_was_typed_is_kept_when_somebody_else_was_faster() -> None:
    made = f.at("execution")
    made.pause(by=made.cast.office)
    answer = signed_in(made.cast.owner).post(
        url("pause", made), {"reason": "Mitt skäl", "wake_on": "2026-06-01"}
    )
    assert answer.status_code == 409
    assert fields(answer)["reason"] == "Mitt skäl"


@pytest.mark.parametrize("move", MOVES)
def test_a_move_of_what_one_may_not_see_does_not_exist(move: str) -> None:
    made = f.at("execution")
    stranger = signed_in(f.person())
    assert {stranger.get(url(move, made)).status_code, stranger.post(url(move, made)).status_code} == {404}
