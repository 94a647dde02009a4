"""The confirmation: exactly what will be confirmed, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.web.directive_pages import page_of, signed_in, words
from tests.web.gatekit import confirm, fields, put_forward, url
from uppdragil.core.canonical import sha256
from uppdragil.decisions.models import Answer, Decision, SignOff
from uppdragil.organisation.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_monday() -> Iterator[None]:
    cache.clear()  # no earlier attempts
    with time_machine.travel(f.NOW, tick=False):
        yield


@pytest.fixture
def bp1() -> f.Mandate:
    return f.at("bp1")


@pytest.fixture
def owner(bp1: f.Mandate) -> Client:
    return signed_in(bp1.cast.owner)


def two_owners() -> tuple[f.Mandate, Client, Client]:
    first, second = f.person("Olle"), f.person("Oda")
    return f.at("bp1", f.Cast(owners=(first, second))), signed_in(first), signed_in(second)


def test_a_yes_with_the_password_is_a_decision(bp1: f.Mandate, owner: Client) -> None:
    put_forward(owner, bp1)
    answer = confirm(owner, bp1)
    assert bp1.phase == "execution"
    assert answer.headers["Location"] == url("decision", bp1, Decision.objects.latest("pk").round.uid)


def test_the_confirmation_says_everything_that_will_be_stored(bp1: f.Mandate, owner: Client) -> None:
    evidence = {"item-goals-evidence": "https://example.org/mal", "item-goals-motivation": "Se bilagan"}
    evidence["item-goals-value"] = "na"
    put_forward(owner, bp1, "conditional", motivation="Vi börjar nu", **evidence)
    page = owner.get(url("gate-confirm", bp1))
    told = ("JA med villkor", "Vi börjar nu", "Beräkna kostnaden", "16 mars 2026", "Se bilagan", "Version 2")
    assert not [text for text in told if text not in words(page)]
    assert page_of(page).xpath("//a[@href='https://example.org/mal']")


def test_a_yes_does_not_carry_the_motivation_of_an_earlier_no(bp1: f.Mandate, owner: Client) -> None:
    put_forward(owner, bp1, **{"item-goals-motivation": "Nuläget saknas"})
    assert "Nuläget saknas" not in words(owner.get(url("gate-confirm", bp1)))
    assert fields(owner.get(url("gate", bp1)))["item-goals-motivation"] == "Nuläget saknas"
    confirm(owner, bp1)
    assert not Decision.objects.latest("pk").proposal.answers.exclude(motivation="").exists()


def test_a_yes_against_a_suggested_no_is_told_before_it_is_confirmed_and_kept_beside_it(
    bp1: f.Mandate, owner: Client
) -> None:
    put_forward(owner, bp1, **{"item-roles-value": "yes"})
    page = owner.get(url("gate-confirm", bp1))
    confirm(owner, bp1)

    answer = Decision.objects.latest("pk").proposal.answers.get(item="roles")
    assert "där systemet föreslår NEJ" in words(page)
    assert "Skriv varför i beslutets" in words(page)
    assert (answer.value, answer.suggested[:11]) == ("yes", "Förslag NEJ")


def test_what_is_confirmed_is_what_the_fingerprint_says(bp1: f.Mandate, owner: Client) -> None:
    put_forward(owner, bp1, motivation="Rad ett\r\nrad två")
    fingerprint = fields(owner.get(url("gate-confirm", bp1)))["fingerprint"]
    confirm(owner, bp1)
    frozen = SignOff.objects.latest("pk").proposal
    assert frozen.sha256 == fingerprint == sha256(bytes(frozen.data))


def test_what_the_outcome_has_no_use_for_is_not_confirmed(bp1: f.Mandate, owner: Client) -> None:
    put_forward(owner, bp1, **{"conditions-0-text": "Ett villkor ändå", "postponed_to": "2026-05-01"})
    assert "Ett villkor ändå" not in words(owner.get(url("gate-confirm", bp1)))
    confirm(owner, bp1)
    decision = Decision.objects.latest("pk")
    assert (decision.postponed_to, decision.conditions.count()) == (None, 0)


def test_what_was_changed_in_another_tab_is_shown_anew_and_not_confirmed(
    bp1: f.Mandate, owner: Client
) -> None:
    put_forward(owner, bp1, "no")
    shown = fields(owner.get(url("gate-confirm", bp1)))
    put_forward(owner, bp1, "yes")
    answer = owner.post(url("gate-confirm", bp1), shown | {"password": f.PASSWORD}, follow=True)
    assert "har ändrats" in words(answer)
    assert "JA: Kortare väg in" in words(answer)
    assert bp1.phase == "bp1"


@pytest.mark.parametrize("password", ["", "fel lösenord", f.PASSWORD.upper()])
def test_without_the_password_nothing_is_decided_and_nothing_lost(
    bp1: f.Mandate, owner: Client, password: str
) -> None:
    put_forward(owner, bp1, "rework", motivation="Mitt skäl")
    answer = confirm(owner, bp1, password)
    assert answer.status_code == 422
    assert "Mitt skäl" in words(answer)
    assert bp1.phase == "bp1"


def test_too_many_passwords_wait_and_lose_nothing(bp1: f.Mandate, owner: Client) -> None:
    put_forward(owner, bp1, "rework", motivation="Mitt skäl")
    assert 429 in [confirm(owner, bp1, "fel").status_code for _ in range(11)]
    answer = confirm(owner, bp1)
    assert answer.status_code == 429
    assert "För många försök" in words(answer)
    assert "Mitt skäl" in words(answer)
    assert bp1.phase == "bp1"


def test_an_account_without_a_password_is_never_let_through(bp1: f.Mandate, owner: Client) -> None:
    put_forward(owner, bp1)
    user = User.objects.get(person=bp1.cast.owner)
    user.set_unusable_password()
    user.save()
    owner.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert confirm(owner, bp1, "").status_code == 422
    assert confirm(owner, bp1, user.password).status_code == 422
    assert bp1.phase == "bp1"


def test_a_confirmation_sent_twice_leads_to_the_decision(bp1: f.Mandate, owner: Client) -> None:
    put_forward(owner, bp1)
    sent = fields(owner.get(url("gate-confirm", bp1))) | {"password": f.PASSWORD}
    first, second = (owner.post(url("gate-confirm", bp1), sent) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert SignOff.objects.filter(round__gate="BP1").count() == 1


def test_a_postponement_sent_twice_leads_to_the_decision_and_leaves_the_new_round(
    bp1: f.Mandate, owner: Client
) -> None:
    put_forward(owner, bp1, "postpone")
    sent = fields(owner.get(url("gate-confirm", bp1))) | {"password": f.PASSWORD}
    first, second = (owner.post(url("gate-confirm", bp1), sent) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Decision.objects.filter(gate="BP1").count() == 1


def test_a_first_of_two_confirmations_sent_twice_stays_at_the_gate() -> None:
    made, first, _second = two_owners()
    put_forward(first, made)
    sent = fields(first.get(url("gate-confirm", made))) | {"password": f.PASSWORD}
    answers = [first.post(url("gate-confirm", made), sent).headers["Location"] for _ in range(2)]
    assert answers == [url("gate", made)] * 2
    assert SignOff.objects.filter(round=made.round).count() == 1


def test_the_second_owner_confirms_the_same_whatever_they_posted() -> None:
    made, first, second = two_owners()
    put_forward(first, made, "conditional", motivation="Olles ord")
    confirm(first, made)
    altered = {"motivation": "Andra ord", "item-resources-value": "no"}
    put_forward(second, made, "conditional", **altered)
    assert "Olles ord" in words(second.get(url("gate-confirm", made)))
    confirm(second, made)
    decision = Decision.objects.latest("pk")
    assert (decision.motivation, decision.conditions.count()) == ("Olles ord", 1)
    assert {s.proposal_id for s in decision.round.sign_offs.all()} == {decision.proposal_id}


def test_the_second_owner_may_turn_it_down() -> None:
    made, first, second = two_owners()
    put_forward(first, made)
    confirm(first, made)
    put_forward(second, made, "rework", motivation="Odas skäl")
    confirm(second, made)
    assert made.phase == "preparation"
    page = words(first.get(url("decision", made, Decision.objects.latest("pk").round.uid)))
    assert "Odas skäl" in page
    assert "JA" in page


def test_what_the_second_owner_was_about_to_confirm_is_shown_anew_once_the_first_has() -> None:
    made, first, second = two_owners()
    put_forward(second, made, motivation="Odas ord")
    shown = fields(second.get(url("gate-confirm", made)))
    put_forward(first, made, motivation="Olles ord")
    confirm(first, made)
    answer = second.post(url("gate-confirm", made), shown | {"password": f.PASSWORD}, follow=True)
    assert "har ändrats" in words(answer)
    assert "Olles ord" in words(answer)
    assert made.phase == "bp1"


def test_another_yes_than_the_first_ones_is_refused_with_the_way_back() -> None:
    made, first, second = two_owners()
    put_forward(second, made, "conditional")
    put_forward(first, made)
    confirm(first, made)
    page = second.get(url("gate-confirm", made))
    assert "redan bekräftat" in words(page)
    assert "password" not in fields(page)


def test_who_has_yet_to_confirm_is_named() -> None:
    made, first, _second = two_owners()
    put_forward(first, made)
    assert f"{made.cast.owners[1]} har inte bekräftat än" in words(first.get(url("gate-confirm", made)))


def test_a_pause_meanwhile_refuses_and_keeps_the_draft(bp1: f.Mandate, owner: Client) -> None:
    put_forward(owner, bp1, "rework", motivation="Mitt skäl")
    sent = fields(owner.get(url("gate-confirm", bp1))) | {"password": f.PASSWORD}
    bp1.pause()
    assert "pausat" in words(owner.post(url("gate-confirm", bp1), sent, follow=True))
    bp1.resume()
    assert fields(owner.get(url("gate", bp1)))["motivation"] == "Mitt skäl"


def test_without_anything_put_forward_the_confirmation_leads_to_the_gate_page(
    bp1: f.Mandate, owner: Client
) -> None:
    for method in (owner.get, owner.post):
        assert method(url("gate-confirm", bp1)).headers["Location"] == url("gate", bp1)


@pytest.mark.parametrize("who", ["lead", "office"])
def test_who_does_not_decide_cannot_confirm(bp1: f.Mandate, who: str) -> None:
    client = signed_in(getattr(bp1.cast, who))
    sent = {"round": bp1.round.uid, "password": f.PASSWORD, "fingerprint": "x"}  # type: ignore[union-attr]
    client.post(url("gate-confirm", bp1), sent)
    assert bp1.phase == "bp1"
    assert not SignOff.objects.filter(round=bp1.round).exists()


def test_a_body_decides_at_a_meeting_by_a_named_official() -> None:
    made = f.at("bp0")
    official = f.person("Maj", title="Direktör")
    f.seat(made.cast.body, official, "chair")
    secretary = signed_in(made.cast.secretary)
    named = {"official": f"{official.name}, direktör", "paragraph": "§ 84"}
    put_forward(secretary, made, **named)
    shown = words(secretary.get(url("gate-confirm", made)))
    assert f"{made.cast.body.name} den 2 mars 2026, § 84" in shown
    assert named["official"] in shown
    confirm(secretary, made)
    decision = Decision.objects.get(directive=made.directive)
    assert (decision.met_on, decision.paragraph, decision.official) == (
        f.TODAY,
        "§ 84",
        named["official"],
    )


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ({"paragraph": ""}, "paragraf"),
        ({"official": ""}, "tjänsteperson"),
        ({"met_on": "2026-03-03"}, "Mötet har inte varit än"),
        ({"met_on": "2026-03-01"}, "Mötet var före inlämningen den 2 mars 2026"),
    ],
)
def test_a_body_does_not_decide_without_its_meeting(lacking: dict[str, str], said: str) -> None:
    made = f.at("bp0")
    official = f.person("Maj", title="Direktör")
    f.seat(made.cast.body, official, "chair")
    typed = {"official": f"{official.name}, direktör", "paragraph": "§ 84"} | lacking
    answer = put_forward(signed_in(made.cast.secretary), made, **typed)
    assert answer.status_code == 422
    assert said in words(answer)


def test_the_language_of_the_page_does_not_change_what_is_stored(bp1: f.Mandate, owner: Client) -> None:
    owner.post("/language/", {"language": "en"})
    put_forward(owner, bp1)
    assert "Confirm that it is you" in words(owner.get(url("gate-confirm", bp1)))
    confirm(owner, bp1)
    stored = Answer.objects.get(item="complete", proposal__round__gate="BP1").suggested
    assert stored.startswith("Förslag JA")


def test_a_confirmation_asks_the_database_a_bounded_number_of_times(bp1: f.Mandate, owner: Client) -> None:
    put_forward(owner, bp1)
    sent = fields(owner.get(url("gate-confirm", bp1))) | {"password": f.PASSWORD}
    with CaptureQueriesContext(connection) as whole:
        owner.post(url("gate-confirm", bp1), sent)
    assert bp1.phase == "execution"
    assert len(whole) <= 75


def test_the_engine_decides_in_forty_queries(bp1: f.Mandate) -> None:
    with CaptureQueriesContext(connection) as asked:
        bp1.decide()
    assert len(asked) <= 40 + 3  # the builder's own look at the round and the proposal
