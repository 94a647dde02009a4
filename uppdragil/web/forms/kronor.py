"""A field for money: typed and shown in kronor, öre everywhere else."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.formats import localize_input
from django.utils.translation import gettext_lazy as _

from uppdragil.core.kronor import ORE, kronor
from uppdragil.directives.content import MAX_ORE

SPACES = re.compile(r"\s|kr(onor)?\.?\s*$", re.IGNORECASE)  # "1 250 000 kr", as people write it


class KronorField(forms.DecimalField):
    """Gives whole öre, or None."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {
            "required": False,
            "min_value": 0,
            "max_value": MAX_ORE // ORE,
            "decimal_places": 2,
        } | kwargs
        super().__init__(localize=True, error_messages={"invalid": _("Give the amount in kronor.")}, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return localize_input(kronor(value)) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        amount = super().clean(SPACES.sub("", value) if isinstance(value, str) else value)
        return None if amount is None else int(amount * ORE)
