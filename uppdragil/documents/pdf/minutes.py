"""From minutes, or one paragraph of them, to their PDF."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from uppdragil.documents.minutes import MINUTES_FILE, Source

from .archive import Description
from .attachments import Attachment
from .build import draw
from .fonts import register
from .page import Furniture
from .sections import meeting, paragraph
from .story import Story
from .words import long_date


def build_minutes(source: Source) -> bytes:
    """The minutes as PDF/A-3a and PDF/UA-1, not yet sealed; always in Swedish, the same bytes for the same minutes."""
    register()
    with translation.override("sv"):
        story, protocol = Story(), source.protocol
        meeting.begin(story, source)
        for section in source.sections:
            paragraph.write(story, section)
        meeting.end(story, source)
        name = f"{meeting.kind(source)} {protocol.name}, {source.span}"
        return draw(
            story,
            Furniture(
                kind=f"{meeting.kind(source)} {source.span}",
                title=f"{protocol.body}, {long_date(protocol.date)}",
                owner=protocol.organisation,
                origin=_("Minutes, SHA-256 %(hash)s") % {"hash": source.sha256[:16] + "…"},
                demo=protocol.demo,
            ),
            Description(name, protocol.organisation, name, source.made_at),
            (Attachment(MINUTES_FILE, _("The minutes, for machines"), "Data", source.attached),),
        )
