"""The page of a draft: what it leaves open in its place, one press to settle it, forms to correct it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.strategy.open_draft import AREA, CONTENT, kept
from tests.web.directive_pages import page_of, signed_in, words
from uppdragil.organisation.models import Person
from uppdragil.strategy import editing, services, storage
from uppdragil.strategy.models import StrategyEdition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]


@pytest.fixture
def edition() -> StrategyEdition:
    return kept()


@pytest.fixture
def office(edition: StrategyEdition) -> Client:
    return signed_in(f.duty(f.person("Signe Office")))


def at(edition: StrategyEdition, rest: str = "") -> str:
    return f"/strategy/{edition.uid}/{rest}"


def pressed(office: Client, edition: StrategyEdition, button: str) -> Any:
    """The form of the button that says so is sent as it stands on the page."""
    page = page_of(office.get(at(edition)))
    form = next(form for form in page.forms if button in " ".join(form.xpath("string(.//button)").split()))
    return office.post(form.action, dict(form.form_values()))


def goal(edition: StrategyEdition, uid: str = "goal26") -> Any:
    return editing.part_of(storage.load(edition), uid)


def test_each_finding_stands_beside_what_it_is_about(office: Client, edition: StrategyEdition) -> None:
    page = page_of(office.get(at(edition)))

    beside = page.xpath("string(//h3[@id='g-goal26']/..)")
    assert "Välj denna" in beside
    assert "Fler team" in page.xpath(
        "string(//li[contains(., 'Fler team?')]//div[contains(@class,'finding')])"
    )
    assert "5 varningar, 2 råd" in page.text_content()
    links = page.xpath("//div[contains(@class,'notice')]//a/@href")
    assert all(page.xpath(f"//*[@id='{link.partition('#')[2]}']") for link in links)


def test_one_press_chooses_the_other_wording(office: Client, edition: StrategyEdition) -> None:
    answer = pressed(office, edition, "Välj denna En väg in är beslutad")

    assert answer.headers["Location"] == at(edition, "#g-goal26")
    assert goal(edition).text == "En väg in är beslutad"


def test_a_press_on_what_has_changed_says_so(office: Client, edition: StrategyEdition) -> None:
    sent = {"finding": "0" * 16, "fix": "1", "at": "javascript:x"}
    answer = office.post(at(edition, "settle/"), sent, follow=True)

    assert answer.redirect_chain[0][0] == at(edition)
    assert "Det har ändrats sedan sidan visades" in words(answer)
    assert storage.load(edition) == CONTENT


@pytest.mark.parametrize("fix", ["", "x", "²", "9" * 40])
def test_a_fix_that_is_no_number_is_refused(office: Client, edition: StrategyEdition, fix: str) -> None:
    assert office.post(at(edition, "settle/"), {"finding": "\x00", "fix": fix}).status_code == 302


def test_a_finding_is_let_stand_and_asked_again(office: Client, edition: StrategyEdition) -> None:
    form = next(form for form in page_of(office.get(at(edition))).forms if "reason" in form.fields)
    key = form.fields["finding"]
    office.post(form.action, {"finding": key, "reason": "Källan gäller"})
    said = words(office.get(at(edition)))
    assert "Källan gäller" in said
    assert "Ta tillbaka" in said

    office.post(at(edition, "recall/"), {"finding": key})

    assert "Källan gäller" not in words(office.get(at(edition)))


def test_a_reason_for_what_has_changed_is_given_back(office: Client, edition: StrategyEdition) -> None:
    answer = office.post(at(edition, "dismiss/"), {"finding": "x", "reason": "Mitt skäl"}, follow=True)

    assert "Mitt skäl" in words(answer)


def test_a_sub_goal_is_corrected_in_its_form(office: Client, edition: StrategyEdition) -> None:
    page = page_of(office.get(at(edition, "edit/goal26/")))
    form = next(form for form in page.forms if "seen" in form.fields)
    form.fields["text"] = "Rättat"
    answer = office.post(at(edition, "edit/goal26/"), dict(form.form_values()))

    assert answer.headers["Location"] == at(edition, "#g-goal26")
    assert (goal(edition).text, goal(edition).activities) == ("Rättat", AREA.sub_goals[0].activities)


def test_an_area_is_corrected_in_its_form(office: Client, edition: StrategyEdition) -> None:
    sent = {
        "seen": editing.mark(AREA), "name": "Vård", "other_names": "Ett\r\n\r\nTvå", "target_state": "Ny\r\nrad",
        "regional_goals": ["3", "7"], "target_year": "2030",
    }  # fmt: skip
    office.post(at(edition, "edit/area01/"), sent)

    now = goal(edition, "area01")
    assert (now.name, now.other_names, now.target_state) == ("Vård", ("Ett", "Två"), "Ny\nrad")
    assert (now.regional_goals, now.target_year) == ((3, 7), 2030)


def test_both_texts_stand_beside_each_other_where_somebody_was_faster(
    office: Client, edition: StrategyEdition
) -> None:
    mine = {"seen": "0" * 16, "text": "Min text", "responsible": ""}
    answer = office.post(at(edition, "edit/goal26/"), mine)

    page = page_of(answer)
    assert answer.status_code == 409
    assert "En väg in är öppen" in page.xpath("string(//div[@class='conflict'])")
    assert page.xpath("string(//textarea[@name='text'])").strip() == "Min text"

    again = {**mine, "seen": page.xpath("//input[@name='seen']/@value")[0]}
    assert office.post(at(edition, "edit/goal26/"), again).status_code == 302
    assert goal(edition).text == "Min text"


def test_a_draft_gets_another_name_and_never_over_somebody_elses(
    office: Client, edition: StrategyEdition
) -> None:
    address = at(edition, "edit/")
    assert office.post(address, {"name": "Nytt namn", "seen": edition.name}).status_code == 302

    answer = office.post(address, {"name": "Mitt namn", "seen": edition.name})

    assert (answer.status_code, StrategyEdition.objects.get().name) == (409, "Nytt namn")
    assert page_of(answer).xpath("//input[@name='name']/@value") == ["Mitt namn"]
    seen = page_of(answer).xpath("//input[@name='seen']/@value")[0]
    office.post(address, {"name": "Mitt namn", "seen": seen})
    assert StrategyEdition.objects.get().name == "Mitt namn"
    assert office.post(address, {"name": ""}).status_code == 422


def test_what_is_typed_for_a_part_that_is_gone_is_shown_to_copy(
    office: Client, edition: StrategyEdition
) -> None:
    answer = office.post(at(edition, "edit/nonesuch/"), {"text": "Det jag skrev"})

    assert answer.status_code == 409
    assert "Det jag skrev" in words(answer)
    assert office.get(at(edition, "edit/nonesuch/")).status_code == 404


def test_a_published_edition_has_no_buttons_and_takes_no_text(
    office: Client, edition: StrategyEdition
) -> None:
    services.publish(edition=edition, by=f.person(), now=f.NOW)

    assert "Rätta texten" not in words(office.get(at(edition)))
    answer = office.post(at(edition, "edit/goal26/"), {"text": "Försent"})
    assert (answer.status_code, "Försent" in words(answer)) == (409, True)


@pytest.mark.parametrize(
    "sent", [{"text": "x" * 20_001}, {"activities": "x\n" * 1_001}, {"responsible": "x" * 20_001}]
)
def test_too_much_is_refused_and_kept_in_the_form(
    office: Client, edition: StrategyEdition, sent: dict[str, str]
) -> None:
    answer = office.post(at(edition, "edit/goal26/"), {"seen": "x", **sent})

    assert answer.status_code == 422
    assert next(iter(sent.values()))[:100].strip() in answer.content.decode()


def test_publishing_says_what_is_still_open(office: Client, edition: StrategyEdition) -> None:
    said = words(office.get(at(edition, "publish/")))

    assert "Fortfarande öppet" in said
    assert "Åsa, Per" in said


def test_nobody_else_sees_or_settles_anything_of_a_draft(edition: StrategyEdition) -> None:
    reader = signed_in(f.person("Elin"))

    for rest in ("settle/", "dismiss/", "recall/", "edit/goal26/"):
        assert reader.post(at(edition, rest), {"text": "x"}).status_code == 403


def _queries(person: Person, edition: StrategyEdition) -> int:
    client = signed_in(person)
    client.get(at(edition))
    with CaptureQueriesContext(connection) as captured:
        client.get(at(edition))
    return len(captured)


def test_many_findings_take_as_many_queries_as_few(edition: StrategyEdition) -> None:
    office = f.duty(f.person("Signe"))
    few = _queries(office, edition)
    areas = tuple(
        AREA.model_copy(
            update={
                "uid": f"area{n}x",
                "sub_goals": tuple(
                    goal.model_copy(update={"uid": f"g{n}{goal.uid}", "activities": (), "other_wordings": ()})
                    for goal in AREA.sub_goals
                ),
            }
        )
        for n in range(9)
    )
    kept(CONTENT.model_copy(update={"areas": areas}))

    assert _queries(office, edition) == few
