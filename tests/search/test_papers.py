"""Minutes and boards' plans are found by those who may read them, as they say now."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.meetings.kit import Kit, a_kit
from tests.strategy.kit import board_plan
from uppdragil.directives.content import Visibility
from uppdragil.meetings import policies, room
from uppdragil.meetings.models import AgendaItem, Meeting
from uppdragil.organisation.models import Person
from uppdragil.search import indexing
from uppdragil.search.models import Paper
from uppdragil.search.paperfinding import found_papers, places
from uppdragil.search.papers import Kind
from uppdragil.search.query import parse
from uppdragil.strategy.plans import services as plans
from uppdragil.strategy.plans.content import PointSaid, mark
from uppdragil.strategy.plans.selectors import point_said

pytestmark = pytest.mark.django_db


@pytest.fixture
def kit() -> Kit:
    return a_kit()


def found(by: Person, words: str, kind: Kind = Kind.PARAGRAPH) -> int:
    return len(found_papers(by, f.TODAY, parse(words))[kind])


def differing() -> list[str]:
    return list(indexing.differing())


def test_a_paragraph_is_found_by_what_was_noted_once_the_meeting_is_over(kit: Kit) -> None:
    meeting = kit.opened()
    item = kit.take(meeting, kit.free(meeting, "Segelflyg över tätorten").uid)
    kit.note(item, outcome="Flyttgods noterades.")
    kit.adjusters(meeting, kit.chair)
    before = found(kit.secretary, "flyttgods")
    kit.close(meeting)

    assert before == 0
    assert found(kit.secretary, "segelflyg flyttgods") == 1
    assert differing() == []


def test_a_corrected_paragraph_is_found_as_it_says_now(kit: Kit) -> None:
    minutes = kit.held()
    room.reopen(meeting=minutes.meeting, by=kit.secretary, now=f.NOW)
    item = AgendaItem.objects.get(meeting=minutes.meeting, kind="free")
    kit.note(item, outcome="Kvicksand noterades.")
    kit.close(Meeting.objects.get(pk=minutes.meeting_id))

    assert (found(kit.secretary, "kvicksand"), found(kit.secretary, '"informationen noterades"')) == (1, 0)
    assert differing() == []


@pytest.mark.parametrize("visibility", list(Visibility))
@pytest.mark.parametrize("adjusted", [False, True])
def test_everybody_finds_the_paragraphs_whose_extracts_they_may_read(
    kit: Kit, visibility: Visibility, adjusted: bool
) -> None:
    minutes = kit.held(adjusted=adjusted, visibility=visibility)
    items = AgendaItem.objects.exclude(paragraph=None).select_related("meeting__body", "directive")
    named = f.person("Mottagare")
    items.get(kind="gate").recipients.create(
        position=9, name="Mottagare", purpose="information", holder_kind="person", holder_id=named.uid
    )
    people = [f.person(), named, kit.chair, kit.secretary, kit.cast.lead, f.duty(f.person())]

    for person in people:
        may = {item.pk for item in items if policies.may_read_extract(person, item, f.TODAY)}
        assert set(policies.paragraphs(person, f.TODAY).values_list("pk", flat=True)) == may
        assert found(person, minutes.meeting.body.name) == len(may)


def test_a_paragraph_about_a_restricted_mandate_is_nobody_elses(kit: Kit) -> None:
    kit.held(adjusted=True, visibility=Visibility.RESTRICTED, title="Kvicksand", background="Segelflyg")

    assert found(f.person(), "kvicksand") == found(f.person(), "segelflyg") == 0
    assert found(kit.cast.lead, "kvicksand") == 1


def test_points_of_plans_are_everybodys_and_follow_what_they_say() -> None:
    office, reader = f.duty(f.person()), f.person()
    plan = board_plan(office, PointSaid("Flyttgods till alla"), PointSaid("Segelflyg"))
    first = plan.items.get(position=0)
    before = found(reader, "flyttgods", Kind.POINT)
    said = PointSaid("Kvicksand till alla")
    plans.change_point(item=first, said=said, seen=mark(point_said(first)), by=office, now=f.NOW)
    plans.add(plan=plan, points=[PointSaid("Örnbo")], by=office, now=f.NOW)

    assert before == 1
    assert [found(reader, w, Kind.POINT) for w in ("flyttgods", "kvicksand", "örnbo", plan.name)] == [
        0,
        1,
        1,
        3,
    ]
    assert differing() == []


def test_what_is_removed_from_a_plan_is_found_no_more() -> None:
    office = f.duty(f.person())
    plan = board_plan(office, PointSaid("Flyttgods"), PointSaid("Segelflyg"))
    plans.remove_point(item=plan.items.get(position=0), by=office, now=f.NOW)
    left = [found(office, word, Kind.POINT) for word in ("flyttgods", "segelflyg")]
    plans.remove(plan=plan, by=office, now=f.NOW)

    assert left == [0, 1]
    assert not Paper.objects.exists()


def test_the_command_makes_papers_anew_and_says_of_which_meeting_they_differ(kit: Kit) -> None:
    minutes = kit.held()
    Paper.objects.filter(item__kind="free").update(said="Annat")
    with pytest.raises(CommandError, match=str(minutes.meeting)):
        call_command("rebuild_search", "--check")
    call_command("rebuild_search")
    call_command("rebuild_search", "--check")


def test_papers_that_lack_are_added_once(kit: Kit) -> None:
    kit.held()
    board_plan(f.duty(f.person()), PointSaid("Flyttgods"))
    Paper.objects.all().delete()

    assert indexing.complete() == 2
    assert indexing.complete() == 0
    assert differing() == []


def test_words_that_no_paper_has_and_words_taken_away_find_nothing(kit: Kit) -> None:
    kit.held()

    assert found(kit.secretary, "finnsinte") == 0
    assert found(kit.secretary, "information") == 1
    assert found(kit.secretary, "information -budget") == 0
    assert found(kit.secretary, "och") == 0


def test_papers_take_as_many_queries_for_thirty_as_for_one() -> None:
    office, query, counts = f.duty(f.person()), parse("flyttgods"), []
    plan = board_plan(office, PointSaid("Flyttgods"))
    for more in (0, 29):
        plans.add(plan=plan, points=[PointSaid("Flyttgods")] * more, by=office, now=f.NOW)
        found_papers(office, f.TODAY, query)  # what is remembered of a person is asked for once
        with CaptureQueriesContext(connection) as asked:
            places(query, found_papers(office, f.TODAY, query)[Kind.POINT])
        counts.append(len(asked))
    assert counts == [2, 2]
