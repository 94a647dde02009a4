"""Chapter 6.3 in the editor and on the page: typed in kronor, kept in öre."""

from __future__ import annotations

import pytest

from tests import factories as f
from tests.web.directive_pages import edit_url, fields_of, page_of, signed_in, url, words
from tests.web.editing.kit import send
from uppdragil.directives.content import CostKind
from uppdragil.web.forms.kronor import KronorField

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "ore"),
    [
        ("1250000", 125_000_000),
        ("1 250 000,50 kr", 125_000_050),
        ("1\u00a0250\u00a0000 kronor", 125_000_000),
        ("0", 0),
        ("", None),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, ore: int | None) -> None:
    assert KronorField().clean(typed) == ore


@pytest.mark.parametrize("typed", ["mycket", "-5", "1,234", "9" * 30, "NaN", "1e400"])
def test_what_is_no_amount_is_refused_and_shown_again(typed: str) -> None:
    made = f.mandate()

    response = send(signed_in(made.cast.lead), made, "budget", **{"rows-0-frame": typed})

    assert response.status_code == 422
    assert fields_of(response)["budget-0-frame"] == typed
    assert made.content.frame == 120_000_000


def test_a_row_is_typed_and_read_with_the_frame_in_all() -> None:
    made = f.mandate()
    lead = signed_in(made.cast.lead)

    typed = {"rows-0-frame": "2 500 000", "rows-0-cost_kind": "services", "rows-0-text": "Konsulter"}
    assert send(lead, made, "budget", **typed).status_code == 302

    [row] = made.content.budget
    assert (row.cost_kind, row.frame, row.year) == (CostKind.SERVICES, 250_000_000, 2026)
    shown = words(lead.get(url(made)))
    assert "Köpta tjänster" in shown
    assert "2 500 000 kr" in shown.replace("\u00a0", " ")


def test_a_form_shows_kronor() -> None:
    made = f.mandate()
    assert page_of(signed_in(made.cast.lead).get(edit_url(made, "budget"))).xpath(
        "//input[@name='budget-0-frame']/@value"
    ) == ["1200000"]
