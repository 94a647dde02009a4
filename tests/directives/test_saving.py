"""Saving part by part: what two people do to different parts never clashes, and nothing confirmed is lost."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.directives.edits import edits_of, save
from tests.factories import NOW, Mandate, at, content, mandate, row
from uppdragil.directives import marks, saving, storage
from uppdragil.directives.content import Activity, DirectiveContent, MandateGoal, Milestone, Risk
from uppdragil.directives.models import Risk as RiskRow
from uppdragil.directives.saving import Edit, in_order, with_edits

pytestmark = pytest.mark.django_db


def risks(made: Mandate) -> list[str]:
    return [risk.text for risk in made.content.risks]


def three_risks() -> Mandate:
    return mandate(risks=tuple(row(Risk, text=text) for text in ("ett", "två", "tre")))


def send(made: Mandate, *edits: Edit, **given: Any) -> saving.Saved:
    values = {"directive": made.directive, "edits": edits, "by": made.cast.lead, "now": NOW}
    return saving.save(**values | given)


def typed(seen: Risk, **values: Any) -> Edit:
    return Edit("risks", seen.uid, marks.of_row(seen), seen.model_copy(update=values))


# Clashes


def test_two_rows_of_one_chapter_are_written_by_two_people_without_a_clash() -> None:
    made = three_risks()
    one, two, _three = made.content.risks

    saved = [send(made, typed(one, text="mitt")), send(made, typed(two, text="ditt"))]

    assert [s.conflicts for s in saved] == [(), ()]
    assert risks(made) == ["mitt", "ditt", "tre"]


def test_the_second_who_writes_a_row_is_told_and_the_rest_is_saved() -> None:
    made = three_risks()
    one, two, _three = made.content.risks
    send(made, typed(one, text="ditt"))

    saved = send(made, typed(one, text="mitt"), typed(two, text="också mitt"))

    assert [edit.row for edit in saved.conflicts] == [one.uid]
    assert risks(made) == ["ditt", "också mitt", "tre"]


def test_the_same_text_twice_is_no_clash() -> None:
    made = three_risks()
    edit = typed(made.content.risks[0], text="en gång")

    assert [send(made, edit).conflicts for _press in range(2)] == [(), ()]


def test_a_text_that_went_and_came_back_is_no_clash() -> None:
    made = three_risks()
    one = made.content.risks[0]
    there = send(made, typed(one, text="dit")).content.risks[0]
    send(made, typed(there, text=one.text))

    assert not send(made, typed(one, text="mitt")).conflicts


def test_a_new_row_that_is_sent_again_is_there_once() -> None:
    made = three_risks()
    new = row(Risk, text="ny")

    for _press in range(2):
        assert not send(made, Edit("risks", new.uid, marks.NONE, new)).conflicts

    assert risks(made) == ["ett", "två", "tre", "ny"]


def test_a_row_that_somebody_changed_is_not_removed_unseen() -> None:
    made = three_risks()
    one = made.content.risks[0]
    send(made, typed(one, text="viktigt"))

    saved = send(made, Edit("risks", one.uid, marks.of_row(one), None))

    assert (len(saved.conflicts), risks(made)) == (1, ["viktigt", "två", "tre"])


def test_a_row_that_somebody_removed_is_not_written_unseen_and_comes_back_when_it_is_wanted() -> None:
    made = three_risks()
    one = made.content.risks[0]
    gone = Edit("risks", one.uid, marks.of_row(one), None)
    send(made, gone)

    assert send(made, typed(one, text="mitt")).conflicts
    assert not send(made, gone).conflicts
    assert not send(made, Edit("risks", one.uid, marks.NONE, one)).conflicts
    assert risks(made) == ["två", "tre", "ett"]


def test_the_words_of_a_chapter_and_its_rows_do_not_clash() -> None:
    made = three_risks()
    seen = made.content
    send(made, typed(seen.risks[0], text="mitt"))

    note = Edit("risks", None, marks.of_words(seen, "risks"), {"lead_in": "Värst först"})

    assert not send(made, note).conflicts
    assert (made.content.note("risks").lead_in, risks(made)[0]) == ("Värst först", "mitt")


def test_links_to_a_goal_that_somebody_removed_are_no_clash() -> None:
    goal, other = row(MandateGoal, text="Ett"), row(MandateGoal, text="Två")
    act = row(Activity, name="Del", mandate_goals=(goal.uid, other.uid))
    made = mandate(mandate_goals=(goal, other), activities=(act,))
    send(made, Edit("mandate_goals", goal.uid, marks.of_row(goal), None))

    saved = send(made, Edit("activities", act.uid, marks.of_row(act), act.model_copy(update={"name": "Ny"})))

    assert not saved.conflicts
    assert [(a.name, a.mandate_goals) for a in made.content.activities] == [("Ny", (other.uid,))]


def test_a_uid_of_another_chapters_row_is_refused() -> None:
    made = three_risks()
    taken = made.content.risks[0].uid

    with pytest.raises(ValidationError):
        send(made, Edit("mandate_goals", taken, marks.NONE, MandateGoal(uid=taken, text="x")))


def test_what_only_repeats_its_source_says_nothing_and_other_rows_stay() -> None:
    made = mandate(milestones=(row(Milestone, gate="BP1", date="2026-05-06", decision="Start"),))
    plan = made.content.gate_plan("BP1")
    assert plan
    kept = made.content.milestones[0]
    new = row(Milestone, gate="BP1", date=plan.end, decision="Igen")

    send(made, Edit("milestones", new.uid, marks.NONE, new))

    assert made.content.milestones == (kept, new.model_copy(update={"date": None}))


# Order


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("cab", "cab"),
        ("cb", "acb"),
        ("", "abc"),
        ("xcxa", "cba"),
        ("aab", "abc"),
        ("b", "abc"),
    ],
)
def test_rows_are_ordered_and_the_others_keep_their_places(order: str, expected: str) -> None:
    rows = {name: MandateGoal(uid=name * 4) for name in "abc"}

    found = in_order(list(rows.values()), [name * 4 for name in order])

    assert "".join(r.uid[0] for r in found) == expected


def test_the_last_order_holds_and_a_row_that_was_added_meanwhile_stays() -> None:
    made = three_risks()
    one, two, three = (risk.uid for risk in made.content.risks)
    new = row(Risk, text="ny")
    send(made, Edit("risks", new.uid, marks.NONE, new))

    send(made, orders={"risks": [three, one, two]})

    assert risks(made) == ["tre", "ett", "två", "ny"]


def test_a_row_that_goes_changes_no_other() -> None:
    made = three_risks()
    one = made.content.risks[0]
    before = RiskRow.history.count()

    send(made, Edit("risks", one.uid, marks.of_row(one), None))

    assert RiskRow.history.count() == before + 1


# What it costs


@pytest.mark.parametrize("key", ["risks", "roles", "background"])
def test_saving_one_part_costs_as_many_queries_for_two_hundred_rows(key: str) -> None:
    counts = []
    for rows in (2, 200):
        made = mandate(risks=tuple(row(Risk, text=f"{n}") for n in range(rows)))
        said = made.content
        new = f"{said.background} till" if key == "background" else _one_changed(said, key)
        edits = edits_of(said, said.model_copy(update={key: new}), key)
        with CaptureQueriesContext(connection) as captured:
            send(made, *edits)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 11


def _one_changed(said: DirectiveContent, key: str) -> tuple[Any, ...]:
    first, *rest = getattr(said, key)
    return (first.model_copy(update={"holder" if key == "roles" else "text": "Annat"}), *rest)


# Any interleaving

ROWS = ("aaaa", "bbbb", "cccc", "dddd")
STEPS = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(["look", "write", "remove"]), st.sampled_from(ROWS)),
    max_size=25,
)


@given(steps=STEPS)
def test_nothing_that_was_confirmed_is_lost_whatever_two_people_do_in_whatever_order(steps: Any) -> None:
    """A text goes only by a hand that has seen it; pure, as the service does it under its lock."""
    now = content(risks=tuple(Risk(uid=uid, text="från början") for uid in ROWS[:2]))
    seen = [now, now]
    for number, (who, verb, uid) in enumerate(steps):
        if verb == "look":
            seen[who] = now
            continue
        says = Risk(uid=uid, text=f"{who} skrev {number}") if verb == "write" else None
        edit = Edit("risks", uid, marks.of_part(seen[who], "risks", uid), says)
        standing, known = ({r.uid: r for r in text.risks}.get(uid) for text in (now, seen[who]))
        if saving.clashes(now, edit):
            assert standing != known
            continue
        assert standing in (known, says)
        now = with_edits(now, [edit], {})
        assert {r.uid: r for r in now.risks}.get(uid) == says
        seen[who] = with_edits(seen[who], [edit], {})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10)
@given(steps=STEPS)
def test_the_tables_say_what_the_service_says(steps: Any) -> None:
    made = mandate(risks=tuple(Risk(uid=uid, text="från början") for uid in ROWS[:2]))
    for number, (_who, verb, uid) in enumerate(steps):
        says = Risk(uid=uid, text=f"{number}") if verb == "write" else None
        seen = marks.of_part(made.content, "risks", uid)
        orders = {"risks": [uid]} if verb == "look" else {"risks": ROWS[:: 1 if number % 2 else -1]}
        edits = () if verb == "look" else (Edit("risks", uid, seen, says),)
        saved = send(made, *edits, orders=orders, now=NOW + dt.timedelta(seconds=number))
        assert saved.content == storage.load(made.directive)


def test_what_a_whole_chapter_says_is_saved_by_parts_as_it_was_by_chapters() -> None:
    made = at("draft")
    wanted = content()
    for key in ("risks", "mandate_goals", "activities", "impact_goals", "background"):
        assert not save(made, key, wanted).conflicts
        assert getattr(made.content, key) == (
            getattr(wanted, key) if key != "activities" else made.content.activities
        )
