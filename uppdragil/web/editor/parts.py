"""Saving one part by itself, as the editor's script does while somebody types: words in, a small answer out.

The fields are those of the page's form, with `part` ("head", a chapter, or "chapter:uid of a row"), `seen` (the
mark that the text was typed over, "" for a new row), `prefix` (of a row's fields) and `do`: "save", "remove",
"order" (with `order`, the uids), or "compare", which stores nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from pydantic import ValidationError

from uppdragil.core.contention import Busy
from uppdragil.directives import marks, saving
from uppdragil.directives.baseline import HEAD
from uppdragil.directives.content import ROW_TYPES
from uppdragil.directives.policies import Access
from uppdragil.directives.saving import Edit, Saved
from uppdragil.directives.services import Locked, NotEditable, NumberTaken
from uppdragil.web.access import seen
from uppdragil.web.busy import busy_sentence
from uppdragil.web.locks import locked_sentence
from uppdragil.web.templatetags.fields import said_of

from . import answers
from .desk import Desk
from .section import Section
from .typed import row_edit


class Wrong(Exception):
    """What was typed cannot be taken: sentences by field, "" for what is about no field."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(str(errors))
        self.errors = errors


@never_cache
@require_POST
def part(request: HttpRequest, uid: str) -> JsonResponse:
    """Save, remove, order or compare one part. 409: somebody was first, or nothing can be saved; 422: a mistake."""
    desk = Desk(seen(request, uid, Access.WORKING))
    if not desk.seen.may_edit:
        return answers.closed(desk)
    key, _colon, row = request.POST.get("part", "").partition(":")
    if key not in desk.keys or (row and key not in ROW_TYPES):
        raise Http404
    try:
        return _DO.get(request.POST.get("do", ""), _save)(request, Section(desk, key, request.POST), row)
    except Wrong as wrong:
        return JsonResponse({"errors": wrong.errors}, status=422)
    except NotEditable:
        return answers.closed(Desk(seen(request, uid, Access.WORKING)))
    except Busy:
        return JsonResponse({"errors": {"": busy_sentence()}}, status=503)
    except (NumberTaken, Locked, ValidationError) as refusal:
        return JsonResponse({"errors": _refused(desk, refusal)}, status=422)


def _refused(desk: Desk, refusal: Exception) -> dict[str, str]:
    if isinstance(refusal, NumberTaken):
        return {"head-number": _("Another directive has that number.")}
    if isinstance(refusal, Locked):
        return {"": locked_sentence(desk.seen, refusal.chapters)}
    return {
        "": _("Something on the page has changed meanwhile or is too long. Check the text and save again.")
    }


def _save(request: HttpRequest, section: Section, row: str) -> JsonResponse:
    return _stored(section, _typed(request, section, row), request)


def _remove(request: HttpRequest, section: Section, row: str) -> JsonResponse:
    return _stored(section, Edit(section.key, row, _mark(request), None), request)


def _order(request: HttpRequest, section: Section, row: str) -> JsonResponse:
    return _stored(section, None, request)


def _compare(request: HttpRequest, section: Section, row: str) -> JsonResponse:
    """What was typed once against what stands; nothing is stored."""
    return answers.compared(section, _typed(request, section, row))


_DO: dict[str, Callable[[HttpRequest, Section, str], JsonResponse]] = {
    "save": _save, "remove": _remove, "order": _order, "compare": _compare,
}  # fmt: skip


def _stored(section: Section, edit: Edit | None, request: HttpRequest) -> JsonResponse:
    asked = section.desk.seen
    order = request.POST.get("order", "").split() if section.key in ROW_TYPES else []
    saved: Saved = saving.save(
        directive=asked.directive, edits=[edit] if edit else [], orders={section.key: order} if order else {},
        by=asked.person, now=asked.now,
    )  # fmt: skip
    if saved.conflicts:
        return answers.conflict(section, saved.conflicts[0], saved.content)
    return answers.stored(section, edit, saved)


def _typed(request: HttpRequest, section: Section, row: str) -> Edit:
    """Raises Wrong."""
    seen_mark, key = _mark(request), section.key
    if section.head:
        _require(section.head)
        return Edit(HEAD, None, seen_mark, section.head.values())
    assert section.editor
    if not row:
        _require(*[form for form in (section.editor.text, section.editor.note) if form])
        return Edit(key, None, seen_mark, section.editor.words() or {})
    assert section.editor.rows
    form = section.editor.rows.form_class(
        request.POST, prefix=request.POST.get("prefix", ""), around=section.desk.around, use_required_attribute=False
    )  # fmt: skip
    _require(form)
    if form.cleaned_data["uid"] != row or row in {r.uid for _place, r in section.editor.rows.kept()}:
        raise Http404
    return row_edit(section.editor.rows, row, form, seen_mark)


def _require(*forms: BaseForm) -> None:
    """Raises Wrong for what is not valid."""
    errors: dict[str, Any] = {}
    for form in forms:
        errors |= {field.html_name: said_of(field) for field in form if field.errors}
        if form.non_field_errors():
            errors[""] = " ".join(map(str, form.non_field_errors()))
    if errors:
        raise Wrong(errors)


def _mark(request: HttpRequest) -> str:
    return request.POST.get("seen", "")[: marks.LENGTH]
