"""A change of what is locked, and a mandate that supersedes another, page by page."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories as f
from tests.web.directive_pages import fields_of, named, page_of, signed_in, url, words
from tests.web.gatekit import confirm, put_forward
from tests.workflows.test_change_decisions import with_sponsor
from tests.workflows.test_changing import changed, new_owner, prepare, submit
from tests.workflows.test_superseding import replacing
from uppdragil.decisions import changes
from uppdragil.decisions.models import Change, Decision
from uppdragil.directives.content import Role, Visibility
from uppdragil.directives.models import Directive

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]
DEARER = "Tre miljoner kronor"


@pytest.fixture
def made() -> f.Mandate:
    return f.at("execution")


def typed(client: Any, mandate: f.Mandate, key: str, **said: str) -> Any:
    """Fill in a chapter of the change as its page stands, and save."""
    page = client.get(url(mandate, f"change/edit/{key}/"))
    return client.post(
        url(mandate, f"change/edit/{key}/"), fields_of(page) | named(key, said) | {"do": "save"}
    )


def test_a_whole_change_from_the_locked_chapter_to_the_record(made: f.Mandate) -> None:
    lead, owner = signed_in(made.cast.lead), signed_in(made.cast.owner)
    locked = lead.get(url(made, "edit/"))
    assert page_of(locked).xpath(f"//a[@href='{url(made, 'change/')}']")

    begun = lead.post(url(made, "change/"), {"reason": "Dyrare än väntat"}, follow=True)
    assert "Ändringen ändrar ingenting än" in words(begun)
    assert typed(lead, made, "costs", text=DEARER).status_code == 302
    plans = typed(lead, made, "gate_plans", **{"rows-3-end": "2027-12-01", "rows-3-start": "2027-12-01"})
    assert plans.status_code == 302
    shown = lead.get(url(made, "change/"))
    assert DEARER in words(shown)
    assert "Text om costs" in words(shown)
    sent = lead.post(url(made, "change/"), fields_of(shown) | {"do": "submit"}, follow=True)
    assert "Ändringen är inlämnad" in words(sent)

    waiting = words(owner.get("/"))
    assert "ÄB" in waiting
    gate = words(owner.get(url(made, "gate/")))
    assert "Dyrare än väntat" in gate
    assert DEARER in gate
    put_forward(owner, made)
    decided = confirm(owner, made)
    assert decided.status_code == 302
    page = words(owner.get(decided.headers["Location"]))
    assert "Ändringsbeslut" in page
    assert DEARER in page

    directive = words(lead.get(url(made)))
    assert "Första beslutet mot nu" in directive
    assert "61 dagar senare" in directive
    assert made.content.costs == DEARER


def test_only_the_locked_part_of_a_chapter_is_edited(made: f.Mandate) -> None:
    prepare(made)
    lead = signed_in(made.cast.lead)

    roles, head = (lead.get(url(made, f"change/edit/{key}/")) for key in ("roles", "head"))

    options = page_of(roles).xpath("//select[contains(@name, '-role')]/option/@value")
    assert set(options) == {"owner"}
    names = set(page_of(head).xpath("//main//form//*[@name]/@name"))
    assert {"head-title", "head-subtitle", "head-visibility"} <= names
    assert not {"head-number", "head-unit", "head-supersedes_id"} & names


def test_a_new_owner_is_typed_and_the_other_roles_stay(made: f.Mandate) -> None:
    prepare(made)
    nina = f.person("Nina Ny")
    lead = signed_in(made.cast.lead)

    typed(lead, made, "roles", **{"rows-0-pick": f"person:{nina.uid}", "rows-0-holder": ""})

    said = changes.proposal(Change.objects.get(), made.content)
    assert [r.holder for r in said.holders(Role.OWNER)] == [nina.name]
    assert said.holders(Role.LEAD) == made.content.holders(Role.LEAD)


def test_a_chapter_that_is_not_locked_is_not_there(made: f.Mandate) -> None:
    prepare(made)
    assert signed_in(made.cast.lead).get(url(made, "change/edit/background/")).status_code == 404


def test_what_was_typed_survives_that_the_change_was_submitted_meanwhile(made: f.Mandate) -> None:
    change = prepare(made)
    lead = signed_in(made.cast.lead)
    page = fields_of(lead.get(url(made, "change/edit/costs/")))
    submit(made, change)

    answer = lead.post(
        url(made, "change/edit/costs/"), page | {"costs-text": "Skrivet i onödan", "do": "save"}
    )

    assert answer.status_code == 409
    assert "Skrivet i onödan" in answer.content.decode()


def test_what_was_typed_survives_that_the_change_was_dropped_meanwhile(made: f.Mandate) -> None:
    change = prepare(made)
    lead = signed_in(made.cast.lead)
    page = fields_of(lead.get(url(made, "change/edit/costs/")))
    changes.drop(change=change, by=made.cast.lead, now=f.NOW)

    answer = lead.post(
        url(made, "change/edit/costs/"), page | {"costs-text": "Skrivet i onödan", "do": "save"}
    )

    assert (answer.status_code, "Skrivet i onödan" in answer.content.decode()) == (409, True)


def test_two_who_save_one_chapter_see_both_texts(made: f.Mandate) -> None:
    prepare(made)
    lead = signed_in(made.cast.lead)
    first = fields_of(lead.get(url(made, "change/edit/costs/")))
    lead.post(url(made, "change/edit/costs/"), first | {"costs-text": "Fyra", "do": "save"})

    second = lead.post(url(made, "change/edit/costs/"), first | {"costs-text": "Fem", "do": "save"})

    assert second.status_code == 409
    assert "Fyra" in words(second)
    assert fields_of(second)["costs-text"] == "Fem"


def test_a_reason_altered_meanwhile_is_said_and_what_was_typed_stays(made: f.Mandate) -> None:
    prepare(made)
    lead = signed_in(made.cast.lead)
    page = fields_of(lead.get(url(made, "change/")))
    lead.post(url(made, "change/"), page | {"reason": "Först", "do": "save"})

    answer = lead.post(url(made, "change/"), page | {"reason": "Sedan", "do": "save"})
    again = lead.post(url(made, "change/"), fields_of(answer) | {"do": "save"})

    assert (answer.status_code, fields_of(answer)["reason"]) == (409, "Sedan")
    assert (again.status_code, Change.objects.get().reason) == (302, "Sedan")


def test_a_refused_submission_says_why_and_keeps_the_reason(made: f.Mandate) -> None:
    prepare(made, background="inget som är låst")
    lead = signed_in(made.cast.lead)
    page = fields_of(lead.get(url(made, "change/")))

    answer = lead.post(url(made, "change/"), page | {"reason": "Ett nytt skäl", "do": "submit"})

    assert answer.status_code == 409
    assert "Ändringen ändrar ingenting än" in words(answer)
    assert (fields_of(answer)["reason"], Change.objects.get().reason) == ("Ett nytt skäl", "Ett nytt skäl")


def test_a_change_sent_back_says_why(made: f.Mandate) -> None:
    submit(made)
    made.decide("rework")
    lead = signed_in(made.cast.lead)

    for page in (url(made, "change/"), url(made)):
        assert "Kostnaden saknar underlag" in words(lead.get(page))


def test_a_dropped_change_is_gone(made: f.Mandate) -> None:
    prepare(made)
    lead = signed_in(made.cast.lead)

    answer = lead.post(url(made, "change/drop/"), follow=True)

    assert "Ändringen är nedlagd" in words(answer)
    assert "Begär ändring" in words(lead.get(url(made)))


def test_the_submission_to_the_next_gate_says_that_a_change_is_decided() -> None:
    made = changed()
    page = words(signed_in(made.cast.lead).get(url(made, "submit/")))

    assert "En ändring väntar på beslut" in page
    assert made.cast.owner.name in page


def test_a_change_waits_for_the_right_people() -> None:
    sponsor = f.person("Sara")
    made = with_sponsor("execution", sponsor)
    submit(made, prepare(made, **new_owner(made)))

    waits = {
        name: url(made, "gate/") in signed_in(who).get("/").content.decode()
        for name, who in {
            "secretary": made.cast.secretary, "owner": made.cast.owner, "sponsor": sponsor
        }.items()
    }  # fmt: skip
    assert waits == {"secretary": True, "owner": False, "sponsor": False}

    made.withdraw()
    Directive.objects.update(body=None)
    submit(made)
    assert url(made, "gate/") in signed_in(sponsor).get("/").content.decode()


def test_readers_are_told_nothing_of_a_change_under_way() -> None:
    made = changed()
    page = signed_in(f.person("Läsare")).get(url(made))

    assert "Ändring på väg" not in words(page)
    assert DEARER not in words(page)


def test_the_lead_withdraws_a_change_on_the_gate_page() -> None:
    made = changed()
    lead = signed_in(made.cast.lead)
    round_ = made.round

    lead.post(url(made, "withdraw/"), {"round": round_.uid})

    assert (made.round, made.phase) == (None, "execution")
    assert changes.open_change(made.directive)


def test_a_list_says_that_a_change_is_waiting() -> None:
    made = changed()
    assert "Ändring väntar på beslut" in words(signed_in(made.cast.lead).get("/directives/"))


# Superseding


def test_a_whole_superseding_is_said_before_and_after() -> None:
    old = f.at("bp1")
    new = replacing(old)
    secretary, name = signed_in(new.cast.secretary), str(old.directive)
    old_page, official = url(old), f.person("Maj", title="Direktör")
    f.seat(new.cast.body, official, "chair")

    assert f"Med ett ja avslutas och ersätts {name}" in words(secretary.get(url(new, "gate/")))
    put_forward(secretary, new, official=f"{official.name}, direktör")
    asked = secretary.get(url(new, "gate/confirm/"))
    assert f"{name} avslutas och ersätts" in words(asked)
    confirm(secretary, new)

    lead = signed_in(old.cast.lead)
    assert page_of(lead.get(old_page)).xpath(f"//a[@href='{url(new)}']")
    assert "Ersatt den" in words(lead.get(old_page))
    assert page_of(lead.get(url(new))).xpath(f"//main//a[@href='{old_page}']")
    assert Decision.objects.latest("pk").directive == new.directive


def test_a_submission_that_supersedes_an_ended_one_says_so() -> None:
    from tests.workflows.test_superseding import draft

    old = f.at("stopped")
    new = draft(old)

    page = words(signed_in(new.cast.lead).get(url(new, "submit/")))

    assert f"{old.directive} är redan avslutat" in page


def test_a_restricted_successor_is_not_named_to_who_may_not_see_it() -> None:
    old = f.at("execution")
    new = replacing(old, visibility=Visibility.RESTRICTED, title="Hemligt uppdrag")
    new.decide()

    page = words(signed_in(f.person("Läsare")).get(url(old)))

    assert "Ersatt den" in page
    assert "Hemligt" not in page
