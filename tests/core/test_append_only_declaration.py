"""Any model becomes append-only by its base class: keys, conditions and table rebuilds included."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import isolate_apps

from uppdragil.core import triggers
from uppdragil.core.append_only import AppendOnly

pytestmark = pytest.mark.django_db(transaction=True)

sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="how SQLite works")


@pytest.fixture
def ballot(monkeypatch: pytest.MonkeyPatch) -> type[AppendOnly]:
    """A table with every kind of unique key, holding one row."""
    with isolate_apps("uppdragil.core"):

        class Ballot(AppendOnly):
            uid = models.CharField(max_length=20, unique=True)
            person = models.CharField(max_length=20)
            round = models.IntegerField()
            seat = models.CharField(max_length=20)

            class Meta:
                app_label = "core"
                constraints = [
                    models.UniqueConstraint(fields=["person", "round"], name="ballot_once"),
                    models.UniqueConstraint(
                        fields=["round"], condition=models.Q(seat="chair"), name="ballot_one_chair"
                    ),
                ]

    with connection.schema_editor() as editor:
        editor.create_model(Ballot)
    monkeypatch.setattr(triggers, "append_only_models", lambda: [Ballot])
    triggers.install_triggers(connection)
    Ballot(uid="u1", person="Åsa", round=1, seat="chair").save()
    return Ballot


def insert(how: str, **changes: Any) -> None:
    row = {"uid": "u2", "person": "Bo", "round": 2, "seat": "member"} | changes
    with transaction.atomic(), connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(row))
        cursor.execute(
            f"INSERT {how} INTO core_ballot ({', '.join(row)}) VALUES ({marks})", list(row.values())
        )


REPEATED = [
    {"id": 1},
    {"uid": "u1"},
    {"person": "Åsa", "round": 1},
    {"seat": "chair", "round": 1},
]


@sqlite_only
@pytest.mark.parametrize("changes", REPEATED, ids=str)
def test_it_refuses_to_replace_a_row_by_any_unique_key(
    ballot: type[AppendOnly], changes: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError, match="append-only"):
        insert("OR REPLACE", **changes)

    assert ballot.objects.count() == 1


@pytest.mark.parametrize("changes", REPEATED, ids=str)
def test_a_repeated_key_is_an_integrity_error(ballot: type[AppendOnly], changes: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        insert("", **changes)


@pytest.mark.parametrize(
    "changes",
    [{}, {"person": "Åsa"}, {"round": 1}, {"seat": "chair"}, {"round": 1, "seat": "member"}],
    ids=str,
)
def test_it_lets_in_a_row_that_repeats_no_key(ballot: type[AppendOnly], changes: dict[str, Any]) -> None:
    insert("", **changes)

    assert ballot.objects.count() == 2


@sqlite_only
def test_a_table_that_was_built_anew_lacks_its_triggers_until_migrate_ends(ballot: type[AppendOnly]) -> None:
    altered = models.CharField(max_length=99, unique=True)
    altered.set_attributes_from_name("uid")
    altered.model = ballot
    with connection.schema_editor() as editor:
        editor.alter_field(ballot, ballot._meta.get_field("uid"), altered)

    assert len(triggers.missing_triggers(connection)) == 3
    triggers.install_after_migrate(using="default")
    assert triggers.missing_triggers(connection) == []


def test_it_says_that_an_index_on_an_expression_is_not_supported(ballot: type[AppendOnly]) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL needs no insert trigger")
    with connection.cursor() as cursor:
        cursor.execute("CREATE UNIQUE INDEX lowered ON core_ballot (lower(person))")

    with pytest.raises(NotImplementedError, match="lowered"):
        triggers.install_triggers(connection)
