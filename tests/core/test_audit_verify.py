from __future__ import annotations

import pytest

from tests.core.audit_chains import append, chain, last_head, tampering
from uppdragil.core import audit
from uppdragil.core.audit import START, Head, Problem

pytestmark = pytest.mark.django_db

OTHER = "a" * 64


def test_an_empty_chain_is_whole() -> None:
    assert audit.verify() == audit.Verification(events=0, head=START, tombstones=0)


def test_a_chain_is_whole_and_names_its_head() -> None:
    chain(5)

    assert audit.verify() == audit.Verification(events=5, head=last_head(), tombstones=0)


@pytest.mark.parametrize("page", [1, 2, 4, 5, 6])
def test_it_finds_the_same_however_the_pages_fall(page: int) -> None:
    chain(5)

    assert audit.verify(page=page).events == 5


def test_it_reads_a_page_at_a_time_with_two_queries_each(django_assert_num_queries) -> None:
    chain(5)

    with django_assert_num_queries(2 * 4):  # three pages and the empty one
        audit.verify(page=2)


def test_a_head_from_outside_holds_after_more_was_appended() -> None:
    chain(3)
    kept = last_head()
    append()

    assert audit.verify(expect=kept).ok
    assert audit.verify(expect=START).ok


def test_a_head_from_another_chain_is_refused_at_its_event() -> None:
    chain(3)

    found = audit.verify(expect=Head(2, OTHER))

    assert (found.problem, found.first_broken) == (Problem.OTHER_HEAD, 2)


def test_since_a_head_it_walks_from_there() -> None:
    events = chain(5)

    found = audit.verify(since=Head(3, events[2].hash))

    assert (found.ok, found.events, found.head) == (True, 3, last_head())


def test_since_a_head_it_trusts_what_lies_before() -> None:
    events = chain(5)

    with tampering() as cursor:
        cursor.execute("UPDATE core_auditevent SET verb = 'x' WHERE seq = 2")
        found = audit.verify(since=Head(3, events[2].hash))

    assert found.ok


@pytest.mark.parametrize("row", [3, 4, 5])
def test_since_a_head_it_finds_a_change_from_there_on(row: int) -> None:
    events = chain(5)

    with tampering() as cursor:
        cursor.execute("UPDATE core_auditevent SET verb = 'x' WHERE seq = %s", [row])
        found = audit.verify(since=Head(3, events[2].hash))

    assert (found.problem, found.first_broken) == (Problem.HASH, row)


def test_since_a_head_of_another_chain_it_stops_there() -> None:
    chain(5)

    found = audit.verify(since=Head(3, OTHER))

    assert (found.problem, found.first_broken) == (Problem.OTHER_HEAD, 3)


def test_since_a_head_that_is_not_reached_it_says_cut_off() -> None:
    chain(5)

    found = audit.verify(since=Head(9, OTHER))

    assert (found.problem, found.first_broken) == (Problem.CUT_OFF, 9)


def test_it_refuses_to_expect_what_lies_before_the_beginning() -> None:
    with pytest.raises(ValueError, match="before"):
        audit.verify(since=Head(3, OTHER), expect=Head(2, OTHER))


@pytest.mark.parametrize(
    "text", ["", "7", "7:abc", f"-1:{OTHER}", f"7:{OTHER}0", f"x:{OTHER}", f"7:{OTHER.upper()}"]
)
def test_a_head_is_a_number_and_a_hash(text: str) -> None:
    with pytest.raises(ValueError, match="SEQ:HASH"):
        Head.parse(text)


def test_a_head_is_read_back_from_its_text() -> None:
    assert Head.parse(f" {Head(7, OTHER)}\n") == Head(7, OTHER)


@pytest.mark.parametrize("problem", Problem)
def test_every_problem_has_its_sentence(problem: Problem) -> None:
    text = audit.explain(audit.Verification(3, START, 0, first_broken=4, problem=problem))

    assert text.endswith(".")
    assert problem == Problem.HEAD_MISSING or "4" in text
