"""Every page as it is drawn: no inline script or style, tokens in forms, and what its headers promise.

The matrix draws nothing; here everything is drawn for those who act, those who work along, and a reader.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings

from . import routes
from .table import OK, TABLE, Needs, refusal, sees
from .turns import turn
from .world import Place, World

KINDS = ("lead", "owner", "secretary", "reader")
STAGES = ("draft", "bp0", "bp2", "paused at bp2", "realisation")
POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
PDF = "application/pdf"  # a download: it is on the disk anyway
SHARED = ("help", "source", "accessibility", "health", "set_language")  # the same for everybody


class Page(HTMLParser):
    """What a page must not have: found while it is read."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.form: dict[str, str | None] | None = None
        self.token = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        if (
            tag == "style"
            or "style" in given
            or (
                tag == "script"
                and "src" not in given
                and given.get("type") != "application/json"  # data alone
            )
        ):
            self.wrong.append(f"inline: {tag} {given}")
        self.wrong += [f"{tag} {name}" for name in given if name.startswith("on") or name.startswith("hx-on")]
        addresses = [given.get(name) or "" for name in ("href", "src", "action", "formaction")]
        self.wrong += [a for a in addresses if re.match(r"\s*(javascript|data|vbscript):", a, re.IGNORECASE)]
        self._own(tag, given)

    def _own(self, tag: str, given: dict[str, str | None]) -> None:
        if tag == "form":
            self.form, self.token = given, False
        if tag == "input" and given.get("name") == "csrfmiddlewaretoken":
            self.token = True
        if tag in ("script", "link", "img", "iframe", "form") and "//" in (
            given.get("src") or given.get("action") or ""
        ):
            self.wrong.append(f"{tag} from elsewhere: {given}")
        if (
            tag == "a"
            and given.get("target") == "_blank"
            and "noopener" not in (given.get("rel") or "noopener")
        ):
            self.wrong.append(f"{given} opens us to another site")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.form is not None:
            posts = (self.form.get("method") or "get").lower() == "post"
            if posts != self.token:
                self.wrong.append(f"form {self.form}: token {self.token}")
            self.form = None


def read(body: str) -> list[str]:
    page = Page()
    page.feed(body)
    return page.wrong + [f"id {i} twice" for i in {i for i in page.ids if page.ids.count(i) > 1}]


def wrong_with(response: Any, *, personal: bool) -> list[str]:
    headers, found = response.headers, []
    if set(headers.get("Content-Security-Policy", "").split("; ")) != set(POLICY.split("; ")):
        found.append(f"policy {headers.get('Content-Security-Policy')}")
    expected = {
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    }
    found += [
        f"{name}: {headers.get(name)}" for name, value in expected.items() if headers.get(name) != value
    ]
    kept = headers.get("Cache-Control", "")
    if personal and not ("private" in kept and ("no-store" in kept or headers["Content-Type"] == PDF)):
        found.append(f"caches: {kept!r}")
    if headers["Content-Type"].startswith("text/html"):
        found += read(response.content.decode())
    return found


def asked(world: World, name: str, path: str, kind: str, where: str) -> list[str]:
    response = world.ask(kind, "GET", path)
    answers = [response] + ([world.ask(kind, "POST", path)] if name != "account_logout" else [])
    personal = name not in SHARED
    return [
        f"{name} by {kind}, {where}: {wrong}" for a in answers for wrong in wrong_with(a, personal=personal)
    ]


@pytest.mark.both_databases
@pytest.mark.django_db
def test_every_page_of_a_directive_is_drawn_as_promised(world: World, in_full: bool) -> None:
    places = (place for place in world.walk("internal") if place.stage in STAGES)
    found = [wrong for place in places for wrong in _at(world, place, in_full)]
    assert not found, "\n".join(found)


def _at(world: World, place: Place, in_full: bool) -> list[str]:
    arguments, found = place.arguments, []
    about_directives = [(name, row) for name, row in TABLE.items() if row.about_a_directive]
    for number, (name, row) in enumerate(about_directives, STAGES.index(place.stage)):
        for kind in KINDS if in_full else turn(KINDS, number):
            if refusal(row, kind, sees(kind, place.visibility, place.stage, row)) is None:
                found += asked(world, name, routes.address(name, arguments), kind, place.stage)
    return found


@pytest.mark.both_databases
@pytest.mark.django_db
def test_every_other_page_is_drawn_as_promised(world: World, in_full: bool) -> None:
    world.mandate("internal").submit()
    found, others = [], ("anonymous", "account without a person", "reader", "lead")
    for number, (name, row) in enumerate(TABLE.items()):
        for kind in ("office", *(others if in_full else turn(others, number))):
            if not row.about_a_directive:
                path = routes.address(name, world.arguments(name))
                found += asked(world, name, path, kind, "")
    assert not found, "\n".join(found)


@pytest.mark.both_databases
@pytest.mark.django_db
def test_what_is_answered_to_nobody_is_not_kept_either(world: World) -> None:
    answers = [
        world.ask("reader", "GET", "/directives/nowhere/"),
        world.ask("anonymous", "GET", "/directives/"),
    ]
    assert [a.status_code for a in answers] == [404, 302]
    assert [wrong for a in answers for wrong in wrong_with(a, personal=True)] == []


@pytest.mark.both_databases
@pytest.mark.django_db
def test_chapters_of_every_kind_are_drawn_as_promised(world: World) -> None:
    made = world.mandate("internal")
    page = world.ask("lead", "GET", f"/directives/{made.directive.uid}/edit/")
    assert page.status_code == OK
    assert wrong_with(page, personal=True) == []


def test_an_inline_script_would_be_found() -> None:
    """The reading above can fail."""
    assert (
        len(read('<p id="a" style="x" onclick="y"></p><script>z</script><a id="a" href=" JavaScript:q">'))
        == 5
    )


@pytest.mark.both_databases
@pytest.mark.django_db
def test_the_cookie_of_a_visit_is_for_the_browser_only(world: World) -> None:
    client = world.client("anonymous")
    client.post("/account/login/", {"login": world.people["lead"].uid, "password": "correct horse battery"})
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_every_cookie_needs_https_outside_a_demo() -> None:
    """Asked of the settings in a process of their own: the tests run as a demo."""
    names = ("SESSION", "CSRF", "LANGUAGE")
    code = f"""import django; django.setup()
from django.conf import settings as s
print([(n, getattr(s, n + "_COOKIE_SECURE"), getattr(s, n + "_COOKIE_SAMESITE")) for n in {names}],
      s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_HTTPONLY, s.DEBUG)"""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("UPPDRAGIL")} | {
        "UPPDRAGIL_SECRET_KEY": "x" * 60,
        "DJANGO_SETTINGS_MODULE": "uppdragil.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        cwd=settings.BASE_DIR,
        check=True,
    )
    assert done.stdout.strip() == f"{[(name, True, 'Lax') for name in names]} True True False"


def test_the_needs_of_the_table_are_known() -> None:
    assert {row.needs for row in TABLE.values()} <= set(Needs)
