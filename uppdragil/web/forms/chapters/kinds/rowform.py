"""What every form of a row has, and the fields that they are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from uppdragil.core.values import MAX_LINE, MAX_TEXT, Row
from uppdragil.directives import content
from uppdragil.directives.labels import field_label
from uppdragil.directives.sentences import row_words
from uppdragil.web.forms.chapters.around import Around
from uppdragil.web.widgets import DayInput, MonthInput


def a_line() -> forms.CharField:
    """A field of one line that may stay empty."""
    return forms.CharField(required=False, max_length=MAX_LINE)


def a_text(rows: int = 2) -> forms.CharField:
    """A field of several lines, `rows` of them shown, that may stay empty."""
    return forms.CharField(required=False, max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": rows}))


def a_day() -> forms.DateField:
    """A field with a date that may stay empty."""
    return forms.DateField(required=False, widget=DayInput, input_formats=["%Y-%m-%d"])


def a_number() -> forms.DecimalField:
    """In the language's own spelling: 54,5."""
    return forms.DecimalField(required=False, max_digits=15, decimal_places=6, localize=True)


def a_choice() -> forms.TypedChoiceField:
    """One of a few, or none yet; its choices come with `chosen_from`."""
    return forms.TypedChoiceField(required=False, empty_value=None)


def a_month() -> forms.RegexField:
    """A field with a month (2025-06) that may stay empty."""
    return forms.RegexField(
        r"^[0-9]{4}-(0[1-9]|1[0-2])$",
        required=False,
        empty_value=None,
        widget=MonthInput,
        error_messages={"invalid": _("Write the month as 2025-06.")},
    )


def some_rows() -> forms.MultipleChoiceField:
    """Boxes to tick, one for each row of another chapter (`links_to`)."""
    return forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)


class RowForm(forms.Form):
    """Base: what is typed about one row. `structural` fields say nothing by themselves."""

    key: ClassVar[str]
    wide: ClassVar[tuple[str, ...]] = ("text",)
    structural: ClassVar[tuple[str, ...]] = ()

    uid = forms.RegexField(r"^[0-9a-z]{4,32}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, around: Around, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.around = around
        self.present: Any = around.present.get(str(self["uid"].value() or ""))
        for name in around.edition.leaves_out(self.key, content.OPTIONAL.get(self.key, ())):
            if not getattr(self.present, name, None):
                del self.fields[name]
        for name, field in self.fields.items():
            if name != "uid" and field.label is None:
                field.label = str(field_label(self.key, name))
        self.adapt()

    def adapt(self) -> None:
        """For what depends on the row or on the directive."""

    @property
    def other_words(self) -> str:
        """What the row that stands is known by where it has no words of its own."""
        return row_words(self.key, self.present)

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        """A row as its fields show it."""
        return {name: getattr(row, name) for name in type(row).model_fields}

    def chosen_from(self, name: str, labels: Mapping[Any, object], none: object) -> None:
        """Let field `name` offer what has a label, and `none` for nothing chosen."""
        self.fields[name].choices = [("", none), *((str(v), label) for v, label in labels.items())]  # type: ignore[attr-defined]

    def links_to(self, name: str, offered: list[tuple[str, str]]) -> None:
        """Let field `name`, made by `some_rows`, offer these rows; without any it is not there.

        The form of a row that is not there yet always has it: the editor's script adds what can be linked to meanwhile.
        A row that somebody has removed meanwhile cannot be pointed at, and is no mistake of who types.
        """
        there = {uid for uid, _label in offered}
        gone = {uid for uid in self[name].value() or () if uid not in there}
        self.fields[name].choices = [*offered, *((uid, "") for uid in gone)]  # type: ignore[attr-defined]
        if offered or gone:
            return
        if str(self.prefix).endswith("__prefix__"):
            self.fields[name].choices = [("", "")]  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    def ticked(self, name: str) -> tuple[str, ...]:
        """What is ticked in field `name`; what is gone stays in it: saving drops it, and knows by it what was seen."""
        return tuple(dict.fromkeys(self.cleaned_data.get(name, ())))

    def is_blank(self) -> bool:
        """Whether nothing was typed, so that there is no row."""
        ignored = {"uid", *self.structural}
        return not any(
            value not in (None, "", []) for n, value in self.cleaned_data.items() if n not in ignored
        )

    def row(self, uid: str) -> Row:
        """What the valid form says; fields that it does not show stay as they stand."""
        row_type = content.ROW_TYPES[self.key]
        kept = dict(self.present) if isinstance(self.present, row_type) else {}
        return row_type.model_validate({**kept, **self.values(), "uid": uid})

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "uid"}
