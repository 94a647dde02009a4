"""Nobody without right learns anything of a restricted directive, not even that it is there.

The world with it and the world without it look the same to them, page by page.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.urls import reverse

from tests.factories import Mandate, role, row
from uppdragil.core.models import AuditEvent
from uppdragil.core.uid import new_uid
from uppdragil.directives import storage
from uppdragil.directives.content import Dependency, Role
from uppdragil.directives.models import Progress
from uppdragil.portfolio import support
from uppdragil.web.editor.seen import Drawn

from . import routes
from .markers import fields_of, filled, marked
from .people import OUTSIDE
from .table import SEES, TABLE, WRONG_METHOD
from .turns import turn
from .visits import said, visit
from .world import Place, World

pytestmark = pytest.mark.django_db
WORD = "Kvicksand"
CHAIN = ("/audit/",)  # shown to auditors by design, see below
LOOKING = ("reader", "auditor", "controller of the unit", "account without a person", "former chair", "maker")
SELDOM = ("HEAD", "PUT", "DELETE", "OPTIONS")
WITHOUT_RIGHT = tuple(kind for kind, levels in SEES.items() if levels[3] == "-")
QUERIES = (
    f"?q={WORD}",
    f"?q={WORD.lower()}&sort=-title",
    "?sort=title",
    "?sort=-late",
    "?sort=next",
    "?phase=bp1",
    "?state=late",
    "?state=paused",
    "?whose=mine",
    "?page=2",
)
SEARCHES = (
    f"?q={WORD}",
    f"?q={WORD[:4]}&whose=mine",
    f"?q=%22{WORD}%22&chapter=background",
    "?q=alla&phase=bp1",
    f"?q=%C3%B6ppet+-{WORD}",
    f"?q={WORD}&chapter=decisions",
)


def origins(world: World) -> list[str]:
    """Every address that is about no directive, and the list in all its ways."""
    plain = [n for n, r in TABLE.items() if not r.about_a_directive and WRONG_METHOD not in r.get]
    listed, searched = reverse("directives"), reverse("search")
    of_unit = f"?unit={world.people.unit_uid}"
    asked = [listed + q for q in (*QUERIES, of_unit)] + [searched + q for q in SEARCHES]
    return [routes.address(n, world.arguments(n)) for n in plain] + asked


def secret(world: World) -> Mandate:
    """Restricted, at BP1 for the second time: decisions, a refusal, versions, history, progress, a need, answers."""
    people = world.people
    text = marked(filled(roles=(*people.roles, role(Role.SPONSOR, words="En sponsor"))), WORD)
    made = world.mandate("restricted", **fields_of(text))
    while made.phase != "bp1":
        made.onward()
    made.decide("rework", proposal=made.proposal("rework", motivation=f"{WORD} refused"))
    activity = made.content.activities[0].uid
    Progress.objects.create(directive=made.directive, row=activity, comment=f"{WORD} progress")
    needed: dict[str, Any] = {"kind": "money", "text": f"{WORD} need", "due": made.now.date()}
    by: dict[str, Any] = {"by": people["lead"], "now": made.now}
    support.raise_need(directive=made.directive, body=people.body, **needed, **by)
    made.submit()
    world.furnish(made)
    return made


def test_the_world_looks_the_same_with_it_and_without(world: World, in_full: bool) -> None:
    looking = LOOKING if in_full else LOOKING[:2]
    world.mandate("internal", title="Öppet för alla").onward()
    before = {kind: visit(world, kind, origins(world), beside=CHAIN) for kind in looking}
    secret(world)
    after = {kind: visit(world, kind, origins(world), beside=CHAIN) for kind in looking}
    differing = [
        (kind, path)
        for kind in before
        for path in before[kind]
        if before[kind][path] != after[kind].get(path)
    ]
    assert differing == []
    assert {kind: set(pages) for kind, pages in before.items()} == {k: set(p) for k, p in after.items()}


def test_an_auditor_who_reads_the_chain_learns_its_numbers_days_kinds_and_hashes_only(world: World) -> None:
    """The chain itself must be whole for the auditor, so its events are there; nothing else of them is."""
    hidden = secret(world).directive
    numbers = AuditEvent.objects.filter(subject=hidden.uid).values_list("seq", flat=True)
    searches = (WORD, hidden.number, hidden.uid, hidden.title, world.people["owner"].name)
    asked = [f"/audit/{n}/" for n in numbers] + ["/audit/", "/audit/export.csv", "/audit/export.json"]
    asked += [f"/audit/{file}?{urlencode({by: word})}" for file in ("", "export.csv", "export.json")
              for by in ("q", "person", "directive") for word in searches]  # fmt: skip
    pages = {path: said(world.ask("auditor", "GET", path)) for path in asked}
    secrets = (hidden.uid, hidden.number, world.people["owner"].uid, f"{WORD} title")
    told = [(p, s) for p, (*_, body) in pages.items() for s in secrets if s.encode() in _unasked(body, p)]
    assert told == []
    assert {status for status, *_ in pages.values()} == {200}
    found = [p for p in asked if "?" in p and b"event__number" in pages[p][2]]
    assert found == []


def _unasked(body: bytes, path: str) -> bytes:
    """The page without what the visitor typed, which it says again."""
    typed = parse_qsl(urlsplit(path).query)
    return body.replace(typed[0][1].encode(), b"typed") if typed else body


def test_those_who_look_have_no_right() -> None:
    assert set(LOOKING) <= set(WITHOUT_RIGHT)


def test_the_look_of_the_world_would_show_it(world: World) -> None:
    """The comparison above can fail: those with right do see a difference."""
    before = visit(world, "named reader", origins(world))
    secret(world)
    after = visit(world, "named reader", origins(world))
    assert before != after
    assert any(WORD.encode() in body for _status, _headers, body in after.values())


@pytest.mark.parametrize("kind", [k for k in WITHOUT_RIGHT if k in OUTSIDE or k == "controller of the unit"])
def test_its_addresses_answer_as_those_of_nothing(world: World, kind: str, in_full: bool) -> None:
    place = Place("bp1", "restricted", secret(world))
    there = place.arguments
    nowhere = there | {"uid": new_uid()}
    told = []
    names = [n for n, rule in TABLE.items() if rule.about_a_directive]
    for number, name in enumerate(names):
        for method in ("GET", "POST", *(SELDOM if in_full else turn(SELDOM, number))):
            answers = [
                said(world.ask(kind, method, routes.address(name, asked)), asked["uid"])
                for asked in (there, nowhere)
            ]
            if answers[0] != answers[1]:
                told.append(f"{method} {name}: {answers[0][0]} {answers[1][0]}")
    assert told == []


def test_a_directive_that_links_to_it_does_not_lead_there(world: World) -> None:
    hidden = secret(world).directive
    linking = world.mandate(
        "internal",
        dependencies=(row(Dependency, text="Hänger ihop med något", other_id=hidden.uid),),
        parent_id=hidden.uid,
        supersedes_id=hidden.uid,
    )
    linking.submit()
    linking.confirm_all()
    pages = visit(world, "reader", [reverse("directive", args=[linking.directive.uid])])
    exact = reverse("version-json", args=[linking.directive.uid, 1])  # the bytes that were decided on
    assert [p for p, (*_, body) in pages.items() if hidden.uid.encode() in body and p != exact] == []
    assert [p for p, (*_, body) in pages.items() if WORD.encode() in body] == []


def test_its_name_is_not_written_for_those_who_link_to_it(world: World) -> None:
    """Who may see it picks it as the mandate above: its title does not land in a text that all may read."""
    hidden = secret(world).directive
    linking = world.mandate("internal")
    page = reverse("directive-edit", args=[linking.directive.uid])
    data = _head_data(linking) | {"head-parent_id": hidden.uid, "head-supersedes_id": hidden.uid}
    client = world.client("lead")
    assert client.post(page, data).status_code == 302
    content = linking.content
    assert content.parent_id == hidden.uid
    assert WORD not in content.parent + content.supersedes


def _head_data(mandate: Mandate) -> dict[str, Any]:
    content = storage.load(mandate.directive)
    names = ("title", "number", "unit_id", "unit", "visibility")
    return {f"head-{n}": getattr(content, n) or "" for n in names} | {
        "head-seen": str(Drawn.of(content, "head"))
    }
