"""The record of an adoption says what was told and that nobody vouches for it; it is sealed, archival and checked."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.utils import translation

from tests import factories as f
from tests.documents.pdf_tools import failures, text_of
from tests.documents.test_records import waiting, work
from tests.workflows.test_adopting import SCAN, adopted, told
from uppdragil.core import audit
from uppdragil.core.canonical import sha256
from uppdragil.core.models import AuditEvent
from uppdragil.decisions.models import Adoption
from uppdragil.documents import adoptions
from uppdragil.documents.models import AdoptionRecord
from uppdragil.documents.pdf.adoption import build_adoption
from uppdragil.documents.verify import verify
from uppdragil.documents.verify_words import sentences

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def adoption() -> Adoption:
    made = adopted(decisions=(told("BP0", scan=SCAN), told("BP1", link="https://diarium.example/1")))
    return Adoption.objects.get(directive=made.directive)


def test_the_worker_makes_it_once_and_the_chain_has_its_hash(adoption: Adoption) -> None:
    assert waiting() == 1
    work()
    record = AdoptionRecord.objects.get()
    assert record.sha256 == sha256(bytes(record.pdf))
    assert adoptions.make(adoption, f.NOW).pk == record.pk
    said = AuditEvent.objects.get(verb="adoption.made").payload
    assert json.loads(bytes(said.body))
    assert record.sha256.encode() in bytes(said.body)
    assert audit.verify().ok


def test_it_is_intact_and_the_verdict_says_that_it_is_only_what_was_told(adoption: Adoption) -> None:
    found = verify(bytes(adoptions.make(adoption, f.NOW).pdf))
    assert found.intact
    assert found.decided is None
    assert found.taken_in is not None
    assert (found.taken_in.decisions, found.taken_in.sha256) == (2, adoption.version.sha256)
    with translation.override("en"):
        assert any("not that it is true" in sentence for sentence in sentences(found))


def test_it_is_archival_and_accessible_as_it_is_stored(adoption: Adoption, tmp_path: Path) -> None:
    path = tmp_path / "adoption.pdf"
    path.write_bytes(bytes(adoptions.make(adoption, f.NOW).pdf))

    assert failures(path, sealed=True) == []


def test_a_changed_one_is_not_intact(adoption: Adoption) -> None:
    pdf = bytearray(adoptions.make(adoption, f.NOW).pdf)
    pdf[len(pdf) // 3] ^= 1
    assert not verify(bytes(pdf)).intact


def test_the_sweep_makes_what_is_missing(adoption: Adoption) -> None:
    call_command("build_records")
    assert AdoptionRecord.objects.get().adoption == adoption
    assert adoptions.missing() == []


@pytest.fixture
def _a_fixed_time() -> Iterator[None]:
    with time_machine.travel(f.NOW + dt.timedelta(days=1), tick=False):
        yield


@pytest.mark.usefixtures("_a_fixed_time")
def test_it_shows_each_decision_with_who_told_it_and_the_hash_of_the_scan(
    adoption: Adoption, tmp_path: Path
) -> None:
    text = " ".join(text_of(bytes(adoptions.make(adoption, f.NOW).pdf), tmp_path).split())
    for said in ("Regiondirektören", "§ 12", SCAN.name, adoption.name, "Ove Kontor", "U 2019-007", "Text om"):
        assert said in text
    assert SCAN.sha256 in text.replace(" ", "")


def test_the_same_adoption_gives_the_same_bytes(adoption: Adoption) -> None:
    with translation.override("sv"):
        one, two = (build_adoption(adoptions.gather(adoption)) for _ in range(2))
    assert one == two
