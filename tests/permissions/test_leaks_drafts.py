"""Readers of an internal directive meet its last decided version, and nothing that was written since."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import Mandate
from uppdragil.decisions import services as decisions
from uppdragil.decisions.models import Decision
from uppdragil.directives import storage
from uppdragil.directives.models import Progress
from uppdragil.gates.values import Answer, Value

from .markers import fields_of, filled, marked
from .table import SEES
from .test_leaks_restricted import origins
from .visits import visit
from .world import World

pytestmark = pytest.mark.django_db
WORD = "Kvicksand"
READERS = ("reader", "auditor", "former chair", "named reader")


def decided(world: World) -> Mandate:
    text = filled(roles=world.people.roles)
    made = world.mandate("internal", **fields_of(text))
    made.submit()
    made.confirm_all()
    world.furnish(made)
    return made


def work_on(world: World, made: Mandate) -> None:
    """The lead writes in every chapter that is open, submits to BP1 and gets it back with a reason."""
    lead, now = made.cast.lead, made.now
    made.directive.refresh_from_db()
    text = marked(storage.load(made.directive), WORD, locked=False)
    storage.write_all(made.directive, text, by=lead, now=now)
    Progress.objects.create(directive=made.directive, row=text.activities[0].uid, comment=f"{WORD} progress")
    round_ = made.submit()
    answers = {made.directive.edition.spec.gate("BP1").checklist[0].code: Answer(Value.NO, f"{WORD} answer")}
    decisions.save_drafts(round_=round_, answers=answers, by=lead, now=now)
    made.decide("rework", proposal=made.proposal("rework", motivation=f"{WORD} sent back"))
    world.furnish(made)


def test_the_readers_of_this_test_see_the_decided_version_only() -> None:
    assert {SEES[kind][1] for kind in READERS} == {"D"}


def test_nothing_that_was_written_since_changes_what_readers_see(world: World, in_full: bool) -> None:
    readers = READERS if in_full else READERS[:1]
    made = decided(world)
    ways = [*origins(world), reverse("directive", args=[made.directive.uid])]
    before = {kind: visit(world, kind, ways) for kind in readers}
    work_on(world, made)
    after = {kind: visit(world, kind, ways) for kind in readers}
    found = [
        (kind, path)
        for kind in after
        for path, page in after[kind].items()
        if before[kind].get(path) != page and not path.startswith(reverse("audit"))  # which grows by design
    ]
    assert found == []


def test_those_who_work_on_it_do_see_what_was_written(world: World) -> None:
    """The comparison above can fail."""
    made = decided(world)
    work_on(world, made)
    pages = visit(world, "lead", [reverse("directive", args=[made.directive.uid])])
    assert any(WORD.encode() in body for _status, _headers, body in pages.values())


@pytest.mark.parametrize("kind", READERS)
def test_a_round_that_said_no_is_not_for_readers(world: World, kind: str) -> None:
    """Its motivation, its answers and its record are about a text that nobody decided: an auditor alone reads them."""
    made = decided(world)
    work_on(world, made)
    uid = made.directive.uid
    sent_back = Decision.objects.get(directive=made.directive, outcome="rework").round.uid
    audited = [reverse("decision", args=[uid, sent_back]), reverse("record", args=[uid, sent_back])]
    paths = [
        reverse("version", args=[uid, 2]),
        reverse("version-json", args=[uid, 2]),
        reverse("directive-compare", args=[uid]) + "?from=1&to=2",
        reverse("directive-compare", args=[uid]) + "?from=1&to=now",
        reverse("directive-compare", args=[uid]) + "?from=2026-03-02T08:00:00.000000&to=1",
        reverse("directive-history", args=[uid]),
        reverse("gate", args=[uid]),
    ]
    expected = dict.fromkeys(paths, 404) | dict.fromkeys(audited, 200 if kind == "auditor" else 404)
    assert {path: world.ask(kind, "GET", path).status_code for path in expected} == expected
