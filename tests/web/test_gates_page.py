"""The gate page: what it shows to whom, and what it keeps."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.web.directive_pages import page_of, signed_in, words
from tests.web.gatekit import fields, filled, put_forward, url
from uppdragil.decisions.models import DraftAnswer
from uppdragil.directives.content import ImpactGoal
from uppdragil.directives.models import RoleAssignment
from uppdragil.organisation.models import Membership

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]


@pytest.fixture
def bp1() -> f.Mandate:
    return f.at("bp1")


def two_owners() -> tuple[f.Mandate, f.Person, f.Person]:
    first, second = f.person("Olle"), f.person("Oda")
    return f.at("bp1", f.Cast(owners=(first, second))), first, second


def test_a_decider_is_offered_every_outcome_with_what_it_leads_to(bp1: f.Mandate) -> None:
    shown = words(signed_in(bp1.cast.owner).get(url("gate", bp1)))
    gate = bp1.directive.edition.spec.gate("BP1")
    assert all(text in shown for text in (*gate.outcomes.values(), *gate.consequences.values()))


def test_the_lead_prepares_answers_and_is_not_offered_an_outcome(bp1: f.Mandate) -> None:
    lead = signed_in(bp1.cast.lead)
    page = lead.get(url("gate", bp1))
    assert "outcome" not in fields(page)
    assert "Spara svaren" in words(page)
    lead.post(
        url("gate", bp1),
        fields(page) | {"item-resources-value": "yes", "item-resources-motivation": "Två tjänster"},
    )
    owner = signed_in(bp1.cast.owner).get(url("gate", bp1))
    assert fields(owner)["item-resources-value"] == "yes"
    assert fields(owner)["item-resources-motivation"] == "Två tjänster"


def test_who_only_reads_sees_the_answers_and_has_no_form(bp1: f.Mandate) -> None:
    page = signed_in(bp1.cast.office).get(url("gate", bp1))
    assert "Resurser är säkrade" in words(page)
    assert not page_of(page).xpath("//main//form[@method='post']")


def test_who_may_not_see_the_working_text_finds_no_gate_page(bp1: f.Mandate) -> None:
    assert signed_in(f.person()).get(url("gate", bp1)).status_code == 404


def test_the_answers_are_filled_in_with_what_the_system_sees_and_why() -> None:
    made = f.at("bp0", impact_goals=(f.row(ImpactGoal, text="Kortare väntan"),))
    page = signed_in(made.cast.secretary).get(url("gate", made))
    assert fields(page)["item-goals-value"] == "no"
    assert "Förslag NEJ: 0 av 1 effektmål har mätetal" in words(page)


def test_a_suggestion_that_nobody_altered_stays_a_suggestion(bp1: f.Mandate) -> None:
    lead = signed_in(bp1.cast.lead)
    page = lead.get(url("gate", bp1))
    lead.post(url("gate", bp1), fields(page) | {"item-resources-value": "yes"})
    assert [d.item for d in DraftAnswer.objects.all()] == ["resources"]


def test_a_note_that_is_taken_away_is_gone(bp1: f.Mandate) -> None:
    lead = signed_in(bp1.cast.lead)
    for note in ("Kom ihåg", ""):
        page = lead.get(url("gate", bp1))
        lead.post(url("gate", bp1), fields(page) | {"item-resources-motivation": note})
    assert fields(lead.get(url("gate", bp1)))["item-resources-motivation"] == ""


def test_what_is_missing_says_that_the_reader_can_resolve_it_and_leads_there(bp1: f.Mandate) -> None:
    page = signed_in(bp1.cast.owner).get(url("gate", bp1))
    assert "Du kan lösa det." in words(page)
    ids = set(page_of(page).xpath("//@id"))
    links = page_of(page).xpath("//section[@class='blocked']//a/@href")
    assert links
    assert all(link.removeprefix("#") in ids for link in links)


def test_a_reader_is_told_who_decides_and_not_that_they_can_resolve_it(bp1: f.Mandate) -> None:
    shown = words(signed_in(bp1.cast.office).get(url("gate", bp1)))
    assert f"{bp1.cast.owner.name} kan lösa det." in shown
    assert "Du kan lösa det" not in shown


def test_a_postponed_round_shows_its_new_date(bp1: f.Mandate) -> None:
    bp1.decide("postpone")
    shown = words(signed_in(bp1.cast.owner).get(url("gate", bp1)))
    assert "Bordlagt till 16 mars 2026, om 14 dagar" in shown
    start = words(signed_in(bp1.cast.owner).get("/"))
    assert "16 mar 2026" in start
    assert "Bordlagt" in start


def test_a_paused_mandate_shows_why_and_offers_no_form(bp1: f.Mandate) -> None:
    bp1.pause(reason="Regionen väntar på budget")
    page = signed_in(bp1.cast.owner).get(url("gate", bp1))
    assert "Regionen väntar på budget" in words(page)
    assert not page_of(page).xpath("//main//form[@method='post']")


def test_who_submitted_and_then_became_owner_is_offered_no_form(bp1: f.Mandate) -> None:
    f.hold(bp1.cast.owners[0], bp1.cast.lead)  # type: ignore[arg-type]
    heir = f.person("Ny ledare")
    RoleAssignment.objects.filter(directive=bp1.directive, role="lead").update(
        holder_kind="person", holder_id=heir.uid
    )
    page = signed_in(bp1.cast.lead).get(url("gate", bp1))
    assert "Gå vidare och bekräfta" not in words(page)


def test_the_page_of_a_round_that_is_over_leads_to_the_mandate(bp1: f.Mandate) -> None:
    bp1.decide()
    page = signed_in(bp1.cast.owner).get(url("gate", bp1), follow=True)
    assert page.redirect_chain[-1][0] == url("directive", bp1)
    assert "Här väntar inget beslut längre." in words(page)


TYPED = {"motivation": "Skälet som jag skrev", "item-goals-motivation": "Därför att"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"outcome": "postpone", "postponed_to": "31 februari"}, "giltigt datum"),
        ({"outcome": "postpone", "postponed_to": "2026-03-02"}, "ett nytt datum som ligger framåt"),
        ({"outcome": ""}, "Välj hur du beslutar."),
        ({"outcome": "maybe"}, "giltigt alternativ"),
        ({"outcome": "conditional", "conditions-0-due": "snart"}, "giltigt datum"),
        ({"outcome": "conditional", "conditions-0-responsible": ""}, "Ett villkor saknar"),
        ({"item-resources-value": "no"}, "som kräver JA"),
        ({"item-goals-value": "na", "item-goals-motivation": ""}, "saknar motivering"),
        ({"item-goals-evidence": "inte en länk"}, "giltig URL"),
        ({"item-goals-motivation": "x" * 5001}, "5000"),
        ({"motivation": "x" * 10_001}, "10000"),
        ({"motivation": "noll\x00tecken"}, "Null"),
    ],
)
def test_everything_typed_survives_a_refusal(bp1: f.Mandate, wrong: dict[str, str], said: str) -> None:
    owner = signed_in(bp1.cast.owner)
    outcome = wrong.get("outcome", "yes")
    base = outcome if outcome in ("postpone", "conditional") else "yes"
    sent = filled(bp1, owner.get(url("gate", bp1)), base) | TYPED | wrong
    answer = owner.post(url("gate", bp1), sent)
    assert answer.status_code == 422
    assert said in words(answer).replace("\xa0", "")
    kept, texts = fields(answer), sent.keys() - {"do", "outcome", "round"}
    assert {k: kept.get(k, "") for k in texts} == {k: str(sent[k]).replace("\0", "\ufffd") for k in texts}


def test_a_field_that_the_outcome_has_no_use_for_stands_in_nobodys_way(bp1: f.Mandate) -> None:
    typed = {"postponed_to": "31 februari", "conditions-0-due": "snart"}
    answer = put_forward(signed_in(bp1.cast.owner), bp1, **typed)
    assert answer.headers["Location"] == url("gate-confirm", bp1)


def test_too_many_conditions_are_refused_and_kept(bp1: f.Mandate) -> None:
    one = {"text": "Villkor", "responsible": "Lena", "due": "2026-04-01"}
    many = {f"conditions-{i}-{k}": v for i in range(51) for k, v in one.items()}
    answer = put_forward(
        signed_in(bp1.cast.owner), bp1, "conditional", **many, **{"conditions-TOTAL_FORMS": "51"}
    )
    assert answer.status_code == 422
    assert "fler än 50 villkor" in words(answer)
    assert fields(answer)["conditions-50-text"] == "Villkor"


@pytest.mark.parametrize("total", ["1000000000", "-1", "x", ""])
def test_a_wrong_count_of_conditions_is_no_error(bp1: f.Mandate, total: str) -> None:
    for do in ("continue", "condition"):
        answer = put_forward(
            signed_in(bp1.cast.owner), bp1, "yes", do=do, **{"conditions-TOTAL_FORMS": total}
        )
        assert answer.status_code in (200, 302, 422)


def test_adding_a_condition_keeps_everything_typed_even_what_is_not_right_yet(bp1: f.Mandate) -> None:
    owner = signed_in(bp1.cast.owner)
    typed = {"conditions-0-due": "snart", "conditions-0-text": "Första", "do": "condition"}
    sent = filled(bp1, owner.get(url("gate", bp1)), "conditional", **TYPED, **typed)
    page = owner.post(url("gate", bp1), sent)
    assert page.status_code == 200
    kept = fields(page)
    assert {k: kept[k] for k in (*TYPED, "conditions-0-text", "conditions-0-due")} == {
        k: sent[k] for k in (*TYPED, "conditions-0-text", "conditions-0-due")
    }
    assert kept["conditions-1-text"] == ""
    assert kept["conditions-TOTAL_FORMS"] == "2"


def test_what_was_put_forward_is_there_after_a_new_login(bp1: f.Mandate) -> None:
    put_forward(
        signed_in(bp1.cast.owner), bp1, "rework", **TYPED, **{"conditions-0-text": "Ett villkor ändå"}
    )
    kept = fields(signed_in(bp1.cast.owner).get(url("gate", bp1)))
    assert kept["outcome"] == "rework"
    assert kept["motivation"] == TYPED["motivation"]
    assert kept["conditions-0-text"] == "Ett villkor ändå"


def test_a_round_submitted_anew_meanwhile_is_read_once_more_with_everything_kept(bp1: f.Mandate) -> None:
    owner = signed_in(bp1.cast.owner)
    page = owner.get(url("gate", bp1))
    sent = filled(bp1, page, **TYPED)
    bp1.withdraw()
    bp1.submit()
    answer = owner.post(url("gate", bp1), sent)
    assert answer.status_code == 409
    assert "lämnats in på nytt" in words(answer)
    assert fields(answer)["motivation"] == TYPED["motivation"]
    assert fields(answer)["round"] != sent["round"]


@pytest.mark.parametrize("meanwhile", ["pause", "withdraw", "decide"])
def test_what_comes_too_late_is_shown_so_that_it_is_not_lost(bp1: f.Mandate, meanwhile: str) -> None:
    owner = signed_in(bp1.cast.owner)
    sent = filled(bp1, owner.get(url("gate", bp1)), **TYPED)
    getattr(bp1, meanwhile)()
    answer = owner.post(url("gate", bp1), sent)
    assert answer.status_code == 409
    assert all(text in words(answer) for text in TYPED.values())


def test_the_second_owner_sees_the_frozen_answers_and_cannot_alter_them() -> None:
    made, first, second = two_owners()
    made.decide(by=first, proposal=made.proposal("conditional"))
    page = signed_in(second).get(url("gate", made))
    assert "Beräkna kostnaden" in words(page)
    assert f"{first.name} har bekräftat: JA med villkor" in words(page)
    assert not [name for name in fields(page) if name.startswith("item-")]
    assert {"conditional", "rework", "postpone", "no"} == set(
        page_of(page).xpath("//input[@name='outcome']/@value")
    )


@pytest.mark.parametrize("who", ["first", "lead"])
def test_conditions_that_stand_are_read_by_those_who_do_not_confirm_them(who: str) -> None:
    made, first, _second = two_owners()
    made.decide(by=first, proposal=made.proposal("conditional"))
    shown = words(signed_in({"first": first, "lead": made.cast.lead}[who]).get(url("gate", made)))
    assert f"{first.name} har bekräftat: JA med villkor" in shown
    assert "Beräkna kostnaden" in shown
    assert "ord för ord" not in shown


def test_the_second_owner_keeps_a_reason_of_their_own() -> None:
    made, first, second = two_owners()
    made.decide(by=first, proposal=made.proposal("yes", motivation="Olles skäl"))
    owner = signed_in(second)
    put_forward(owner, made, "rework", motivation="Odas skäl")
    kept = fields(owner.get(url("gate", made)))
    assert (kept["outcome"], kept["motivation"]) == ("rework", "Odas skäl")


def test_only_the_officials_of_the_body_can_be_named_and_titles_stand_in_a_sentence() -> None:
    made = f.at("bp0")
    f.seat(made.cast.body, f.person("Maj", title="Direktör"), Membership.Seat.CHAIR)
    f.seat(made.cast.body, f.person("Mo", title="IT-chef"))
    page = page_of(signed_in(made.cast.secretary).get(url("gate", made)))
    named = page.xpath("//select[@name='official']/option/text()")
    assert [n.split(", ")[1] for n in named[1:]] == ["direktör", "IT-chef"]


def test_the_page_asks_as_often_for_many_questions_answers_and_goals_as_for_few() -> None:
    counts = []
    for goals in (1, 30):
        made = f.at("bp1", impact_goals=tuple(f.row(ImpactGoal, text="Mål") for _ in range(goals)))
        owner = signed_in(made.cast.owner)
        owner.get(url("gate", made))
        with CaptureQueriesContext(connection) as asked:
            owner.get(url("gate", made))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 40
