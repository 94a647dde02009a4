"""What is left of an adoption: the scans of earlier decisions, and the record of what was told."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from uppdragil.core.scans import media_type
from uppdragil.decisions.models import Adoption, OutsideDecision
from uppdragil.directives.models import Directive
from uppdragil.documents.models import AdoptionRecord

from .access import seen


def adoption_of(directive: Directive) -> Adoption | None:
    """How `directive` was taken in; `has_record` says whether the worker has made its record."""
    record = AdoptionRecord.objects.filter(adoption=OuterRef("pk"))
    found = Adoption.objects.filter(directive=directive).annotate(has_record=Exists(record))
    return found.first()


@require_GET
def scan(request: HttpRequest, uid: str, gate: str) -> HttpResponse:
    """The scan of the decision at `gate`, exactly as it was sent in; never shown inside the site."""
    asked = seen(request, uid)
    found = OutsideDecision.objects.filter(directive=asked.directive, gate=gate).exclude(scan=None).first()
    if found is None or found.scan is None:
        raise Http404
    data = bytes(found.scan)
    return _file(data, media_type(data), found.scan_name)


@require_GET
def record(request: HttpRequest, uid: str) -> HttpResponse:
    """The sealed PDF; 404 until the worker has made it."""
    asked = seen(request, uid)
    found = AdoptionRecord.objects.filter(adoption__directive=asked.directive).first()
    if found is None:
        raise Http404
    name = f"{asked.directive.number}.pdf".replace(" ", "-").replace("/", "-")
    return _file(bytes(found.pdf), "application/pdf", name)


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        data,
        content_type=kind,
        headers={
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox",
            "Cache-Control": "private",
        },
    )
