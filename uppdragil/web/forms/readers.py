"""The form of a restricted directive's named readers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from uppdragil.organisation.apart import told_apart
from uppdragil.organisation.models import Person


class ReaderForm(forms.Form):
    """Who else may read it: anybody in use who is not named yet."""

    person = forms.ModelChoiceField(
        label=_("Person"),
        queryset=Person.objects.none(),
        error_messages={"required": _("Choose who may read it.")},
    )

    def __init__(self, *args: Any, named: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        free = Person.objects.filter(active=True).exclude(pk__in=[p.pk for p in named])
        field.queryset = free.select_related("unit", "user")
        field.choices = lambda: [("", gettext("Choose")), *told_apart(field.queryset).items()]
