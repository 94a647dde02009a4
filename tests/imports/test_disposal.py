"""Gallring of what was to become a mandate and never did."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.management import call_command

from tests import factories as f
from tests.workflows.test_adopting import SCAN, adopted, told
from uppdragil.directives.content import DirectiveContent
from uppdragil.imports import adopting
from uppdragil.imports.disposal import dispose
from uppdragil.imports.models import AdoptionDraft, AdoptionScan, AdoptionSheet, ImportDraft

pytestmark = pytest.mark.django_db
OLD = f.NOW - dt.timedelta(days=91)


def draft(at: dt.datetime, **fields: Any) -> AdoptionDraft:
    made = adopting.begin(content=DirectiveContent(title="Väntar"), by=f.person(), now=at)
    AdoptionDraft.objects.filter(pk=made.pk).update(**fields)
    return made


def text(at: dt.datetime, **fields: Any) -> ImportDraft:
    return ImportDraft.objects.create(person=f.person(), created_at=at, title="Text", source="Text", **fields)


def test_a_draft_that_was_never_taken_in_goes_with_its_scans() -> None:
    young, old = draft(f.NOW), draft(OLD)
    adopting.tell(draft=old, phase="preparation", decisions=[told("BP0", scan=SCAN)], body=None)
    assert dispose(f.NOW) == (0, 1)
    assert (AdoptionDraft.objects.get(), AdoptionScan.objects.count()) == (young, 0)


def test_one_that_has_become_a_mandate_stays_as_the_link_to_it() -> None:
    draft(OLD, directive=adopted().directive)
    text(OLD, directive=f.mandate().directive)
    assert dispose(f.NOW) == (0, 0)


def test_an_import_that_became_nothing_goes() -> None:
    young = text(f.NOW)
    text(OLD)
    assert dispose(f.NOW) == (1, 0)
    assert ImportDraft.objects.get() == young


def test_an_old_import_that_a_young_draft_was_begun_from_stays() -> None:
    draft(f.NOW, source=text(OLD))
    assert dispose(f.NOW) == (0, 0)


def test_a_table_goes_with_its_last_waiting_row_and_what_was_taken_in_stays() -> None:
    values = {"name": "uppdrag.xlsx", "sha256": "0" * 64}
    sheet = AdoptionSheet.objects.create(person=f.person(), created_at=OLD, **values)
    draft(OLD, sheet=sheet)
    taken = draft(OLD, sheet=sheet, directive=adopted().directive)
    assert dispose(f.NOW) == (0, 1)
    assert (AdoptionSheet.objects.count(), AdoptionDraft.objects.get()) == (0, taken)


def test_the_command_says_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    draft(OLD)  # the clock is that of the day on which the test runs
    call_command("dispose", "--days", "90")
    assert "påbörjade intag: 1" in capsys.readouterr().out
