"""The form of the search: what is looked for, and where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from uppdragil.directives.phases import Phase
from uppdragil.editions.models import Edition
from uppdragil.organisation.models import Unit
from uppdragil.search.query import LONGEST
from uppdragil.search.said import DECISIONS, HEAD, REPORTS
from uppdragil.strategy.models import FocusArea, StrategyEdition

from .listing import FilterForm

WORDS = "q"
TOO_LONG = _("Shorten it: a search has at most %(limit_value)d characters.")
Choice = tuple[str, Any]


class SearchForm(FilterForm):
    """`q` is what is looked for; the others say in which mandates, and in which part of their text."""

    q = forms.CharField(
        label=_("Words, names or numbers"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    chapter = forms.ChoiceField(label=pgettext_lazy("of a directive", "Chapter"), required=False)
    phase = forms.ChoiceField(label=_("Phase"), required=False, choices=[("", _("All")), *Phase.choices])
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    area = forms.ChoiceField(label=_("Focus area"), required=False)
    edition = forms.ChoiceField(label=_("Model"), required=False)
    whose = forms.ChoiceField(
        label=_("Whose"), required=False, choices=[("", _("Everybody's")), ("mine", _("Mine"))]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        latest = {e.key: e for e in Edition.objects.order_by("pk")}
        areas = FocusArea.objects.filter(edition__state=StrategyEdition.State.PUBLISHED)
        names = areas.order_by("name").values_list("name", flat=True).distinct()
        self._offer("unit", Unit.objects.filter(active=True).values_list("uid", "name"))
        self._offer("area", ((name, name) for name in names))
        self._offer("edition", ((key, e.name) for key, e in latest.items()))
        self._offer("chapter", _chapters(latest.values()))

    def clean_q(self) -> str:
        """Refused in our own words: what is too long."""
        said: str = self.cleaned_data["q"]
        if len(said) > LONGEST:
            raise forms.ValidationError(TOO_LONG % {"limit_value": LONGEST})
        return said

    def _offer(self, name: str, choices: Any) -> None:
        self.fields[name].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]


def _chapters(editions: Any) -> Iterator[Choice]:
    """The head, every chapter once, as the first model that has it calls it, the decisions and the reports."""
    yield HEAD, _("Title, numbers and unit")
    known: dict[str, str] = {}
    for edition in editions:
        for spec in edition.spec.chapters:
            if spec.key:
                known.setdefault(spec.key, f"{spec.number} {spec.title}".strip())
    yield from known.items()
    yield DECISIONS, _("Decisions")
    yield REPORTS, _("Status reports")
