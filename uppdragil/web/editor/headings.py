"""What stands over the fields of a row: its own words, or its gate."""

from __future__ import annotations

from django.utils.text import Truncator

from uppdragil.directives.content import ROW_TYPES
from uppdragil.directives.sentences import row_text
from uppdragil.web.forms.chapters.around import Around
from uppdragil.web.forms.chapters.kinds.rowform import RowForm
from uppdragil.web.forms.chapters.rows import ROW_FORMS

LENGTH = 70  # characters


def heading(key: str, form: RowForm) -> str:
    """Of the row as it stands, not as it is typed; "" for one that is not there yet."""
    present, edition = form.present, form.around.edition
    if key not in ("gate_plans", "milestones"):
        return Truncator(row_text(present, edition) or form.other_words).chars(LENGTH) if present else ""
    gate = getattr(present, "gate", "") if present or "gate" not in form.fields else form["gate"].value()
    if gate in edition.gate_codes:
        return f"{gate} {edition.gate(gate).name}"
    return (
        Truncator(row_text(present, edition) or form.other_words).chars(LENGTH)
        if present
        else str(gate or "")
    )


def heading_of(around: Around, key: str, row: str | None) -> str:
    """The same of the row with that uid; "" where none stands."""
    present = around.present.get(row or "")
    if not isinstance(present, ROW_TYPES.get(key, ())):
        return ""
    form = ROW_FORMS[key]
    return heading(key, form(initial=form.initial_of(present), around=around))
