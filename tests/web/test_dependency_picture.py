"""Where the boxes of the picture stand, by chance."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from tests.portfolio.dependencies import edges, uids
from uppdragil.portfolio.dependencies.effects import Edge
from uppdragil.web.dependencypicture import HIGH, LETTERS, WIDE, Picture, Strand, Style, Thing, picture_of

strands = st.lists(st.builds(Strand, uids, uids, st.sampled_from(Style)), max_size=14)


def picture(of: Iterable[Strand], late: str = "") -> Picture:
    found = list(of)
    keys = {key for one in found for key in (one.before, one.after)}
    return picture_of({key: Thing(key, key, key, late=key in late) for key in keys}, found)


def drawn(links: set[Edge], late: str = "") -> Picture:
    return picture((Strand(*link) for link in links), late)


@given(edges)
def test_every_mandate_has_a_box_of_its_own_inside_the_picture(links: set[Edge]) -> None:
    found = drawn(links)
    boxes = [(box.x, box.y) for box in found.boxes]
    assert {box.thing.uid for box in found.boxes} == {uid for link in links for uid in link}
    assert len(set(boxes)) == len(boxes)
    assert all(x + WIDE <= found.width and y + HIGH <= found.height for x, y in boxes)
    assert len(found.arrows) == len(links)


@given(edges)
def test_who_waits_stands_further_to_the_right(links: set[Edge]) -> None:
    links = {(min(link), max(link)) for link in links if link[0] != link[1]}  # no circles
    at = {box.thing.uid: box.x for box in drawn(links).boxes}
    assert all(at[first] < at[then] for first, then in links)


def test_of_those_that_wait_for_each_other_the_late_one_comes_first() -> None:
    for late in "ab":
        at = {box.thing.uid: box.x for box in drawn({("a", "b"), ("b", "a")}, late).boxes}
        assert min(at, key=lambda uid: at[uid]) == late


@given(strands)
def test_a_pair_is_joined_once_each_way_and_what_shares_has_no_tip(some: list[Strand]) -> None:
    found = picture(some)
    pairs = {(one.before, one.after) for one in some if one.style != Style.SHARES}
    shared = {frozenset((one.before, one.after)) for one in some if one.style == Style.SHARES}
    only_shared = shared - {frozenset(pair) for pair in pairs}
    assert len(found.arrows) == len(pairs) + len(only_shared)
    assert sum(not arrow.tip for arrow in found.arrows) == len(only_shared)


def test_who_shares_a_receiver_moves_no_arrow_back() -> None:
    links = [Strand("b", "a"), Strand("a", "b", Style.SHARES), Strand("a", "c", Style.SHARES)]
    at = {box.thing.uid: box.x for box in picture(links).boxes}
    assert at["b"] < at["a"] < at["c"]


def test_of_two_kinds_between_two_the_one_that_waits_is_drawn() -> None:
    found = picture([Strand("a", "b", Style.AFFECTS), Strand("a", "b"), Strand("b", "a", Style.SHARES)])
    assert [arrow.style for arrow in found.arrows] == ["waits"]


def test_a_long_title_has_two_lines_and_is_whole_in_the_boxs_name() -> None:
    lines = Thing("Gemensamt vårdinformationssystem för hela regionens verksamheter och alla bolag").lines

    assert [y for y, _words in lines] == [36, 53]
    assert max(len(words) for _y, words in lines) <= LETTERS
    assert lines[-1][1].endswith("…")
