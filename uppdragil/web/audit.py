"""The auditor's pages: the chain, its files, its verification, and the disposal of what an event says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from uppdragil.core import audit
from uppdragil.core.audit.tasks import ask_for_check, check_is_under_way
from uppdragil.core.models import AuditCheck, AuditHead
from uppdragil.directives import policies
from uppdragil.directives.services import actor
from uppdragil.documents.csvfile import TYPE
from uppdragil.organisation.models import Person

from .access import person_of
from .auditexport import chain_csv, json_of
from .auditlist import Chain, Line
from .forms.audit import ChainForm, DisposalForm
from .parts import Chip

MAX_SEQ = 2**63 - 1
CHECKS_PER_PAGE = 50


def auditor(request: HttpRequest) -> Person:
    """The person, who may read the chain. Raises PermissionDenied for all others."""
    person = person_of(request)
    if not policies.may_audit(person):
        raise PermissionDenied(_("The auditors and the portfolio office read the audit chain."))
    return person


@dataclass(frozen=True)
class Checked:
    """A kept verification, in words."""

    kept: AuditCheck

    @property
    def sentences(self) -> list[str]:
        return audit.explain_check(self.kept)

    @property
    def word(self) -> str:
        """The verdict, the worst first."""
        if self.kept.problem:
            return _("The chain does not hold")
        if self.kept.wrong:
            return _("Rows of evidence are not as the chain says")
        return _("The evidence is not protected") if self.kept.missing_triggers else _("The chain holds")

    @property
    def light(self) -> str:
        return "ok" if self.kept.ok else "bad"

    @property
    def seconds(self) -> float:
        return self.kept.milliseconds / 1000

    @property
    def stale(self) -> bool:
        """Whether nobody has checked for more than two days: the timer does not run."""
        return (timezone.now() - self.kept.at).days >= 2


def last_checked() -> Checked | None:
    """The newest verification in words; None before the first one."""
    kept = audit.last_check()
    return Checked(kept) if kept else None


def addresses() -> list[URLPattern]:
    """The lines of these pages in `urls.py`."""
    return [
        path("audit/", chain, name="audit"),
        path("audit/export.csv", export_csv, name="audit-csv"),
        path("audit/export.json", export_json, name="audit-json"),
        path("audit/check/", check, name="audit-check"),
        path("audit/checks/", checks, name="audit-checks"),
        path("audit/<int:seq>/", event, name="audit-event"),
        path("audit/<int:seq>/dispose/", dispose, name="audit-dispose"),
    ]


@never_cache
@require_GET
def chain(request: HttpRequest) -> HttpResponse:
    """The newest events first, and whether the chain holds."""
    person, form = auditor(request), ChainForm(request.GET)
    on = form.on()
    found = Chain(person, timezone.localdate(), on)
    query = _filters(request.GET)
    shown = {
        "form": form,
        "page": found.page(before=request.GET.get("before", ""), after=request.GET.get("after", "")),
        "chips": [
            Chip(form.label_of(name), f"?{_filters(request.GET, without=name).urlencode()}") for name in on
        ],
        "query": query.urlencode(),
        "head": AuditHead.objects.first(),
        "checked": last_checked(),
        "checking": check_is_under_way(),
        "may_dispose": policies.may_dispose(person),
    }
    return render(request, "audit/chain.html", shown)


def _filters(query: QueryDict, without: str = "") -> QueryDict:
    """The address's filters without the place in the list, and without one of them."""
    kept = query.copy()
    for name in [
        name for name in kept if name not in ChainForm.base_fields or name == without or not kept[name]
    ]:
        kept.pop(name)
    return kept


@never_cache
@require_GET
def event(request: HttpRequest, seq: int) -> HttpResponse:
    """One event with everything that its hash covers."""
    person = auditor(request)
    line = _line(person, seq)
    shown = {"line": line, "may_dispose": policies.may_dispose(person) and _can_be_disposed(line)}
    return render(request, "audit/event.html", shown)


@never_cache
@require_GET
def export_csv(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The found events for a spreadsheet."""

    found, head = _everything(request)
    return _file(chain_csv(found.everything(head.seq)), "csv", TYPE)


@never_cache
@require_GET
def export_json(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The found events with everything that their hashes are made of."""

    found, head = _everything(request)
    on = {name: str(value) for name, value in found.on.items()}
    lines = json_of(found.everything(head.seq), head=head, now=timezone.now(), on=on)
    return _file(lines, "json", "application/json")


def _everything(request: HttpRequest) -> tuple[Chain, audit.Head]:
    person = auditor(request)
    head = AuditHead.objects.first()
    on = ChainForm(request.GET).on()
    return Chain(person, timezone.localdate(), on), audit.Head(head.seq, head.hash) if head else audit.START


def _file(parts: Iterator[str], kind: str, content_type: str) -> StreamingHttpResponse:
    word = _("audit-chain")
    name = f"{word}-{timezone.localdate().isoformat()}.{kind}"
    return StreamingHttpResponse(
        _in_language(parts, translation.get_language()),
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _in_language(parts: Iterator[str], language: str) -> Iterator[str]:
    """Each part made in the reader's language: the server asks for them after the view has returned."""
    while True:
        with translation.override(language):
            part = next(parts, None)
        if part is None:
            return
        yield part


@never_cache
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Have the worker verify the chain."""
    person = auditor(request)
    with transaction.atomic():
        asked = ask_for_check(actor(person))
    if asked:
        messages.success(request, _("The check has begun. Load the page anew in a moment."))
    else:
        messages.info(request, _("A check is under way already."))
    return redirect("audit")


@never_cache
@require_GET
def checks(request: HttpRequest) -> HttpResponse:
    """Every verification that was kept, the newest first."""
    auditor(request)
    page = Paginator(AuditCheck.objects.all(), CHECKS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "audit/checks.html", {"page": page, "checks": [Checked(kept) for kept in page]})


@never_cache
@require_http_methods(["GET", "POST"])
def dispose(request: HttpRequest, seq: int) -> HttpResponse:
    """Empty what one event says. The event, its place and its hash stay."""
    person = auditor(request)
    if not policies.may_dispose(person):
        raise PermissionDenied(_("The portfolio office disposes of contents. Auditors change nothing."))
    line = _line(person, seq)
    if not _can_be_disposed(line):
        messages.info(request, _("There are no contents to dispose of."))
        return redirect("audit-event", seq)
    form = DisposalForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        status = 200 if request.method == "GET" else 422
        return render(request, "audit/dispose.html", {"line": line, "form": form}, status=status)
    return _dispose(request, person, seq, form.cleaned_data["reason"])


def _dispose(request: HttpRequest, person: Person, seq: int, reason: str) -> HttpResponse:
    try:
        with transaction.atomic():
            audit.dispose(seqs=[seq], reason=reason, actor=actor(person), now=timezone.now())
    except ValueError:  # somebody else was faster
        messages.info(request, _("There are no contents to dispose of."))
    else:
        messages.success(request, _("The contents are disposed of. The event that says so ends the chain."))
    return redirect("audit-event", seq)


def _line(person: Person, seq: int) -> Line:
    """Raises Http404 for an event that there is not."""
    line = Chain(person, timezone.localdate(), {}).line(seq) if seq <= MAX_SEQ else None
    if line is None:
        raise Http404
    return line


def _can_be_disposed(line: Line) -> bool:
    return not line.concealed and not line.tombstone and line.event.verb != audit.DISPOSED
