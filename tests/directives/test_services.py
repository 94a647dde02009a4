"""Writing a directive's text: nobody overwrites another, nothing locked changes, no save slips in."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import NOW, TODAY, Cast, Mandate, at, content, edition, mandate, person, role, row
from uppdragil.directives import selectors, services
from uppdragil.directives.content import (
    CHAPTER_KEYS,
    Activity,
    ChapterNote,
    DirectiveContent,
    MandateGoal,
    Milestone,
    Risk,
    Role,
)
from uppdragil.directives.models import Directive, Progress
from uppdragil.directives.services import Conflict, FindingGone, Locked, NotEditable, NumberTaken

pytestmark = pytest.mark.django_db


def save(made: Mandate, key: str, content: DirectiveContent, **given: Any) -> int:
    version = made.directive.chapters.get(key=key).version
    values = {"directive": made.directive, "key": key, "version": version, "content": content}
    return services.save_chapter(**values | {"by": made.cast.lead, "now": NOW} | given)


def change(made: Mandate, key: str, **given: Any) -> int:
    """Save the chapter with other words in it."""
    said = made.content
    new = f"{getattr(said, key)} till" if isinstance(getattr(said, key), str) else getattr(said, key)[:-1]
    return save(made, key, said.model_copy(update={key: new}), **given)


def save_head(made: Mandate, **given: Any) -> int:
    said = made.content.model_copy(update=given)
    return services.save_head(
        directive=made.directive,
        version=made.directive.head_version,
        content=said,
        by=made.cast.lead,
        now=NOW,
    )


# Saving


def test_a_saved_chapter_takes_nothing_else_along() -> None:
    made = mandate()
    said = made.content

    save(
        made, "costs", said.model_copy(update={"costs": "Mer", "background": "Något annat", "title": "Annat"})
    )

    assert made.content == said.model_copy(update={"costs": "Mer"})


def test_saving_gives_the_version_to_save_over_next() -> None:
    made = mandate()

    first = change(made, "costs")

    assert change(made, "costs", version=first) == first + 1


def test_a_conflict_keeps_both_texts() -> None:
    made = mandate()
    mine = made.content.model_copy(update={"costs": "Min text"})
    save(made, "costs", made.content.model_copy(update={"costs": "Din text"}))

    with pytest.raises(Conflict) as conflict:
        save(made, "costs", mine, version=1)

    assert (conflict.value.current.costs, conflict.value.version, mine.costs) == ("Din text", 2, "Min text")
    assert made.content.costs == "Din text"


def test_different_chapters_do_not_conflict() -> None:
    made = mandate()
    said = made.content

    save(made, "costs", said.model_copy(update={"costs": "Mer"}), version=1)
    save(made, "financing", said.model_copy(update={"financing": "Anslag"}), version=1)

    assert (made.content.costs, made.content.financing) == ("Mer", "Anslag")


def test_a_conflict_over_the_head_keeps_both() -> None:
    made = mandate()
    save_head(made, subtitle="Din")

    with pytest.raises(Conflict) as conflict:
        services.save_head(
            directive=made.directive, version=1, content=made.content, by=made.cast.lead, now=NOW
        )

    assert (conflict.value.current.subtitle, conflict.value.version) == ("Din", 2)


def test_a_goal_that_goes_takes_its_links_along_and_they_do_not_come_back() -> None:
    made = mandate()
    linked = made.content

    save(made, "mandate_goals", linked.model_copy(update={"mandate_goals": ()}))

    assert [a.mandate_goals for a in made.content.activities] == [()]
    save(made, "activities", linked, version=1)
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
        services.save_chapter(
            directive=made.directive, key="risks", version=1, content=said, by=made.cast.lead, now=NOW
        )

    assert len(captured) <= 30


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


# What is locked

LOCKED = {"impact_goals", "mandate_goals", "gate_plans", "costs", "financing"}
OPEN = (
    "background",
    "idea",
    "prerequisites",
    "delimitations",
    "risks",
    "milestones",
    "activities",
    "handover",
)


@pytest.mark.parametrize("phase", ["preparation", "execution", "handover"])
@pytest.mark.parametrize("key", sorted(LOCKED))
def test_goals_gate_dates_and_budget_are_locked_from_bp0_on(phase: str, key: str) -> None:
    made = at(phase)

    with pytest.raises(Locked) as locked:
        change(made, key)

    assert key in locked.value.chapters


@pytest.mark.parametrize("key", OPEN)
def test_everything_else_stays_editable_after_bp0(key: str) -> None:
    made = at("preparation")

    change(made, key)


@pytest.mark.parametrize("key", sorted(LOCKED))
def test_nothing_is_locked_in_a_draft_that_came_back(key: str) -> None:
    made = at("bp0")
    made.decide("rework")

    change(made, key)


def test_the_owner_is_locked_and_other_roles_are_not() -> None:
    made, other = at("preparation"), person("Ny")
    said = made.content
    new_owner = tuple(role(Role.OWNER, other) if r.role is Role.OWNER else r for r in said.roles)
    more = (*said.roles, role(Role.STAKEHOLDER, other))

    save(made, "roles", said.model_copy(update={"roles": more}))
    with pytest.raises(Locked) as locked:
        save(made, "roles", said.model_copy(update={"roles": new_owner}))

    assert locked.value.chapters == ("roles",)


@pytest.mark.parametrize("first", [True, False])
def test_a_second_date_for_a_gate_is_locked_wherever_it_stands(first: bool) -> None:
    own = row(Milestone, gate="BP2", date="2027-09-01")
    made = at("preparation", milestones=(own,))
    extra = row(Milestone, gate="BP2", date="2027-11-01")
    kept = (own,)
    both = (extra, *kept) if first else (*kept, extra)

    with pytest.raises(Locked) as locked:
        save(made, "milestones", made.content.model_copy(update={"milestones": both}))

    assert locked.value.chapters == ("milestones",)


def test_repeating_a_gates_date_as_a_milestone_changes_nothing_that_is_locked() -> None:
    made = at("preparation")
    plan = made.content.gate_plan("BP2")
    assert plan
    same = row(Milestone, gate="BP2", date=plan.end)

    save(made, "milestones", made.content.model_copy(update={"milestones": (same,)}))


@pytest.mark.parametrize("field", ["title", "subtitle", "number", "visibility"])
def test_what_the_directive_is_called_and_who_sees_it_is_locked(field: str) -> None:
    made = at("preparation")
    value = "restricted" if field == "visibility" else "Annat"

    with pytest.raises(Locked) as locked:
        save_head(made, **{field: value})

    assert locked.value.chapters == ("head",)


def test_a_registry_number_can_be_set_at_any_time() -> None:
    made = at("execution")

    save_head(made, registry_number="RS 2026-00123")

    assert made.content.registry_number == "RS 2026-00123"


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


# Findings


def clashing() -> Mandate:
    """The milestone of BP2 says another day than chapter 5."""
    return mandate(milestones=(row(Milestone, gate="BP2", date="2027-09-02", decision="x"),))


def errors(made: Mandate) -> list[Any]:
    return list(selectors.errors(selectors.findings(made.directive, made.content, TODAY)))


def settle(made: Mandate, finding: Any, fix: int = 0, **given: Any) -> None:
    values = {
        "directive": made.directive,
        "finding": finding.key,
        "fix": fix,
        "by": made.cast.lead,
        "now": NOW,
    }
    services.settle(**values | given)


def test_settling_a_finding_settles_it_and_guards_what_it_changed() -> None:
    made = clashing()
    found = errors(made)
    before = made.content

    settle(made, found[0])

    assert found[0].key not in {f.key for f in errors(made)}
    after = made.content
    changed = {key for key in CHAPTER_KEYS if getattr(before, key) != getattr(after, key)}
    assert {c.key for c in made.directive.chapters.filter(version=2)} == changed


def test_a_finding_is_settled_once() -> None:
    made = clashing()
    found = errors(made)[0]
    settle(made, found)

    with pytest.raises(FindingGone):
        settle(made, found)


@pytest.mark.parametrize("fix", [-1, 99])
def test_a_fix_that_the_finding_does_not_have_is_refused(fix: int) -> None:
    made = clashing()

    with pytest.raises(FindingGone):
        settle(made, errors(made)[0], fix)


def test_only_the_lead_settles() -> None:
    made = clashing()

    with pytest.raises(NotEditable):
        settle(made, errors(made)[0], by=made.cast.owner)


def test_settling_does_not_pass_by_the_baseline() -> None:
    made = at("preparation")
    said = made.content.model_copy(update={"milestones": (row(Milestone, gate="BP2", date="2027-09-02"),)})
    with pytest.raises(Locked):
        save(made, "milestones", said)


# Progress


def tick(made: Mandate, uid: str, **given: Any) -> Progress:
    values = {
        "directive": made.directive,
        "row": uid,
        "state": Progress.State.DONE,
        "done_on": None,
        "comment": "",
    }
    return services.set_progress(**values | {"by": made.cast.lead, "now": NOW} | given)


def test_ticking_a_row_dates_it_and_changes_no_text() -> None:
    made = at("execution")
    before = made.content

    progress = tick(made, before.activities[0].uid)

    assert (progress.state, progress.done_on) == ("done", TODAY)
    assert made.content == before


def test_a_row_that_is_not_done_has_no_date() -> None:
    made = at("execution")
    uid = made.content.activities[0].uid
    tick(made, uid)

    assert tick(made, uid, state=Progress.State.ONGOING, done_on=TODAY).done_on is None


def test_progress_has_one_history_row_per_change_with_who_made_it() -> None:
    made = at("execution")
    uid = made.content.activities[0].uid
    tick(made, uid, state=Progress.State.STARTED)
    tick(made, uid)

    told = Progress.history.order_by("history_id").values_list("history_type", "by_name")

    assert list(told) == [("+", made.cast.lead.name), ("~", made.cast.lead.name)]


@pytest.mark.parametrize("uid", ["0123456789abcdef", "x" * 500, "\x00", ""])
def test_a_row_that_the_directive_does_not_have_is_not_ticked(uid: str) -> None:
    made = at("execution")

    with pytest.raises(services.NoSuchRow):
        tick(made, uid)


def test_a_comment_keeps_no_character_that_a_store_cannot_hold() -> None:
    made = at("execution")

    assert tick(made, made.content.activities[0].uid, comment="Klart\x00\ud800!").comment == "Klart!"


def test_a_row_of_another_directive_is_not_ticked() -> None:
    made, other = at("execution"), mandate(Cast())

    with pytest.raises(services.NoSuchRow):
        tick(made, other.content.activities[0].uid)


# Merging


def test_merging_a_chapter_keeps_all_others() -> None:
    current, new = content(), content(costs="Nytt")

    merged = services.merge_chapter(current, "costs", new)

    assert merged == current.model_copy(update={"costs": "Nytt"})


def test_merging_goals_drops_links_to_goals_that_are_gone() -> None:
    current = content()
    goals = (row(MandateGoal, text="Annat"),)

    merged = services.merge_chapter(
        current, "mandate_goals", current.model_copy(update={"mandate_goals": goals})
    )

    assert merged.mandate_goals == goals
    assert [a.mandate_goals for a in merged.activities] == [()]
