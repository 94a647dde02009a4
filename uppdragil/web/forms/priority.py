"""The form that notes an order of priority: a place beside each mandate, and a field for more mandates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from uppdragil.directives.models import Directive
from uppdragil.directives.phases import ENDED_PHASES
from uppdragil.organisation.models import DecisionBody
from uppdragil.portfolio.priority import MOST
from uppdragil.web.widgets import DayInput

from .words import WordsField


class PriorityForm(forms.Form):
    """`offered`: the mandates that have a field, with the place that they have now, or None."""

    decided_on = forms.DateField(label=_("Decided on"), widget=DayInput)
    reference = WordsField(
        label=_("Meeting and paragraph"), max_length=200, help_text=_("For example: meeting 3/2026, § 12.")
    )
    more = forms.CharField(
        label=_("More mandates, last in the order"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A number on each line, such as U 2026-014."),
    )

    def __init__(
        self, data: Any, body: DecisionBody, offered: Sequence[tuple[Directive, int | None]]
    ) -> None:
        super().__init__(data)
        self.body, self.offered = body, offered
        for directive, place in offered:
            self.fields[_name(directive)] = forms.IntegerField(
                label=gettext("Place of %(title)s") % {"title": directive.title or directive.number},
                required=False, min_value=1, max_value=9_999, initial=place,
                widget=forms.NumberInput(attrs={"class": "input"}),
            )  # fmt: skip

    @property
    def rows(self) -> list[tuple[Directive, forms.BoundField]]:
        return [(directive, self[_name(directive)]) for directive, _place in self.offered]

    def clean_more(self) -> list[Directive]:
        """The mandates behind the numbers. A line that names none is told."""
        numbers = list(dict.fromkeys(filter(None, map(str.strip, self.cleaned_data["more"].splitlines()))))
        if len(numbers) > MOST:
            raise forms.ValidationError(_("An order has room for 500 mandates."))
        live = Directive.objects.exclude(phase__in=ENDED_PHASES).filter(number__in=numbers)
        found = {directive.number: directive for directive in live}
        unknown = [number for number in numbers if number not in found]
        if unknown:
            raise forms.ValidationError(
                _("No mandate under way has the number %(number)s."), params={"number": unknown[0]}
            )
        return [found[number] for number in numbers]

    def clean(self) -> dict[str, Any]:
        """Two mandates do not share a place."""
        taken: dict[int, Directive] = {}
        for directive, _place in self.offered:
            place = self.cleaned_data.get(_name(directive))
            if place in taken:
                self.add_error(_name(directive), _("This place is taken by another mandate."))
            elif place:
                taken[place] = directive
        return self.cleaned_data

    def order(self) -> list[Directive]:
        """The mandates in their order, those without a place left out."""
        placed = [
            (self.cleaned_data[_name(d)], d) for d, _place in self.offered if self.cleaned_data[_name(d)]
        ]
        first = [directive for _place, directive in sorted(placed, key=lambda pair: pair[0])]
        return [*first, *(d for d in self.cleaned_data["more"] if d not in first)]


def _name(directive: Directive) -> str:
    return f"place-{directive.uid}"
