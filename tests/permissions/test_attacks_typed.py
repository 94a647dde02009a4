"""Hostile words and forms: nothing breaks, and what is wrong is said as a refusal."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import reverse

from .hostile import ANSWERED, HOSTILE, everything, form
from .table import FORM
from .world import Place, World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: ascii(value[:12]))
def test_any_word_in_any_field_is_answered(world: World, at_work: Place, value: str) -> None:
    paths = everything(world, at_work, "POST")
    got = {name: world.ask("lead", "POST", path, form(value)).status_code for name, path in paths}
    assert {name: code for name, code in got.items() if code not in ANSWERED} == {}


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: ascii(value[:12]))
def test_any_word_in_the_query_is_answered(world: World, at_work: Place, value: str) -> None:
    query = dict.fromkeys(
        ("q", "phase", "unit", "page", "sort", "with", "state", "whose", "next", "all"), value[:5_000]
    )
    client = world.client("office")
    got = {name: client.get(path, query).status_code for name, path in everything(world, at_work, "GET")}
    assert {name: code for name, code in got.items() if code not in ANSWERED} == {}


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: ascii(value[:12]))
def test_a_decider_may_type_anything(world: World, at_gate: Place, value: str) -> None:
    uid = at_gate.directive.uid
    codes = [
        world.ask("owner", "POST", reverse(name, args=[uid]), form(value)).status_code
        for name in ("gate", "gate-confirm", "pause", "stop", "close")
    ]
    assert set(codes) <= set(ANSWERED)


@pytest.mark.parametrize(
    "charset", ["unicode_escape", "utf-7", "utf-16", "raw_unicode_escape", "no-such", "rot13"]
)
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"])
def test_another_charset_brings_no_half_characters(
    world: World, at_work: Place, kind: str, charset: str
) -> None:
    """unicode_escape would make lone surrogates, which no store can keep."""
    path = reverse("chapter-edit", args=[at_work.directive.uid, "background"])
    surrogate = r"\ud800 \x00"
    version = at_work.directive.chapters.get(key="background").version
    bodies = {
        "a": f"text={surrogate}&version={version}",
        "m": f'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n{surrogate}\r\n--b\r\n'
        f'Content-Disposition: form-data; name="version"\r\n\r\n{version}\r\n--b--\r\n',
    }
    client = world.client("lead")
    answer = client.generic("POST", path, bodies[kind[0]], content_type=f"{kind}; charset={charset}")
    assert answer.status_code in ANSWERED
    assert (
        client.get(f"/directives/?q={surrogate}", content_type=f"{kind}; charset={charset}").status_code
        in ANSWERED
    )


def test_ten_thousand_fields_are_answered(world: World, at_work: Place) -> None:
    path = reverse("chapter-edit", args=[at_work.directive.uid, "risks"])
    fields = {f"rows-{i}-text": "x" for i in range(10_000)} | {
        "rows-TOTAL_FORMS": "10000",
        "rows-INITIAL_FORMS": "0",
    }
    assert world.ask("lead", "POST", path, fields).status_code in (400, 409, 422)


def test_more_fields_than_any_form_has_are_refused(world: World, at_work: Place) -> None:
    path = reverse("chapter-edit", args=[at_work.directive.uid, "background"])
    fields = {f"f{i}": "x" for i in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    assert world.ask("lead", "POST", path, fields).status_code == 400


@pytest.mark.parametrize("name", ["TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS"])
@pytest.mark.parametrize("value", ["", "-1", "999999999", "9" * 5_000, "x", "1.5", None])
def test_a_tampered_form_of_rows_is_answered(
    world: World, at_work: Place, name: str, value: str | None
) -> None:
    path = reverse("chapter-edit", args=[at_work.directive.uid, "risks"])
    given = {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", f"rows-{name}": value}
    data = {key: said for key, said in given.items() if said is not None}
    assert world.ask("lead", "POST", path, data).status_code in (302, 409, 422)


@pytest.mark.parametrize("value", ["", "-1", "999999999", "9" * 5_000, None])
def test_tampered_conditions_are_answered(world: World, at_gate: Place, value: str | None) -> None:
    path = reverse("gate", args=[at_gate.directive.uid])
    data = {"outcome": "conditional", "motivation": "x"} | (
        {"conditions-TOTAL_FORMS": value} if value is not None else {}
    )
    assert world.ask("owner", "POST", path, data).status_code in FORM
