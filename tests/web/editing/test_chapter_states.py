"""The list of chapters beside the editor: a chapter is done only when nothing that the model asks for is missing."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import factories as f
from tests.web.directive_pages import edit_url, page_of, signed_in
from tests.web.editing.kit import written
from uppdragil.directives.content import Role

pytestmark = pytest.mark.django_db


def state(client: Client, made: f.Mandate, key: str) -> str:
    found = page_of(client.get(edit_url(made))).xpath(
        f"//nav[@data-outline]//a[substring-after(@href, '#')='{key}']/span[contains(@class, 'state')]"
    )
    return str(found[0].text_content())


def left(client: Client, made: f.Mandate) -> str:
    return " ".join(page_of(client.get(edit_url(made))).xpath("//*[@data-left]")[0].text_content().split())


@pytest.mark.parametrize(("make", "called"), [(f.mandate, "Uppdragsägare"), (f.commission, "Uppdragsgivare")])
def test_the_organisation_is_not_done_while_the_owner_is_missing(make: type[f.Mandate], called: str) -> None:
    made = make()
    written(made, "roles", tuple(row for row in made.content.roles if row.role is not Role.OWNER))
    client = signed_in(made.cast.lead)

    assert state(client, made, "roles") == "Saknas"
    assert f"{called} är inte namngiven i" in left(client, made)


def test_a_time_plan_is_not_done_while_a_gate_has_no_date(made: f.Mandate, lead: Client) -> None:
    written(made, "gate_plans", made.content.gate_plans[1:])

    assert state(lead, made, "gate_plans") == "Saknas"
