"""Helpers for the tests of the directive's pages: sign in as somebody, send a page's form as a browser would."""

from __future__ import annotations

from typing import Any

import lxml.html
from django.http import HttpResponse
from django.test import Client

from tests import factories as f
from uppdragil.organisation.models import Person


def signed_in(person: Person) -> Client:
    """A browser in which `person` is signed in."""
    client = Client()
    client.force_login((person if person.user else f.with_account(person)).user)
    return client


def page_of(response: HttpResponse) -> Any:
    return lxml.html.fromstring(response.content.decode())


def words(response: HttpResponse) -> str:
    """What a page says, as one line."""
    return " ".join(page_of(response).text_content().split())


def main_form(response: HttpResponse) -> Any:
    """The form of an edit page."""
    forms = page_of(response).forms
    return next(
        form for form in forms if any(name == "version" or name.endswith("-seen") for name in form.fields)
    )


def fields_of(response: HttpResponse) -> dict[str, Any]:
    """Everything that the edit page's form would send, several values of one name as a list."""
    sent: dict[str, Any] = {}
    for name, value in main_form(response).form_values():
        sent.setdefault(name, []).append(value.removeprefix("\n"))  # as HTML says of a textarea's first line
    return {name: values if len(values) > 1 else values[0] for name, values in sent.items()}


def named(key: str, fields: dict[str, Any]) -> dict[str, Any]:
    """Fields of chapter `key` by their names on the page: "rows-0-text" of its first row, "text" of its text."""
    return {f"{key}-{name.removeprefix('rows-')}": value for name, value in fields.items()}


def edit_url(mandate: f.Mandate, key: str = "") -> str:
    """The editor; with `key` the place of a chapter in it."""
    return f"/directives/{mandate.directive.uid}/edit/" + (f"#{key}" if key else "")


def url(mandate: f.Mandate, rest: str = "") -> str:
    return f"/directives/{mandate.directive.uid}/{rest}"
