"""Writing a directive's text: nobody overwrites another, nothing locked changes, no save slips in."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.directives.edits import change, save, save_head
from tests.factories import NOW, Mandate, at, content, edition, mandate, person, row
from uppdragil.directives import services
from uppdragil.directives.content import (
    Activity,
    ChapterNote,
    MandateGoal,
    Risk,
)
from uppdragil.directives.merging import merge_chapter
from uppdragil.directives.models import Directive, Progress
from uppdragil.directives.services import NotEditable, NumberTaken

pytestmark = pytest.mark.django_db


def tick(made: Mandate, uid: str, **given: Any) -> Progress:
    values = {
        "directive": made.directive,
        "row": uid,
        "state": Progress.State.DONE,
        "done_on": None,
        "comment": "",
    }
    return services.set_progress(**values | {"by": made.cast.lead, "now": NOW} | given)


# Saving


def test_a_saved_chapter_takes_nothing_else_along() -> None:
    made = mandate()
    said = made.content

    save(
        made, "costs", said.model_copy(update={"costs": "Mer", "background": "Något annat", "title": "Annat"})
    )

    assert made.content == said.model_copy(update={"costs": "Mer"})


def test_a_conflict_keeps_both_texts() -> None:
    made = mandate()
    seen = made.content
    save(made, "costs", seen.model_copy(update={"costs": "Din text"}))

    saved = save(made, "costs", seen.model_copy(update={"costs": "Min text"}), seen=seen)

    assert [(edit.chapter, edit.says["text"]) for edit in saved.conflicts] == [("costs", "Min text")]
    assert (saved.content.costs, made.content.costs) == ("Din text", "Din text")


def test_different_chapters_do_not_conflict() -> None:
    made = mandate()
    said = made.content

    save(made, "costs", said.model_copy(update={"costs": "Mer"}), seen=said)
    save(made, "financing", said.model_copy(update={"financing": "Anslag"}), seen=said)

    assert (made.content.costs, made.content.financing) == ("Mer", "Anslag")


def test_a_conflict_over_the_head_keeps_both() -> None:
    made = mandate()
    seen = made.content
    save_head(made, subtitle="Din")

    saved = save(made, "head", seen.model_copy(update={"subtitle": "Min"}), seen=seen)

    assert ([edit.chapter for edit in saved.conflicts], made.content.subtitle) == (["head"], "Din")


def test_a_goal_that_goes_takes_its_links_along_and_they_do_not_come_back() -> None:
    made = mandate()
    linked = made.content

    save(made, "mandate_goals", linked.model_copy(update={"mandate_goals": ()}))

    assert [a.mandate_goals for a in made.content.activities] == [()]
    save(made, "activities", linked)
    assert [a.mandate_goals for a in made.content.activities] == [()]


def test_an_activity_cannot_link_to_a_goal_that_somebody_removed_meanwhile() -> None:
    made = mandate(activities=())
    said = made.content
    linking = row(Activity, name="Ny", mandate_goals=(said.mandate_goals[0].uid,))
    save(made, "mandate_goals", said.model_copy(update={"mandate_goals": ()}))

    save(made, "activities", said.model_copy(update={"activities": (linking,)}))

    assert made.content.activities == (linking.model_copy(update={"mandate_goals": ()}),)


def test_a_note_is_saved_with_its_chapter() -> None:
    made = mandate(risks=())
    note = ChapterNote(chapter="risks", not_applicable="Inga")

    save(made, "risks", made.content.model_copy(update={"notes": (note,)}))

    assert made.content.note("risks").not_applicable == "Inga"


@pytest.mark.parametrize("rows", [1, 60])
def test_saving_a_chapter_costs_as_many_queries_for_many_rows(rows: int) -> None:
    made = mandate()
    said = made.content.model_copy(update={"risks": tuple(row(Risk, text=f"{i}") for i in range(rows))})

    with CaptureQueriesContext(connection) as captured:
        save(made, "risks", said, seen=made.content)

    assert len(captured) <= 20


# Who and when


def test_a_draft_is_edited_by_its_maker_and_its_lead() -> None:
    maker = person("Maja Skapare")
    made = mandate(by=maker)

    change(made, "costs", by=maker)
    change(made, "costs", by=made.cast.lead)


def test_after_the_draft_only_the_lead_edits() -> None:
    maker = person("Maja Skapare")
    made = at("preparation", None)
    Directive.objects.filter(pk=made.directive.pk).update(created_by=maker)

    change(made, "background")
    for other in (maker, made.cast.owner, made.cast.office, made.cast.secretary):
        with pytest.raises(NotEditable):
            change(made, "background", by=other)


@pytest.mark.parametrize("phase", ["bp0", "bp1", "bp2", "bp3", "realisation", "closed", "stopped"])
def test_nothing_is_edited_outside_the_work_stages(phase: str) -> None:
    made = at(phase)
    goal = made.content.impact_goals[0].uid
    writes = [
        lambda: change(made, "background"),
        lambda: save_head(made, subtitle="x"),
        lambda: services.settle(directive=made.directive, finding="x", fix=0, by=made.cast.lead, now=NOW),
        lambda: tick(made, goal),
    ]

    for write in writes:
        with pytest.raises(NotEditable):
            write()


def test_nothing_is_edited_while_it_is_paused() -> None:
    made = at("execution")
    made.pause()

    with pytest.raises(NotEditable):
        change(made, "background")


# Numbers


def test_numbers_follow_each_other_within_a_year() -> None:
    first, second, next_year = (mandate(now=NOW + dt.timedelta(days=days)) for days in (0, 1, 366))

    assert [m.directive.number for m in (first, second, next_year)] == [
        "U 2026-001",
        "U 2026-002",
        "U 2027-001",
    ]


def test_a_number_that_a_document_brought_along_is_skipped() -> None:
    mandate(number="U 2026-001")

    assert mandate().directive.number == "U 2026-002"


def test_a_number_that_is_taken_is_refused_by_name() -> None:
    mandate(number="D 17")

    with pytest.raises(NumberTaken) as taken:
        mandate(number="D 17")
    assert taken.value.number == "D 17"
    with pytest.raises(NumberTaken):
        save_head(mandate(), number="D 17")


def test_a_directive_remembers_the_edition_that_it_was_made_with() -> None:
    made = mandate()

    assert (made.content.model, made.directive.edition) == ("UPPDRAGiL 3.0", edition())


# Merging


def test_merging_a_chapter_keeps_all_others() -> None:
    current, new = content(), content(costs="Nytt")

    merged = merge_chapter(current, "costs", new)

    assert merged == current.model_copy(update={"costs": "Nytt"})


def test_merging_goals_drops_links_to_goals_that_are_gone() -> None:
    current = content()
    goals = (row(MandateGoal, text="Annat"),)

    merged = merge_chapter(current, "mandate_goals", current.model_copy(update={"mandate_goals": goals}))

    assert merged.mandate_goals == goals
    assert [a.mandate_goals for a in merged.activities] == [()]
