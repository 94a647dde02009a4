"""The draft as a PDF says on every page that nobody has decided it, and is archival and accessible."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.utils import translation

from tests.documents.pdf_tools import failures, run_poppler, text_of
from tests.imports.cases import DEMO, EDITION, read
from uppdragil.directives.content import DirectiveContent
from uppdragil.documents.pdf.draft import Draft, build_draft


def draft(content: DirectiveContent, last: int = 0) -> bytes:
    at = dt.datetime(2026, 11, 23, 13, 3, tzinfo=dt.UTC)
    return build_draft(
        Draft(
            organisation="Region Exempel",
            demo=False,
            number="U 2026-001",
            content=content,
            edition=EDITION,
            last=last,
            at=at,
        )
    )


@pytest.mark.parametrize("content", [read(DEMO).content, DirectiveContent()], ids=["demo", "empty"])
def test_it_is_archival_and_accessible(content: DirectiveContent, tmp_path: Path) -> None:
    (tmp_path / "draft.pdf").write_bytes(draft(content))
    assert failures(tmp_path / "draft.pdf") == []


def test_every_page_says_that_it_is_not_decided(tmp_path: Path) -> None:
    (tmp_path / "draft.pdf").write_bytes(draft(read(DEMO).content, last=2))
    pages = run_poppler("pdftotext", str(tmp_path / "draft.pdf"), "-").split("\f")[:-1]
    assert len(pages) > 3
    for page in pages:
        assert "Utkast, inte beslutat" in page
        assert "23 november 2026 kl. 14.03 · Utkast efter version 2" in page


def test_it_says_when_nothing_is_submitted_whatever_language_is_active(tmp_path: Path) -> None:
    with translation.override("en"):
        said = text_of(draft(DirectiveContent(title="Ett uppdrag")), tmp_path)
    assert "Utkast, inget är inlämnat än" in said
