"""Editing one part of a change of what is locked, with the forms of the editor. What is typed is never lost."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from uppdragil.core.contention import Busy
from uppdragil.decisions import changes
from uppdragil.directives.baseline import CHANGEABLE
from uppdragil.directives.policies import Access
from uppdragil.directives.services import Conflict, NotEditable

from .access import seen
from .busy import busy_sentence
from .changepage import ChangeDesk, ChangeEditPage, proposed
from .editor.page import ROW_STEPS
from .editor.section import Section
from .kept import SHOW


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, uid: str, part: str) -> HttpResponse:
    """One chapter of the change, or its head."""
    asked = seen(request, uid, Access.WORKING)
    if part not in CHANGEABLE:
        raise Http404
    found = changes.open_change(asked.directive)
    if found is None and request.method == "GET":
        return redirect("change", uid)
    desk = ChangeDesk(proposed(asked, found), change=found)
    data = request.POST if request.method == "POST" else None
    page = ChangeEditPage(desk, Section(desk, part, data), found.version if found else 0)
    if data is None:
        if not desk.seen.may_edit:
            raise PermissionDenied(_("The text cannot be changed now: %(why)s") % {"why": desk.why_not})
        return _draw(request, page)
    page.version = _version(request)
    if not desk.seen.may_edit:
        return _kept(request, page)
    return _answer(request, page)


def _answer(request: HttpRequest, page: ChangeEditPage) -> HttpResponse:
    verb, _colon, rest = request.POST.get("do", "").partition(":")
    if page.section.editor and verb in ROW_STEPS:
        page.section.editor.apply(f"{verb}:{rest.partition(':')[2]}")
    elif verb != SHOW:
        return _save(request, page)
    page.unsaved = True
    return _draw(request, page)


def _draw(request: HttpRequest, page: ChangeEditPage, status: int = 200) -> HttpResponse:
    shown = {"page": page, "section": page.section, "desk": page.desk, "seen": page.desk.seen}
    return render(request, "changes/edit.html", shown, status=status)


def _save(request: HttpRequest, page: ChangeEditPage) -> HttpResponse:
    """One service call; each refusal draws the page again with what was typed."""
    form, seen_, change = page.section.form, page.desk.seen, page.desk.change
    assert change is not None  # a change that is gone is not edited
    if not form.is_valid():
        return _draw(request, page, 422)
    try:
        typed = form.content()
        changes.save_chapter(
            change=change, key=page.section.key, version=page.version, content=typed, by=seen_.person, now=seen_.now
        )  # fmt: skip
    except Conflict as conflict:
        page.conflict, page.version = page.conflicting(conflict.current, typed), conflict.version
        return _draw(request, page, 409) if page.conflict.sides else _saved(request, page)
    except NotEditable:
        return _kept(request, page)
    except Busy:
        page.problem = busy_sentence()
        return _draw(request, page, 409)
    except ValidationError:
        page.problem = _(
            "Something on the page has changed meanwhile or is too long. Check the text and save again."
        )
        return _draw(request, page, 422)
    return _saved(request, page)


def _saved(request: HttpRequest, page: ChangeEditPage) -> HttpResponse:
    at = timezone.localtime(page.desk.seen.now)
    messages.success(request, _("Saved %(time)s") % {"time": f"{at:%H.%M}"})
    on = request.POST.get("do") == "next" and page.later
    return redirect(on.href if on else page.own_href)


def _kept(request: HttpRequest, page: ChangeEditPage) -> HttpResponse:
    """It cannot be saved: what was typed is shown, to be copied."""
    typed, why = page.section.form.typed(), page.desk.why_not
    shown = {"page": page.section, "seen": page.desk.seen, "typed": typed, "why": why}
    return render(request, "directives/not_saved.html", shown, status=409)


def _version(request: HttpRequest) -> int:
    """The version that the form was opened on; 0, which never was, for anything else."""
    version = request.POST.get("version", "")
    return int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
