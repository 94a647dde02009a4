"""Opening a chapter's form as a browser would, and writing behind its back."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests import factories as f
from tests.web.directive_pages import (
    chapter_version,
    edit_url,
    fields_of,
)
from uppdragil.directives import services


def send(client: Client, made: f.Mandate, key: str, do: str = "save", **changed: Any) -> Any:
    """Open chapter `key`, change some fields, press a button. `changed` uses _ for the dashes of row fields."""
    sent = fields_of(client.get(edit_url(made, key)))
    return client.post(edit_url(made, key), sent | changed | {"do": do})


def written(made: f.Mandate, key: str, value: Any, by: Any = None) -> None:
    """What another window saves meanwhile."""
    content = made.content.model_copy(update={key: value})
    services.save_chapter(
        directive=made.directive, key=key, version=chapter_version(made, key), content=content,
        by=by or made.cast.lead, now=f.NOW,
    )  # fmt: skip
