"""The overview: every mandate in one table, as whoever looks wants it; and the office's Excel report."""

from __future__ import annotations

from tempfile import TemporaryFile

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from uppdragil.documents.csvfile import TYPE
from uppdragil.documents.overviewfile import overview_csv
from uppdragil.documents.statusreport.build import write_report

from .access import person_of
from .making import EXCEL, report_name, require_export
from .overview import Overview


@never_cache
@require_GET
def portfolio(request: HttpRequest) -> HttpResponse:
    """Every mandate that the person may see, as a line; all that is chosen stands in the address."""
    return render(request, "portfolio/portfolio.html", {"page": Overview(person_of(request), request.GET)})


@never_cache
@require_GET
def overview_file(request: HttpRequest) -> StreamingHttpResponse:
    """What the overview shows with the same filters, as CSV: whoever sees a mandate there finds it here."""
    word, listing = _("portfolio"), Overview(person_of(request), request.GET).listing
    name = f"{word}-{listing.day.isoformat()}.csv"
    return StreamingHttpResponse(
        overview_csv(listing),
        content_type=TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@never_cache
@require_POST
def export_status(request: HttpRequest) -> FileResponse:
    """The status report as Excel, made on the spot: what the overview shows with the same choice, and its columns.

    Not a GET: what it says is kept, for the next report to say what has changed since.
    """
    person, now = person_of(request), timezone.now()
    require_export(person)
    page = Overview(person, request.POST)
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_report(
        file, person=person, now=now, listing=page.listing, columns=page.report_columns, told=page.told
    )
    file.seek(0)
    name = report_name(timezone.localdate(now).isoformat())
    return FileResponse(file, as_attachment=True, filename=name, content_type=EXCEL)
