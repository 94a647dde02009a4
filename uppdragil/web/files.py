"""A mandate's directive as a file: in Word, and its working text as a PDF."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from uppdragil.directives.policies import Access

from .access import Seen, seen

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@never_cache
@require_GET
def word(request: HttpRequest, uid: str) -> HttpResponse:
    """What the person may see of the mandate today, in the model's layout; made when asked for, and kept nowhere."""
    asked = seen(request, uid)
    from uppdragil.documents.word import export  # what writes it is loaded only where it is asked for

    owner = settings.ORGANISATION_NAME
    data = export.build_word(asked.content, asked.edition, owner=owner, at=asked.now)
    return file_response(data, WORD, f"{name_of(asked)}.docx")


@never_cache
@require_GET
def draft(request: HttpRequest, uid: str) -> HttpResponse:
    """The working text, marked as a draft on every page; for those who may see it."""
    asked = seen(request, uid, Access.WORKING)
    from uppdragil.documents import drafts  # what draws it is loaded only where it is asked for

    data = drafts.make(asked.directive, asked.content, asked.now)
    kind = pgettext("file name", "draft")
    return file_response(data, "application/pdf", f"{name_of(asked)} {kind}.pdf")


def name_of(asked: Seen) -> str:
    """The number of the mandate, as a file can be called."""
    return (asked.content.number or asked.directive.uid).replace("/", "-")


def file_response(data: bytes, kind: str, name: str) -> HttpResponse:
    """A file that is saved, and never run or guessed at."""
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(data, content_type=kind, headers=headers)
