"""Forms of the organisation's records, one per kind, and the small ones on their pages."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from uppdragil.organisation.apart import told_apart
from uppdragil.organisation.models import (
    DecisionBody,
    Duty,
    Holding,
    Membership,
    Person,
    Position,
    Unit,
)
from uppdragil.web.widgets import DayInput

UNIT = pgettext_lazy("of the organisation", "Unit")


class RecordForm(forms.ModelForm):
    """A record's own fields. Choices are what is in use, and what the record has already.

    `in_our_words`: fields whose constraints are judged elsewhere; the model's own words name a constraint.
    """

    in_our_words: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                has = getattr(self.instance, f"{name}_id", None)
                field.queryset = _in_use(field.queryset, has)
                field.empty_label = gettext("Choose") if field.required else gettext("None chosen")
                if field.queryset is not None and field.queryset.model is Person:
                    field.choices = partial(_people, field)
            elif isinstance(field, forms.TypedChoiceField):
                choices: Any = field.choices
                field.choices = [
                    (v, str(label).capitalize() if v else gettext("Choose")) for v, label in choices
                ]

    def _get_validation_exclusions(self) -> set[str]:
        return {*super()._get_validation_exclusions(), *self.in_our_words}  # type: ignore[misc]


def _in_use(records: QuerySet[Any] | None, has: int | None) -> QuerySet[Any] | None:
    return records.filter(Q(active=True) | Q(pk=has)) if records is not None else None


def _people(field: forms.ModelChoiceField[Person]) -> list[tuple[Any, Any]]:
    """The choices of a field of people, each told from the others."""
    assert field.queryset is not None
    labels = told_apart(field.queryset.select_related("unit", "user"))
    return [("", field.empty_label), *labels.items()]


class PersonForm(RecordForm):
    class Meta:
        model = Person
        fields = ("name", "title", "email", "unit")
        labels = {"name": _("Name"), "title": _("Job title"), "email": _("E-mail"), "unit": UNIT}


class UnitForm(RecordForm):
    class Meta:
        model = Unit
        fields = ("name", "parent")
        labels = {"name": _("Name"), "parent": _("Part of")}


class PositionForm(RecordForm):
    class Meta:
        model = Position
        fields = ("title", "unit")
        labels = {"title": _("Title of the position"), "unit": UNIT}
        help_texts = {"title": _("As directives write it, such as Utvecklingsdirektör.")}


class BodyForm(RecordForm):
    class Meta:
        model = DecisionBody
        fields = ("name", "short", "kind")
        labels = {"name": _("Name"), "short": _("Short name"), "kind": _("Kind")}
        help_texts = {
            "kind": _(
                "A board or a committee decides itself. In a management group a named official decides."
            )
        }


class DutyForm(RecordForm):
    in_our_words = ("person", "kind", "unit")

    class Meta:
        model = Duty
        fields = ("person", "kind", "unit")
        labels = {"person": _("Person"), "kind": _("Duty"), "unit": UNIT}
        help_texts = {"unit": _("For a controller: the unit whose directives they check.")}

    def clean(self) -> dict[str, Any]:
        """The same duty twice is refused."""
        asked = {name: self.cleaned_data.get(name) for name in ("person", "kind", "unit")}
        if not self.errors and Duty.objects.filter(**asked).exists():
            raise forms.ValidationError(_("The person has that duty already."))
        return self.cleaned_data


class PeriodForm(RecordForm):
    """Days are judged by the service, which says what is wrong in words."""

    in_our_words = ("starts", "ends")


class HoldingForm(PeriodForm):
    class Meta:
        model = Holding
        fields = ("person", "starts", "ends")
        labels = {"person": _("Person"), "starts": _("From"), "ends": _("To")}
        widgets = {"starts": DayInput, "ends": DayInput}


class SeatForm(PeriodForm):
    class Meta:
        model = Membership
        fields = ("person", "seat", "starts", "ends")
        labels = {"person": _("Person"), "seat": _("Seat"), "starts": _("From"), "ends": _("To")}
        widgets = {"starts": DayInput, "ends": DayInput}


class EndForm(forms.Form):
    ends = forms.DateField(label=_("Last day"), widget=DayInput)


class AccountForm(forms.Form):
    username = forms.CharField(
        label=_("Username"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class FindForm(forms.Form):
    """The filter above a list."""

    q = forms.CharField(
        label=_("Search"), required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    all = forms.BooleanField(label=_("Show what is out of use too"), required=False)
