"""Taking in mandates that run already: one by one, or many from a table. The portfolio office's pages."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from uppdragil.core.contention import Busy
from uppdragil.directives import policies
from uppdragil.directives.models import Directive
from uppdragil.directives.services import NumberTaken
from uppdragil.editions.models import Edition
from uppdragil.editions.selectors import models
from uppdragil.editions.services import USUAL, current
from uppdragil.imports import adopting as services
from uppdragil.imports import adoptionsheets, selectors
from uppdragil.imports.adoptionfile import NotATable
from uppdragil.imports.adoptionsheets import MAX_AT_ONCE, State
from uppdragil.imports.adoptiontable import template as table_template
from uppdragil.imports.matching import Register
from uppdragil.imports.models import AdoptionDraft, AdoptionSheet
from uppdragil.imports.services import MAX_WAITING, TooManyWaiting
from uppdragil.organisation.models import Person
from workflows.place import Refused

from .access import person_of
from .adoptpage import AdoptPage, items
from .forms.adopting import ChosenForm, HeadForm, TableForm, TellForm
from .kept import SHOW
from .portfolio import EXCEL
from .proof import ProofForm


def _office(request: HttpRequest) -> Person:
    person = person_of(request)
    if not policies.may_adopt(person):
        raise PermissionDenied(_("The portfolio office takes in mandates that are under way already."))
    return person


@never_cache
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """A mandate with nothing but a head, of the usual model or of `?model=`; and what waits to be taken in."""
    person = _office(request)
    edition, others = _model(request)
    register = Register(selectors.candidates(timezone.localdate()))
    form = HeadForm(register, edition.spec, request.POST if request.method == "POST" else None)
    if request.method == "POST" and request.POST.get("do") != SHOW and form.is_valid():
        try:
            draft = services.begin(content=form.content(), by=person, now=timezone.now(), edition=edition.key)
        except TooManyWaiting:
            form.add_error(
                None, _("You have %(n)s waiting. Take in or delete one of them first.") % {"n": MAX_WAITING}
            )
        else:
            return redirect("adopt-tell", draft.uid)
    shown = {
        "form": form,
        "edition": edition,
        "others": others,
        "waiting": services.waiting(),
        "sheets": AdoptionSheet.objects.select_related("person"),
    }
    return render(request, "adopting/begin.html", shown, status=422 if form.errors else 200)


def _model(request: HttpRequest) -> tuple[Edition, list[Edition]]:
    """The model that the address names, and the others. Raises Http404 for one that is not there."""
    key = request.GET.get("model", USUAL)
    published = {edition.key: edition for edition in models()}
    if key not in published:
        raise Http404
    return published.pop(key), list(published.values())


@never_cache
@require_http_methods(["GET", "POST"])
def tell(request: HttpRequest, uid: str) -> HttpResponse:
    """The stage, and what was decided before it, with the papers."""
    person = _office(request)
    draft = get_object_or_404(AdoptionDraft, uid=uid)
    if draft.directive:
        return redirect("directive", draft.directive.uid)
    page = AdoptPage.of(draft, person, timezone.now())
    posted = request.method == "POST"
    form = TellForm(
        page.edition,
        page.told,
        timezone.localdate(),
        request.POST if posted else None,
        request.FILES if posted else None,
        {"phase": draft.phase, "body": draft.body, "supersedes": page.superseded},
    )
    if posted and request.POST.get("do") != SHOW and form.is_valid():
        services.tell(
            draft=draft,
            phase=form.cleaned_data["phase"],
            decisions=form.decisions(),
            body=form.cleaned_data["body"],
            supersedes=form.cleaned_data["supersedes"],
            dropped=form.dropped(),
        )
        return redirect("adopt-confirm", uid)
    return render(
        request, "adopting/tell.html", {"page": page, "form": form}, status=422 if form.errors else 200
    )


@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, uid: str) -> HttpResponse:
    """Everything that is taken in, once more, and the proof."""
    person = _office(request)
    draft = get_object_or_404(AdoptionDraft.objects.select_related("body"), uid=uid)
    if draft.directive:
        return redirect("directive", draft.directive.uid)
    now = timezone.now()
    page = AdoptPage.of(draft, person, now)
    form = ProofForm(request, f"adopt {uid} {page.fingerprint}")

    def shown(status: int) -> HttpResponse:
        return render(request, "adopting/confirm.html", {"page": page, "form": form}, status=status)

    if request.method == "GET" or request.POST.get("do") == SHOW:
        return shown(200)
    if page.reasons or request.POST.get("seen") != page.fingerprint:
        page.changed = not page.reasons
        return shown(409)
    if form.leaving:
        return form.leave()
    if not form.is_valid():
        return shown(form.refusal_status)
    directive = _take_in(page, form, person)
    if directive is None:
        return shown(409)
    messages.success(request, _("%(number)s is taken in.") % {"number": directive.number})
    return redirect("directive", directive.uid)


def _take_in(page: AdoptPage, form: ProofForm, by: Person) -> Directive | None:
    """The directive; None where it did not come in, which `page` then tells."""
    try:
        return services.take_in(
            draft=page.draft,
            seen=page.fingerprint,
            by=by,
            authentication=form.authentication(page.now),
            now=page.now,
        )
    except Refused as refused:
        page.refused = items(refused.unmet, page.edition)
    except NumberTaken:
        page.number_taken = True
    except (Busy, services.Changed):
        page.changed = True
    return None


@require_POST
def discard(request: HttpRequest, uid: str) -> HttpResponse:
    """Throw a draft away, with its scans."""
    _office(request)
    draft = get_object_or_404(AdoptionDraft, uid=uid)
    sheet = draft.sheet
    services.discard(draft=draft)
    messages.success(request, _("The draft is deleted. Nothing was taken in."))
    return redirect("adopt-sheet", sheet.uid) if sheet else redirect("adopt")


@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """The empty table, to be filled in."""
    _office(request)
    return HttpResponse(
        table_template(current(USUAL).spec.gate_codes),
        content_type=EXCEL,
        headers={"Content-Disposition": 'attachment; filename="uppdrag-att-ta-in.xlsx"'},
    )


@never_cache
@require_http_methods(["GET", "POST"])
def many(request: HttpRequest) -> HttpResponse:
    """A table with many of them."""
    person = _office(request)
    form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
    if request.method == "POST" and form.is_valid():
        try:
            name = form.cleaned_data["file"].name or ""
            sheet = adoptionsheets.keep(data=form.data_sent(), name=name, by=person, now=timezone.now())
        except NotATable as refusal:
            form.add_error("file", str(refusal))
        except TooManyWaiting:
            form.add_error(None, _("You have too many tables waiting. Delete one of them first."))
        else:
            return redirect("adopt-sheet", sheet.uid)
    shown = {"form": form, "sheets": AdoptionSheet.objects.select_related("person")}
    return render(request, "adopting/many.html", shown, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, uid: str) -> HttpResponse:
    """Every row with its state; those that are chosen are taken in."""
    person = _office(request)
    kept = get_object_or_404(AdoptionSheet, uid=uid)
    now = timezone.now()
    lines = adoptionsheets.lines(kept, now)
    form = ChosenForm(request, f"adopt {uid} {adoptionsheets.fingerprint(lines)}", lines, MAX_AT_ONCE)

    def shown(status: int) -> HttpResponse:
        count = {state.value: sum(line.state is state for line in lines) for state in State}
        page = {"sheet": kept, "lines": lines, "form": form, "count": count, "chosen": form.chosen_uids()}
        return render(request, "adopting/sheet.html", page, status=status)

    if request.method == "GET" or request.POST.get("do") == SHOW:
        return shown(200)
    if form.leaving:
        return form.leave()
    if not form.is_valid():
        return shown(form.refusal_status)
    done, failed = adoptionsheets.take_in(
        chosen=form.cleaned_data["rows"], by=person, authentication=form.authentication(now), now=now
    )
    if done:
        words = ngettext("%(n)d mandate is taken in.", "%(n)d mandates are taken in.", len(done))
        messages.success(request, words % {"n": len(done)})
    for line, why in failed:
        messages.error(request, _("Row %(row)s: %(why)s") % {"row": line.draft.row, "why": why})
    return redirect("adopt-sheet", uid)


@require_POST
def discard_sheet(request: HttpRequest, uid: str) -> HttpResponse:
    """Throw a table away; what was taken in stays."""
    _office(request)
    adoptionsheets.discard(sheet=get_object_or_404(AdoptionSheet, uid=uid))
    messages.success(request, _("The table is deleted. What was taken in stays."))
    return redirect("adopt-many")
