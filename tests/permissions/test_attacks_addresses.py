"""What belongs to another directive, and addresses that nobody would write by themselves."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import PASSWORD
from uppdragil.core.uid import new_uid

from .hostile import everything
from .turns import turn
from .world import Place, World

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
TRICKY = (
    "%00", "a%00b", "..", "%2e%2e", "%2F", "new%2F", "%20", "%ff", "%ed%a0%80", "'", "*", "x" * 5_000, "0", "-1",
)  # fmt: skip


def test_what_belongs_to_another_directive_is_not_found_here(world: World, at_gate: Place) -> None:
    """A round, a version or a row of a directive that one sees, under the address of another one."""
    other = world.mandate("internal")
    other.submit()
    other.confirm_all()
    world.furnish(other)
    mine = at_gate.arguments
    theirs = Place("preparation", "internal", other).arguments
    paths = [
        reverse("decision", args=[mine["uid"], theirs["round_uid"]]),
        reverse("record", args=[mine["uid"], theirs["round_uid"]]),
        reverse("version", args=[theirs["uid"], 2]),
        reverse("version-json", args=[theirs["uid"], 2]),
        reverse("directive-compare", args=[theirs["uid"]]) + "?from=1&to=2",
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
    data = {
        "risks-seen": "", "risks-TOTAL_FORMS": "1", "risks-INITIAL_FORMS": "0",
        "risks-0-uid": theirs.uid, "risks-0-text": "Min egen",
    }  # fmt: skip
    page = reverse("directive-edit", args=[at_work.directive.uid])
    assert world.client("lead").post(page, data).status_code in (302, 409)
    assert other.content.risks[0] == theirs


def test_the_key_of_anothers_finding_settles_nothing(world: World, at_work: Place) -> None:
    path = reverse("finding-settle", args=[at_work.directive.uid])
    assert world.ask("lead", "POST", path, {"finding": new_uid(), "fix": "0"}).status_code == 302
    assert world.written == []


def test_a_tricky_address_is_a_page_that_is_not_there(world: World, at_work: Place) -> None:
    lead, office, uid = world.client("lead"), world.client("office"), at_work.directive.uid
    got = {}
    for part in TRICKY:
        paths = [
            f"/directives/{part}/", f"/directives/{part}/gate/", f"/directives/{uid}/decisions/{part}/",
            f"/directives/{uid}/edit/{part}/", f"/import/{part}/",
        ]  # fmt: skip
        got |= {path: lead.get(path).status_code for path in paths}
        got[part] = office.get(f"/organisation/people/{part}/").status_code
    assert {path: code for path, code in got.items() if code not in (400, 404)} == {}


def test_only_chapters_are_edited(world: World, at_work: Place) -> None:
    for key in ("__class__", "notes", "title", "all_rows", "model_fields", "head2", "roles.holder"):
        for part in (key, f"{key}:risks", f"background:{key}"):
            path = reverse("part-save", args=[at_work.directive.uid])
            asked = world.ask("lead", "POST", path, {"part": part, "risks-0-uid": key, "prefix": "risks-0"})
            assert asked.status_code == 404


def test_a_version_that_cannot_be_is_not_there(world: World, at_work: Place) -> None:
    uid = at_work.directive.uid
    for number in ("0", "-1", "9" * 30, "9" * 5_000, "1.0", "٣", "1e3"):
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


def test_asking_changes_nothing(world: World, at_gate: Place, at_work: Place, in_full: bool) -> None:
    """No GET writes: a link in a mail, an image or a prefetch does nothing."""
    wrote, kinds = [], ("lead", "owner", "office")
    for place in (at_gate, at_work):
        for number, (name, path) in enumerate(everything(world, place, "GET"), place is at_work):
            for kind in kinds if in_full else turn(kinds, number):
                world.ask(kind, "GET", path)
                wrote += [(kind, name, sql) for sql in world.written]
    assert wrote == []
