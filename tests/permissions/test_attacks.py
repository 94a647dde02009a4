"""Hostile requests: nothing breaks, nothing changes, and what is wrong is said as a refusal."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD
from uppdragil.core.models import AuditHead
from uppdragil.core.uid import new_uid
from uppdragil.decisions.models import Decision

from . import routes
from .table import FORM, TABLE, WRONG_METHOD
from .world import Place, World

pytestmark = pytest.mark.django_db
HOSTILE = (
    "a\x00b",
    "\x00",
    "\x01\x1f\x7f\u202e",
    "x" * 300_000,
    "9" * 5_000,
    "-1",
    "1e999",
    "NaN",
    "٣",
    "2026-99-99",
    "0000-00-00",
    "99999999999999999999-01-01",
    "<script>alert(1)</script>",
    "'; DROP TABLE directives_directive; --",
    "{{ 7|add:7 }}{% debug %}",
    "../../../etc/passwd",
    "=cmd|' /C calc'!A0",
    "\U0001f600" * 2_000,
)
FIELDS = (
    "title", "number", "subtitle", "registry_number", "unit_id", "parent_id", "parent", "origin",
    "visibility", "version", "do", "key", "fix", "finding", "row", "round", "fingerprint", "body",
    "reason", "wake_on", "password", "state", "done_on", "comment", "outcome", "motivation",
    "postponed_to", "met_on", "paragraph", "official", "text", "note-lead_in", "note-not_applicable",
    "rows-0-uid", "rows-0-text", "rows-0-gate", "rows-0-start", "rows-0-pick", "rows-0-holder",
    "rows-0-role", "rows-0-probability", "rows-0-baseline", "conditions-0-text", "conditions-0-due",
    "item-0-value", "q", "phase", "unit", "page", "sort", "with", "next", "person", "login", "name",
    "starts", "ends", "username", "active", "language",
)  # fmt: skip
FORMSETS = {
    "rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", "conditions-TOTAL_FORMS": "1", "conditions-INITIAL_FORMS": "0",
}  # fmt: skip
ANSWERED = (200, 302, 400, 403, 404, 405, 409, 413, 422, 429)


@pytest.fixture
def at_gate(world: World) -> Place:
    made = world.mandate("internal")
    while made.phase != "bp2":
        made.onward()
    world.furnish(made)
    return Place("bp2", "internal", made)


@pytest.fixture
def at_work(world: World) -> Place:
    made = world.mandate("internal")
    while made.phase != "preparation":
        made.onward()
    world.furnish(made)
    return Place("preparation", "internal", made)


def everything(world: World, place: Place, method: str) -> list[tuple[str, str]]:
    """Every address that knows the method, of this directive or of the world."""
    return [
        (name, routes.address(name, place.arguments() if row.about_a_directive else world.arguments(name)))
        for name, row in TABLE.items()
        if WRONG_METHOD not in (row.get if method == "GET" else row.post)
    ]


def form(value: str) -> dict[str, str]:
    return dict.fromkeys(FIELDS, value) | FORMSETS


# What is typed


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


# What belongs to another


def test_what_belongs_to_another_directive_is_not_found_here(world: World, at_gate: Place) -> None:
    """A round, a version or a row of a directive that one sees, under the address of another one."""
    other = world.mandate("internal")
    other.submit()
    other.confirm_all()
    world.furnish(other)
    mine = at_gate.arguments()
    theirs = Place("preparation", "internal", other).arguments()
    paths = [
        reverse("decision", args=[mine["uid"], theirs["round_uid"]]),
        reverse("record", args=[mine["uid"], theirs["round_uid"]]),
        reverse("version", args=[theirs["uid"], 2]),
        reverse("version-json", args=[theirs["uid"], 2]),
        reverse("version", args=[theirs["uid"], 1]) + "?with=2",
    ]
    assert [world.ask("lead", "GET", path).status_code for path in paths] == [404] * len(paths)


def test_another_directives_row_has_no_progress_here(world: World, at_work: Place) -> None:
    other = world.mandate("internal")
    path = reverse("progress", args=[at_work.directive.uid, other.content.activities[0].uid])
    assert world.ask("lead", "POST", path, {"state": "done"}).status_code == 404
    assert world.written == []


def test_another_directives_round_is_not_decided_here(world: World, at_gate: Place) -> None:
    other = world.mandate("internal")
    while other.phase != "bp2":
        other.onward()
    assert other.round
    uid = at_gate.directive.uid
    page = world.ask("owner", "GET", reverse("gate-confirm", args=[uid])).content.decode()
    fingerprint = page.split('name="fingerprint" value="')[1].split('"')[0]
    data = {"round": other.round.uid, "fingerprint": fingerprint, "password": PASSWORD}
    assert world.ask("owner", "POST", reverse("gate-confirm", args=[uid]), data).status_code == 302
    assert not [sql for sql in world.written if "decision" in sql or "signoff" in sql]
    assert (
        world.ask("lead", "POST", reverse("withdraw", args=[uid]), {"round": other.round.uid}).status_code
        == 302
    )
    assert world.written == []


def test_a_row_of_another_chapter_or_directive_is_not_taken_over(world: World, at_work: Place) -> None:
    """A posted uid that belongs elsewhere makes a new row, and leaves the other one alone."""
    other = world.mandate("internal")
    theirs = other.content.risks[0]
    chapter = at_work.directive.chapters.get(key="risks")
    data = {
        "version": chapter.version, "rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0",
        "rows-0-uid": theirs.uid, "rows-0-text": "Min egen",
    }  # fmt: skip
    assert (
        world.client("lead")
        .post(reverse("chapter-edit", args=[at_work.directive.uid, "risks"]), data)
        .status_code
        == 302
    )
    assert other.content.risks[0] == theirs


def test_the_key_of_anothers_finding_settles_nothing(world: World, at_work: Place) -> None:
    path = reverse("finding-settle", args=[at_work.directive.uid])
    assert world.ask("lead", "POST", path, {"finding": new_uid(), "fix": "0"}).status_code == 302
    assert world.written == []


# Addresses


@pytest.mark.parametrize(
    "uid",
    [
        "%00",
        "a%00b",
        "..",
        "%2e%2e",
        "%2F",
        "new%2F",
        "%20",
        "%ff",
        "%ed%a0%80",
        "'",
        "*",
        "x" * 5_000,
        "0",
        "-1",
        "null",
    ],
)
def test_a_tricky_address_is_a_page_that_is_not_there(world: World, at_work: Place, uid: str) -> None:
    client = world.client("lead")
    paths = [
        f"/directives/{uid}/", f"/directives/{uid}/gate/", f"/directives/{at_work.directive.uid}/decisions/{uid}/",
        f"/directives/{at_work.directive.uid}/edit/{uid}/", f"/import/{uid}/",
    ]  # fmt: skip
    assert {client.get(path).status_code for path in paths} <= {400, 404}
    assert world.client("office").get(f"/organisation/people/{uid}/").status_code in (400, 404)


@pytest.mark.parametrize(
    "key", ["__class__", "notes", "title", "all_rows", "model_fields", "head2", "roles.holder"]
)
def test_only_chapters_are_edited(world: World, at_work: Place, key: str) -> None:
    path = reverse("chapter-edit", args=[at_work.directive.uid, key])
    assert {world.ask("lead", method, path, {}).status_code for method in ("GET", "POST")} == {404}


@pytest.mark.parametrize("number", ["0", "-1", "9" * 30, "9" * 5_000, "1.0", "٣", "1e3"])
def test_a_version_that_cannot_be_is_not_there(world: World, at_work: Place, number: str) -> None:
    uid = at_work.directive.uid
    paths = [f"/directives/{uid}/versions/{number}/", f"/directives/{uid}/versions/{number}.json"]
    assert {world.ask("lead", "GET", path).status_code for path in paths} == {404}


def test_a_post_is_not_smuggled_in_as_another_method(world: World, at_work: Place) -> None:
    uid = at_work.directive.uid
    for extra in ({"HTTP_X_HTTP_METHOD_OVERRIDE": "POST"}, {"HTTP_X_METHOD": "POST"}):
        assert (
            world.ask(
                "owner", "GET", reverse("pause", args=[uid]) + "?_method=POST&reason=x", **extra
            ).status_code
            == 200
        )
        assert world.written == []
    assert {
        world.ask("owner", method, reverse("pause", args=[uid])).status_code
        for method in ("PUT", "PATCH", "DELETE")
    } == {405}


def test_asking_changes_nothing(world: World, at_gate: Place, at_work: Place) -> None:
    """No GET writes: a link in a mail, an image or a prefetch does nothing."""
    wrote = []
    for place in (at_gate, at_work):
        for kind in ("lead", "owner", "office"):
            for name, path in everything(world, place, "GET"):
                world.ask(kind, "GET", path)
                wrote += [(kind, name, sql) for sql in world.written]
    assert wrote == []


# Where to, and from where


@pytest.mark.parametrize(
    "where",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "\x00//evil.example",
        "///evil",
        "http:evil",
    ],
)
def test_nothing_leads_away_from_here(world: World, at_work: Place, where: str) -> None:
    client = Client()
    lead = world.people["lead"]
    answers = [
        client.post(reverse("set_language"), {"language": "en", "next": where}),
        client.post(reverse("account_login"), {"login": lead.uid, "password": PASSWORD, "next": where}),
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": where}),
        client.post(reverse("account_logout"), {"next": where}),
    ]
    places = [a.headers["Location"] for a in answers if "Location" in a.headers]
    assert len(places) >= 3
    assert not [place for place in places if "evil" in place or ":" in place or place.startswith("//")]


def test_an_unknown_host_is_refused(world: World) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "localhost:80@evil.example", "", "a\x00"):
        assert world.ask("lead", "GET", "/", headers={"host": host}).status_code == 400


def test_no_form_is_taken_without_its_token(world: World, at_work: Place) -> None:
    client = world.client("lead", enforce_csrf_checks=True)
    head = AuditHead.objects.values_list("hash", flat=True).first()
    names = [n for n, row in TABLE.items() if WRONG_METHOD not in row.post]
    codes = {
        name: client.post(path, form("x")).status_code
        for name, path in everything(world, at_work, "POST")
        if name in names
    }
    assert {name: code for name, code in codes.items() if code != 403} == {}
    assert AuditHead.objects.values_list("hash", flat=True).first() == head


def test_a_form_from_another_site_is_refused(world: World, at_work: Place) -> None:
    client = world.client("owner", enforce_csrf_checks=True)
    page = client.get(reverse("pause", args=[at_work.directive.uid])).content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    data = {"csrfmiddlewaretoken": token, "reason": "x", "wake_on": "2027-01-01"}
    answer = client.post(
        reverse("pause", args=[at_work.directive.uid]), data, headers={"origin": "https://evil.example"}
    )
    assert answer.status_code == 403


def test_passwords_are_not_guessed_without_end(world: World, at_gate: Place) -> None:
    client = world.client("owner")
    path = reverse("gate-confirm", args=[at_gate.directive.uid])
    page = client.get(path).content.decode()
    data: dict[str, Any] = {
        "round": at_gate.mandate.round.uid if at_gate.mandate.round else "",
        "fingerprint": page.split('name="fingerprint" value="')[1].split('"')[0],
    }
    codes = [client.post(path, data | {"password": f"guess {i}"}).status_code for i in range(20)]
    assert 429 in codes
    assert not Decision.objects.filter(directive=at_gate.directive, gate="BP2").exists()
