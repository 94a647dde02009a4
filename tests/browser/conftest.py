"""Whose page it is, and how a decision ends. Logging in by its form is tested in test_frame and with passkeys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.factories import with_account
from uppdragil.organisation.models import Person

SignIn = Callable[[Person], Page]


@pytest.fixture
def sign_in(page: Page) -> SignIn:
    """sign_in(person) makes the page theirs; they get an account if they have none.

    Each has a session of their own: what a page that was left still sends would else end the next person's.
    """

    def become(person: Person) -> Page:
        client = Client()
        client.force_login((person if person.user else with_account(person)).user)
        value = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": value, "domain": "localhost", "path": "/"}])
        return page

    return become


def see_what_was_decided(page: Page) -> None:
    """Its heading stood on the page of the confirmation too."""
    page.wait_for_url(lambda where: "/confirm/" not in where)
    expect(page.get_by_role("heading", level=1)).to_have_text("JA: En väg in till primärvården")
