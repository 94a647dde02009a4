"""The index of dependencies says of each text what its chapter 4 says."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.directives.edits import save as save_part
from uppdragil.directives import storage
from uppdragil.directives.backfill import draw_missing_cards
from uppdragil.directives.content import Dependency, DependencyKind
from uppdragil.directives.models import Card, Directive, Edge

pytestmark = pytest.mark.django_db
LATER = f.NOW + dt.timedelta(hours=1)


def links(*others: str) -> tuple[Dependency, ...]:
    return tuple(f.row(Dependency, text="Deras del", other_id=other) for other in others)


def edges(made: f.Mandate) -> set[tuple[int | None, str]]:
    """By the number of the version, None for the working text."""
    return set(
        Edge.objects.filter(card__directive=made.directive).values_list("card__version__number", "other_id")
    )


def save(made: f.Mandate, *others: str) -> None:
    content = made.content.model_copy(update={"dependencies": links(*others)})
    storage.write_chapters(made.directive, ["dependencies"], content, by=made.cast.lead, now=LATER)


def test_a_new_mandate_has_the_edges_of_its_text() -> None:
    assert edges(f.mandate(dependencies=links("a", "b", "a"))) == {(None, "a"), (None, "b")}


def test_they_follow_every_save() -> None:
    made = f.mandate(dependencies=links("a", "b"))
    save(made, "b", "c")
    assert edges(made) == {(None, "b"), (None, "c")}


def test_they_are_removed_by_their_card_and_not_by_reading_all_there_are() -> None:
    made = f.mandate(dependencies=links("a"))
    with CaptureQueriesContext(connection) as asked:
        save(made, "b")
    removed = [q["sql"] for q in asked if q["sql"].startswith('DELETE FROM "directives_edge"')]
    assert len(removed) == 1
    assert "SELECT" not in removed[0]


def test_each_kind_is_an_edge_of_its_own_and_none_chosen_is_needing() -> None:
    rows = (
        f.row(Dependency, text="Ett", other_id="a"),
        f.row(Dependency, text="Två", other_id="a", kind=DependencyKind.NEEDS),
        f.row(Dependency, text="Tre", other_id="a", kind=DependencyKind.AFFECTS),
    )
    made = f.mandate(dependencies=rows)
    kinds = Edge.objects.filter(card__directive=made.directive).values_list("kind", flat=True)
    assert sorted(kinds) == ["affects", "needs"]


def test_a_system_outside_is_an_edge_by_its_name() -> None:
    row = f.row(Dependency, text="Hämtar", system="S" * 300, kind=DependencyKind.AFFECTS)
    edge = Edge.objects.get(card__directive=f.mandate(dependencies=(row,)).directive)
    assert (edge.other_id, edge.system, edge.kind) == ("", "S" * 200, "affects")


@pytest.mark.parametrize("system", [" ", "\n", "\u2028"])
def test_a_system_without_a_name_is_no_edge(system: str) -> None:
    made = f.mandate(dependencies=(f.row(Dependency, text="Något", system=system),))

    assert not edges(made)


def test_a_changed_kind_is_a_changed_edge() -> None:
    made = f.mandate(dependencies=links("a"))
    row = made.content.dependencies[0].model_copy(update={"kind": DependencyKind.SHARES_RECEIVER})
    changed = made.content.model_copy(update={"dependencies": (row,)})
    storage.write_chapters(made.directive, ["dependencies"], changed, by=made.cast.lead, now=LATER)
    assert Edge.objects.get(card__directive=made.directive).kind == "shares_receiver"


def test_a_row_without_a_link_is_no_edge() -> None:
    assert edges(f.mandate(dependencies=(f.row(Dependency, text="Bara ord"),))) == set()


def test_a_version_keeps_the_edges_that_its_text_had() -> None:
    made = f.at("preparation", dependencies=links("a"))
    save(made, "b")
    assert edges(made) == {(1, "a"), (None, "b")}


def test_what_is_missing_is_drawn_with_the_cards() -> None:
    made = f.at("preparation", dependencies=links("a"))
    before = edges(made)
    Card.objects.all().delete()
    draw_missing_cards()
    assert edges(made) == before == {(1, "a"), (None, "a")}


def test_a_chapter_that_says_the_same_costs_one_query_more() -> None:
    made = f.mandate(dependencies=links("a"))
    content = made.content.model_copy(update={"idea": "En annan"})
    directive = Directive.objects.get(pk=made.directive.pk)
    with CaptureQueriesContext(connection) as asked:
        storage.write_chapters(directive, ["dependencies"], content, by=made.cast.lead, now=LATER)
    assert sum("directives_edge" in query["sql"] for query in asked) == 1


def test_a_settled_finding_keeps_them() -> None:
    made = f.mandate(dependencies=links("a"))
    save_part(made, "head", made.content.model_copy(update={"origin": "Ny"}), now=LATER)
    assert edges(made) == {(None, "a")}
