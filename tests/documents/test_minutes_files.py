"""From the last adjustment to sealed minutes and extracts: enqueued with it, made once, found intact."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from tests import factories as f
from tests.documents.pdf_tools import failures, run_poppler
from tests.meetings.kit import a_kit
from uppdragil.core import audit, events
from uppdragil.core.canonical import sha256
from uppdragil.core.models import AuditEvent
from uppdragil.documents import minutesfiles
from uppdragil.documents.minutes import MINUTES_FILE
from uppdragil.documents.models import ExtractFile, MinutesFile
from uppdragil.meetings.events import ExtractMade
from uppdragil.meetings.models import Minutes

pytestmark = pytest.mark.django_db


@pytest.fixture
def adjusted() -> Minutes:
    a_kit().held("conditional", adjusted=True)
    return Minutes.objects.select_related("meeting").get()


def waiting() -> int:
    tasks = DBTaskResult.objects.filter(status="READY", task_path__endswith="build_minutes")
    return tasks.count()


def test_the_last_adjustment_enqueues_the_files_and_takes_them_along_when_it_is_undone() -> None:
    kit = a_kit()
    minutes = kit.held()
    kit.adjust(minutes, kit.chair)
    assert waiting() == 0
    with transaction.atomic():
        kit.adjust(minutes, kit.members[0])
        assert waiting() == 1
        transaction.set_rollback(True)
    assert waiting() == 0


def test_the_files_are_sealed_and_hold_what_was_adjusted(adjusted: Minutes, tmp_path: Path) -> None:
    made = minutesfiles.make(adjusted, f.NOW)
    path = tmp_path / "minutes.pdf"
    path.write_bytes(bytes(made.pdf))

    assert failures(path, sealed=True) == []
    assert "Signature is Valid" in run_poppler("pdfsig", "-nocert", str(path))
    with pikepdf.open(io.BytesIO(bytes(made.pdf))) as pdf:
        assert sha256(pdf.attachments[MINUTES_FILE].get_file().read_bytes()) == adjusted.sha256


def test_there_is_an_extract_per_paragraph_and_the_chain_has_each_hash(adjusted: Minutes) -> None:
    made = minutesfiles.make(adjusted, f.NOW)

    bodies = {e.subject: bytes(e.payload.body) for e in AuditEvent.objects.filter(verb="extract.made")}
    directive = adjusted.meeting.items.get(kind="gate").directive
    assert set(bodies) == {directive.uid, ""}
    for file in ExtractFile.objects.select_related("item__directive"):
        subject = file.item.directive.uid if file.item.directive else ""
        assert file.sha256 == sha256(bytes(file.pdf))
        assert file.sha256.encode() in bodies[subject]
    told = AuditEvent.objects.get(verb="minutes.made").payload
    assert made.sha256.encode() in bytes(told.body)
    assert audit.verify().ok


def test_making_them_again_changes_and_tells_nothing(
    adjusted: Minutes, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Any] = []
    monkeypatch.setitem(events._handlers, ExtractMade, [told.append])
    first = minutesfiles.make(adjusted, f.NOW)
    assert len(told) == 2

    again = minutesfiles.make(adjusted, f.NOW)

    assert again.pk == first.pk
    assert len(told) == ExtractFile.objects.count() == 2


def test_the_sweep_makes_what_a_stopped_worker_left(adjusted: Minutes) -> None:
    minutesfiles.make(adjusted, f.NOW)
    assert minutesfiles.missing() == []
    with transaction.atomic():
        kit = a_kit()
        kit.held(adjusted=True)
        assert len(minutesfiles.missing()) == 1
        with translation.override("sv"):
            call_command("build_records")
        assert minutesfiles.missing() == []
    assert MinutesFile.objects.count() == 2


def test_minutes_that_are_not_adjusted_have_a_draft_and_no_file() -> None:
    minutes = Minutes.objects.select_related("meeting").get(pk=a_kit().held().pk)

    assert minutesfiles.missing() == []
    assert minutesfiles.draft(minutes).startswith(b"%PDF")
