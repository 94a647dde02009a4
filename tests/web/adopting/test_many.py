"""The office takes in many mandates at once, from a table."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as f
from tests.factories import NOW, PASSWORD
from tests.imports.test_adoption_table import book
from uppdragil.directives.models import Directive
from uppdragil.imports import adopting
from uppdragil.imports.models import AdoptionDraft, AdoptionSheet
from uppdragil.organisation.models import Person, Position

pytestmark = pytest.mark.django_db


def row(number: str, owner: Position, lead: Person, **changes: Any) -> dict[str, Any]:
    values = {
        "nummer": number, "titel": f"Uppdrag {number}", "ägare": owner.title, "ledare": lead.name,
        "skede": "Förberedelse", "BP0 beslutat": dt.date(2024, 3, 1), "BP0 beslutat av": "Ledningsgruppen",
        "BP0 hänvisning": "§ 4", "BP1 planerat": dt.date(2026, 9, 1), "sekretess": "ja",
    }  # fmt: skip
    return values | {key.replace("_", " "): value for key, value in changes.items()}


def send(web: Client, *rows: dict[str, Any]) -> AdoptionSheet:
    web.post(reverse("adopt-many"), {"file": SimpleUploadedFile("uppdrag.xlsx", book(*rows))})
    return AdoptionSheet.objects.latest("pk")


def take(web: Client, sheet: AdoptionSheet, rows: list[str] | None = None) -> Any:
    address = reverse("adopt-sheet", args=[sheet.uid])
    chosen = web.get(address).context["chosen"] if rows is None else rows
    return web.post(address, {"rows": list(chosen), "password": PASSWORD})


def states(web: Client, sheet: AdoptionSheet) -> list[str]:
    return [str(line.state) for line in web.get(reverse("adopt-sheet", args=[sheet.uid])).context["lines"]]


def test_the_template_is_a_download(web: Client) -> None:
    answer = web.get(reverse("adopt-template"))
    assert answer.content.startswith(b"PK")
    assert "attachment" in answer["Content-Disposition"]


def test_each_row_has_its_state_and_the_new_ones_come_in(web: Client, owner: Position, lead: Person) -> None:
    f.mandate(number="U 3")
    sheet = send(
        web, row("U 1", owner, lead), row("U 2", owner, lead), row("U 3", owner, lead),
        row("U 4", owner, lead, ledare="Ingen Känd"), row("U 5", owner, lead, skede="start"),
        row("U 6", owner, lead, BP0_beslutat="våren"), row("U 7", owner, lead), row("U 7", owner, lead),
        row("", owner, lead), row("U 8", owner, lead, sekretess="kanske"),
    )  # fmt: skip
    assert states(web, sheet) == ["new", "new", "taken", *["cannot"] * 7]
    take(web, sheet)
    assert states(web, sheet) == ["in", "in", "taken", *["cannot"] * 7]
    made = Directive.objects.get(number="U 1")
    assert (made.phase, made.visibility) == ("preparation", "restricted")
    assert made.outside_decisions.get().decided_by == "Ledningsgruppen"


def test_the_same_table_again_makes_nothing_double(web: Client, owner: Position, lead: Person) -> None:
    rows = [row("U 1", owner, lead), row("U 2", owner, lead)]
    first = send(web, *rows)
    take(web, first)
    take(web, first, [line.uid for line in first.rows.all()])
    other = send(web, *rows, {})
    assert Directive.objects.count() == 2
    assert set(states(web, other)) <= {"in", "taken"}
    again = send(web, *rows, row("U 9", owner, lead))
    take(web, again)
    assert sorted(Directive.objects.values_list("number", flat=True)) == ["U 1", "U 2", "U 9"]


def test_only_the_chosen_rows_come_in(web: Client, owner: Position, lead: Person) -> None:
    sheet = send(web, row("U 1", owner, lead), row("U 2", owner, lead))
    take(web, sheet, [sheet.rows.get(number="U 2").uid])
    assert states(web, sheet) == ["new", "in"]


def test_without_the_password_none_comes_in(web: Client, owner: Position, lead: Person) -> None:
    sheet = send(web, row("U 1", owner, lead))
    answer = web.post(
        reverse("adopt-sheet", args=[sheet.uid]), {"rows": [sheet.rows.get().uid], "password": "x"}
    )
    assert answer.status_code == 422
    assert not Directive.objects.exists()


def test_a_row_that_fails_leaves_the_others(
    web: Client, owner: Position, lead: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = send(web, row("U 1", owner, lead), row("U 2", owner, lead))
    keep = adopting.take_in

    def fails(**given: Any) -> Directive:
        if given["draft"].number == "U 1":
            raise adopting.Changed
        return keep(**given)

    monkeypatch.setattr(adopting, "take_in", fails)
    take(web, sheet)
    assert states(web, sheet) == ["new", "in"]


def test_a_file_that_is_no_table_says_so(web: Client) -> None:
    answer = web.post(reverse("adopt-many"), {"file": SimpleUploadedFile("uppdrag.xlsx", b"PK\x03\x04")})
    assert answer.status_code == 422
    assert answer.context["form"].has_error("file")


def test_more_rows_do_not_need_more_queries(web: Client, owner: Position, lead: Person) -> None:
    counts = []
    for size in (1, 12):
        sheet = send(web, *(row(f"U {size}-{n}", owner, lead) for n in range(size)))
        address = reverse("adopt-sheet", args=[sheet.uid])
        web.get(address)
        with CaptureQueriesContext(connection) as queries:
            web.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_more_that_wait_do_not_need_more_queries(web: Client, office: Person) -> None:
    counts = []
    for many in (1, 12):
        for number in range(many):
            adopting.begin(content=f.content((), number=f"U {many}-{number}"), by=office, now=NOW)
            AdoptionSheet.objects.create(
                person=f.person(), created_at=NOW, name="uppdrag.xlsx", sha256=f"{many:032}{number:032}"
            )
        web.get(reverse("adopt"))
        with CaptureQueriesContext(connection) as queries:
            web.get(reverse("adopt"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_deleted_table_takes_the_waiting_rows_along(web: Client, owner: Position, lead: Person) -> None:
    sheet = send(web, row("U 1", owner, lead), row("U 2", owner, lead))
    take(web, sheet, [sheet.rows.get(number="U 2").uid])
    web.post(reverse("adopt-sheet-discard", args=[sheet.uid]))
    assert list(AdoptionDraft.objects.values_list("number", flat=True)) == ["U 2"]
    assert Directive.objects.count() == 1
