"""What a decision has locked is read and not written."""

from __future__ import annotations

import pytest

from tests import factories as f
from tests.web.directive_pages import (
    edit_url,
    fields_of,
    signed_in,
    words,
)
from tests.web.editing.kit import send
from uppdragil.directives.content import (
    Role,
)
from uppdragil.web.editor.seen import Drawn

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "key", ["impact_goals", "mandate_goals", "gate_plans", "costs", "financing", "budget"]
)
def test_a_locked_chapter_is_drawn_to_be_read_with_the_reason(key: str) -> None:
    made = f.at("preparation")
    response = signed_in(made.cast.lead).get(edit_url(made, key))
    shown = words(response)
    assert "Det här kapitlet är låst" in shown
    assert "Låst sedan BP0 beslutades den 2 mars 2026." in shown
    assert f"En ändring kräver beslut av {made.cast.body.name}" in shown
    assert f"{key}-seen" not in fields_of(response)


def test_a_locked_chapter_that_is_sent_anyway_is_refused_with_the_text_kept() -> None:
    made = f.at("preparation")
    response = signed_in(made.cast.lead).post(
        edit_url(made), {"costs-seen": str(Drawn.of(made.content, "costs")), "costs-text": "Dubbelt så dyrt"}
    )
    assert response.status_code == 422
    assert "6.1 Kostnader" in words(response)
    assert fields_of(response)["costs-text"].strip() == "Dubbelt så dyrt"
    assert made.content.costs == "Text om costs"


def test_the_owner_is_locked_but_the_other_roles_are_not() -> None:
    made = f.at("preparation")
    client, owners = signed_in(made.cast.lead), made.content.holders(Role.OWNER)
    response = client.get(edit_url(made, "roles"))
    assert owners[0].holder in words(response)
    assert "Delar av det här är låsta" in words(response)
    assert "owner" not in {v for k, v in fields_of(response).items() if k.endswith("-role")}
    assert send(client, made, "roles", **{"rows-1-holder": "Någon ny", "rows-1-pick": ""}).status_code == 302
    assert made.content.holders(Role.OWNER) == owners
    assert made.content.roles[2].holder == "Någon ny"
