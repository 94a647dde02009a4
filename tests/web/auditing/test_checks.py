"""Whether the chain holds, as the pages say it, and what is disposed of."""

from __future__ import annotations

import io
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django_tasks_db.models import DBTaskResult

from tests import factories as f
from tests.core.audit_chains import chain, tampering
from tests.web.directive_pages import page_of, signed_in, words
from uppdragil.core import audit
from uppdragil.core.models import AuditCheck, AuditEvent, AuditPayload
from uppdragil.organisation.models import Duty

from .kit import shown

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


# Whether it holds


def test_nobody_has_checked_yet(auditor: Client) -> None:
    assert "Ingen har kontrollerat kedjan än." in words(auditor.get("/audit/"))


def test_the_last_check_is_shown_with_its_head_by_whom_and_how_long_it_took(auditor: Client) -> None:
    chain(3)
    call_command("audit_verify", "--nightly", stdout=io.StringIO())
    kept = AuditCheck.objects.get()

    said = words(auditor.get("/audit/"))

    assert "Kedjan håller" in said
    assert f"{kept.seq}:{kept.hash}" in said
    assert "Nattlig kontroll, UPPDRAGiL, 2 mars 2026" in said
    assert "sekunder" in said


def test_the_button_has_the_worker_check_and_says_so(auditor: Client) -> None:
    chain(2)
    answer = auditor.post("/audit/check/", follow=True)
    assert "Kontrollen har börjat." in words(answer)
    assert "Kontrollen pågår redan." in words(auditor.post("/audit/check/", follow=True))

    task = DBTaskResult.objects.get()
    task.task.call(*task.args_kwargs["args"])

    assert AuditCheck.objects.get().actor_name.startswith("Rut")
    assert "Begärd på sidan" in words(auditor.get("/audit/checks/"))


def test_the_auditor_starts_with_the_last_result(auditor: Client) -> None:
    chain(2)
    with tampering() as cursor:
        cursor.execute("UPDATE core_auditevent SET verb = 'x' WHERE seq = 2")
        audit.check(actor=audit.SYSTEM, now=f.NOW)
        said = words(auditor.get("/"))
    assert "Kedjan håller inte" in said
    assert "Händelse 2 har ändrats efter att den skrevs." in said


@pytest.mark.parametrize("page", ["/", "/audit/", "/audit/checks/"])
def test_rows_that_are_not_as_the_chain_says_are_shown_where_a_check_is(auditor: Client, page: str) -> None:
    number = f.at("bp0").directive.versions.get().pk
    table = "directives_directiveversion"
    with tampering([table]) as cursor:
        cursor.execute(f"UPDATE {table} SET made_by = 'Ingen'")
        audit.check(actor=audit.SYSTEM, now=f.NOW)
        said = words(auditor.get(page))
    assert "Bevisrader är inte som kedjan säger" in said
    assert f"{table}:{number} har ändrats efter att den skrevs." in said
    assert "Kedjan håller" not in said


def test_others_do_not_start_with_it() -> None:
    assert "Händelsekedjan" not in words(signed_in(f.person()).get("/"))


def test_a_check_that_is_days_old_is_marked(auditor: Client) -> None:
    audit.check(actor=audit.SYSTEM, now=f.NOW)
    assert "Inte kontrollerad på flera dagar" not in words(auditor.get("/audit/"))
    with time_machine.travel("2026-03-05 12:00Z", tick=False):
        late = signed_in(f.duty(f.person(), Duty.Kind.AUDITOR))
        assert "Inte kontrollerad på flera dagar" in words(late.get("/audit/"))


# What is disposed of


def dispose(client: Client, **given: Any) -> Any:
    return client.post(
        "/audit/1/dispose/", {"reason": "Gallringsbeslut 2026:3", "sure": "on"} | given, follow=True
    )


def test_the_office_disposes_of_contents_and_the_chain_still_holds(office: Client) -> None:
    f.mandate(title="Hemligheten")

    said = words(dispose(office))

    assert "Innehållet gallrades den 2 mars 2026: Gallringsbeslut 2026:3" in said
    assert AuditPayload.objects.get(event=1).body is None
    assert audit.verify().ok
    assert AuditEvent.objects.get(seq=2).verb == audit.DISPOSED


def test_a_tombstone_is_shown_in_the_list_and_the_disposal_names_its_events(office: Client) -> None:
    f.mandate()
    dispose(office)
    said = shown(office)
    assert "Gallrat" in said
    assert "Händelser 1" in said


def test_the_auditor_disposes_of_nothing(auditor: Client) -> None:
    f.mandate()
    assert dispose(auditor).status_code == 403
    assert not page_of(auditor.get("/audit/1/")).xpath("//a[contains(@href, 'dispose')]")
    assert AuditPayload.objects.get(event=1).body is not None


@pytest.mark.parametrize("missing", ["reason", "sure"])
def test_a_disposal_needs_its_rule_and_that_it_is_meant(office: Client, missing: str) -> None:
    f.mandate()
    answer = dispose(office, **{missing: ""})
    assert answer.status_code == 422
    assert AuditPayload.objects.get(event=1).body is not None
    if missing == "sure":
        assert "Gallringsbeslut 2026:3" in answer.content.decode()


def test_what_is_disposed_of_cannot_be_again_and_neither_can_a_disposal(office: Client) -> None:
    f.mandate()
    dispose(office)
    for number in (1, 2):
        answer = office.post(f"/audit/{number}/dispose/", {"reason": "Igen", "sure": "on"}, follow=True)
        assert "Det finns inget innehåll att gallra." in words(answer)
    assert AuditEvent.objects.count() == 2
