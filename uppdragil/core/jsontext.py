"""What stands at a place in a JSON column, asked of the database once for each row."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Func, TextField, Value


class JsonText(Func):
    """The text or number under `keys`, one inside the other; NULL where there is none.

    Django's own transform asks SQLite three times, so as to tell true, false and null apart: nothing of these is
    looked for here.
    """

    function = "jsonb_extract_path_text"
    output_field = TextField()

    def __init__(self, column: str, *keys: str) -> None:
        super().__init__(F(column), *(Value(key) for key in keys))

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        column, *keys = self.get_source_expressions()
        path = "$" + "".join(f'."{key.value}"' for key in keys)
        return Func(column, Value(path), function="JSON_EXTRACT").as_sql(compiler, connection)
