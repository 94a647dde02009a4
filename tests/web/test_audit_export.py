"""The chain as a file: what a spreadsheet shows, and what somebody else can recompute from it."""

from __future__ import annotations

import csv
import gc
import hashlib
import io
import json
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests import factories as f
from tests.core.audit_chains import NOW, append, chain
from tests.web.directive_pages import signed_in
from uppdragil.core import audit
from uppdragil.core.models import AuditEvent
from uppdragil.directives.content import Visibility
from uppdragil.organisation.models import Duty
from uppdragil.web import auditlist

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]


@pytest.fixture
def auditor() -> Client:
    return signed_in(f.duty(f.person("Rut"), Duty.Kind.AUDITOR))


def text(client: Client, kind: str, query: str = "") -> str:
    answer = client.get(f"/audit/export.{kind}{query}")
    assert answer.streaming
    with translation.override("en"):  # whatever the next request of the thread has set
        return b"".join(answer.streaming_content).decode()


def table(client: Client, query: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(client, "csv", query).removeprefix("\ufeff")), delimiter=";"))


def file(client: Client, query: str = "") -> Any:
    return json.loads(text(client, "json", query))


# The spreadsheet


def test_a_spreadsheet_reads_it_as_swedish_text(auditor: Client) -> None:
    append(payload={"text": "åäö"})
    raw = text(auditor, "csv")
    assert raw.startswith("\ufeffNummer;Tid;")
    assert raw.endswith("\r\n")


def test_a_line_holds_who_when_what_and_the_hashes(auditor: Client) -> None:
    made = f.mandate()
    event, line = AuditEvent.objects.get(), table(auditor)[0]
    assert line["Händelse"] == f"{made.cast.lead.name} skapade {made.directive}."
    assert line["Tid"] == "2026-03-02 10:30:00+01:00"
    assert (line["Kontrollsumma"], line["Uppdrag"]) == (event.hash, made.directive.number)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "|", "%", "＝", " ="])
def test_no_cell_begins_as_a_formula_would(auditor: Client, start: str) -> None:
    append(actor=audit.Actor(f"{start}cmd|' /C calc'!A0"))
    line = table(auditor)[0]
    assert line["Vem"].startswith("'")
    assert line["Innehåll"].startswith("'{")


def test_semicolons_quotes_and_lines_stay_in_their_cell(auditor: Client) -> None:
    append(actor=audit.Actor('Åsa;"Ö"\nny rad'))
    assert [line["Vem"] for line in table(auditor)] == ['Åsa;"Ö"\nny rad']


def test_only_the_found_events_are_in_it_the_oldest_first(auditor: Client) -> None:
    chain(3)
    append(verb="round.opened")
    assert [line["Nummer"] for line in table(auditor)] == ["1", "2", "3", "4"]
    assert [line["Nummer"] for line in table(auditor, "?kind=round.opened")] == ["4"]


# The hashes


def recomputed(event: dict[str, Any], hashed: tuple[str, ...] = audit.HASHED) -> str:
    """By hand, as the file itself explains: with a JSON library and SHA-256, nothing of ours."""
    columns = {name: event[name] for name in hashed}
    data = json.dumps(columns, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(data.encode()).hexdigest()


def test_every_hash_can_be_recomputed_from_the_file_alone(auditor: Client) -> None:
    f.at("bp1").decide("rework")
    append(payload={"text": 'Åsa "Ö" \\ \n \u2028 😀'})

    found = file(auditor)

    previous = "0" * 64
    for event in found["events"]:
        payload = event["payload"]
        sealed = hashlib.sha256(bytes.fromhex(payload["salt"]) + payload["body"].encode()).hexdigest()
        assert (sealed, event["prev_hash"]) == (event["payload_hash"], previous)
        previous = recomputed(event)
        assert previous == event["hash"]
    assert found["head"] == {"seq": len(found["events"]), "hash": previous}


def test_a_disposed_payload_leaves_a_tombstone_whose_hash_still_holds(auditor: Client) -> None:
    chain(2)
    with transaction.atomic():
        audit.dispose(seqs=[1], reason="Beslut 3", actor=audit.SYSTEM, now=NOW)
    first = file(auditor)["events"][0]
    assert first["payload"] == {"disposed_at": NOW.isoformat(), "disposed_reason": "Beslut 3"}
    assert recomputed(first) == first["hash"]


def test_a_concealed_event_can_be_followed_and_not_read(auditor: Client) -> None:
    f.mandate(visibility=Visibility.RESTRICTED)
    event = AuditEvent.objects.get()
    assert file(auditor)["events"] == [
        {
            "seq": 1,
            "day": "2026-03-02",
            "verb": "directive.created",
            "prev_hash": event.prev_hash,
            "hash": event.hash,
            "concealed": True,
        }
    ]


def test_an_empty_chain_is_a_whole_file(auditor: Client) -> None:
    found = file(auditor, "?q=inget")
    assert (found["events"], found["filter"]) == ([], {"q": "inget"})


# Its size


def test_a_file_is_read_in_chunks_and_ends_where_the_chain_did(
    auditor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    chain(25)
    monkeypatch.setattr(auditlist, "CHUNK", 10)
    answer = auditor.get("/audit/export.json")
    chain(5)  # while it is being read

    with CaptureQueriesContext(connection) as asked:
        found = json.loads(b"".join(answer.streaming_content))

    assert [event["seq"] for event in found["events"]] == list(range(1, 26))
    assert (
        sum("core_auditevent" in q["sql"] and "LIMIT 10" in q["sql"] for q in asked) == 4
    )  # the last is empty


def test_events_that_were_written_are_not_kept_in_memory(
    auditor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the collector: an event and its payload name each other, and would stay until it comes."""
    chain(60)
    monkeypatch.setattr(auditlist, "CHUNK", 10)
    answer = auditor.get("/audit/export.csv")
    gc.collect()
    gc.disable()
    try:
        for number, _part in enumerate(answer.streaming_content):
            if number % 20 == 0:  # to look at everything takes its time
                assert sum(type(thing) is AuditEvent for thing in gc.get_objects()) <= 20
    finally:
        gc.enable()
