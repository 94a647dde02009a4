"""Forms of the moves between gates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from uppdragil.directives.content import ImpactGoal
from uppdragil.organisation.models import DecisionBody
from uppdragil.web.bodies import full_name
from uppdragil.web.proof import ProofForm
from uppdragil.web.widgets import DayInput


class BodyField(forms.ModelChoiceField):
    def label_from_instance(self, body: DecisionBody) -> str:
        return full_name(body)


class BodyForm(forms.Form):
    """Which body decides at a gate that a body decides."""

    body = BodyField(
        label=_("Who decides"), queryset=DecisionBody.objects.filter(active=True), empty_label=None
    )


class PauseForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))
    wake_on = forms.DateField(
        label=_("Look at it again on"), widget=DayInput, help_text=_("Lists show this day until then.")
    )


class StopForm(ProofForm):
    """Why, and who says so: a stop cannot be undone."""

    field_order = ("reason", "password", "credential")
    reason = forms.CharField(label=_("Reason"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))


class RecuseForm(ProofForm):
    """Jäv: why, and who says so."""

    field_order = ("reason", "password", "credential")
    reason = forms.CharField(
        label=_("Why you must not decide"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Read by those who work with the mandate. The record says only that you were out."),
    )


class LastWordsForm(forms.Form):
    """What came of each impact goal; one field per goal, by the row's uid. `measured`: its last value, in words."""

    def __init__(
        self, goals: Iterable[ImpactGoal], measured: Mapping[str, str], *args: object, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for goal in goals:
            self.fields[goal.uid] = forms.CharField(
                label=goal.text,
                max_length=5_000,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=measured.get(goal.uid, ""),
            )
