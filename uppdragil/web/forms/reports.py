"""Forms of status reports: what a lead says of a mandate, an acknowledgement, a round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django import forms
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from uppdragil.core.uid import new_uid
from uppdragil.portfolio.reporting.content import Aspect, Deviation, Judged, Light, Missing, ReportContent
from uppdragil.portfolio.reporting.sentences import ASPECTS, LIGHTS, MISSING
from uppdragil.web.widgets import DayInput

MOST_DEVIATIONS = 30
MAX_WORD, MAX_TEXT = 200, 5_000  # characters


def _area(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class LightForm(forms.Form):
    """One light and its word; whether a word is needed is asked of `content.missing`, not here."""

    light = forms.ChoiceField(
        choices=[(light.value, LIGHTS[light]) for light in Light], required=False, widget=forms.RadioSelect
    )
    word = forms.CharField(required=False, max_length=MAX_WORD)

    def __init__(self, aspect: Aspect, data: QueryDict | None, judged: Judged) -> None:
        initial = {"light": judged.light or "", "word": judged.word}
        super().__init__(data, prefix=aspect.value, initial=initial)
        self.fields["light"].label = ASPECTS[aspect]
        self.fields["word"].label = _("%(aspect)s, in a word") % {"aspect": ASPECTS[aspect]}

    def judged(self) -> Judged:
        """What was filled in, of a valid form."""
        light = self.cleaned_data["light"]
        return Judged(light=Light(light) if light else None, word=self.cleaned_data["word"])


class TextForm(forms.Form):
    done = forms.CharField(
        label=gettext_lazy("Done since last"), required=False, max_length=MAX_TEXT, widget=_area()
    )
    next = forms.CharField(
        label=gettext_lazy("Next step"), required=False, max_length=MAX_TEXT, widget=_area()
    )


class DeviationForm(forms.Form):
    uid = forms.RegexField(r"^[0-9a-z]{4,32}$", widget=forms.HiddenInput)
    cause = forms.CharField(
        label=gettext_lazy("What it is caused by"), required=False, max_length=MAX_TEXT, widget=_area()
    )
    consequence = forms.CharField(
        label=gettext_lazy("Consequence"), required=False, max_length=MAX_TEXT, widget=_area()
    )
    measure = forms.CharField(
        label=gettext_lazy("Measure"), required=False, max_length=MAX_TEXT, widget=_area()
    )
    counterpart = forms.CharField(
        label=gettext_lazy("Counterpart"),
        required=False,
        max_length=MAX_WORD,
        help_text=gettext_lazy("Who it depends on, such as a supplier or another unit."),
    )
    plan_b = forms.CharField(
        label=gettext_lazy("Plan B"), required=False, max_length=MAX_TEXT, widget=_area()
    )
    decided_by = forms.CharField(label=gettext_lazy("Decided by"), required=False, max_length=MAX_WORD)
    over = forms.BooleanField(label=gettext_lazy("It is over"), required=False)

    def deviation(self) -> Deviation:
        """What was filled in, of a valid form."""
        return Deviation(**self.cleaned_data)


@dataclass
class ReportForms:
    """Everything that is typed in a report. Iterates over its fields, as a form does."""

    lights: dict[Aspect, LightForm]
    texts: TextForm
    deviations: list[DeviationForm]

    @classmethod
    def of(cls, content: ReportContent, data: QueryDict | None = None) -> ReportForms:
        """From what was posted, or from `content`; with an empty deviation at the end."""
        return cls(
            {aspect: LightForm(aspect, data, content.judged(aspect)) for aspect in Aspect},
            TextForm(data, initial={"done": content.done, "next": content.next}),
            _posted(data) if data is not None else _drawn(content),
        )

    def __iter__(self) -> Iterator[BoundField]:
        for form in self._forms():
            yield from form

    def non_field_errors(self) -> list[str]:
        return []

    def _forms(self) -> list[BaseForm]:
        return [*self.lights.values(), self.texts, *self.deviations]

    def is_valid(self) -> bool:
        return all([form.is_valid() for form in self._forms()])

    def content(self) -> ReportContent:
        """What was filled in, of valid forms."""
        judged = {aspect.value: form.judged() for aspect, form in self.lights.items()}
        deviations = tuple(d for form in self.deviations if (d := form.deviation()).said)
        return ReportContent(**judged, **self.texts.cleaned_data, deviations=deviations)

    def refuse(self, missing: Iterable[Missing]) -> None:
        """Say what is missing beside each field."""
        fields = {"no_light": "light", "no_word": "word", "no_cause": "cause"}
        forms_: Mapping[str, BaseForm] = {a.value: form for a, form in self.lights.items()} | {
            form["uid"].value(): form for form in self.deviations
        }
        for one in missing:
            forms_[one.where].add_error(fields[one.code], MISSING[one.code])


def _drawn(content: ReportContent) -> list[DeviationForm]:
    rows = [*content.deviations, Deviation(uid=new_uid())]
    return [DeviationForm(prefix=f"deviation-{n}", initial=row.model_dump()) for n, row in enumerate(rows)]


def _posted(data: QueryDict) -> list[DeviationForm]:
    """As many as were sent, in their order. An address that asks for more is answered with the first ones."""
    prefixes = [f"deviation-{n}" for n in range(MOST_DEVIATIONS)]
    return [DeviationForm(data, prefix=prefix) for prefix in prefixes if f"{prefix}-uid" in data]


def one_more(data: QueryDict) -> QueryDict:
    """What was posted, with room for one more deviation."""
    more = data.copy()
    free = (f"deviation-{n}-uid" for n in range(MOST_DEVIATIONS))
    name = next((name for name in free if name not in data), "")
    if name:
        more[name] = new_uid()
    return more


class AcknowledgeForm(forms.Form):
    comment = forms.CharField(
        label=gettext_lazy("Comment"),
        required=False,
        max_length=MAX_TEXT,
        widget=_area(),
        help_text=gettext_lazy("The mandate lead reads it."),
    )


class ChangeRoundForm(forms.Form):
    due = forms.DateField(label=gettext_lazy("Reported by"), widget=DayInput)
    note = forms.CharField(
        label=gettext_lazy("To those who report"), required=False, max_length=2_000, widget=_area()
    )


class RoundForm(ChangeRoundForm):
    starts = forms.DateField(label=gettext_lazy("The period begins"), widget=DayInput)
    ends = forms.DateField(label=gettext_lazy("The period ends"), widget=DayInput)
    field_order = ("starts", "ends", "due", "note")
