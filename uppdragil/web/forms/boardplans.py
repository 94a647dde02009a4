"""Recording a board's plan: its head, and a point with the sub-goals that it serves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from uppdragil.organisation.models import DecisionBody
from uppdragil.strategy.plans.content import LONGEST_POINT, PlanSaid, PointSaid
from uppdragil.strategy.selectors import find
from uppdragil.strategy.targets import Published, Target, targets

from .strategydraft import Lines

_YEARS = [(year, year) for year in range(2015, 2061)]


class PlanForm(forms.Form):
    name = forms.CharField(label=_("Name of the plan"), max_length=200)
    first_year = forms.TypedChoiceField(label=_("First year"), coerce=int, choices=_YEARS)
    last_year = forms.TypedChoiceField(label=_("Last year"), coerce=int, choices=_YEARS)
    reference = forms.CharField(
        label=_("Reference"),
        max_length=200,
        required=False,
        help_text=_("Registry number, or the meeting and paragraph that decided it."),
    )
    link = forms.URLField(
        label=_("Where it is read"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("An address that begins with https://."),
    )

    def said(self) -> PlanSaid:
        """What the valid form says."""
        return PlanSaid(**{name: self.cleaned_data[name] for name in vars(PlanSaid("", 0, 0))})


class NewPlanForm(PlanForm):
    """With the board, and the points at once."""

    body = forms.ModelChoiceField(
        label=_("Board"), queryset=DecisionBody.objects.none(), to_field_name="uid", empty_label=_("Choose")
    )
    points = Lines(
        label=_("Points"),
        most=LONGEST_POINT,
        help_text=_("One on each line. You link each to its sub-goals afterwards."),
    )
    field_order = ("body",)

    def __init__(self, data: Any, boards: Sequence[DecisionBody]) -> None:
        super().__init__(data, initial={"body": boards[0].uid if len(boards) == 1 else None})
        field: Any = self.fields["body"]
        field.queryset = DecisionBody.objects.filter(pk__in=[board.pk for board in boards])


class PointsForm(forms.Form):
    points = Lines(label=_("More points"), most=LONGEST_POINT, help_text=_("One on each line."))

    def clean_points(self) -> list[str]:
        lines: list[str] = self.cleaned_data["points"]
        if not lines:
            raise forms.ValidationError(_("Write at least one point."))
        return lines


class PointForm(forms.Form):
    """`targets`: the latest edition's areas and sub-goals, and whatever the point serves of earlier ones."""

    text = forms.CharField(
        label=_("Point"), max_length=LONGEST_POINT, widget=forms.Textarea(attrs={"rows": 3})
    )
    targets = forms.MultipleChoiceField(
        label=_("What it serves"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, said: PointSaid, editions: Sequence[Published]) -> None:
        super().__init__(data, initial={"text": said.text, "targets": list(said.targets)})
        field: Any = self.fields["targets"]
        field.choices = list(_choices(said, editions))

    def said(self) -> PointSaid:
        """What the valid form says."""
        return PointSaid(self.cleaned_data["text"], tuple(self.cleaned_data["targets"]))


def _choices(said: PointSaid, editions: Sequence[Published]) -> Iterator[tuple[str, str]]:
    """The latest edition's areas and sub-goals; then what the point serves of earlier ones, with their names."""
    latest = editions[-1:]
    for edition in latest:
        yield from ((target.key, _label(target)) for target in targets(edition) if target.activity is None)
    for key in said.targets:
        found = find(list(editions), key)
        if found and found.edition not in latest:
            yield key, f"{_label(found)} ({found.edition.name})"


def _label(target: Target) -> str:
    if target.goal is None:
        return gettext("%(area)s: the focus area as a whole") % {"area": target.area.name}
    return f"{target.area.name} {target.goal.year}: {target.goal.text}"
