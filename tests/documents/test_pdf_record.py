"""The record as a value, and the decision as JSON."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from tests.documents import samples
from uppdragil.core.canonical import canonical_json, sha256
from uppdragil.documents.record import RecordError


def test_it_refuses_a_hash_of_other_bytes() -> None:
    with pytest.raises(RecordError, match="hash"):
        samples.record(sha256="0" * 64)


def test_it_refuses_content_that_the_bytes_do_not_say() -> None:
    other = samples.content().model_copy(update={"title": "Något annat"})

    with pytest.raises(RecordError, match="bytes"):
        samples.record(content=other)


def test_it_refuses_a_gate_that_the_edition_lacks() -> None:
    with pytest.raises(RecordError, match="BP9"):
        samples.record(gate="BP9")


def test_it_refuses_a_time_without_a_zone() -> None:
    with pytest.raises(RecordError, match="zone"):
        samples.record(decided_at=dt.datetime(2026, 11, 16, 14, 3))  # noqa: DTZ001


def test_its_decision_is_canonical_json() -> None:
    data = samples.record().decision_bytes

    assert data == canonical_json(json.loads(data))


def test_its_decision_names_the_version_by_its_hash() -> None:
    record = samples.record()

    decision = json.loads(record.decision_bytes)

    assert decision["version"] == {
        "number": 3,
        "sha256": sha256(record.version_bytes),
        "file": "direktiv.json",
    }


def test_its_decision_tells_who_confirmed_and_for_whom() -> None:
    second = json.loads(samples.record().decision_bytes)["sign_offs"][1]

    assert second["name"] == "Mats Åström"
    assert second["for_whom"] == "För Lena Öhrn, enligt delegationsordningen § 4.2"
    assert second["at"] == "2026-11-16T14:03:20+01:00"


def test_its_decision_names_the_meeting_and_the_official() -> None:
    meeting = json.loads(samples.body_record().decision_bytes)["meeting"]

    assert (meeting["paragraph"], meeting["official_name"]) == ("§ 84", "Birgitta Norén")
