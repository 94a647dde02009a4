"""Drafts are kept and replaced, published ones stand for ever; rows say exactly what was said."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings

from tests.factories import NOW, person
from uppdragil.core.models import AuditEvent
from uppdragil.strategy import services, storage
from uppdragil.strategy.canonical import from_bytes
from uppdragil.strategy.content import StrategyContent
from uppdragil.strategy.models import StrategyActivity, StrategyEdition, StrategyVersion, SubGoal

from .editions import area, edition, editions

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(hours=1)
many = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
CARE = edition(area("Vård", {2026: "Ett", 2027: "Två"}), area("Kultur"))


def keep(content: StrategyContent, now: dt.datetime = NOW) -> StrategyEdition:
    return services.keep_draft(content=content, by=None, now=now)


def load(kept: StrategyEdition) -> StrategyContent:
    return storage.load(StrategyEdition.objects.get(pk=kept.pk))


def queries(content: StrategyContent) -> int:
    with CaptureQueriesContext(connection) as captured:
        storage.load(keep(content))
    return len(captured)  # of keeping it, its history and its event, and of loading it


def big(rows: int) -> StrategyContent:
    areas = (area(f"Vård {n}", {2026: "Ett"}, uid=f"area{n}") for n in range(rows))
    return edition(*areas)


@many
@given(editions())
def test_what_is_stored_is_what_was_said(said: StrategyContent) -> None:
    StrategyEdition.objects.all().delete()  # a draft of the last example that says the same would stay

    assert load(keep(said)) == said


@many
@given(editions(), editions(), editions(start=3))
def test_rows_can_become_any_other_edition(
    one: StrategyContent, two: StrategyContent, three: StrategyContent
) -> None:
    kept = StrategyEdition.objects.create(first_year=2026, last_year=2029, created_at=NOW, state="published")

    for said in (one, two, three):
        storage.write(kept, said, by=None, now=NOW)
        assert storage.load(kept).areas == said.areas


def test_the_same_years_are_one_draft_and_the_last_one_holds() -> None:
    first = keep(CARE)
    again = keep(edition(area("Vård", {2026: "Nytt"})), LATER)

    assert first == again
    assert [goal.text for goal in load(first).areas[0].sub_goals] == ["Nytt"]


def test_the_same_words_are_left_alone_whatever_their_rows_are_named() -> None:
    kept = keep(CARE)
    keep(edition(area("Vård", {2026: "Ett", 2027: "Två"}, uid="other"), area("Kultur", uid="more")), LATER)

    assert load(kept) == CARE
    assert AuditEvent.objects.filter(verb="strategy.drafted").count() == 1


def test_other_years_are_another_draft() -> None:
    assert keep(CARE) != keep(edition(area("Vård"), years=(2027, 2030)))


def test_what_did_not_change_is_not_touched() -> None:
    kept = keep(CARE)
    keep(edition(area("Vård", {2026: "Ett", 2027: "Nytt"}), area("Kultur")), LATER)

    told: Any = SubGoal.history.filter(edition=kept).order_by("history_id")  # type: ignore[attr-defined]
    assert [(row.year, row.history_type) for row in told] == [(2026, "+"), (2027, "+"), (2027, "~")]


def test_a_row_that_is_taken_away_leaves_its_history() -> None:
    kept = keep(CARE)
    by = person("Stina")
    services.keep_draft(content=edition(area("Kultur")), by=by, now=LATER)

    gone: Any = SubGoal.history.filter(edition=kept, history_type="-")  # type: ignore[attr-defined]
    assert {(row.text, row.by_name) for row in gone} == {("Ett", by.name), ("Två", by.name)}


def test_publishing_freezes_the_bytes_and_the_chain_tells() -> None:
    kept, by = keep(CARE), person("Stina")
    version = services.publish(edition=kept, by=by, now=LATER)

    assert from_bytes(bytes(version.data)) == CARE
    assert StrategyEdition.objects.get().state == "published"
    event = AuditEvent.objects.latest("seq")
    assert (event.verb, event.actor_name) == ("strategy.published", by.name)


def test_a_published_edition_is_not_published_again() -> None:
    kept = keep(CARE)
    services.publish(edition=kept, by=person(), now=LATER)

    with pytest.raises(services.NotADraft):
        services.publish(edition=kept, by=person(), now=LATER)


def test_what_says_nothing_is_not_published() -> None:
    with pytest.raises(services.NothingToPublish):
        services.publish(edition=keep(edition()), by=person(), now=LATER)


def test_a_published_edition_stays_and_a_new_draft_begins() -> None:
    kept = keep(CARE)
    services.publish(edition=kept, by=person(), now=LATER)

    new = keep(edition(area("Vård")), LATER)

    assert new != kept
    assert load(kept) == CARE


@pytest.mark.parametrize(
    "start", ["UPDATE strategy_strategyversion SET schema = 2", "DELETE FROM strategy_strategyversion"]
)
def test_no_statement_changes_what_was_published(start: str) -> None:
    services.publish(edition=keep(CARE), by=person(), now=LATER)

    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(start)
    assert StrategyVersion.objects.count() == 1


def test_the_database_holds_years_in_order_and_one_draft_of_them() -> None:
    keep(CARE)
    for years in ((2027, 2026), (2026, 2029)):
        with pytest.raises(IntegrityError), transaction.atomic():
            StrategyEdition.objects.create(first_year=years[0], last_year=years[1], created_at=NOW)


def test_the_database_holds_one_row_per_place_and_one_owner_of_an_activity() -> None:
    kept = keep(CARE)
    goal = SubGoal.objects.filter(edition=kept).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        SubGoal.objects.create(edition=kept, uid="more", position=0, parent=goal.parent, year=2028)
    with pytest.raises(IntegrityError), transaction.atomic():
        StrategyActivity.objects.create(edition=kept, uid="more", position=0, text="Ingens")


def test_keeping_and_loading_cost_as_many_queries_for_many_rows_as_for_few() -> None:
    few, lots = queries(big(2)), queries(big(20).model_copy(update={"last_year": 2030}))

    assert few == lots
