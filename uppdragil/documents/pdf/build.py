"""From a record to its PDF."""

from __future__ import annotations

import io

from django.utils import translation

from uppdragil.documents.record import Record

from .finish import finish
from .fonts import register
from .page import RecordCanvas, RecordTemplate
from .sections import checklist, control, decision, directive
from .story import Story


def build_record(record: Record) -> bytes:
    """The record as PDF/A-3a and PDF/UA-1, not yet sealed; always in Swedish.

    The same record gives the same bytes: no clock, no chance, no language of the caller.
    """
    register()
    with translation.override("sv"):
        story = Story()
        for section in (decision, control, checklist, directive):
            section.write(story, record)
        pages = io.BytesIO()
        RecordTemplate(pages, record).build(story.flow, canvasmaker=RecordCanvas)
        return finish(pages.getvalue(), story.root, record)
