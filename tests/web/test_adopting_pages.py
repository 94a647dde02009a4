"""The office takes in mandates that run already: by hand, from an import, and many from a table."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as f
from tests.factories import NOW, PASSWORD, TODAY
from tests.imports.test_adoption_table import book
from tests.workflows.test_adopting import SCAN, told
from uppdragil.core import audit
from uppdragil.directives import storage
from uppdragil.directives.models import Directive
from uppdragil.imports import adopting
from uppdragil.imports.models import AdoptionDraft, AdoptionScan, AdoptionSheet, ImportDraft
from uppdragil.organisation.models import Person, Position

pytestmark = pytest.mark.django_db
DEMO = (settings.BASE_DIR / "fixtures" / "demo" / "uppdragsdirektiv.txt").read_text("utf-8")


@pytest.fixture(autouse=True)
def _now() -> Any:
    cache.clear()  # of counted attempts
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def office() -> Person:
    return f.with_account(f.duty(f.person("Ove Kontor")))


@pytest.fixture
def owner() -> Position:
    return f.position(f.person("Olle"), title="Utvecklingsdirektör")


@pytest.fixture
def lead() -> Person:
    return f.person("Lena Ledare")


@pytest.fixture
def web(office: Person) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(office.user)
    return client


def head(owner: Position, lead: Person, **typed: str) -> dict[str, str]:
    values = {
        "title": "Kortare väg in",
        "number": "U 2019-1",
        "visibility": "internal",
        "plan-BP2": "2027-01-11",
    }
    return values | {"owner": f"position:{owner.uid}", "lead": f"person:{lead.uid}"} | typed


def passed(*gates: str, **typed: Any) -> dict[str, Any]:
    values: dict[str, Any] = {"phase": "execution"}
    for gate in ("BP0", "BP1", "BP2", "BP3"):
        values[f"{gate}-outcome"] = "yes"
    for gate in gates:
        day = told(gate).decided_on
        values |= {f"{gate}-date": str(day), f"{gate}-by": "Ledningsgruppen", f"{gate}-reference": "§ 4"}
    return values | typed


@pytest.fixture
def draft(web: Client, owner: Position, lead: Person) -> AdoptionDraft:
    answer = web.post(reverse("adopt"), head(owner, lead))
    made = AdoptionDraft.objects.get()
    assert answer["Location"] == reverse("adopt-tell", args=[made.uid])
    return made


def tell(web: Client, draft: AdoptionDraft, *gates: str, **typed: Any) -> Any:
    return web.post(reverse("adopt-tell", args=[draft.uid]), passed(*gates, **typed))


def confirm(web: Client, draft: AdoptionDraft, password: str = PASSWORD, **typed: str) -> Any:
    address = reverse("adopt-confirm", args=[draft.uid])
    seen = web.get(address).context["page"].fingerprint
    return web.post(address, {"seen": seen, "password": password} | typed)


def test_a_mandate_without_a_document_comes_in_at_its_stage(web: Client, draft: AdoptionDraft) -> None:
    tell(web, draft, "BP0", "BP1")
    answer = confirm(web, draft)
    made = Directive.objects.get()
    assert answer["Location"] == reverse("directive", args=[made.uid])
    assert (made.phase, made.number, made.outside_decisions.count()) == ("execution", "U 2019-1", 2)
    assert storage.load(made).gate_plan("BP2").start == dt.date(2027, 1, 11)
    assert audit.verify().ok


def test_the_one_that_it_supersedes_is_chosen_and_ends_as_it_comes_in(
    web: Client, draft: AdoptionDraft
) -> None:
    old = f.at("execution")
    tell(web, draft, "BP0", "BP1", supersedes=old.directive.pk)
    asked = web.get(reverse("adopt-confirm", args=[draft.uid])).content.decode()
    assert f"{old.directive} avslutas och ersätts." in asked
    confirm(web, draft)
    made = Directive.objects.get(number="U 2019-1")
    assert (old.phase, old.directive.superseded_by) == ("superseded", made)
    assert made.supersedes == str(old.directive)


def test_one_that_has_ended_meanwhile_stands_in_the_way_with_its_name(
    web: Client, draft: AdoptionDraft
) -> None:
    old = f.at("execution")
    tell(web, draft, "BP0", "BP1", supersedes=old.directive.pk)
    old.stop()
    answer = confirm(web, draft)
    assert answer.status_code == 409
    assert f"{old.directive} är redan avslutat" in answer.content.decode()


def test_a_restricted_one_that_it_supersedes_is_not_named_in_an_open_text(
    web: Client, draft: AdoptionDraft
) -> None:
    old = f.at("execution", visibility="restricted")
    tell(web, draft, "BP0", "BP1", supersedes=old.directive.pk)
    confirm(web, draft)
    assert (old.phase, Directive.objects.get(number="U 2019-1").supersedes) == ("superseded", "")


def test_a_choice_can_be_taken_back_and_what_a_document_says_stays(web: Client, draft: AdoptionDraft) -> None:
    AdoptionDraft.objects.update(content=draft.content | {"supersedes": "Ett äldre uppdrag"})
    tell(web, draft, "BP0", "BP1")
    draft.refresh_from_db()
    assert draft.content["supersedes"] == "Ett äldre uppdrag"
    tell(web, draft, "BP0", "BP1", supersedes=f.at("execution").directive.pk)
    tell(web, draft, "BP0", "BP1")
    draft.refresh_from_db()
    assert (draft.content["supersedes"], draft.content["supersedes_id"]) == ("", None)


def test_it_is_said_that_conditions_become_nobodys_task(web: Client, draft: AdoptionDraft) -> None:
    said = "blir inga uppgifter"
    assert said in web.get(reverse("adopt-tell", args=[draft.uid])).content.decode()
    tell(web, draft, "BP0", "BP1")
    assert said not in web.get(reverse("adopt-confirm", args=[draft.uid])).content.decode()
    tell(web, draft, "BP0", "BP1", **{"BP1-outcome": "conditional"})
    assert said in web.get(reverse("adopt-confirm", args=[draft.uid])).content.decode()


def test_its_scan_waits_with_the_draft_and_becomes_evidence(web: Client, draft: AdoptionDraft) -> None:
    paper = SimpleUploadedFile("../Beslut.exe", SCAN.data)
    tell(web, draft, "BP0", "BP1", **{"BP0-scan": paper})
    tell(web, draft, "BP0", "BP1", **{"BP1-by": "Ägaren"})  # again, without choosing the file anew
    confirm(web, draft)
    row = Directive.objects.get().outside_decisions.get(gate="BP0")
    assert (row.scan_name, bytes(row.scan), row.scan_sha256) == ("Beslut.pdf", SCAN.data, SCAN.sha256)
    assert not AdoptionScan.objects.exists()


def test_a_kept_scan_can_be_taken_away(web: Client, draft: AdoptionDraft) -> None:
    tell(web, draft, "BP0", "BP1", **{"BP0-scan": SimpleUploadedFile("b.pdf", SCAN.data)})
    tell(web, draft, "BP0", "BP1", **{"BP0-drop": "on"})
    assert not AdoptionScan.objects.exists()


@pytest.mark.parametrize(
    ("gates", "typed", "field"),
    [
        (("BP0",), {}, "BP1-date"),
        (("BP0", "BP1", "BP2"), {}, "BP2-date"),
        (("BP0", "BP1"), {"BP0-date": str(TODAY + dt.timedelta(days=1))}, "BP0-date"),
        (("BP0", "BP1"), {"BP0-reference": ""}, "BP0-reference"),
        (("BP0", "BP1"), {"BP0-by": " "}, "BP0-by"),
        (("BP0", "BP1"), {"BP0-link": "javascript:alert(1)"}, "BP0-link"),
        (("BP0", "BP1"), {"BP0-outcome": "no"}, "BP0-outcome"),
        (("BP0", "BP1"), {"phase": "closed"}, "phase"),
        (("BP0", "BP1"), {"BP0-date": str(TODAY)}, "BP1-date"),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    web: Client, draft: AdoptionDraft, gates: tuple[str, ...], typed: dict[str, str], field: str
) -> None:
    answer = tell(web, draft, *gates, **typed)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


@pytest.mark.parametrize("data", [b"", b"<html>", b"MZ"])
def test_a_file_that_is_no_scan_is_refused(web: Client, draft: AdoptionDraft, data: bytes) -> None:
    answer = tell(web, draft, "BP0", "BP1", **{"BP0-scan": SimpleUploadedFile("b.pdf", data)})
    assert "BP0-scan" in answer.context["form"].errors


def test_it_takes_the_right_password(web: Client, draft: AdoptionDraft) -> None:
    tell(web, draft, "BP0", "BP1")
    assert confirm(web, draft, password="wrong").status_code == 422
    assert not Directive.objects.exists()


def test_pressing_twice_makes_one(web: Client, draft: AdoptionDraft) -> None:
    tell(web, draft, "BP0", "BP1")
    confirm(web, draft)
    again = web.post(reverse("adopt-confirm", args=[draft.uid]), {"password": PASSWORD})
    assert again["Location"] == reverse("directive", args=[Directive.objects.get().uid])


def test_what_was_changed_meanwhile_is_not_confirmed(web: Client, draft: AdoptionDraft) -> None:
    tell(web, draft, "BP0", "BP1")
    answer = confirm(web, draft, seen="0" * 64)
    assert answer.status_code == 409
    assert not Directive.objects.exists()


def test_a_draft_without_decisions_says_what_is_missing(web: Client, draft: AdoptionDraft) -> None:
    answer = confirm(web, draft)
    assert answer.status_code == 409
    assert answer.context["page"].reasons


def test_a_number_that_is_taken_is_said_before_and_after(web: Client, draft: AdoptionDraft) -> None:
    tell(web, draft, "BP0", "BP1")
    f.mandate(number="U 2019-1")
    assert confirm(web, draft).status_code == 409
    assert Directive.objects.count() == 1


def test_an_import_comes_in_with_its_text_and_is_used(web: Client, owner: Position, lead: Person) -> None:
    web.post(reverse("import_directive"), {"text": DEMO})
    imported = ImportDraft.objects.get()
    address = reverse("import-preview", args=[imported.uid])
    form = web.get(address).context["page"].form
    values = {field.html_name: field.value() or "" for field in form}
    roles = {row.role.value: row.uid for row in imported.read().content.roles}
    values |= {
        f"link-{roles['owner']}": f"position:{owner.uid}",
        f"link-{roles['lead']}": f"person:{lead.uid}",
    }
    for _ in range(2):
        web.post(address, values | {"do": "adopt"})
    draft = AdoptionDraft.objects.get()
    tell(web, draft, "BP0", "BP1")
    answer = confirm(web, draft)
    made = Directive.objects.get()
    imported.refresh_from_db()
    assert answer.status_code == 302
    assert (imported.directive, imported.source) == (made, "")
    assert len(storage.load(made).activities) > 3


def test_only_the_office_is_offered_it(lead: Person) -> None:
    client = Client()
    client.force_login(f.with_account(lead).user)
    client.post(reverse("import_directive"), {"text": DEMO})
    address = reverse("import-preview", args=[ImportDraft.objects.get().uid])
    assert 'value="adopt"' not in client.get(address).content.decode()
    form = client.get(address).context["page"].form
    values = {field.html_name: field.value() or "" for field in form} | {"do": "adopt"}
    assert client.post(address, values).status_code == 403
    assert client.get(reverse("adopt")).status_code == 403


# Many at once


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
