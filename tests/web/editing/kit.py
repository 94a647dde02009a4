"""Opening the editor as a browser would, and writing behind its back."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests import factories as f
from tests.directives.edits import save
from tests.web.directive_pages import edit_url, fields_of, named


def send(client: Client, made: f.Mandate, key: str, do: str = "save", **changed: Any) -> Any:
    """Open the editor, change some fields of chapter `key`, press a button: of a row "up:0" for "up:risks:0"."""
    sent = fields_of(client.get(edit_url(made)))
    verb, _colon, place = do.partition(":")
    if verb in ("add", "delete", "up", "down"):
        do = f"{verb}:{key}:{place}"
    return client.post(edit_url(made), sent | named(key, changed) | {"do": do})


def written(made: f.Mandate, key: str, value: Any, by: Any = None) -> None:
    """What another window saves meanwhile."""
    content = made.content.model_copy(update={key: value})
    assert not save(made, key, content, by=by or made.cast.lead).conflicts
