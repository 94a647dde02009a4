"""What the editor's script is answered: the state of one part, and everything on the page that follows from it.

Fields are never drawn anew: somebody may be typing in them.
"""

from __future__ import annotations

from typing import Any

from django.forms import BoundField
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from uppdragil.directives import marks, storage
from uppdragil.directives.baseline import HEAD
from uppdragil.directives.content import ROW_TYPES, DirectiveContent
from uppdragil.directives.saving import Edit, Saved
from uppdragil.web.access import Seen
from uppdragil.web.conflicts import conflicting, differing

from .desk import Desk, written
from .headings import heading_of
from .section import Section


def stored(asked: Seen, saved: Saved, key: str, row: str | None) -> JsonResponse:
    """When, the part's mark and heading, the marks of what changed along with it, the chapters, the findings."""
    desk = Desk(written(asked, saved.content))
    at = timezone.localtime(desk.seen.now)
    return JsonResponse(
        {
            "at": f"{at:%H.%M}",
            "state": _("Saved %(time)s") % {"time": f"{at:%H.%M}"},
            "mark": marks.of_part(saved.content, key, row),
            "heading": heading_of(desk.around, key, row),
            "marks": _followed(saved),
            "outline": render_to_string("directives/_chapters.html", {"outline": desk.outline}),
            "left": render_to_string("directives/edit/_left.html", {"desk": desk}),
            "findings": _findings(desk),
            "pictures": {key: Section(desk, key).picture for key in desk.keys if Section(desk, key).pictured},
        }
    )


def conflict(asked: Seen, edit: Edit, content: DirectiveContent) -> JsonResponse:
    """Both texts, the mark to save mine over, and the other's text as the fields would show it."""
    desk = Desk(written(asked, content))
    found = conflicting(desk.seen, edit)
    return JsonResponse(
        {
            "conflict": render_to_string("directives/edit/_conflict.html", {"clash": found}),
            "mark": marks.of_part(content, edit.chapter, edit.row),
            "heading": heading_of(desk.around, edit.chapter, edit.row),
            "fields": _fields(desk, edit),
        },
        status=409,
    )


def compared(section: Section, edit: Edit) -> JsonResponse:
    """What was typed once against what stands: the two texts; nothing where they say the same."""
    found = differing(section.desk.seen, edit)
    shown = {"sides": found, "other": _("Saved now")}
    return JsonResponse({"sides": render_to_string("directives/edit/_sides.html", shown) if found else ""})


def closed(desk: Desk) -> JsonResponse:
    """Nothing can be saved here now, and why."""
    sentence = _("The text cannot be changed now: %(why)s") % {"why": desk.why_not}
    return JsonResponse({"closed": sentence}, status=409)


def _followed(saved: Saved) -> dict[str, list[str]]:
    """The rows that this save changed beside the one that was typed: from which mark to which."""
    found: dict[str, list[str]] = {}
    for key in storage.changed_parts(saved.before, saved.content):
        if key not in ROW_TYPES:
            continue
        before = {row.uid: row for row in getattr(saved.before, key)}
        for row in getattr(saved.content, key):
            if row.uid in before and before[row.uid] != row:
                found[f"{key}:{row.uid}"] = [marks.of_row(before[row.uid]), marks.of_row(row)]
    return found


def _findings(desk: Desk) -> dict[str, str]:
    """What is said at each place of the page where anything is said."""
    found: dict[str, str] = {}
    for key in desk.keys:
        section = Section(desk, key)
        for row in {*section.cards, *section.open_groups}:
            shown = {"cards": section.cards.get(row, []), "open": row in section.open_groups}
            found[f"r-{row}" if row else key] = render_to_string("directives/edit/_cards.html", shown)
    return found


def _fields(desk: Desk, edit: Edit) -> dict[str, list[str]] | None:
    """The fields of a part as they would be drawn now, by name without a row's prefix; None: the row is gone."""
    section = Section(desk, edit.chapter)
    if edit.row is not None:
        rows = section.editor.rows if section.editor else None
        form = next((f for f in rows.forms if f["uid"].value() == edit.row), None) if rows else None
        return None if form is None else {field.name: _values(field) for field in form}
    if edit.chapter == HEAD:
        assert section.head
        return {field.html_name: _values(field) for field in section.head}
    assert section.editor
    forms = [form for form in (section.editor.text, section.editor.note) if form]
    return {field.html_name: _values(field) for form in forms for field in form}


def _values(field: BoundField) -> list[str]:
    value: Any = field.field.widget.format_value(field.value())
    return [str(one) for one in value] if isinstance(value, list) else [] if value is None else [str(value)]
