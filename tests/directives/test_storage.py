"""Rows to content and back: nothing lost, nothing touched that did not change."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import NOW, content, edition, person, row
from tests.strategies import contents
from uppdragil.core import values
from uppdragil.directives import content as c
from uppdragil.directives import services, storage
from uppdragil.directives.models import Chapter, Directive

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(hours=1)
LONGEST = "å" * values.MAX_LINE
# A database test's fixture is the same for every example; each example makes its own directive.
many = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
unnumbered = contents().map(lambda drawn: drawn.model_copy(update={"number": ""}))


def create(said: c.DirectiveContent) -> Directive:
    return services.create(content=said, edition=edition(), by=None, now=NOW)


def stored(said: c.DirectiveContent, made: Directive) -> c.DirectiveContent:
    """What a directive made of `said` says."""
    update = {"number": made.number, "model": said.model or made.edition.name}
    return c.normalised(said.model_copy(update=update))


def load(made: Directive) -> c.DirectiveContent:
    return storage.load(Directive.objects.get(pk=made.pk))


def history(made: Directive) -> dict[str, int]:
    """How many history rows there are per row type, and for chapters and the head."""
    found = {key: model.history.filter(directive=made).count() for key, model in storage.ROW_MODELS.items()}  # type: ignore[attr-defined]
    found["chapters"] = Chapter.history.filter(directive=made).count()
    return found | {"head": Directive.history.filter(uid=made.uid).count()}


@many
@given(unnumbered)
def test_what_is_stored_is_what_was_said(said: c.DirectiveContent) -> None:
    made = create(said)

    assert load(made) == stored(said, made)


@many
@given(unnumbered, unnumbered)
def test_storing_one_over_another_gives_exactly_the_other(
    first: c.DirectiveContent, second: c.DirectiveContent
) -> None:
    made = create(first)

    second = second.model_copy(update={"number": made.number})

    storage.write_all(made, second, by=None, now=LATER)

    assert load(made) == second


@many
@given(unnumbered)
def test_storing_the_same_again_touches_nothing(said: c.DirectiveContent) -> None:
    made = create(said)
    before = history(made)

    storage.write_all(made, load(made), by=None, now=LATER)

    assert history(made) == before


@many
@given(unnumbered, st.randoms())
def test_the_order_of_rows_is_kept(said: c.DirectiveContent, random: Random) -> None:
    made = create(said)
    before = load(made)
    turned = {key: tuple(random.sample(rows := getattr(before, key), len(rows))) for key in c.ROW_TYPES}

    storage.write_all(made, before.model_copy(update=turned), by=None, now=LATER)

    after = load(made)
    assert {key: getattr(after, key) for key in turned} == turned


def test_history_has_what_changed_and_only_that() -> None:
    by = person("Lena Ledare")
    made = create(content())
    before, said = history(made), load(made)
    reworded = said.risks[0].model_copy(update={"measure": "Fler händer"})

    changed = said.model_copy(
        update={
            "risks": (reworded, row(c.Risk, text="Ny")),
            "costs": "Mer",
            "prerequisites": (),
            "title": "Annat",
        }
    )
    storage.write_all(made, changed, by=by, now=LATER)

    after = history(made)
    assert {key: after[key] - before[key] for key in after if after[key] != before[key]} == {
        "risks": 2, "prerequisites": 1, "chapters": 1, "head": 1,
    }  # fmt: skip


def test_history_says_who_and_when_and_how() -> None:
    by = person("Lena Ledare")
    made = create(content())
    said = load(made)
    reworded = said.risks[0].model_copy(update={"measure": "Fler händer"})
    storage.write_all(made, said.model_copy(update={"risks": (reworded,)}), by=by, now=LATER)
    storage.write_all(made, said.model_copy(update={"risks": ()}), by=by, now=LATER)

    told = storage.ROW_MODELS["risks"].history.filter(directive=made).order_by("history_id")  # type: ignore[attr-defined]

    assert [(h.history_type, h.by_name, h.history_date) for h in told] == [
        ("+", "", NOW),
        ("~", by.name, LATER),
        ("-", by.name, LATER),
    ]


def field_values(kind: type[c.Row]) -> dict[str, Any]:
    """The longest and largest that every field of a row can carry."""
    largest: dict[str, Any] = {
        "uid": "z" * 32, "baseline": Decimal("999999999.999999"), "target": Decimal("-999999999.999999"),
        "due": dt.date.max, "date": dt.date.min, "start": dt.date.min, "end": dt.date.max, "probability": 5,
        "consequence": 5, "role": c.Role.REFERENCE_GROUP, "holder_kind": "position", "holder_id": "f" * 32,
        "other_id": "f" * 32, "mandate_goals": (), "questions": (LONGEST,) * 3, "edition_id": "f" * 32,
        "area_id": "f" * 32, "goal_id": "f" * 32, "activity_id": "f" * 32, "year": 2100,
        "regional_goals": tuple(range(1, 8)), "cost_kind": c.CostKind.STAFF, "frame": c.MAX_ORE,
        "impact_goals": (), "follow_up": dt.date.max, "convener": True, "first": "0001-01", "last": "9999-12",
        "kind": "shares_receiver" if kind is c.Dependency else "carry_out",
    }  # fmt: skip
    return {name: largest.get(name, LONGEST) for name in kind.model_fields}


@pytest.mark.parametrize("key", c.ROW_TYPES)
def test_the_longest_and_largest_values_fit(key: str) -> None:
    kind = c.ROW_TYPES[key]
    said = c.DirectiveContent(**{key: (kind(**field_values(kind)),)})

    assert getattr(load(create(said)), key) == getattr(c.normalised(said), key)


def test_the_longest_head_fits() -> None:
    links = dict.fromkeys(("unit_id", "parent_id", "supersedes_id"), "f" * 32)
    special: dict[str, Any] = {"visibility": "restricted", "number": "9" * 100} | links
    special |= {"dated": dt.date.min, "supersedes_dated": dt.date.max}
    said = c.DirectiveContent(**{name: special.get(name, LONGEST) for name in c.HEAD_FIELDS})

    assert load(create(said)) == said


@pytest.mark.parametrize("field", ["unit_id", "parent_id", "supersedes_id", "number"])
def test_a_link_or_number_that_no_column_can_hold_is_refused_as_a_value(field: str) -> None:
    with pytest.raises(ValueError, match="at most"):
        c.DirectiveContent(**{field: "f" * 101})


def test_the_longest_text_with_every_odd_character_fits() -> None:
    odd = "".join(map(chr, range(0, 0x300))) + "\U0001f600\u202e\ufeff\u2028\ud800"
    said = c.DirectiveContent(background=(odd * 300)[: values.MAX_TEXT], title=odd)

    assert load(create(said)).background == said.background


def test_loading_costs_as_many_queries_for_many_rows_as_for_none() -> None:
    empty, full = create(c.DirectiveContent()), create(content(risks=tuple(row(c.Risk) for _ in range(50))))

    costs = []
    for made in (empty, full):
        with CaptureQueriesContext(connection) as captured:
            storage.load(made)
        costs.append(len(captured))

    assert costs == [1, 1]


def test_many_directives_are_loaded_in_as_many_queries_as_one() -> None:
    made = [create(content()) for _ in range(4)]

    with CaptureQueriesContext(connection) as captured:
        found = storage.load_many(made)

    assert len(captured) == 1
    assert found[made[2].pk].mandate_goals == storage.load(made[2]).mandate_goals


def test_a_thousand_rows_are_stored_in_a_handful_of_queries() -> None:
    made = create(c.DirectiveContent())
    said = load(made).model_copy(
        update={"risks": tuple(row(c.Risk, text=f"{i}") for i in range(values.MAX_ROWS))}
    )

    with CaptureQueriesContext(connection) as captured:
        storage.write_chapters(made, ["risks"], said, by=None, now=LATER)

    assert len(load(made).risks) == values.MAX_ROWS
    assert len(captured) < 80  # SQLite takes some hundred values per statement
