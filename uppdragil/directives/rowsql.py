"""What the tables of a directive say, in one statement: its chapters and their rows lie in fifteen tables.

Read one by one, with a statement composed anew for each, they take most of the time of opening a mandate.
The columns come as JSON, which `DirectiveContent` reads as it is; a number has at most 15 digits, which a
float keeps.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from django.db import connection, models

Said = Mapping[
    str, list[dict[str, Any]]
]  # the rows of one directive, by the name of their table, in their order


class Tables:
    """Tables that belong to directives, by name, each with the columns that are wanted of it."""

    def __init__(self, tables: Mapping[str, tuple[type[models.Model], tuple[str, ...]]]) -> None:
        self._tables = tables

    def said(self, directives: Collection[int], names: Collection[str]) -> dict[int, Said]:
        """The rows of these directives (primary keys) in the tables of these names. One query."""
        found: dict[int, Said] = {pk: defaultdict(list) for pk in directives}
        if not (directives and names):
            return found
        wanted = ", ".join(["(%s)"] * len(found))
        selects = self._selects(connection.vendor, tuple(names))
        with connection.cursor() as cursor:
            cursor.execute(f"WITH wanted (id) AS (VALUES {wanted}) {selects} ORDER BY position", [*found])
            for directive, name, _, columns in cursor.fetchall():
                found[directive][name].append(json.loads(columns))
        return found

    @cache  # noqa: B019 - one object, as long as the program
    def _selects(self, vendor: str, names: tuple[str, ...]) -> str:
        return " UNION ALL ".join(_select(vendor, name, *self._tables[name]) for name in names)


def _select(vendor: str, name: str, model: type[models.Model], columns: tuple[str, ...]) -> str:
    function = "json_build_object" if vendor == "postgresql" else "json_object"
    position = "position" if "position" in {field.name for field in model._meta.fields} else "0 AS position"
    pairs = ", ".join(f"'{c}', {_column(vendor, model._meta.get_field(c))}" for c in columns)
    return (
        f"SELECT directive_id, '{name}' AS said, {position}, CAST({function}({pairs}) AS text) AS columns"
        f" FROM {model._meta.db_table} WHERE directive_id IN (SELECT id FROM wanted)"
    )


def _column(vendor: str, field: Any) -> str:
    """SQLite keeps a list as text, and would put it in as one."""
    is_list = isinstance(field, models.JSONField) and vendor == "sqlite"
    return f'json("{field.column}")' if is_list else f'"{field.column}"'
