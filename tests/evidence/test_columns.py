"""Every column of every append-only table: the database refuses to change it, and the chain shows who did it anyhow.

What cannot be found is named in NOT_FOUND, with the reason; the list is exact.
"""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction

from tests.core.audit_chains import NOW, append, tampering
from tests.evidence.rows import write_every_kind
from tests.support.figures import Figures
from uppdragil.core import audit
from uppdragil.core.append_only import AppendOnly, append_only_models
from uppdragil.core.audit import Wrong
from uppdragil.core.models import AuditPayload
from uppdragil.editions.models import Edition

pytestmark = [pytest.mark.django_db, pytest.mark.prove]

# A kept check stands outside the chain that it is about; what it saw of the chain's end is met by the next check.
NOT_FOUND = {
    f"core_auditcheck.{column}": "says how a check went; nothing else knows"
    for column in (
        "id", "at", "milliseconds", "cause", "night", "actor_name", "actor_uid", "events", "tombstones",
        "known_seq", "known_hash", "problem", "first_broken", "missing_triggers",
        "rows", "uncovered", "wrong", "findings",
    )
}  # fmt: skip
TABLES = [model._meta.db_table for model in append_only_models()]
Column = tuple[type[AppendOnly], Any]


def columns() -> Iterator[Column]:
    for model in append_only_models():
        for field in model._meta.concrete_fields:
            yield model, field


def name(model: type[AppendOnly], field: Any) -> str:
    return f"{model._meta.db_table}.{field.column}"


def other(field: Any, value: Any) -> Any:
    """Something else that the column can hold, as the database takes it."""
    if isinstance(field, models.ForeignKey):
        field = field.target_field
    changed: Any
    match field:
        case models.JSONField():
            changed = [value, "x"]
        case models.BinaryField():
            changed = bytes(value or b"") + b" "
        case models.DateTimeField():
            changed = (value or NOW) + dt.timedelta(microseconds=1)
        case models.DateField():
            changed = (value or NOW.date()) + dt.timedelta(days=1)
        case models.IntegerField() | models.DecimalField():
            changed = (value or 0) + 20_000  # the smallest integer column holds 32,767
        case models.CharField():
            changed = ("y" if str(value).startswith("x") else "x") + str(value)[1:]
        case _:
            changed = f"{value} "
    return field.get_db_prep_save(changed, connection)


def change(cursor: Any, model: type[AppendOnly], field: Any) -> None:
    """Change one column of the table's last row."""
    row = model.objects.order_by("pk").last()
    assert row, f"nothing is written to {model._meta.db_table}"
    key = model._meta.pk.column  # type: ignore[union-attr]
    value = other(field, field.value_from_object(row))
    cursor.execute(
        f'UPDATE {model._meta.db_table} SET "{field.column}" = %s WHERE "{key}" = %s', [value, row.pk]
    )


def shown() -> bool:
    """Whether a verification that meets the furthest head seen, or the rows beside the chain, shows it."""
    return not audit.verify(expect=audit.furthest_head()).ok or not audit.evidence().ok


