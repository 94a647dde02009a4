"""What cannot be saved: said at its field or on a page of its own, with everything typed kept."""

from __future__ import annotations

from unittest.mock import Mock, patch

import pytest
from django.test import Client

from tests import factories as f
from tests.web.directive_pages import (
    edit_url,
    fields_of,
    page_of,
    signed_in,
)
from tests.web.editing.kit import send

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("key", "field", "value", "kept"),
    [
        ("activities", "0-end", "igår", "0-name"),
        ("impact_goals", "0-baseline", "mycket", "0-text"),
        ("risks", "0-probability", "6", "0-text"),
        ("head", "title", " ", "origin"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field_and_the_rest_stays(
    made: f.Mandate, lead: Client, key: str, field: str, value: str, kept: str
) -> None:
    before = made.content
    response = send(lead, made, key, **{field: value, kept: "Det jag skrev"})
    page = page_of(response)
    assert response.status_code == 422
    assert made.content == before
    assert page.xpath("//ul[@class='errors']//a/@href") == [f"#{key}", f"#id_{key}-{field}"]
    assert fields_of(response)[f"{key}-{kept}"] == "Det jag skrev"


def test_a_text_that_is_too_long_is_refused_and_kept(made: f.Mandate, lead: Client) -> None:
    long = "x" * 200_001
    response = send(lead, made, "background", text=long)
    assert response.status_code == 422
    assert fields_of(response)["background-text"].strip() == long


@pytest.mark.parametrize("phase", ["bp0", "realisation"])
def test_when_the_text_lies_still_what_was_typed_is_shown_to_be_copied(phase: str) -> None:
    made = f.at(phase)
    client = signed_in(made.cast.lead)
    assert client.get(edit_url(made, "idea")).status_code == 403
    for key, field in (("idea", "text"), ("head", "origin")):
        sent = {f"{key}-seen": "", f"{key}-{field}": "Min långa text"}
        response = client.post(edit_url(made), sent)
        assert response.status_code == 409
        assert "Min långa text" in page_of(response).xpath("//textarea[@readonly]")[0].text


def test_a_submission_that_slips_in_before_the_save_keeps_the_text_too(made: f.Mandate, lead: Client) -> None:
    sent = fields_of(lead.get(edit_url(made, "mandate_goals"))) | {"mandate_goals-0-text": "Min långa text"}
    with patch("uppdragil.directives.services.policies", Mock(may_edit=lambda *asked: False)):
        response = lead.post(edit_url(made, "mandate_goals"), sent)
    assert response.status_code == 409
    assert "Min långa text" in page_of(response).xpath("//textarea[@readonly]")[0].text


def test_others_who_see_the_working_text_cannot_write_it(made: f.Mandate) -> None:
    office = signed_in(made.cast.office)
    assert office.get(edit_url(made, "idea")).status_code == 403
    assert office.post(edit_url(made, "idea"), {"version": "1", "idea-text": "x"}).status_code == 409
    assert made.content.idea == "Text om idea"


def test_whoever_reads_only_the_decided_version_finds_no_edit_page() -> None:
    made = f.at("preparation")
    reader = signed_in(f.person())
    assert (
        reader.get(edit_url(made, "idea")).status_code
        == reader.get(edit_url(made, "head")).status_code
        == 404
    )
    assert reader.post(edit_url(made, "idea"), {"idea-text": "x"}).status_code == 404
