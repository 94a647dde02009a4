"""Editing a directive, one page per chapter. What somebody typed survives every refusal."""

from __future__ import annotations

from collections.abc import Callable

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
from uppdragil.directives import services
from uppdragil.directives.content import CHAPTER_KEYS, DirectiveContent
from uppdragil.directives.policies import Access
from uppdragil.directives.review import HEAD
from uppdragil.directives.services import Conflict, FindingGone, Locked, NotEditable, NumberTaken

from .access import Seen, seen
from .busy import busy_sentence
from .editpage import EditPage
from .forms.chapters.editor import Editor
from .forms.chapters.head import HeadForm
from .kept import SHOW
from .locks import locked_sentence

ROW_STEPS = ("add", "delete", "up", "down")
Save = Callable[[int, DirectiveContent], int]


@never_cache
@require_http_methods(["GET", "POST"])
def chapter(request: HttpRequest, uid: str, key: str) -> HttpResponse:
    """One chapter: its text or its rows, and what is said beside it."""
    page = EditPage(_asked(request, uid), key)
    if key not in CHAPTER_KEYS or key not in {c.key for c in page.seen.edition.chapters}:
        raise Http404
    return answer(request, page, _save_chapter(page.seen, key))


@never_cache
@require_http_methods(["GET", "POST"])
def head(request: HttpRequest, uid: str) -> HttpResponse:
    """The head: number, title, unit, what it follows from, who may read."""
    page = EditPage(_asked(request, uid), HEAD)
    return answer(request, page, _save_head(page.seen))


def answer(request: HttpRequest, page: EditPage, save: Save) -> HttpResponse:
    """The page of one chapter or the head: drawn, altered without saving, or saved by `save`."""
    data = request.POST if request.method == "POST" else None
    form: Editor | HeadForm
    if page.key == HEAD:
        form = page.form = HeadForm(page.around, data)
    else:
        form = page.editor = Editor(page.key, page.around, data)
    if data is None:
        return _form(request, page)
    if not page.seen.may_edit:
        return _kept(request, page, form.typed())
    step = data.get("do", "")
    if page.editor and step.partition(":")[0] in ROW_STEPS:
        page.editor.apply(step)
    elif step != SHOW:
        return _save(request, page, form, save)
    page.unsaved = True
    return _draw(request, page, 200)


def _asked(request: HttpRequest, uid: str) -> Seen:
    return seen(request, uid, Access.WORKING)


def _save_chapter(asked: Seen, key: str) -> Save:
    return lambda version, content: services.save_chapter(
        directive=asked.directive, key=key, version=version, content=content, by=asked.person, now=asked.now
    )


def _save_head(asked: Seen) -> Save:
    return lambda version, content: services.save_head(
        directive=asked.directive, version=version, content=content, by=asked.person, now=asked.now
    )


def _form(request: HttpRequest, page: EditPage) -> HttpResponse:
    if not page.seen.may_edit:
        raise PermissionDenied(_("The text cannot be changed now: %(why)s") % {"why": page.why_not})
    page.version = page.current_version()
    return _draw(request, page, 200)


def _draw(request: HttpRequest, page: EditPage, status: int) -> HttpResponse:
    page.version = page.version or _version(request)
    return render(request, page.template, {"page": page, "seen": page.seen}, status=status)


def _save(request: HttpRequest, page: EditPage, form: Editor | HeadForm, save: Save) -> HttpResponse:
    """One service call; each refusal draws the page again with what was typed."""
    if not form.is_valid():
        return _draw(request, page, 422)
    try:
        typed = form.content()
        save(_version(request), typed)
    except Conflict as conflict:
        return _conflict(request, page, conflict, typed)
    except NotEditable:
        return _kept(request, page, form.typed())
    except Locked as locked:
        page.problem = locked_sentence(page.seen, locked.chapters)
        return _draw(request, page, 422)
    except Busy:
        page.problem = busy_sentence()
        return _draw(request, page, 409)
    except NumberTaken:
        page.problem = _("Another directive has that number.")
        return _draw(request, page, 422)
    except ValidationError:
        page.problem = _(
            "Something on the page has changed meanwhile or is too long. Check the text and save again."
        )
        return _draw(request, page, 422)
    return _saved(request, page)


def _conflict(
    request: HttpRequest, page: EditPage, conflict: Conflict, typed: DirectiveContent
) -> HttpResponse:
    """Both texts side by side; the same text twice is no conflict but a form that was sent twice."""
    found = page.conflicting(conflict.current, typed)
    if not found.sides:
        return _saved(request, page)
    page.conflict, page.version = found, conflict.version
    return _draw(request, page, 409)


def _saved(request: HttpRequest, page: EditPage) -> HttpResponse:
    at = timezone.localtime(page.seen.now)
    messages.success(request, _("Saved %(time)s") % {"time": f"{at:%H.%M}"})
    step = request.POST.get("do", "")
    if step.startswith("fix:") and page.settles:
        _settle(request, page.seen, step)
    return redirect(page.later.href if step == "next" and page.later else page.own_href)


def _settle(request: HttpRequest, asked: Seen, step: str) -> None:
    _fix, key, index = (step + "::").split(":")[:3]
    number = int(index) if index.isascii() and index.isdigit() and len(index) < 4 else -1
    try:
        services.settle(directive=asked.directive, finding=key, fix=number, by=asked.person, now=asked.now)
        messages.success(request, _("The contradiction is settled."))
    except FindingGone:
        messages.info(request, _("That contradiction is gone with what you saved."))
    except (NotEditable, Locked, Busy):
        messages.warning(request, _("The contradiction could not be settled. Your text is saved."))


def _kept(request: HttpRequest, page: EditPage, typed: str) -> HttpResponse:
    """It cannot be saved: what was typed is shown, to be copied."""
    shown = {"page": page, "seen": page.seen, "typed": typed, "why": page.why_not}
    return render(request, "directives/not_saved.html", shown, status=409)


def _version(request: HttpRequest) -> int:
    """The version that the form was opened on; 0, which never was, for anything else."""
    version = request.POST.get("version", "")
    return int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