@pytest.mark.both_databases
def test_the_database_refuses_to_change_any_column_of_any_evidence(figures: Figures) -> None:
    write_every_kind()

    for model, field in columns():
        with (
            pytest.raises(IntegrityError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            change(cursor, model, field)

    figures.add(f"{len(list(columns()))} columns of {len(TABLES)} append-only tables: every change refused")


@pytest.mark.both_databases
def test_a_change_of_any_column_is_found_where_the_triggers_are_gone(figures: Figures) -> None:
    write_every_kind()
    append()
    assert not shown()

    unfound, constrained = set(), set()
    for model, field in columns():
        try:
            with tampering(TABLES) as cursor:
                change(cursor, model, field)
                if not shown():
                    unfound.add(name(model, field))
        except IntegrityError:
            constrained.add(name(model, field))  # the database holds without a trigger, too

    assert unfound == set(NOT_FOUND)
    assert constrained == {
        "core_auditpayload.disposed_at",
        "core_auditpayload.disposed_reason",
        "portfolio_unitcapacity.deliveries",
        "portfolio_unitcapacity.executions",
    }
    figures.add(
        f"without triggers: {len(list(columns())) - len(unfound)} columns' changes found or refused,"
        f" {len(unfound)} not (what a kept check says of itself)"
    )


@pytest.mark.both_databases
@pytest.mark.parametrize("column", ["disposed_at", "disposed_reason"])
def test_a_changed_tombstone_is_found(column: str) -> None:
    append()
    with transaction.atomic():
        audit.dispose(seqs=[1], reason="Beslut 3", actor=audit.Actor("Ada"), now=NOW)
    field = AuditPayload._meta.get_field(column)

    with tampering() as cursor:
        value = other(field, field.value_from_object(AuditPayload.objects.get(pk=1)))
        cursor.execute(f"UPDATE core_auditpayload SET {column} = %s WHERE event_id = 1", [value])
        found = audit.verify()

    assert found.problem == audit.Problem.DISPOSAL_UNANNOUNCED


def told_tables() -> list[type[AppendOnly]]:
    chain = ("core_auditevent", "core_auditpayload", "core_auditcheck")
    return [m for m in append_only_models() if m._meta.db_table not in chain]


@pytest.mark.both_databases
def test_a_row_that_is_removed_or_slipped_in_is_found() -> None:
    write_every_kind()

    for model in told_tables():
        table, last = model._meta.db_table, model.objects.order_by("pk").last()
        with tampering(TABLES) as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE id = %s", [last.pk])
            assert audit.Finding(f"{table}:{last.pk}", Wrong.MISSING) in audit.evidence().findings, table
        with tampering(TABLES) as cursor:
            cursor.execute(f"UPDATE {table} SET id = 900000 WHERE id = %s", [last.pk])
            wrongs = {finding.wrong for finding in audit.evidence().findings}
            assert wrongs == ({Wrong.MISSING, Wrong.SLIPPED_IN} if model.told_at_once else {Wrong.MISSING})


def test_an_edition_that_nothing_rests_on_is_counted_and_not_held_against_anybody() -> None:
    unused = Edition.objects.count()

    found = audit.evidence()

    assert (found.ok, found.uncovered) == (True, unused)


def test_a_disposal_of_what_an_event_says_keeps_what_it_says_of_rows() -> None:
    write_every_kind()
    whole = audit.evidence()

    dispose_of_everything()

    assert audit.verify().ok
    assert audit.evidence() == whole


@pytest.mark.both_databases
def test_a_row_that_is_changed_removed_or_slipped_in_after_a_disposal_is_found() -> None:
    write_every_kind()
    dispose_of_everything()

    for model in told_tables():
        table, last = model._meta.db_table, model.objects.order_by("pk").last()
        with tampering(TABLES) as cursor:
            cursor.execute(f"UPDATE {table} SET id = 900000 WHERE id = %s", [last.pk])
            wrongs = {finding.wrong for finding in audit.evidence().findings}
            assert wrongs == ({Wrong.MISSING, Wrong.SLIPPED_IN} if model.told_at_once else {Wrong.MISSING})
        with tampering(TABLES) as cursor:
            change(cursor, model, model._meta.concrete_fields[-1])
            assert audit.Finding(f"{table}:{last.pk}", Wrong.CHANGED) in audit.evidence().findings, table


def dispose_of_everything() -> None:
    """Each event in a disposal of its own, and two in one."""
    events = list(AuditPayload.objects.order_by("pk").values_list("pk", flat=True))
    with transaction.atomic():
        for seqs in (events[:2], *([seq] for seq in events[2:])):
            audit.dispose(seqs=seqs, reason="Beslut 3", actor=audit.Actor("Ada"), now=NOW)


def test_rows_that_are_written_while_the_tables_are_read_are_not_held_against_anybody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reading: Any = inspect.getmodule(audit.evidence)
    stored, events = reading._stored, iter([write_every_kind])

    def meanwhile(model: type[AppendOnly]) -> Any:
        for write in events:
            write()
        return stored(model)

    monkeypatch.setattr(reading, "_stored", meanwhile)

    assert audit.evidence().findings == ()
