"""The pages of a change decision and of superseding in a real browser: nothing that axe finds, in every mode."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests import factories as f
from tests.web.directive_pages import url
from tests.workflows.test_changing import prepare, submit
from tests.workflows.test_superseding import replacing

from .conftest import SignIn

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_change_is_prepared_and_read_on_accessible_pages(
    sign_in: SignIn, sweep: Callable[[Page], list[str]]
) -> None:
    made = f.at("execution")
    page = sign_in(made.cast.lead)
    page.goto(url(made, "change/"))
    assert sweep(page) == []
    prepare(made)
    for path in ("change/", "change/edit/head/", "change/edit/roles/", "change/edit/gate_plans/"):
        page.goto(url(made, path))
        assert sweep(page) == [], path
    submit(made)
    page.goto(url(made))
    assert sweep(page) == []
    page.goto(url(made, "gate/"))
    assert sweep(page) == []
    made.decide()
    page.goto(url(made))
    assert sweep(page) == []


def test_a_superseded_mandate_is_read_on_an_accessible_page(
    sign_in: SignIn, sweep: Callable[[Page], list[str]]
) -> None:
    old = f.at("execution")
    replacing(old).decide()
    page = sign_in(old.cast.lead)
    page.goto(url(old))
    assert sweep(page) == []
