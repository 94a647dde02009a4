"""What the coverage is filtered by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from uppdragil.strategy.targets import Published


class CoverageForm(forms.Form):
    """Edition, year, area. What is no choice filters nothing."""

    edition = forms.ChoiceField(required=False, label=pgettext_lazy("strategy", "Edition"))
    year = forms.ChoiceField(required=False, label=_("Year"))
    area = forms.ChoiceField(required=False, label=_("Focus area"))

    def __init__(
        self, query: Mapping[str, str], editions: Sequence[Published], chosen: Published | None
    ) -> None:
        areas = chosen.content.areas if chosen else ()
        years = sorted({goal.year for area in areas for goal in area.sub_goals})
        super().__init__(query if chosen is None else {**dict(query.items()), "edition": chosen.uid})
        choices: dict[str, list[tuple[str, object]]] = {
            "edition": [(edition.uid, edition.name) for edition in reversed(editions)],
            "year": [("", _("All years")), *((str(year), str(year)) for year in years)],
            "area": [("", _("All focus areas")), *((area.uid, area.name) for area in areas)],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def chosen_year(self) -> int | None:
        said = self.cleaned_data.get("year")
        return int(said) if said else None

    @property
    def chosen_area(self) -> str:
        return str(self.cleaned_data.get("area") or "")
