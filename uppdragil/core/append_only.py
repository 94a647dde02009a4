"""Rows that are written once: evidence is added to, never changed or removed.

Inherit from `AppendOnly` and run migrate: that is the whole declaration. Two nets hold it:

- this module refuses early, with a sentence that names the model, what goes through the ORM;
- database triggers (`triggers.py`) refuse everything else, raw SQL and other programs included.

Both nets are for mistakes and for an intruder with the application's rights. Whoever owns the tables
can drop a trigger: the hash chain (`audit`) is there to show what was done then.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Never, TypeVar

from django.db import IntegrityError, models
from django.db.models.base import ModelBase

M = TypeVar("M", bound=models.Model)


class AppendOnlyViolation(IntegrityError):
    """The program tried to change or remove evidence. The triggers answer with IntegrityError, too."""


def _refuse(model: type[models.Model], action: str) -> Never:
    raise AppendOnlyViolation(f"{model._meta.label} is append-only: a stored row cannot be {action}.")


class AppendOnlyQuerySet(models.QuerySet[M]):
    """Reads and inserts."""

    def update(self, **kwargs: Any) -> Never:
        _refuse(self.model, "changed")

    def delete(self) -> Never:
        _refuse(self.model, "deleted")

    update.alters_data = True  # type: ignore[attr-defined]
    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class AppendOnly(models.Model):
    """A table of evidence.

    `permitted_update`: a condition on OLD and NEW in SQL that SQLite and PostgreSQL both read. An
    UPDATE for which it is true passes the triggers, all others are refused; empty refuses every one.
    The one user is a payload's disposal.

    `excluded_by`: another append-only model ("app.Model") and the fields in which both must not agree: a row
    is refused while the other table has one with the same values. Say it on both. A CHECK cannot see two tables.

    `told_at_once`: the event of the move that writes a row tells the chain of it (`audit.append(rows=…)`). An
    edition is published outside every move: the first that rests on it tells.
    """

    permitted_update: ClassVar[str] = ""
    told_at_once: ClassVar[bool] = True
    excluded_by: ClassVar[tuple[str, tuple[str, ...]] | None] = None

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(
        self,
        *,
        force_insert: bool | tuple[ModelBase, ...] = True,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        """Insert the row. Raises AppendOnlyViolation when it is stored already."""
        if not self._state.adding or force_update or update_fields is not None:
            _refuse(type(self), "changed")
        super().save(force_insert=force_insert or True, using=using)

    def delete(self, using: str | None = None, keep_parents: bool = False) -> Never:
        _refuse(type(self), "deleted")


def append_only_models() -> list[type[AppendOnly]]:
    """Every concrete append-only model of the project, ordered by table."""
    from django.apps import apps

    found = [m for m in apps.get_models() if issubclass(m, AppendOnly) and not m._meta.proxy]
    return sorted(found, key=lambda m: m._meta.db_table)
