"""Correcting a draft of the strategy: what an area says, and what a sub-goal says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from uppdragil.core.values import MAX_LINE, MAX_ROWS, clean_text
from uppdragil.strategy.content import REGIONAL_GOALS, FocusArea
from uppdragil.strategy.editing import Part, said

LONGEST = 20_000  # characters of a field; a strategy's texts are some sentences
_YEARS = range(2000, 2100)


class Lines(forms.CharField):
    """A list of texts, one on each line."""

    def __init__(self, **given: Any) -> None:
        most = given.pop("most", MAX_LINE)
        super().__init__(
            required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}), **given
        )
        self.most = most

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(" ".join(line.split()) for line in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        lines = [line.strip() for line in clean_text(super().clean(value)).split("\n") if line.strip()]
        if len(lines) > MAX_ROWS or any(len(line) > self.most for line in lines):
            raise forms.ValidationError(
                _("At most %(most)s characters on a line, and %(rows)s lines."),
                params={"most": self.most, "rows": MAX_ROWS},
            )
        return lines


def _text(label: Any, rows: int = 3, **given: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}), **given
    )


class NameForm(forms.Form):
    name = forms.CharField(label=_("Name of the edition"), max_length=MAX_LINE)


class AreaForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=MAX_LINE)
    other_names = Lines(label=_("Also called"), help_text=_("One name on each line."))
    current_state = _text(_("Where we are today"))
    target_state = _text(_("Where we want to be"))
    target_year = forms.TypedChoiceField(
        label=_("Year of the target"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "–"), *((year, year) for year in _YEARS)],
    )
    regional_goals = forms.TypedMultipleChoiceField(
        label=_("Goals of the regional plan"),
        required=False,
        coerce=int,
        choices=[(goal, goal) for goal in REGIONAL_GOALS],
        widget=forms.CheckboxSelectMultiple,
    )
    strategies = Lines(label=_("Strategies and agreements"), help_text=_("One on each line."))
    foundations = Lines(label=_("Foundations and means"), help_text=_("One on each line."))


class GoalForm(forms.Form):
    text = _text(_("Sub-goal"))
    tentative = forms.BooleanField(
        label=_("Not settled yet"), required=False, help_text=_("The source puts a question mark to it.")
    )
    activities = Lines(label=_("Activities"), help_text=_("One on each line."), most=LONGEST)
    responsible = _text(_("Responsible"), rows=2)


def form_for(part: Part, data: Any = None) -> AreaForm | GoalForm:
    """The form of an area or of a sub-goal, as it stands or as it was sent."""
    kind = AreaForm if isinstance(part, FocusArea) else GoalForm
    return kind(data, initial=said(part))


def values_of(form: AreaForm | GoalForm) -> dict[str, Any]:
    """What the valid form says, as `editing.said` says it."""
    values = {name: form.cleaned_data[name] for name in form.fields}
    return {
        name: clean_text(value).strip() if isinstance(value, str) else value for name, value in values.items()
    }
