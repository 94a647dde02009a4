"""Hostile words and forms: nothing breaks, and what is wrong is said as a refusal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from uppdragil.web.editor.seen import Drawn

from .hostile import ANSWERED, HOSTILE, everything, form
from .table import FORM
from .turns import turn
from .world import Place, World

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
TAMPERED = ("", "-1", "9" * 5_000, "x", "1.5")  # a huge number of rows: see the ten thousand fields
CHARSETS = ("unicode_escape", "utf-7", "utf-16", "raw_unicode_escape", "no-such", "rot13")
FORM_KINDS = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=b")
SURROGATE = r"\ud800 \x00"
ROWS = {"risks-seen": "", "risks-TOTAL_FORMS": "1", "risks-INITIAL_FORMS": "0"}
QUERY = ("q", "phase", "unit", "page", "sort", "with", "state", "whose", "next", "all")


def unanswered(
    world: World, kind: str, paths: Iterable[tuple[str, str]], in_full: bool
) -> dict[tuple[str, str], int]:
    """Forms full of hostile words, each word in its turn, to all of `paths`; what came back that is no answer."""
    got: dict[tuple[str, str], int] = {}
    for number, (name, path) in enumerate(paths):
        for value in HOSTILE if in_full else turn(HOSTILE, number, 2):
            got[name, ascii(value[:12])] = world.ask(kind, "POST", path, form(value)).status_code
    return {asked: code for asked, code in got.items() if code not in ANSWERED}


def test_any_word_in_any_field_is_answered(world: World, at_work: Place, in_full: bool) -> None:
    assert unanswered(world, "lead", everything(world, at_work, "POST"), in_full) == {}


def test_the_office_may_type_anything(world: World, at_work: Place, in_full: bool) -> None:
    paths = everything(world, at_work, "POST")
    hers = [p for p in paths if p[0].startswith(("organisation", "import"))]
    assert unanswered(world, "office", hers, in_full) == {}


def test_a_decider_may_type_anything(world: World, at_gate: Place, in_full: bool) -> None:
    moves = ("gate", "gate-confirm", "pause", "stop", "close")
    paths = [(n, reverse(n, args=[at_gate.directive.uid])) for n in moves]
    assert unanswered(world, "owner", paths, in_full) == {}


def test_any_word_in_the_query_is_answered(world: World, at_work: Place) -> None:
    client, got = world.client("office"), {}
    for name, path in everything(world, at_work, "GET"):
        asks = name in ("directives", "portfolio", "directive-history", "version", "organisation-person")
        for value in HOSTILE if asks else HOSTILE[:2]:
            query = dict.fromkeys(QUERY, value[:5_000])
            got[name, ascii(value[:12])] = client.get(path, query).status_code
    assert {asked: code for asked, code in got.items() if code not in ANSWERED} == {}


@pytest.mark.parametrize("kind", FORM_KINDS)
def test_another_charset_brings_no_half_characters(world: World, at_work: Place, kind: str) -> None:
    """unicode_escape would make lone surrogates, which no store can keep."""
    path = reverse("directive-edit", args=[at_work.directive.uid])
    fields = {
        "background-text": SURROGATE,
        "background-seen": str(Drawn.of(at_work.mandate.content, "background")),
    }
    client, body = world.client("lead"), _body(kind, fields)
    for charset in CHARSETS:
        said = {"content_type": f"{kind}; charset={charset}"}
        assert client.generic("POST", path, body, **said).status_code in ANSWERED
        assert client.get(f"/directives/?q={SURROGATE}", **said).status_code in ANSWERED


def _body(kind: str, fields: dict[str, Any]) -> str:
    if kind == FORM_KINDS[0]:
        return "&".join(f"{name}={value}" for name, value in fields.items())
    part = '--b\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    return "".join(part.format(name, value) for name, value in fields.items()) + "--b--\r\n"


def test_ten_thousand_fields_are_answered(world: World, at_work: Place) -> None:
    path = reverse("directive-edit", args=[at_work.directive.uid])
    fields = {f"risks-{i}-text": "x" for i in range(10_000)} | ROWS | {"risks-TOTAL_FORMS": "10000"}
    assert world.ask("lead", "POST", path, fields).status_code in (400, 409, 422)


def test_more_fields_than_any_form_has_are_refused(world: World, at_work: Place) -> None:
    path = reverse("directive-edit", args=[at_work.directive.uid])
    fields = {f"f{i}": "x" for i in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    assert world.ask("lead", "POST", path, fields).status_code == 400


def test_a_tampered_form_of_rows_is_answered(world: World, at_work: Place) -> None:
    path = reverse("directive-edit", args=[at_work.directive.uid])
    names = [f"risks-{n}" for n in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")]
    forms = [ROWS | {name: value} for name in names for value in TAMPERED]
    left_out = [{k: v for k, v in ROWS.items() if k != name} for name in names]
    codes = {world.ask("lead", "POST", path, data).status_code for data in [*forms, *left_out, {}]}
    assert codes <= {302, 409, 422}


def test_tampered_conditions_are_answered(world: World, at_gate: Place) -> None:
    path = reverse("gate", args=[at_gate.directive.uid])
    usual = {
        "outcome": "conditional",
        "motivation": "x",
        "round": at_gate.mandate.round.uid if at_gate.mandate.round else "",
    }
    forms = [usual, *(usual | {"conditions-TOTAL_FORMS": value} for value in (*TAMPERED, "999999999"))]
    assert {world.ask("owner", "POST", path, data).status_code for data in forms} <= set(FORM)
