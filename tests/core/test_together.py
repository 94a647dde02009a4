"""Tables that a migration makes together."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db import models as m
from django.db.migrations.operations import CreateModel
from django.db.migrations.state import ProjectState

from uppdragil.core.together import Together

pytestmark = pytest.mark.django_db(transaction=True)
CHAPTER = CreateModel(
    "Chapter", [("id", m.AutoField(primary_key=True)), ("book", m.ForeignKey("t.Book", m.PROTECT))]
)
BOOK = CreateModel("Book", [("id", m.AutoField(primary_key=True))])
MADE = {"t_chapter", "t_book"}


def tables() -> set[str]:
    return MADE & set(connection.introspection.table_names())


def test_they_come_and_go_together_whichever_points_to_the_other() -> None:
    step, before, after = Together([CHAPTER, BOOK]), ProjectState(), ProjectState()
    step.state_forwards("t", after)

    with connection.schema_editor() as editor:
        step.database_forwards("t", editor, before, after)
    come = tables()
    with connection.schema_editor() as editor:
        step.database_backwards("t", editor, after, before)

    assert (come, tables()) == (MADE, set())


def test_models_that_were_made_before_are_made_anew_with_the_new_ones() -> None:
    state = ProjectState()
    assert list(state.apps.get_models()) == []

    Together([BOOK]).state_forwards("t", state)

    assert [model.__name__ for model in state.apps.get_models()] == ["Book"]
