"""What the worker makes for who asked for it on a page."""

from __future__ import annotations

from tempfile import TemporaryFile

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from uppdragil.directives import policies
from uppdragil.documents import downloads
from uppdragil.documents.models import Download
from uppdragil.documents.statusreport.build import write_report
from uppdragil.organisation.models import Person

from .overview import Overview

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@task()
def make_report(pk: int) -> None:
    """The status report of the download `pk`, as its person may see it now. Safe to repeat."""
    download = downloads.begin(pk, timezone.now())
    if download is None:
        return
    try:
        with translation.override(download.language):
            _make(download)
    except BaseException:
        downloads.fail(download, timezone.now())
        raise


def _make(download: Download) -> None:
    person, now = download.person, timezone.now()
    if not (person.active and policies.may_export(person)):
        downloads.fail(download, now)
        return
    page = Overview(person, QueryDict(download.choice))
    with TemporaryFile() as file:
        write_report(
            file,
            person=person,
            now=now,
            listing=page.listing,
            columns=page.report_columns,
            told=page.told,
            progress=lambda done, all_: downloads.progressed(download, done, all_, timezone.now()),
        )
        downloads.finish(download, file, report_name(timezone.localdate(now).isoformat()), timezone.now())


def require_export(person: Person) -> None:
    """Raises PermissionDenied. Asked again when a file is fetched: who has left the office has no more of it."""
    if not policies.may_export(person):
        raise PermissionDenied(_("The portfolio office makes the report of the whole portfolio."))


def report_name(day: str) -> str:
    """What the file of a status report is called."""
    word = _("status")
    return f"{word}-{day}.xlsx"
