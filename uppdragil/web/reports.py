"""Status reports of a mandate: the list with the trend, the page where one is given, each report, acknowledging."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from uppdragil.core.contention import Busy
from uppdragil.directives.policies import Access
from uppdragil.portfolio.reporting import drafts, policies, selectors, services
from uppdragil.portfolio.reporting.content import missing, untouched
from uppdragil.portfolio.reporting.models import Report
from uppdragil.portfolio.reporting.refusals import Conflict, Refused
from uppdragil.portfolio.reporting.refusals import Seen as Before

from .access import Seen, seen
from .busy import busy_sentence
from .forms.reports import AcknowledgeForm, ReportForms, one_more
from .kept import SHOW
from .reporting import TICKED, ReportingPage, conflicting
from .reportlines import ReportPanel, activities, light_lines, period, rules, standing


@never_cache
@require_GET
def reports(request: HttpRequest, uid: str) -> HttpResponse:
    """Every report of the mandate, the last one first, and the trend."""
    asked = seen(request, uid, Access.WORKING)
    found = selectors.of_directive(asked.directive)
    lines = [(report, period(report), standing(report)) for report in found]
    return render(request, "reports/list.html", {"seen": asked, "lines": lines, "panel": ReportPanel(asked)})


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, uid: str) -> HttpResponse:
    """How it stands now: kept as it is typed, or reported."""
    return _reporting(request, seen(request, uid, Access.WORKING), None)


@never_cache
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, uid: str, report: int) -> HttpResponse:
    """The last report once more, as it should have been."""
    asked = seen(request, uid, Access.WORKING)
    return _reporting(request, asked, _report(asked, report))


@never_cache
@require_GET
def report(request: HttpRequest, uid: str, report: int) -> HttpResponse:
    """What the lead said, what the figures said beside it, and the acknowledgement."""
    asked = seen(request, uid, Access.WORKING)
    return _page(request, asked, _report(asked, report), AcknowledgeForm())


@never_cache
@require_POST
def acknowledge(request: HttpRequest, uid: str, report: int) -> HttpResponse:
    """The owner has read it."""
    asked = seen(request, uid, Access.WORKING)
    found, form = _report(asked, report), AcknowledgeForm(request.POST)
    if request.POST.get("do") == SHOW:
        return _page(request, asked, found, form)
    if not form.is_valid():
        return _page(request, asked, found, form, status=422)
    try:
        services.acknowledge(report=found, by=asked.person, now=asked.now, **form.cleaned_data)
    except (Refused, Busy) as refusal:
        return _page(request, asked, _report(asked, report), form, _sentence(refusal), 409)
    messages.success(request, _("The report is acknowledged."))
    return redirect("report", uid, report)


def _report(asked: Seen, number: int) -> Report:
    found = selectors.of_directive(asked.directive).filter(number=number).first()
    if found is None:
        raise Http404
    found.directive = asked.directive
    return found


def _sentence(refusal: Refused | Busy) -> str:
    return busy_sentence() if isinstance(refusal, Busy) else str(refusal)


def _barred(asked: Seen, corrects: Report | None) -> str:
    """Why this person can report nothing here, whatever they fill in."""
    if not policies.leads(asked.person, asked.directive, asked.today):
        return str(Refused("not_lead"))
    if asked.directive.phase not in policies.REPORTING:
        return str(Refused("not_under_way"))
    last = selectors.last_of(asked.directive)
    return str(Refused("not_last")) if corrects and last != corrects else ""


def _reporting(request: HttpRequest, asked: Seen, corrects: Report | None) -> HttpResponse:
    barred = _barred(asked, corrects)
    if barred:
        shown = {"seen": asked, "refused": barred, "last": selectors.last_of(asked.directive)}
        return render(request, "reports/barred.html", shown, status=409 if request.method == "POST" else 200)
    if request.method == "GET":
        return _drawn(request, _begun(asked, corrects))
    return _posted(request, asked, corrects)


def _begun(asked: Seen, corrects: Report | None) -> ReportingPage:
    """The page as it begins: with the draft, or with what is carried over."""
    last, draft = selectors.last_of(asked.directive), drafts.draft_of(asked.directive, corrects)
    content = draft.content if draft else drafts.beginning(last, corrects)
    round_ = None if corrects else services.asked_in(asked.directive, asked.today)
    page = ReportingPage(
        asked, ReportForms.of(content), content, drafts.seen(last, draft), last, corrects, round_
    )
    page.kept_at = draft.at if draft else None
    return page


def _posted(request: HttpRequest, asked: Seen, corrects: Report | None) -> HttpResponse:
    page, do = _begun(asked, corrects), request.POST.get("do")
    page.forms = ReportForms.of(page.content, one_more(request.POST) if do == "deviation" else request.POST)
    page.before = Before.read(request.POST.get("before", ""))
    page.ticked, page.unsaved = frozenset(request.POST.getlist(TICKED)), True
    valid = page.forms.is_valid()
    page.content = page.forms.content() if valid else page.content
    if do in (SHOW, "deviation"):
        return _drawn(request, page)
    if valid and do == "report":
        page.forms.refuse(missing(page.content))
        valid = page.forms.is_valid()
    if not valid:
        return _drawn(request, page, 422)
    return _write(request, page, submitting=do == "report")


def _write(request: HttpRequest, page: ReportingPage, *, submitting: bool) -> HttpResponse:
    asked = page.seen
    write = services.submit if submitting else drafts.save
    try:
        write(
            directive=asked.directive,
            content=page.content,
            before=page.before,
            corrects=page.corrects,
            ticked=page.ticked,
            by=asked.person,
            now=asked.now,
        )
    except Conflict as conflict:
        page.conflict, page.before = conflicting(conflict, page.content), conflict.seen
        return _drawn(request, page, 409)
    except (Refused, Busy) as refusal:
        page.refused = _sentence(refusal)
        return _drawn(request, page, 409)
    if not submitting:
        messages.success(request, _("What you have typed is kept. It is not reported yet."))
        return redirect(request.path)
    messages.success(request, _("The status is reported. The owner is asked to acknowledge it."))
    return redirect("report", asked.directive.uid, page.before.last + 1)


def _drawn(request: HttpRequest, page: ReportingPage, status: int = 200) -> HttpResponse:
    return render(request, "reports/report_form.html", {"page": page}, status=status)


def _page(
    request: HttpRequest,
    asked: Seen,
    found: Report,
    form: AcknowledgeForm,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    why_not = services.why_not_acknowledged(found, asked.directive, asked.person, asked.today)
    held = [r for r in selectors.trend([asked.directive])[asked.directive.pk] if r.number < found.number]
    carried = untouched(found.content, held[-1].content if held and not found.replaces else None)
    shown = {
        "seen": asked,
        "report": found,
        "period": period(found),
        "standing": standing(found),
        "lines": light_lines(found, carried),
        "rules": rules(),
        "untouched": carried,
        "activities": activities(found),
        "form": form,
        "refused": refused,
        "may_acknowledge": not why_not,
        "may_correct": not _barred(asked, found),
    }
    return render(request, "reports/report.html", shown, status=status)
