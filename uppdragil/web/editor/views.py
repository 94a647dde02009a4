"""The editor's page. Without JavaScript it is one form: every button saves all of it, and nothing typed is lost."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from uppdragil.core.contention import Busy
from uppdragil.directives import saving, services
from uppdragil.directives.baseline import HEAD
from uppdragil.directives.policies import Access
from uppdragil.directives.saving import Edit
from uppdragil.directives.services import FindingGone, Locked, NotEditable, NumberTaken
from uppdragil.web.access import Seen, seen
from uppdragil.web.busy import busy_sentence
from uppdragil.web.kept import SHOW
from uppdragil.web.locks import locked_sentence

from .desk import Desk
from .page import ROW_STEPS, THEIRS, EditorPage


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Every chapter of a directive: drawn, altered without saving, or saved."""
    asked = seen(request, uid, Access.WORKING)
    page = EditorPage(Desk(asked), request.POST if request.method == "POST" else None)
    if page.data is None:
        if not asked.may_edit:
            raise PermissionDenied(_("The text cannot be changed now: %(why)s") % {"why": page.desk.why_not})
        return _draw(request, page)
    if not asked.may_edit:
        return _not_saved(request, page)
    do = page.data.get("do", "")
    if do.partition(":")[0] in (*ROW_STEPS, THEIRS):
        page.step(do)
        return _draw(request, page)
    if do == SHOW:
        page.unsaved = True
        return _draw(request, page)
    return _save(request, page)


def _draw(request: HttpRequest, page: EditorPage, status: int = 200) -> HttpResponse:
    shown = {"page": page, "desk": page.desk, "seen": page.desk.seen}
    return render(request, "directives/edit.html", shown, status=status)


def _save(request: HttpRequest, page: EditorPage) -> HttpResponse:
    """What is valid and clashes with nothing is stored; the rest comes back as it was typed."""
    edits, orders = page.edits()
    problems: dict[str, str] = {}
    while True:
        try:
            saved = saving.save(
                directive=page.desk.seen.directive, edits=edits, orders=orders, by=page.desk.seen.person,
                now=page.desk.seen.now,
            )  # fmt: skip
            break
        except NotEditable:
            return _not_saved(request, page)
        except Busy:
            page.problem, page.unsaved = busy_sentence(), True
            return _draw(request, page, 409)
        except (Locked, NumberTaken, ValidationError) as refusal:
            refused = _refused(page.desk.seen, refusal, {*(edit.chapter for edit in edits), *orders})
            problems |= refused
            edits = [edit for edit in edits if edit.chapter not in refused]
            orders = {key: order for key, order in orders.items() if key not in refused}
    if not (saved.conflicts or problems or page.invalid()):
        return _saved(request, page, edits)
    kept = page.kept(saved.content, edits, saved.conflicts, problems)
    return _draw(request, kept, 409 if saved.conflicts else 422)


def _refused(asked: Seen, refusal: Exception, chapters: set[str]) -> dict[str, str]:
    """The sections that are refused, each with a sentence."""
    if isinstance(refusal, NumberTaken):
        return {HEAD: _("Another directive has that number.")}
    if isinstance(refusal, Locked) and (touched := chapters & set(refusal.chapters)):
        return dict.fromkeys(touched, locked_sentence(asked, refusal.chapters))
    return dict.fromkeys(
        chapters,
        _("Something on the page has changed meanwhile or is too long. Check the text and save again."),
    )


def _saved(request: HttpRequest, page: EditorPage, edits: list[Edit]) -> HttpResponse:
    """Back to where the button was, or else to what was changed first."""
    asked, do = page.desk.seen, page.data.get("do", "") if page.data else ""
    at = timezone.localtime(asked.now)
    messages.success(request, _("Saved %(time)s") % {"time": f"{at:%H.%M}"})
    verb, _colon, key = do.partition(":")
    if verb == "fix":
        found, _colon, number = key.partition(":")
        key = _settle(request, page, found, number)
    if key not in page.desk.keys:
        key = edits[0].chapter if edits else ""
    return redirect(page.desk.href(key) if key else page.desk.own_href)


def _settle(request: HttpRequest, page: EditorPage, key: str, index: str) -> str:
    """Carry a fix out; the section that it was about."""
    asked = page.desk.seen
    place = next((f.places[0].chapter for f in page.desk.findings if f.key == key and f.places), "")
    number = int(index) if index.isascii() and index.isdigit() and len(index) < 4 else -1
    try:
        services.settle(directive=asked.directive, finding=key, fix=number, by=asked.person, now=asked.now)
        messages.success(request, _("The contradiction is settled."))
    except FindingGone:
        messages.info(request, _("That contradiction is gone with what you saved."))
    except (NotEditable, Locked, Busy):
        messages.warning(request, _("The contradiction could not be settled. Your text is saved."))
    return place


def _not_saved(request: HttpRequest, page: EditorPage) -> HttpResponse:
    """It cannot be saved: what was typed is shown, to be copied."""
    shown = {"seen": page.desk.seen, "typed": page.typed(), "why": page.desk.why_not}
    return render(request, "directives/not_saved.html", shown, status=409)
