"""Forms of a unit's need: what is needed and why, what the office answers, and the mandate that is started from it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.models import Directive
from uppdragil.organisation.models import Person, Unit
from uppdragil.portfolio.models import UnitNeed
from uppdragil.portfolio.unitneeds.services import Said
from uppdragil.web.widgets import DayInput

from .listing import MAX_SEARCH, FilterForm
from .starting import NewDirectiveForm

State = UnitNeed.State


def _text(label: Any, most: int = 5_000, **given: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": 4}), **given)


class RaiseForm(forms.Form):
    title = forms.CharField(
        label=_("What does the unit need?"), max_length=200, help_text=_("In a few words.")
    )
    situation = _text(_("How is it today?"))
    consequence = _text(_("What follows if nothing is done?"))
    since = forms.DateField(label=_("Since when?"), widget=DayInput, required=False)
    disturbance = forms.CharField(
        label=_("How much does it disturb?"),
        max_length=200,
        required=False,
        help_text=_("As far as it is known: hours a week, share of the cases, how often."),
    )
    wanted_by = forms.DateField(label=_("Wished by"), widget=DayInput, required=False)
    sub_goal = forms.CharField(
        label=_("Sub-goal of the strategy"),
        max_length=300,
        required=False,
        help_text=_("In your own words, if the need belongs to one."),
    )

    def said(self) -> Said:
        """What the valid form says."""
        return Said(**self.cleaned_data)


class NeedsForm(FilterForm):
    """The filter above the list; `unit` only where there is more than one to choose between."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=MAX_SEARCH,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = forms.ChoiceField(
        label=pgettext_lazy("of a need", "State"),
        required=False,
        choices=[("", _("All")), ("open", pgettext_lazy("needs", "Without an answer")), *State.choices],
    )
    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(units) > 1:
            self.fields["unit"].choices = [("", _("All")), *((u.uid, u.name) for u in units)]  # type: ignore[attr-defined]
        else:
            del self.fields["unit"]


class AnswerForm(forms.Form):
    """What becomes of a need; `others` are the needs that it can be joined with."""

    outcome = forms.ChoiceField(
        label=_("What becomes of the need?"),
        choices=[
            (State.TAKEN, _("A mandate takes it")),
            (State.JOINED, _("It goes with another need")),
            (State.DECLINED, _("No mandate takes it")),
        ],
        widget=forms.RadioSelect,
    )
    number = forms.CharField(
        label=_("The mandate's number"),
        max_length=40,
        required=False,
        help_text=_("Where a mandate takes it."),
    )
    other = forms.ModelChoiceField(
        label=_("The other need"),
        queryset=UnitNeed.objects.none(),
        to_field_name="uid",
        required=False,
        empty_label=_("None chosen"),
        help_text=_("Where it goes with another."),
    )
    text = _text(
        _("Words to the unit"),
        required=False,
        help_text=_("They are read by the unit. Always needed where no mandate takes the need: why not?"),
    )

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = others  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        outcome, number = cleaned.get("outcome"), cleaned.get("number", "").strip()
        if outcome == State.TAKEN:
            cleaned["directive"] = Directive.objects.filter(number__iexact=number).first() if number else None
            if cleaned["directive"] is None:
                self.add_error("number", _("Give the number of a mandate, as it stands in the list."))
        if outcome == State.JOINED and not cleaned.get("other"):
            self.add_error("other", _("Choose the need that it goes with."))
        if outcome == State.DECLINED and not cleaned.get("text", "").strip():
            self.add_error("text", _("Write why: the unit reads it."))
        return cleaned


class StartForm(NewDirectiveForm):
    """A draft that begins with what the unit has said of its need."""

    background = _text(_("Background"), 20_000)
    text = _text(
        _("Words to the unit"), required=False, help_text=_("Needed where the need was answered before.")
    )

    def __init__(self, data: Any, need: UnitNeed) -> None:
        begun = {
            "title": need.title,
            "unit": need.unit,
            "background": f"{need.situation}\n\n{need.consequence}",
        }
        super().__init__(data, initial=begun)

    def content(self, lead: Person) -> DirectiveContent:
        return super().content(lead).model_copy(update={"background": self.cleaned_data["background"]})
