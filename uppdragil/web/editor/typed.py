"""From the forms of a section to what is to be saved: only what its writer changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from pydantic import ValidationError

from uppdragil.directives import marks
from uppdragil.directives.baseline import HEAD
from uppdragil.directives.content import HEAD_FIELDS, DirectiveContent
from uppdragil.directives.saving import Edit, with_edits
from uppdragil.web.forms.chapters.editor import Editor
from uppdragil.web.forms.chapters.head import HeadForm
from uppdragil.web.forms.chapters.kinds.rowform import RowForm
from uppdragil.web.forms.chapters.rowset import RowSet

from .seen import Drawn


def edits(form: Editor | HeadForm, drawn: Drawn, content: DirectiveContent) -> Iterator[Edit]:
    """One per part that says something else than when it was drawn. What is not valid is passed over."""
    if isinstance(form, HeadForm):
        if form.is_valid():
            yield from _differing(Edit(HEAD, None, drawn.words, form.values()), content)
        return
    if (words := form.words()) is not None:
        yield from _differing(Edit(form.key, None, drawn.words, words), content)
    if form.rows:
        yield from _rows(form.rows, drawn)


def order(rows: RowSet, drawn: Drawn) -> Sequence[str] | None:
    """The order of the rows where it is another than that in which they were drawn, new ones last."""
    if not rows.is_whole:
        return None
    now = [str(form["uid"].value()) for form in rows.forms]
    new = [uid for uid in now if uid not in drawn.rows]
    usual = [uid for uid in drawn.rows if uid in now] + new
    return now if now != usual else None


def row_edit(key: str, uid: str, form: RowForm, seen: str) -> Edit:
    """What a valid row form says; a row without a word is no row."""
    return Edit(key, uid, seen, None if form.is_blank() else form.row(uid))


def _rows(rows: RowSet, drawn: Drawn) -> Iterator[Edit]:
    if not rows.is_whole:
        return
    for uid, form in rows.typed():
        try:
            edit = row_edit(rows.key, uid, form, drawn.rows.get(uid, marks.NONE))
        except ValidationError:  # what no form of ours sends
            form.add_error(None, _("This cannot be read. Type it again."))
            continue
        said = marks.of_row(edit.says) if edit.says is not None else marks.NONE  # type: ignore[arg-type]
        if said != edit.seen:
            yield edit
    there = {str(form["uid"].value()) for form in rows.forms}
    for uid, seen in drawn.rows.items():
        if uid not in there:
            yield Edit(rows.key, uid, seen, None)


def _differing(edit: Edit, content: DirectiveContent) -> Iterator[Edit]:
    """Fields that are not typed here are taken as they stand."""
    if edit.chapter == HEAD:
        typed = content.model_copy(
            update={n: v for n, v in dict(edit.says or {}).items() if n in HEAD_FIELDS}
        )
    else:
        typed = with_edits(content, [edit], {})
    if marks.of_part(typed, edit.chapter) != edit.seen:
        yield edit
