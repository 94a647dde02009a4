"""From what was told at an adoption to its PDF."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from uppdragil.documents.adoption import ADOPTION_FILE, AdoptionTold
from uppdragil.documents.record import VERSION_FILE

from .archive import Description
from .attachments import Attachment
from .build import draw
from .fonts import register
from .page import Furniture
from .sections import directive, told
from .story import Story


def build_adoption(adoption: AdoptionTold) -> bytes:
    """The record as PDF/A-3a and PDF/UA-1, not yet sealed; always in Swedish, the same bytes for the same record."""
    register()
    with translation.override("sv"):
        story = Story()
        told.write(story, adoption)
        directive.write_text(story, adoption, _("The directive as it was taken in"))
        kind = _("About a mandate under way already")
        return draw(
            story,
            Furniture(
                kind=f"{kind} {adoption.number}",
                title=adoption.content.title,
                owner=adoption.organisation,
                origin=_("Version %(version)s · SHA-256 %(hash)s")
                % {"version": adoption.version, "hash": adoption.sha256[:16] + "…"},
                demo=adoption.demo,
            ),
            Description(
                f"{kind} {adoption.number}: {adoption.content.title}",
                adoption.organisation,
                kind,
                adoption.at,
            ),
            (
                Attachment(
                    VERSION_FILE, _("The directive as it was taken in"), "Source", adoption.version_bytes
                ),
                Attachment(ADOPTION_FILE, _("What was told, for machines"), "Data", adoption.adoption_bytes),
            ),
        )
