"""Numbers as people read them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from uppdragil.web.numbers import number_text


@pytest.mark.parametrize(
    ("language", "value", "unit", "text"),
    [
        ("sv", Decimal("54.5"), "%", "54,5 %"),
        ("sv", Decimal("12000"), "resor", "12\N{NO-BREAK SPACE}000 resor"),
        ("sv", Decimal("-1234567.25"), "", "-1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567,25"),
        ("en", Decimal("12000"), "trips", "12,000 trips"),
        ("sv", Decimal(0), "st", "0 st"),
        ("sv", None, "st", ""),
    ],
)
def test_a_number_has_the_signs_of_the_language(
    language: str, value: Decimal | None, unit: str, text: str
) -> None:
    with translation.override(language):
        assert number_text(value, unit) == text
