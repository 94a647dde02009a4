"""What the worker does for who asked for it on a page, and keeps under Hämtningar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from tempfile import TemporaryFile

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django_tasks import task

from uppdragil.core.contention import writing
from uppdragil.directives import policies
from uppdragil.documents import downloads
from uppdragil.documents.models import Download
from uppdragil.documents.statusreport.build import write_report
from uppdragil.imports import returned
from uppdragil.imports.models import ReturnedReport
from uppdragil.imports.returnededits import WHY
from uppdragil.imports.returnedfile import NotAReport
from uppdragil.organisation.models import Person

from .overview import Overview

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def order(
    *, by: Person, kind: str, choice: str = "", words: Sequence[str] = (), file: bytes = b""
) -> Download:
    """Kept and given to the worker, or neither. Raises downloads.Refused or Busy."""
    language = get_language() or "sv"
    with writing():
        asked = downloads.ask(
            by=by, kind=kind, choice=choice, words=words, language=language, now=timezone.now(), file=file
        )
        make.enqueue(asked.pk)
    return asked


def order_again(download: Download) -> None:
    """The same once more where it broke off. Raises downloads.Refused or Busy."""
    with writing():
        if downloads.again(download, timezone.now()):
            make.enqueue(download.pk)


@task()
def make(pk: int) -> None:
    """Do what the download `pk` is for, as its person may now. Safe to repeat."""
    download = downloads.begin(pk, timezone.now())
    if download is None:
        return
    try:
        with translation.override(download.language):
            _MAKERS[Download.Kind(download.kind)](download)
    except BaseException:
        downloads.fail(download, timezone.now())
        raise


def _make_report(download: Download) -> None:
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
            progress=_progress(download),
        )
        downloads.finish(download, file, report_name(timezone.localdate(now).isoformat()), timezone.now())


def _read_returned(download: Download) -> None:
    """A report that came back: what was edited in it waits to be looked at."""
    person, name = download.person, download.words[0]
    if not person.active:
        downloads.fail(download, timezone.now())
        return
    try:
        found = returned.read(b"".join(downloads.parts(download)), _progress(download))
        with writing():
            if downloads.settle(download, [name], timezone.now()):
                returned.keep(edits=found, name=name, by=person, now=timezone.now(), uid=download.uid)
    except NotAReport as refusal:
        downloads.settle(download, [name, str(refusal)], timezone.now())
    except returned.TooManyWaiting:
        downloads.settle(download, [name, too_many_waiting()], timezone.now())


def _save_returned(download: Download) -> None:
    """The approved changes of a report that came back."""
    report = ReturnedReport.objects.get(uid=download.choice, person=download.person)
    if not download.person.active:
        downloads.fail(download, timezone.now())
        return
    done = returned.carry_out(report=report, now=timezone.now(), progress=_progress(download))
    downloads.settle(download, [download.words[0], *outcome(done)], timezone.now())


_MAKERS: Mapping[Download.Kind, Callable[[Download], None]] = {
    Download.Kind.REPORT: _make_report,
    Download.Kind.READING: _read_returned,
    Download.Kind.SAVING: _save_returned,
}


def _progress(download: Download) -> Callable[[int, int], None]:
    return lambda done, all_: downloads.progressed(download, done, all_, timezone.now())


def outcome(report: ReturnedReport) -> list[str]:
    """How many changes were saved, and how many not, by why. It names no mandate: who may know of them can change."""
    words = ngettext("%(n)d change is saved.", "%(n)d changes are saved.", report.saved)
    said = [words % {"n": report.saved}]
    for why, n in Counter(report.refused.values()).items():
        words = ngettext("%(n)d change is not saved.", "%(n)d changes are not saved.", n)
        said.append(f"{words % {'n': n}} {WHY[why]}")
    return said


def too_many_waiting() -> str:
    """Why no more reports of a person are read."""
    return _("You have %(n)d reports waiting. Throw one of them away first.") % {"n": returned.MAX_WAITING}


def require_export(person: Person) -> None:
    """Raises PermissionDenied. Asked again when a file is fetched: who has left the office has no more of it."""
    if not policies.may_export(person):
        raise PermissionDenied(_("The portfolio office makes the report of the whole portfolio."))


def report_name(day: str) -> str:
    """What the file of a status report is called."""
    word = _("status")
    return f"{word}-{day}.xlsx"
