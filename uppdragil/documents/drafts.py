"""A mandate's working text as a PDF, gathered for whoever may see it."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.models import Directive

from .pdf.draft import Draft, build_draft
from .records import LANGUAGE


def make(directive: Directive, content: DirectiveContent, now: dt.datetime) -> bytes:
    """The PDF of `content`, what the working text of `directive` says `now`."""
    last = directive.versions.order_by("-number").values_list("number", flat=True).first()
    with translation.override(LANGUAGE):
        number = content.number or _("Draft")
    return build_draft(
        Draft(
            organisation=settings.ORGANISATION_NAME,
            demo=settings.DEMO,
            number=number,
            content=content,
            edition=directive.edition.spec,
            last=last or 0,
            at=now,
        )
    )
