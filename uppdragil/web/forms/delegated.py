"""The forms of the list of decisions on delegation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from uppdragil.decisions.delegation import OWNERS
from uppdragil.organisation.models import DecisionBody
from uppdragil.web.widgets import DayInput


class DelegatedFilter(forms.Form):
    """Which of them."""

    first = forms.DateField(label=_("From"), required=False, widget=DayInput)
    last = forms.DateField(label=_("To"), required=False, widget=DayInput)
    body = forms.ChoiceField(label=_("Decided by"), required=False)
    told = forms.ChoiceField(
        label=_("Told to the board"),
        required=False,
        choices=[("", gettext_lazy("All")), ("no", gettext_lazy("Not yet")), ("yes", gettext_lazy("Told"))],
    )

    def __init__(self, *args: Any, bodies: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = [
            ("", gettext("All")),
            (OWNERS, gettext("Owners and receivers")),
            *((b, b) for b in bodies),
        ]
        self.fields["body"].choices = choices  # type: ignore[attr-defined]

    def on(self) -> dict[str, Any]:
        """What is set and valid."""
        self.is_valid()
        data = self.cleaned_data
        told = {"yes": True, "no": False}.get(data.get("told", ""))
        return {
            "first": data.get("first"),
            "last": data.get("last"),
            "body": data.get("body", ""),
            "told": told,
        }


class ToldForm(forms.Form):
    """At which meeting the board was told."""

    body = forms.ModelChoiceField(label=_("Board"), queryset=DecisionBody.objects.none(), empty_label=None)
    met_on = forms.DateField(label=_("Date of the meeting"), widget=DayInput)
    paragraph = forms.CharField(label=_("Paragraph in the minutes"), max_length=100)

    def __init__(self, *args: Any, boards: list[DecisionBody], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = DecisionBody.objects.filter(pk__in=[b.pk for b in boards])
        self.fields["body"].queryset = found  # type: ignore[attr-defined]
