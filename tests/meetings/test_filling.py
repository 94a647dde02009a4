"""Whatever is due stands on one agenda: the first that may have it."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from uppdragil.meetings.filling import Due, Slot, placed

DAY = dt.date(2026, 3, 2)
days = st.integers(0, 60).map(lambda n: DAY + dt.timedelta(days=n))
things = st.lists(
    st.builds(Due, st.integers(0, 30).map(str), st.none() | days), unique_by=lambda d: d.key, max_size=12
)
meetings = st.lists(days, max_size=6).map(lambda found: [Slot(i, day) for i, day in enumerate(sorted(found))])
moves = st.dictionaries(st.integers(0, 30).map(str), st.frozensets(st.integers(0, 6)), max_size=8)


def places(due: list[Due], slots: list[Slot], moved: dict[str, frozenset[int]]) -> dict[str, int]:
    found = placed(due, slots, moved)
    return {key: slot for slot, keys in found.items() for key in keys}


@given(things, meetings, moves)
def test_nothing_stands_on_two_agendas(due: list[Due], slots: list[Slot], moved: dict) -> None:
    keys = [key for found in placed(due, slots, moved).values() for key in found]

    assert len(keys) == len(set(keys))


@given(things, meetings, moves)
def test_nothing_comes_up_before_its_day_or_where_it_was_moved_from(
    due: list[Due], slots: list[Slot], moved: dict
) -> None:
    at = places(due, slots, moved)

    for one in due:
        if one.key in at:
            assert one.day is None or one.day <= slots[at[one.key]].date
            assert all(at[one.key] > gone for gone in moved.get(one.key, ()) if gone < len(slots))


@given(things, meetings, moves)
def test_what_is_left_out_fits_no_meeting_and_none_comes_later_than_it_must(
    due: list[Due], slots: list[Slot], moved: dict
) -> None:
    at = places(due, slots, moved)

    for one in due:
        gone = [slot for slot in moved.get(one.key, ()) if slot < len(slots)]
        fits = [
            s.key for s in slots if s.key > max(gone, default=-1) and (one.day is None or one.day <= s.date)
        ]
        assert at.get(one.key) == (fits[0] if fits else None)


@given(things, meetings)
def test_an_agenda_keeps_the_order_of_what_is_due(due: list[Due], slots: list[Slot]) -> None:
    order = [one.key for one in due]

    for keys in placed(due, slots, {}).values():
        assert keys == [key for key in order if key in keys]
