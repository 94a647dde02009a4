"""A change of what is locked: asked for, written, submitted or dropped by the lead."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from uppdragil.core.contention import Busy
from uppdragil.decisions import changes
from uppdragil.decisions.changes import NothingLocked
from uppdragil.directives.policies import Access
from uppdragil.directives.services import Conflict, NotEditable
from uppdragil.gates import rules
from uppdragil.gates.values import Action, Unmet
from workflows import facts, seating, service
from workflows.service import Refused

from .access import Seen, seen
from .busy import busy_sentence
from .changepage import ChangePage
from .forms.changing import ReasonForm
from .kept import SHOW
from .reasons import blocked_items


@never_cache
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, uid: str) -> HttpResponse:
    """The open change, or the page where one is begun."""
    asked = seen(request, uid, Access.WORKING)
    found = changes.open_change(asked.directive)
    if found is None:
        return _begin(request, asked)
    initial = {"reason": found.reason, "version": found.version}
    page = ChangePage(asked, found, ReasonForm(_posted(request), initial=initial))
    if request.method == "GET" or request.POST.get("do") == SHOW:
        return _draw(request, page)
    if not page.form.is_valid():
        return _draw(request, page, 422)
    return _submit(request, page) if request.POST.get("do") == "submit" else _keep(request, page)


def _posted(request: HttpRequest) -> QueryDict | None:
    """What was posted, even if nothing was typed; None where a page is only asked for."""
    return request.POST if request.method == "POST" else None


def _begin(request: HttpRequest, asked: Seen) -> HttpResponse:
    unmet = rules.unmet(Action.CHANGE, facts.gather(asked.directive, asked.person, asked.now))
    form = ReasonForm(_posted(request))
    if request.method == "GET" and unmet:
        return redirect("directive", asked.directive.uid)
    if request.method == "GET" or request.POST.get("do") == SHOW:
        return _beginning(request, asked, form, unmet)
    if unmet or not form.is_valid():
        return _beginning(request, asked, form, unmet, 409 if unmet else 422)
    try:
        changes.begin(
            directive=asked.directive, reason=form.cleaned_data["reason"], by=asked.person, now=asked.now
        )
    except (NotEditable, NothingLocked):
        return _beginning(request, asked, form, (Unmet("not_in_work_stage"),), 409)
    except Busy:
        form.add_error(None, busy_sentence())
        return _beginning(request, asked, form, (), 409)
    return redirect("change", asked.directive.uid)


def _beginning(
    request: HttpRequest, asked: Seen, form: ReasonForm, unmet: tuple[Unmet, ...], status: int = 200
) -> HttpResponse:
    gate = facts.change_gate(asked.directive, ())
    seats = seating.of_gate(
        asked.directive, gate, facts.change_body(asked.directive, gate), asked.today
    ) if gate else ()  # fmt: skip
    shown = {
        "seen": asked,
        "form": form,
        "reasons": blocked_items(unmet, asked),
        "deciders": ", ".join(dict.fromkeys(seat.through for seat in seats if seat.through)),
    }
    return render(request, "changes/begin.html", shown, status=status)


def _draw(request: HttpRequest, page: ChangePage, status: int = 200) -> HttpResponse:
    return render(request, "changes/change.html", {"page": page, "seen": page.seen}, status=status)


def _keep(request: HttpRequest, page: ChangePage) -> HttpResponse:
    if _reason_kept(page):
        messages.success(request, _("The reason is saved."))
        return redirect("change", page.seen.directive.uid)
    return _draw(request, page, 409)


def _reason_kept(page: ChangePage) -> bool:
    """Save what was typed. What stands in the way is said in the form, with everything typed."""
    data = page.form.cleaned_data
    try:
        page.change.version = changes.save_reason(
            change=page.change,
            version=data["version"] or 0,
            reason=data["reason"],
            by=page.seen.person,
            now=page.seen.now,
        )
    except NotEditable:
        page.form.add_error(
            None, _("The change lies before those who decide, or is ended. Nothing is stored.")
        )
    except Conflict as conflict:
        page.form = ReasonForm({"reason": data["reason"], "version": conflict.version})
        words = {"reason": page.change.reason}
        page.form.add_error(
            "reason", _("The reason was altered meanwhile: “%(reason)s”. Save again to replace it.") % words
        )
    except Busy:
        page.form.add_error(None, busy_sentence())
    return page.form.is_valid()


def _submit(request: HttpRequest, page: ChangePage) -> HttpResponse:
    """The reason is saved first: it survives whatever is said of the rest."""
    asked, read = page.seen, page.form.cleaned_data["version"]
    before = page.change.version
    if not _reason_kept(page):
        return _draw(request, page, 409)
    version = page.change.version if read == before else read or 0
    try:
        service.submit_change(directive=asked.directive, by=asked.person, version=version, now=asked.now)
    except Refused as refusal:
        page = _anew(page)
        page.refused = refusal.unmet
        return _draw(request, page, 409)
    messages.success(request, _("The change is submitted to those who decide."))
    return redirect("gate", asked.directive.uid)


def _anew(page: ChangePage) -> ChangePage:
    """The page of the change as it is stored now."""
    found = changes.open_change(page.seen.directive) or page.change
    return ChangePage(
        page.seen, found, ReasonForm(initial={"reason": found.reason, "version": found.version})
    )


@require_POST
def drop(request: HttpRequest, uid: str) -> HttpResponse:
    """Give the change up: what is decided goes on applying."""
    asked = seen(request, uid, Access.WORKING)
    found = changes.open_change(asked.directive)
    if found is None:
        return redirect("directive", uid)
    try:
        changes.drop(change=found, by=asked.person, now=asked.now)
    except NotEditable:
        messages.error(
            request, _("The change cannot be dropped now. Only the lead drops it, before it is submitted.")
        )
        return redirect("change", uid)
    except Busy:
        messages.error(request, busy_sentence())
        return redirect("change", uid)
    messages.success(request, _("The change is dropped. What is decided goes on applying."))
    return redirect("directive", uid)
