"""The filter above the list of directives."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from uppdragil.directives.phases import Phase
from uppdragil.organisation.models import Unit
from uppdragil.portfolio.reporting.sentences import LIGHTS
from uppdragil.strategy.models import FocusArea, StrategyEdition

MAX_SEARCH = 200  # characters


class FilterForm(forms.Form):
    """A filter above a list: all fields may stay empty; a value that is not offered is as good as empty."""

    def on(self) -> dict[str, str]:
        """The filters that are set, by field name."""
        self.is_valid()
        return {name: value.strip() for name, value in self.cleaned_data.items() if value and value.strip()}

    def label_of(self, name: str) -> str:
        """What a set filter is called on its chip."""
        value = self.on()[name]
        choices = getattr(self.fields[name], "choices", None)
        return str(dict(choices)[value]) if choices else f"”{value}”"


class ListingForm(FilterForm):
    """The filter above the list of mandates."""

    q = forms.CharField(
        label=_("Number, title or name"),
        required=False,
        max_length=MAX_SEARCH,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    phase = forms.ChoiceField(label=_("Phase"), required=False, choices=[("", _("All")), *Phase.choices])
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    whose = forms.ChoiceField(
        label=_("Whose"), required=False, choices=[("", _("Everybody's")), ("mine", _("Mine"))]
    )
    state = forms.ChoiceField(
        label=pgettext_lazy("of a mandate", "Status"),
        required=False,
        choices=[
            ("", _("All")),
            ("live", pgettext_lazy("mandates", "Under way")),
            ("waiting", pgettext_lazy("mandates", "Waiting for a decision")),
            ("late", _("Late")),
            ("touched", _("Touched by another's delay")),
            ("paused", _("Paused")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(active=True).values_list("uid", "name")
        self.fields["unit"].choices = [("", _("All")), *units]  # type: ignore[attr-defined]


class OverviewForm(ListingForm):
    """The filter above the overview, and by what its lines are put together."""

    area = forms.ChoiceField(label=_("Focus area"), required=False)
    light = forms.ChoiceField(
        label=pgettext_lazy("column", "Lights"), required=False, choices=[("", _("All")), *LIGHTS.items()]
    )
    waits = forms.ChoiceField(
        label=pgettext_lazy("column", "Waits with"),
        required=False,
        choices=[
            ("", _("All")),
            ("lead", _("Mandate lead")),
            ("owner", _("Mandate owner")),
            ("body", _("Decision body")),
        ],
    )
    group = forms.ChoiceField(
        label=_("Group by"),
        required=False,
        choices=[
            ("", _("Nothing")),
            ("area", _("Focus area")),
            ("unit", pgettext_lazy("group by", "Unit")),
            ("phase", pgettext_lazy("group by", "Phase")),
            ("owner", pgettext_lazy("group by", "Owner")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        published = FocusArea.objects.filter(edition__state=StrategyEdition.State.PUBLISHED)
        names = published.order_by("name").values_list("name", flat=True).distinct()
        self.fields["area"].choices = [("", _("All")), *((name, name) for name in names)]  # type: ignore[attr-defined]
