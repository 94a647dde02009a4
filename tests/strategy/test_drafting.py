"""A draft is made ready: settled, let stand, corrected; nobody overwrites anybody, and nothing once it is published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from tests.factories import NOW, person
from uppdragil.strategy import drafting, editing, services, storage
from uppdragil.strategy.finding import Finding, Rule
from uppdragil.strategy.fixing import fixes_of
from uppdragil.strategy.models import StrategyDismissal, StrategyEdition, SubGoal
from uppdragil.strategy.selectors import content_of

from .open_draft import CONTENT, NAMES, kept

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(hours=1)


def found(edition: StrategyEdition, rule: Rule) -> Finding:
    edition.refresh_from_db()
    every = drafting.standing(edition, storage.load(edition)).open
    return next(finding for finding in every if finding.rule is rule)


def settle(edition: StrategyEdition, finding: Finding, fix: int = 0) -> None:
    drafting.settle(edition=edition, finding=finding.key, fix=fix, by=person("Stina"), now=LATER)


def dismiss(edition: StrategyEdition, finding: Finding, reason: str = "Källan gäller") -> None:
    drafting.dismiss(edition=edition, finding=finding.key, reason=reason, by=person("Stina"), now=LATER)


def save(edition: StrategyEdition, uid: str, seen: str = "", **values: Any) -> None:
    part = editing.part_of(storage.load(edition), uid)
    assert part is not None
    drafting.save(
        edition=edition,
        part=uid,
        values=editing.said(part) | values,
        seen=seen or editing.mark(part),
        by=person("Stina"),
        now=LATER,
    )


def goal(edition: StrategyEdition, uid: str = "goal26") -> Any:
    return editing.part_of(storage.load(edition), uid)


def test_what_the_import_noted_is_kept_with_the_draft_until_it_is_settled() -> None:
    edition = kept()
    assert found(edition, Rule.NAMES).key == NAMES.key

    settle(edition, NAMES)

    with pytest.raises(StopIteration):
        found(edition, Rule.NAMES)
    assert goal(edition, "goal27").responsible == "Åsa, Per"


def test_names_that_somebody_has_written_over_are_no_finding() -> None:
    edition = kept()
    save(edition, "goal27", responsible="Ledningen", text="Tre vägar in")

    with pytest.raises(StopIteration):
        found(edition, Rule.NAMES)


def test_a_wording_is_chosen_and_its_history_tells_by_whom() -> None:
    edition = kept()
    settle(edition, found(edition, Rule.WORDED_TWICE), 1)

    assert goal(edition).text == "En väg in är beslutad"
    told: Any = SubGoal.history.filter(uid="goal26", history_type="~").get()  # type: ignore[attr-defined]
    assert told.by_name.startswith("Stina")


def test_whoever_chooses_after_somebody_has_changed_the_words_changes_nothing() -> None:
    edition = kept()
    seen = found(edition, Rule.WORDED_TWICE)
    save(edition, "goal26", text="Något annat")

    with pytest.raises(drafting.FindingGone):
        settle(edition, seen, 1)
    assert goal(edition).text == "Något annat"


@pytest.mark.parametrize("fix", [-1, 9])
def test_a_fix_that_is_not_offered_does_nothing(fix: int) -> None:
    edition = kept()
    with pytest.raises(drafting.FindingGone):
        settle(edition, NAMES, fix)


def test_a_finding_is_let_stand_with_a_reason_until_that_is_taken_back() -> None:
    edition = kept()
    dismiss(edition, NAMES)
    dismiss(edition, NAMES, "Bättre skäl")
    [(finding, noted)] = drafting.standing(edition, storage.load(edition)).dismissed
    assert (finding.key, noted.reason) == (NAMES.key, "Bättre skäl")

    drafting.recall(edition=edition, finding=NAMES.key, by=person(), now=LATER)

    assert found(edition, Rule.NAMES).key == NAMES.key


@pytest.mark.parametrize("reason", ["", " \x00\n"])
def test_nothing_is_let_stand_without_a_reason(reason: str) -> None:
    edition = kept()
    with pytest.raises(drafting.NoReason):
        dismiss(edition, NAMES, reason)


def test_correcting_keeps_the_rows_that_say_the_same() -> None:
    edition = kept()
    save(edition, "goal26", text="Rättat", activities=["Nytt", "Fler team?", "Ev mer"])

    now = goal(edition)
    assert (now.text, [a.tentative for a in now.activities]) == ("Rättat", [False, True, True])
    assert now.activities[1].uid == "acti01"
    assert now.other_wordings == CONTENT.areas[0].sub_goals[0].other_wordings


def test_an_areas_texts_are_corrected() -> None:
    edition = kept()
    save(edition, "area01", name="Vård nära", regional_goals=[7, 3], strategies=["En plan"])

    now = goal(edition, "area01")
    assert (now.name, now.regional_goals, now.strategies) == ("Vård nära", (3, 7), ("En plan",))
    assert len(now.sub_goals) == 3


def test_who_saves_over_what_somebody_else_saved_meets_it_and_nothing_is_lost() -> None:
    edition = kept()
    seen = editing.mark(goal(edition))
    save(edition, "goal26", text="Först")

    with pytest.raises(drafting.Conflict) as conflict:
        save(edition, "goal26", seen=seen, text="Sedan")
    assert conflict.value.current.text == "Först"  # type: ignore[union-attr]
    assert storage.last_written(edition, conflict.value.current)[1].startswith("Stina")

    save(edition, "goal26", seen=seen, text="Först")  # the same twice is no conflict
    save(edition, "goal26", seen=editing.mark(conflict.value.current), text="Sedan")
    assert goal(edition).text == "Sedan"


def test_two_parts_of_one_draft_do_not_stand_in_each_others_way() -> None:
    edition = kept()
    marks = {uid: editing.mark(goal(edition, uid)) for uid in ("area01", "goal26")}

    save(edition, "area01", marks["area01"], name="Vård")
    save(edition, "goal26", marks["goal26"], text="Rättat")

    assert (goal(edition, "area01").name, goal(edition).text) == ("Vård", "Rättat")


def test_a_part_that_is_gone_and_a_text_that_is_too_long_are_refused() -> None:
    edition = kept()
    with pytest.raises(drafting.PartGone):
        drafting.save(edition=edition, part="nonesuch", values={}, seen="", by=person(), now=LATER)
    with pytest.raises(ValidationError):
        save(edition, "goal26", text="x" * 200_001)


@pytest.mark.django_db(transaction=True)
def test_two_who_correct_the_same_at_once_do_not_overwrite_each_other(race: Any, rounds: int) -> None:
    edition = kept()
    for number in range(rounds):
        seen = editing.mark(goal(edition))
        texts = [f"{text} {number}" for text in ("Först", "Sedan")]
        results = race(*[lambda t=text, s=seen: save(edition, "goal26", s, text=t) for text in texts])

        lost = [result for result in results if isinstance(result, drafting.Conflict)]
        assert len(lost) == 1
        assert goal(edition).text == texts[results.index(None)]
        assert lost[0].current == goal(edition)


@pytest.mark.django_db(transaction=True)
def test_a_wording_is_chosen_before_or_after_a_correction_and_never_over_it(race: Any, rounds: int) -> None:
    for number in range(rounds):
        years = {"first_year": 2000 + number % 25, "last_year": 2029 + number // 25}  # a draft of its own
        edition = kept(CONTENT.model_copy(update=years))
        finding, seen = found(edition, Rule.WORDED_TWICE), editing.mark(goal(edition))
        results = race(
            lambda e=edition, k=finding: settle(e, k, 1),
            lambda e=edition, s=seen: save(e, "goal26", s, text="Rättat"),
        )

        refused = [result for result in results if result is not None]
        assert [type(one) for one in refused] in ([drafting.FindingGone], [drafting.Conflict])
        expected = "En väg in är beslutad" if results[0] is None else "Rättat"
        assert goal(edition).text == expected


MOVES: dict[str, Callable[[StrategyEdition], None]] = {
    "settle": lambda edition: settle(edition, NAMES),
    "dismiss": lambda edition: dismiss(edition, NAMES),
    "recall": lambda edition: drafting.recall(edition=edition, finding=NAMES.key, by=person(), now=LATER),
    "save": lambda edition: save(edition, "goal26", text="Nytt"),
}


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
def test_a_published_edition_is_never_changed(move: Callable[[StrategyEdition], None]) -> None:
    edition = kept()
    services.publish(edition=edition, by=person(), now=LATER)

    with pytest.raises(services.NotADraft):
        move(edition)
    assert not StrategyDismissal.objects.exists()


def test_what_is_published_is_read_from_the_bytes_that_nobody_can_change() -> None:
    edition = kept()
    services.publish(edition=edition, by=person(), now=LATER)
    SubGoal.objects.update(text="Omskrivet bakom ryggen")

    assert content_of(StrategyEdition.objects.get()) == CONTENT


def test_a_draft_that_is_imported_anew_has_the_new_notes() -> None:
    edition = kept()
    kept(CONTENT.model_copy(update={"name": "Nytt namn"}))
    services.keep_draft(content=CONTENT, by=None, now=LATER)

    edition.refresh_from_db()
    assert edition.noted == []


def test_fixes_are_offered_for_rows_that_are_there() -> None:
    assert fixes_of(NAMES, CONTENT.model_copy(update={"areas": ()})) == ()
