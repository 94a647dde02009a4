"""A mandate on one page, as a PDF."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from .access import seen


@never_cache
@require_GET
def summary(request: HttpRequest, uid: str) -> HttpResponse:
    """What the person may see of the mandate today; made when asked for, and kept nowhere."""
    asked = seen(request, uid)
    from uppdragil.documents import summaries  # what draws it takes some 35 MiB: only where it is asked for

    pdf = summaries.make(asked.person, asked.directive, asked.content, asked.now)
    name = " ".join((asked.content.number or asked.directive.uid, _("summary"))) + ".pdf"
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={
            "Content-Disposition": content_disposition_header(False, name.replace("/", "-")) or "inline",
            "X-Content-Type-Options": "nosniff",
        },
    )
