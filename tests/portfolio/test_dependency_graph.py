"""The graph of dependencies: who sees what of it, from which texts it is drawn, how often the database is asked."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from uppdragil.directives import storage
from uppdragil.directives.content import Dependency, DependencyKind, GatePlan, Visibility
from uppdragil.directives.models import Card, Edge
from uppdragil.organisation.models import Person
from uppdragil.portfolio.dependencies.graph import Graph, Link, Outside
from uppdragil.portfolio.dependencies.selectors import graph_around, portfolio_graph, reverse_links

from .dependencies import waiting_for

pytestmark = pytest.mark.django_db
AFTER = dt.date(2027, 10, 15)  # two weeks after the day on which all mandates of the factories deliver


def plans(**days: str) -> tuple[GatePlan, ...]:
    dates = {"BP0": "2026-04-08", "BP1": "2026-05-04", "BP2": "2027-09-01", "BP3": "2027-10-01"} | days
    return tuple(f.row(GatePlan, gate=gate, name=gate, start=day, end=day) for gate, day in dates.items())


def told(graph: Graph) -> list[tuple[str, str, int]]:
    titles = {uid: mandate.title for uid, mandate in graph.mandates.items()}
    return [(">".join(titles[uid] for uid in e.way), e.gate, e.days) for e in graph.effects]


def replanned(made: f.Mandate, **days: str) -> None:
    """The plan as a decision on a change would leave it."""
    moved = made.content.model_copy(update={"gate_plans": plans(**days)})
    storage.write_chapters(made.directive, ["gate_plans"], moved, by=made.cast.lead, now=f.NOW)


def waits(
    made: f.Mandate, other: f.Mandate, kind: DependencyKind = DependencyKind.NEEDS, **days: str
) -> None:
    """As if it had been decided with these days, and that it waits for `other`: for what is drawn from its cards.

    Of another `kind` it does not wait.
    """
    rows = waiting_for(other, kind=kind)
    linked = made.content.model_copy(update={"dependencies": rows, "gate_plans": plans(**days)})
    storage.write_chapters(
        made.directive, ["dependencies", "gate_plans"], linked, by=made.cast.lead, now=f.NOW
    )
    then = Card.objects.get(directive=made.directive, version=None)
    for card in Card.objects.filter(directive=made.directive).exclude(version=None):
        Card.objects.filter(pk=card.pk).update(days=then.days)
        Edge.objects.create(card=card, other_id=other.directive.uid, kind=kind)


def chain(cast: f.Cast, visibility: str = Visibility.INTERNAL) -> tuple[f.Mandate, f.Mandate, f.Mandate]:
    """C waits for B, and B for A, which delivers two weeks later than was decided. `visibility`: of B."""
    a = f.at("execution", cast, title="A")
    b = f.at("execution", cast, title="B", visibility=visibility)
    c = f.at("preparation", cast, title="C")
    waits(b, a, BP2="2027-10-04", BP3="2027-10-08")
    waits(c, b, BP2="2027-10-11", BP3="2028-01-10")
    replanned(a, BP3="2027-10-15")
    return a, b, c


WHOLE = [("A>B", "BP2", 11), ("A>B", "BP3", 7), ("A>B>C", "BP2", 4)]


def test_the_office_sees_what_every_delay_touches() -> None:
    cast = f.Cast()
    chain(cast)
    assert told(portfolio_graph(cast.office, f.TODAY)) == WHOLE


def test_who_may_not_see_the_one_between_sees_nothing_of_it_nor_of_any_way_through_it() -> None:
    cast = f.Cast()
    a, b, c = chain(cast, visibility=Visibility.RESTRICTED)
    reader = f.person()
    assert portfolio_graph(reader, AFTER) == Graph({}, ())
    assert (
        graph_around(reader, a.directive, AFTER) == graph_around(reader, c.directive, AFTER) == Graph({}, ())
    )
    assert b.directive.uid in graph_around(cast.office, a.directive, AFTER).mandates


def test_around_one_it_is_the_graph_of_all_that_hangs_together_with_it() -> None:
    cast = f.Cast()
    a, b, c = chain(cast)
    f.mandate(cast, dependencies=waiting_for(f.mandate(cast)))
    for one in (a, b, c):
        assert told(graph_around(cast.office, one.directive, f.TODAY)) == WHOLE
    assert graph_around(cast.office, f.mandate(cast).directive, AFTER) == Graph({}, ())


def test_a_reader_of_decided_versions_is_told_by_their_links() -> None:
    cast, reader = f.Cast(), f.person()
    a = f.at("preparation", cast, title="A")
    b = f.at("preparation", cast, title="B")
    linked = b.content.model_copy(update={"dependencies": waiting_for(a)})
    storage.write_chapters(b.directive, ["dependencies"], linked, by=cast.lead, now=f.NOW)
    assert portfolio_graph(reader, f.TODAY).edges == ()
    assert portfolio_graph(cast.lead, f.TODAY).edges == ((b.directive.uid, a.directive.uid),)


def test_a_delay_is_counted_from_the_first_plan_that_was_decided_to_the_last_or_today() -> None:
    cast = f.Cast()
    a = f.at("execution", cast, title="A")
    waits(f.at("preparation", cast, title="B"), a, BP3="2027-10-08")
    assert told(portfolio_graph(cast.office, f.TODAY)) == []
    assert told(portfolio_graph(cast.office, AFTER)) == [("A>B", "BP3", 7)]
    replanned(a, BP3="2027-11-01")
    assert told(portfolio_graph(cast.office, f.TODAY)) == [("A>B", "BP3", 24)]


def test_a_gate_that_was_postponed_counts_on_its_new_day() -> None:
    cast = f.Cast()
    a, b = f.at("execution", cast, title="A"), f.at("bp2", cast, title="B")
    b.decide("postpone", proposal=b.proposal("postpone", postponed_to=dt.date(2027, 10, 12)))
    waits(b, a, BP2="2027-10-04", BP3="2027-12-01")
    assert told(portfolio_graph(cast.office, AFTER)) == [("A>B", "BP2", 3)]


@pytest.mark.parametrize("phase", ["stopped", "realisation"])
def test_what_has_ended_or_delivered_touches_nobody(phase: str) -> None:
    cast = f.Cast()
    a = f.at(phase, cast, title="A")
    waits(f.at("preparation", cast, title="B"), a, BP3="2027-10-08")
    graph = portfolio_graph(cast.office, AFTER)
    assert told(graph) == []
    assert graph.mandates[a.directive.uid].delivered == (phase == "realisation")


def test_circles_among_those_that_have_ended_are_none() -> None:
    cast = f.Cast()
    a = f.at("preparation", cast)
    b = f.at("preparation", cast)
    waits(a, b)
    waits(b, a)
    assert len(portfolio_graph(cast.office, f.TODAY).cycles) == 1
    b.stop()
    assert portfolio_graph(cast.office, f.TODAY).cycles == []


NOT_WAITING = [DependencyKind.AFFECTS, DependencyKind.SHARES_RECEIVER]


@pytest.mark.parametrize("kind", NOT_WAITING)
def test_a_delay_touches_nobody_who_does_not_need_the_late_one(kind: DependencyKind) -> None:
    cast = f.Cast()
    a, b = f.at("execution", cast), f.at("preparation", cast)
    waits(b, a, kind, BP3="2027-10-08")
    replanned(a, BP3="2027-11-01")
    graph = portfolio_graph(cast.office, f.TODAY)
    assert graph.links == (Link(b.directive.uid, kind, a.directive.uid),)
    assert (graph.effects, graph.edges) == ([], ())


@pytest.mark.parametrize("kind", NOT_WAITING)
def test_only_needing_closes_a_circle(kind: DependencyKind) -> None:
    cast = f.Cast()
    a, b = f.mandate(cast), f.mandate(cast)
    waits(a, b)
    waits(b, a, kind)
    assert portfolio_graph(cast.office, f.TODAY).cycles == []


@pytest.mark.parametrize("kind", NOT_WAITING)
def test_around_one_those_that_do_not_wait_are_seen_from_both_ends_and_no_further(
    kind: DependencyKind,
) -> None:
    cast = f.Cast()
    a, b, c = f.mandate(cast, title="A"), f.mandate(cast, title="B"), f.mandate(cast, title="C")
    waits(b, a, kind)
    waits(c, b)
    near = {one.directive.uid: one for one in (a, b, c)}
    seen = {
        made.content.title: {
            near[uid].content.title for uid in graph_around(cast.office, made.directive, AFTER).mandates
        }
        for made in near.values()
    }
    assert seen == {"A": {"A", "B"}, "B": {"A", "B", "C"}, "C": {"B", "C"}}


def test_a_link_of_which_nobody_chose_the_kind_is_one_of_needing() -> None:
    cast = f.Cast()
    a = f.mandate(cast)
    b = f.mandate(cast, dependencies=waiting_for(a))
    assert portfolio_graph(cast.office, f.TODAY).edges == ((b.directive.uid, a.directive.uid),)


def test_a_system_outside_is_known_of_those_that_one_may_see() -> None:
    cast = f.Cast()
    row = f.row(Dependency, text="Hämtar tider", system="Tidboken", kind=DependencyKind.AFFECTS)
    made = f.mandate(cast, dependencies=(row,))
    named = (Outside(made.directive.uid, DependencyKind.AFFECTS, "Tidboken"),)
    assert portfolio_graph(cast.office, f.TODAY).outside == named
    assert portfolio_graph(f.person(), f.TODAY) == Graph({})


def test_the_reverse_is_told_of_those_that_one_may_see() -> None:
    cast, reader = f.Cast(), f.person()
    a = f.at("preparation", cast, title="A")
    shown = f.at("preparation", cast, title="B")
    hidden = f.at("preparation", cast, title="C", visibility=Visibility.RESTRICTED)
    waits(shown, a)
    waits(hidden, a, DependencyKind.AFFECTS)
    told_to = [
        [one.title for one in reverse_links(who, a.directive, f.TODAY)] for who in (reader, cast.office)
    ]
    assert told_to == [["B"], ["C", "B"]]


def test_the_database_is_asked_as_often_for_many_as_for_one() -> None:
    cast, reader, asked = f.Cast(), f.person(), []
    for _ in range(2):
        asked.append([queries(who, chain(cast)[0]) for who in (cast.office, reader)])
    assert asked[0] == asked[1]
    assert max(n for pair in asked[0] for n in pair) <= 12


def queries(who: Person, around: f.Mandate) -> tuple[int, int]:
    """For the whole graph and for the one around a mandate, when it is known who it is that asks."""
    portfolio_graph(who, AFTER)
    with CaptureQueriesContext(connection) as whole:
        portfolio_graph(who, AFTER)
    with CaptureQueriesContext(connection) as near:
        graph_around(who, around.directive, AFTER)
    return len(whole), len(near)
