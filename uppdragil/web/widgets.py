"""Form widgets beyond Django's own."""

from __future__ import annotations

from django import forms


class DayInput(forms.DateInput):
    """The browser's own date field. It sends and takes ISO dates in every language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MonthInput(forms.TextInput):
    """The browser's own field for a month, where it has one. It sends and takes 2025-06 in every language."""

    input_type = "month"


class ClockInput(forms.TimeInput):
    """The browser's own field for a time of day. It sends and takes 13:05 in every language."""

    input_type = "time"

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")
