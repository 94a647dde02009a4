"""Where the boxes of the picture stand, by chance."""

from __future__ import annotations

from hypothesis import given

from tests.portfolio.dependencies import edges, node
from uppdragil.directives.phases import Phase
from uppdragil.portfolio.dependencies.effects import Edge
from uppdragil.portfolio.dependencies.selectors import Mandate
from uppdragil.web.dependencypicture import HIGH, WIDE, Picture, picture_of


def mandate(uid: str, *, late: bool = False) -> Mandate:
    return Mandate(
        uid,
        uid,
        uid,
        Phase.EXECUTION,
        None,
        node(1, ("BP3", 1, 9 if late else 1)),
        False,
        False,  # type: ignore[arg-type]
    )


def drawn(links: set[Edge], late: str = "") -> Picture:
    uids = {uid for link in links for uid in link}
    return picture_of({uid: mandate(uid, late=uid in late) for uid in uids}, dict.fromkeys(links, ""), ())


@given(edges)
def test_every_mandate_has_a_box_of_its_own_inside_the_picture(links: set[Edge]) -> None:
    picture = drawn(links)
    boxes = [(box.x, box.y) for box in picture.boxes]
    assert {box.mandate.uid for box in picture.boxes} == {uid for link in links for uid in link}
    assert len(set(boxes)) == len(boxes)
    assert all(x + WIDE <= picture.width and y + HIGH <= picture.height for x, y in boxes)
    assert len(picture.arrows) == len(links)


@given(edges)
def test_who_waits_stands_further_to_the_right(links: set[Edge]) -> None:
    links = {(min(link), max(link)) for link in links if link[0] != link[1]}  # no circles
    at = {box.mandate.uid: box.x for box in drawn(links).boxes}
    assert all(at[first] < at[then] for first, then in links)


def test_of_those_that_wait_for_each_other_the_late_one_comes_first() -> None:
    for late in "ab":
        at = {box.mandate.uid: box.x for box in drawn({("a", "b"), ("b", "a")}, late).boxes}
        assert min(at, key=lambda uid: at[uid]) == late
