"""The pages of receiver capacity: who counts what, who says what, and nothing restricted in any number."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as f
from tests.portfolio.capacity import SOON, frozen, landing_on, receiver, room
from tests.web.directive_pages import page_of, signed_in, words
from uppdragil.directives.content import Visibility
from uppdragil.organisation.models import Person, Unit
from uppdragil.portfolio.models import FreezePeriod, UnitCapacity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]
ALL = "/portfolio/capacity/"
OTHERS = (f"{ALL}without-unit/", f"{ALL}freezes/")
SAID = {"since": "2026-03-01", "deliveries": "2", "executions": "", "word": "Två byter system"}
FREEZE = {"kind": "recovery", "starts": "2026-05-11", "ends": "2026-05-29", "reason": "Efter flytten"}


def office() -> Client:
    return signed_in(f.duty(f.person("Signe")))


def somebody_of(unit: Unit) -> Person:
    return f.person("Ulla", unit=unit)


def address(unit: Unit) -> str:
    return reverse("capacity-unit", args=[unit.uid])


def busy(unit: Unit, *, many: int = 1, **given: Any) -> None:
    """So many mandates land on the unit in May."""
    for _ in range(many):
        landing_on(unit, days=SOON, **given)


def lines(client: Client, query: str = "") -> dict[str, list[str]]:
    """What stands in each line of the matrix, month by month, where anything does."""
    rows = page_of(client.get(f"{ALL}?{query}")).xpath("//table//tbody/tr")
    return {
        row.xpath("string(th)"): [
            text for cell in row.xpath("td") if (text := " ".join(cell.itertext())) != "– 0"
        ]
        for row in rows
    }


def test_each_month_says_what_lands_against_what_fits() -> None:
    unit = receiver()
    busy(unit, many=2)
    assert lines(office()) == {unit.name: ["2 Ej satt"]}
    room(unit, 2)
    assert lines(office()) == {unit.name: ["2 av 2 Fullt"]}
    room(unit, 1)
    assert lines(office()) == {unit.name: ["2 av 1 Över"]}
    assert lines(office(), "what=executions") == {unit.name: ["2 Ej satt"] * 3}


def test_a_delivery_in_a_freeze_is_marked() -> None:
    unit = receiver()
    busy(unit)
    room(unit)
    frozen(unit, **{name: f.dt.date.fromisoformat(FREEZE[name]) for name in ("starts", "ends")})
    assert lines(office()) == {unit.name: ["1 av 1 I frysperiod"]}


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"over", "silent", "quiet"}),
        ("state=over", {"over"}),
        ("state=unset", {"silent"}),
        ("state=over&month=2026-04-01", set()),
        ("month=2026-05-01", {"over", "silent", "quiet"}),
        ("state=all", {"over", "silent", "quiet", "empty"}),
        ("state=none-such", {"over", "silent", "quiet"}),
    ],
)
def test_the_units_are_filtered(query: str, shown: set[str]) -> None:
    units = {name: f.unit() for name in ("over", "silent", "quiet", "empty")}
    busy(units["over"])
    busy(units["silent"])
    room(units["over"], 0)
    room(units["quiet"], 3)
    assert set(lines(office(), query)) == {units[name].name for name in shown}


def test_a_unit_is_found_by_its_name() -> None:
    unit = receiver()
    busy(unit)
    busy(f.unit())
    assert set(lines(office(), f"q={unit.name.lower()}")) == {unit.name}


def test_each_number_leads_to_its_units_and_its_mandates() -> None:
    unit = receiver()
    busy(unit)
    room(unit, 0)
    landing_on(None)
    client = office()
    page = page_of(client.get(ALL))
    for link in page.xpath("//dl[@class='figures']//a"):
        listed = page_of(client.get(link.get("href"))).xpath("//tbody/tr | //ul[@class='items']/li")
        assert len(listed) == int(link.text)
    (cell,) = page.xpath("//td/a")
    path, anchor = cell.get("href").split("#")
    assert page_of(client.get(path)).xpath(f"//h3[@id='{anchor}']/following-sibling::ul[1]/li/a")


def test_a_reader_finds_no_restricted_mandate_in_any_number_or_file() -> None:
    unit = receiver()
    busy(unit)
    reader = signed_in(f.person("Elin"))
    asked = (ALL, f"{ALL}?what=executions", f"{ALL}capacity.csv", f"{ALL}without-unit/", address(unit))
    before = [_plain(reader.get(path)) for path in asked]
    busy(unit, visibility=Visibility.RESTRICTED)
    landing_on(None, visibility=Visibility.RESTRICTED)
    assert [_plain(reader.get(path)) for path in asked] == before
    assert lines(office()) == {unit.name: ["2 Ej satt"]}


def _plain(answer: Any) -> str:
    """What it says, without the tokens, which differ each time."""
    return answer.content.decode() if "csv" in answer["Content-Type"] else words(answer)


def test_somebody_of_the_unit_says_what_fits_on_its_page() -> None:
    unit = receiver()
    client = signed_in(somebody_of(unit))
    answer = client.post(address(unit), SAID)
    assert answer.status_code == 302
    shown = words(client.get(address(unit)))
    assert "Har plats för 2 leveranser i månaden." in shown
    assert "Två byter system" in shown


def test_what_was_typed_stays_with_what_is_missing() -> None:
    unit = receiver()
    answer = signed_in(somebody_of(unit)).post(address(unit), SAID | {"word": ""})
    assert answer.status_code == 422
    assert page_of(answer).xpath("//input[@name='deliveries']/@value") == ["2"]


def test_the_same_again_is_refused_with_a_sentence() -> None:
    unit = receiver()
    client = signed_in(somebody_of(unit))
    client.post(address(unit), SAID)
    answer = client.post(address(unit), SAID)
    assert answer.status_code == 409
    assert "Det är vad som redan gäller." in words(answer)


def test_nobody_else_says_what_fits_and_everybody_reads_it() -> None:
    unit = receiver()
    room(unit, 2)
    client = signed_in(f.person("Elin", unit=f.unit()))
    page = client.get(address(unit))
    assert "Har plats för 2 leveranser i månaden." in words(page)
    assert not page_of(page).xpath("//form//input[@name='deliveries']")
    assert client.post(address(unit), SAID).status_code == 403
    assert UnitCapacity.objects.count() == 1


def test_a_unit_freezes_itself_and_lifts_it_again() -> None:
    unit = receiver()
    client = signed_in(somebody_of(unit))
    assert client.post(f"{ALL}freezes/", FREEZE | {"unit": unit.uid}).status_code == 302
    period = FreezePeriod.objects.get()
    assert "Efter flytten" in words(client.get(address(unit)))
    client.post(reverse("freeze-lift", args=[period.uid]))
    assert "Efter flytten" not in words(client.get(f"{ALL}freezes/"))


def test_only_the_office_freezes_all_units() -> None:
    unit = receiver()
    said = FREEZE | {"unit": "all"}
    assert signed_in(somebody_of(unit)).post(f"{ALL}freezes/", said).status_code == 422
    assert office().post(f"{ALL}freezes/", said).status_code == 302
    assert FreezePeriod.objects.get().unit is None
    assert "Alla verksamheter" in words(signed_in(somebody_of(unit)).get(address(unit)))


def test_a_stranger_lifts_nothing_and_without_a_unit_sets_nothing() -> None:
    period, client = frozen(receiver()), signed_in(f.person("Elin"))
    client.post(reverse("freeze-lift", args=[period.uid]))
    period.refresh_from_db()
    assert period.lifted_at is None
    assert client.post(f"{ALL}freezes/", FREEZE).status_code == 403


def test_the_file_has_a_line_for_each_month_of_each_unit() -> None:
    unit = receiver()
    busy(unit)
    room(unit, 0)
    told = office().get(f"{ALL}capacity.csv").content.decode("utf-8-sig").splitlines()
    assert len(told) == 13
    assert f"{unit.name};2026-05;1;0;0;0;Över;1;;Ej satt;" in told


def test_it_asks_as_often_for_many_as_for_one() -> None:
    unit, client, asked = receiver(), office(), []
    for _ in range(2):
        for one in (unit, f.unit()):
            busy(one)
            room(one, 1 + len(asked))
            frozen(one)
        landing_on(None)
        asked.append([_queries(client, path) for path in (ALL, address(unit), *OTHERS)])
    assert asked[0] == asked[1]
    assert max(asked[1]) <= 16


def _queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)
