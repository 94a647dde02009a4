"""Saving one part by itself, as the editor's script does while somebody types: words in, a small answer out.

The fields are those of the page's form, with `part` ("head", a chapter, or "chapter:uid of a row"), `seen` (the
mark that the text was typed over, "" for a new row), `prefix` (of a row's fields) and `do`: "save", "remove",
"order" (with `order`, the uids), or "compare", which stores nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpRequest, JsonResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from pydantic import ValidationError

from uppdragil.core.contention import Busy
from uppdragil.directives import marks, saving
from uppdragil.directives.baseline import HEAD
from uppdragil.directives.content import ROW_TYPES, DirectiveContent
from uppdragil.directives.policies import Access
from uppdragil.directives.saving import Edit
from uppdragil.directives.services import Locked, NotEditable, NumberTaken
from uppdragil.web.access import Seen, seen, seen_to_edit
from uppdragil.web.busy import busy_sentence
from uppdragil.web.forms.chapters.kinds.rowform import RowForm
from uppdragil.web.locks import locked_sentence
from uppdragil.web.templatetags.fields import said_of

from . import answers
from .desk import Desk, written
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
    asked = seen_to_edit(request, uid)
    if not asked.may_edit:
        return answers.closed(Desk(asked))
    key, _colon, row = request.POST.get("part", "").partition(":")
    if key not in (HEAD, *(c.key for c in asked.edition.chapters)) or (row and key not in ROW_TYPES):
        raise Http404
    sent = Sent(request.POST, asked, key, row)
    try:
        if sent.do == "compare":
            return answers.compared(sent.section(asked.content), sent.typed(asked.content))
        return _stored(sent)
    except Wrong as wrong:
        return JsonResponse({"errors": wrong.errors}, status=422)
    except NotEditable:
        return answers.closed(Desk(seen(request, uid, Access.WORKING)))
    except Busy:
        return JsonResponse({"errors": {"": busy_sentence()}}, status=503)
    except (NumberTaken, Locked, ValidationError) as refusal:
        return JsonResponse({"errors": _refused(asked, refusal)}, status=422)


def _refused(asked: Seen, refusal: Exception) -> dict[str, str]:
    if isinstance(refusal, NumberTaken):
        return {"head-number": _("Another directive has that number.")}
    if isinstance(refusal, Locked):
        return {"": locked_sentence(asked, refusal.chapters)}
    return {
        "": _("Something on the page has changed meanwhile or is too long. Check the text and save again.")
    }


@dataclass(frozen=True)
class Sent:
    """A part as it was sent, of chapter `key` (or the head); `row`: a row's uid, or "" for the words."""

    data: QueryDict
    asked: Seen
    key: str
    row: str

    @property
    def do(self) -> str:
        return self.data.get("do", "")

    @property
    def mark(self) -> str:
        return self.data.get("seen", "")[: marks.LENGTH]

    @property
    def orders(self) -> dict[str, list[str]]:
        order = self.data.get("order", "").split() if self.key in ROW_TYPES else []
        return {self.key: order} if order else {}

    def section(self, content: DirectiveContent) -> Section:
        return Section(Desk(written(self.asked, content)), self.key, self.data)

    def edits(self, content: DirectiveContent) -> list[Edit]:
        """What is to be written. Raises Wrong, or Http404 for a row that is not edited here."""
        if self.do == "order":
            return []
        if self.do == "remove" and self.row:
            self._form(self.section(content))
            return [Edit(self.key, self.row, self.mark, None)]
        return [self.typed(content)]

    def typed(self, content: DirectiveContent) -> Edit:
        """What the fields say. Raises as `edits`."""
        section = self.section(content)
        if section.head:
            _require(section.head)
            return Edit(HEAD, None, self.mark, section.head.values())
        assert section.editor
        if not self.row:
            _require(*[form for form in (section.editor.text, section.editor.note) if form])
            return Edit(self.key, None, self.mark, section.editor.words() or {})
        form = self._form(section)
        _require(form)
        if form.cleaned_data["uid"] != self.row:
            raise Http404
        return row_edit(self.key, self.row, form, self.mark)

    def _form(self, section: Section) -> RowForm:
        rows = section.editor.rows if section.editor else None
        if rows is None or self.row in {row.uid for _place, row in rows.kept()}:
            raise Http404
        prefix = self.data.get("prefix", "")
        return rows.form_class(self.data, prefix=prefix, around=rows.around, use_required_attribute=False)


def _stored(sent: Sent) -> JsonResponse:
    asked = sent.asked
    saved = saving.save(
        directive=asked.directive, edits=sent.edits, orders=sent.orders, by=asked.person, now=asked.now
    )
    if saved.conflicts:
        return answers.conflict(asked, saved.conflicts[0], saved.content)
    return answers.stored(asked, saved, sent.key, sent.row or None)


def _require(*forms: BaseForm) -> None:
    """Raises Wrong for what is not valid."""
    errors: dict[str, Any] = {}
    for form in forms:
        errors |= {field.html_name: said_of(field) for field in form if field.errors}
        if form.non_field_errors():
            errors[""] = " ".join(map(str, form.non_field_errors()))
    if errors:
        raise Wrong(errors)
