"""The pages of board plans, and the coverage that shows them beside the strategy's sub-goals."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.strategy.kit import PLAN, board, board_plan, published
from tests.web.directive_pages import page_of, signed_in, words
from uppdragil.directives.strategylinks import link_to
from uppdragil.organisation.models import Person
from uppdragil.strategy.models import BoardPlan, BoardPlanItem
from uppdragil.strategy.plans import services
from uppdragil.strategy.plans.content import PlanSaid, PointSaid, mark
from uppdragil.strategy.targets import Published, targets

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]


@pytest.fixture
def edition() -> Published:
    return published()


@pytest.fixture
def office() -> Person:
    return f.duty(f.person("Signe Office"))


@pytest.fixture
def client(office: Person) -> Client:
    return signed_in(office)


def key(edition: Published, at: int = 1) -> str:
    return [target.key for target in targets(edition)][at]


def typed(**said: Any) -> dict[str, Any]:
    return {"name": "Plan", "first_year": "2026", "last_year": "2027", **said}


def test_a_plan_is_recorded_with_its_points_and_read_by_everybody(client: Client) -> None:
    body = board()
    answer = client.post("/strategy/plans/new/", typed(body=body.uid, points="Ett\r\n\r\nTvå"))

    assert [one.text for one in BoardPlanItem.objects.all()] == ["Ett", "Två"]
    reader = signed_in(f.person("Elin"))
    said = words(reader.get(answer.headers["Location"]))
    assert "0 av 2 punkter bidrar till strategin" in said
    assert "Koppla och rätta" not in said
    assert "Plan" in words(reader.get("/strategy/plans/"))
    assert reader.post(answer.headers["Location"], {"points": "x"}).status_code == 403


def test_the_boards_secretary_records_without_being_of_the_office() -> None:
    secretary = f.person("Sara")
    body = board(secretary)
    web = signed_in(secretary)

    assert "För in en nämndplan" in words(web.get("/strategy/plans/"))
    assert web.post("/strategy/plans/new/", typed(body=body.uid)).status_code == 302


@pytest.mark.parametrize(
    ("said", "status", "word"),
    [
        ({"name": ""}, 422, "Skriv något"),
        ({"last_year": "2020"}, 409, "slutar innan den börjar"),
        ({"link": "javascript:alert(1)"}, 422, "giltig"),
        ({"points": "x" * 2_001}, 422, "Högst 2000 tecken"),
        ({"body": "nonesuch"}, 422, ""),
        ({"first_year": "²"}, 422, ""),
    ],
)
def test_what_is_refused_is_kept_in_the_form(
    client: Client, said: dict[str, str], status: int, word: str
) -> None:
    sent = typed(body=board().uid, reference="Min referens") | said
    answer = client.post("/strategy/plans/new/", sent)

    assert (answer.status_code, BoardPlan.objects.count()) == (status, 0)
    assert word in words(answer)
    assert 'value="Min referens"' in answer.content.decode()


def test_a_point_is_linked_to_sub_goals_and_the_plan_shows_them(
    client: Client, office: Person, edition: Published
) -> None:
    plan = board_plan(office, PointSaid("Öppna"))
    address = f"/strategy/plans/{plan.uid}/points/{plan.items.get().uid}/"
    page = page_of(client.get(address))
    sent = {"text": "Öppna", "seen": page.xpath("//input[@name='seen']/@value")[0], "targets": [key(edition)]}

    assert client.post(address, sent).status_code == 302
    assert plan.items.get().targets == [key(edition)]
    assert "Två team" in words(client.get(f"/strategy/plans/{plan.uid}/"))
    checked = page_of(client.get(address)).xpath("//input[@name='targets'][@checked]/@value")
    assert checked == [key(edition)]


def test_both_stand_beside_each_other_where_somebody_was_faster(
    client: Client, office: Person, edition: Published
) -> None:
    plan = board_plan(office, PointSaid("Deras", (key(edition),)))
    address = f"/strategy/plans/{plan.uid}/points/{plan.items.get().uid}/"

    answer = client.post(address, {"text": "Mitt", "seen": "0" * 16})

    against = page_of(answer).xpath("string(//div[@class='conflict'])")
    assert answer.status_code == 409
    assert "Deras" in against
    assert "Två team" in against
    assert plan.items.get().text == "Deras"
    other = client.post(f"/strategy/plans/{plan.uid}/edit/", typed(name="Mitt", seen="x"))
    assert (other.status_code, "Mitt" in words(other)) == (409, True)


def test_what_is_typed_for_a_point_that_is_gone_is_shown_to_copy(client: Client, office: Person) -> None:
    plan = board_plan(office)
    answer = client.post(f"/strategy/plans/{plan.uid}/points/nonesuch/", {"text": "Det jag skrev"})

    assert (answer.status_code, "Det jag skrev" in words(answer)) == (409, True)


def test_points_are_added_and_removed_and_the_plan_too(client: Client, office: Person) -> None:
    plan = board_plan(office, PointSaid("Ett"))
    client.post(f"/strategy/plans/{plan.uid}/", {"points": "Två\nTre"})
    first = plan.items.first()
    assert first
    client.post(f"/strategy/plans/{plan.uid}/points/{first.uid}/", {"do": "remove"})
    assert [one.text for one in plan.items.all()] == ["Två", "Tre"]

    client.post(f"/strategy/plans/{plan.uid}/remove/")

    assert client.get(f"/strategy/plans/{plan.uid}/").status_code == 404


def test_a_plans_head_is_corrected(client: Client, office: Person) -> None:
    plan = board_plan(office)
    client.post(f"/strategy/plans/{plan.uid}/edit/", typed(name="Rättad", seen=mark(PLAN)))

    assert BoardPlan.objects.get().name == "Rättad"


def test_the_coverage_shows_both_matrices_and_the_gaps_both_ways(
    client: Client, office: Person, edition: Published
) -> None:
    board_plan(office, PointSaid("Bygg team", (key(edition),)), PointSaid("Lös punkt"))

    page = page_of(client.get("/strategy/coverage/"))

    assert "Nämndplaner tar upp 1 av dem" in page.text_content()
    assert "Nämnden" in page.xpath("string(//section[@aria-labelledby='plans']//thead)")
    assert "Alla team" in page.xpath("string(//section[@aria-labelledby='unplanned'])")
    assert "Lös punkt" in page.xpath("string(//section[@aria-labelledby='loose'])")
    assert "Bygg team" not in page.xpath("string(//section[@aria-labelledby='loose'])")


def test_the_files_have_a_line_for_each_and_for_each_gap(
    client: Client, office: Person, edition: Published
) -> None:
    goal = list(targets(edition))[1]
    made = f.at("preparation", title="=Teamen", strategy_links=(link_to(goal, "link1"),))
    board_plan(office, PointSaid("Bygg team", (key(edition),)), PointSaid("Lös punkt"))

    mandates = (
        client.get("/strategy/coverage/mandates.csv?year=2026").content.decode("utf-8-sig").splitlines()
    )
    plans = client.get("/strategy/coverage/plans.csv").content.decode("utf-8-sig").splitlines()

    assert mandates[1] == f"Nära vård;2026;Två team;{made.directive.number};'=Teamen"
    assert mandates[2] == "Digital vård;2026;En väg in;;"
    assert plans[0] == "Fokusområde;År;Delmål;Nämnd;Nämndplan;Punkt"
    assert plans[1] == "Nära vård;2026;Två team;Nämnden;Plan 2026 2026;Bygg team"
    assert plans[-1] == ";;;Nämnden;Plan 2026 2026;Lös punkt"


def test_a_restricted_mandate_is_in_no_file_of_who_may_not_see_it(edition: Published) -> None:
    goal = list(targets(edition))[1]
    made = f.at(
        "preparation", title="Hemligt", visibility="restricted", strategy_links=(link_to(goal, "link1"),)
    )

    def file_of(person: Person) -> str:
        return signed_in(person).get("/strategy/coverage/mandates.csv").content.decode()

    assert "Hemligt" in file_of(made.cast.office)
    assert "Hemligt" not in file_of(f.person("Elin"))
    assert made.directive.number not in file_of(f.person("Elin"))


def test_without_an_edition_there_is_no_file_and_nothing_to_link_to(client: Client, office: Person) -> None:
    plan = board_plan(office, PointSaid("Öppna"))

    assert client.get("/strategy/coverage/plans.csv").status_code == 404
    said = words(client.get(f"/strategy/plans/{plan.uid}/points/{plan.items.get().uid}/"))
    assert "inget att koppla till" in said


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def test_many_plans_and_points_take_as_many_queries_as_few(
    client: Client, office: Person, edition: Published
) -> None:
    body = board()
    first = board_plan(office, PointSaid("Ett", (key(edition),)), body=body)
    addresses = ["/strategy/plans/", "/strategy/coverage/", f"/strategy/plans/{first.uid}/"]
    few = [_queries(client, address) for address in addresses]
    for year in (2027, 2028):
        points = [PointSaid(f"Punkt {n}", (key(edition),)) for n in range(4)]
        board_plan(office, *points, body=body, said=PlanSaid("Fler", year, year))
    services.add(plan=first, points=points, by=office, now=f.NOW)

    assert [_queries(client, address) for address in addresses] == few
