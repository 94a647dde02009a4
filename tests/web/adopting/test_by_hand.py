"""The office takes in a mandate that runs already: by hand, or from an import."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests import factories as f
from tests.factories import PASSWORD, TODAY
from tests.workflows.test_adopting import SCAN, told
from uppdragil.core import audit
from uppdragil.directives import storage
from uppdragil.directives.models import Directive
from uppdragil.imports.models import AdoptionDraft, AdoptionScan, ImportDraft
from uppdragil.organisation.models import Person, Position

pytestmark = pytest.mark.django_db
DEMO = (settings.BASE_DIR / "fixtures" / "demo" / "uppdragsdirektiv.txt").read_text("utf-8")


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
        f"link_{roles['owner']}": owner.title,
        f"link_{roles['lead']}": lead.name,
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
