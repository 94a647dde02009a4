"""A field for words that a table refuses without any."""

from __future__ import annotations

from typing import Any

from django import forms

from uppdragil.core.values import clean_text


class WordsField(forms.CharField):
    """As it will be kept: a control character alone is nothing, and a required field says so."""

    def to_python(self, value: Any) -> str:
        return str(clean_text(super().to_python(value))).strip()
