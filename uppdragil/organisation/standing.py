"""What a person holds on a day, in one statement: every page of a mandate asks for all of it.

As five queries, each composed anew, it was a third of a small page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection

from .models import Holding, Membership, Person, Position, Substitution

Holder = tuple[str, str]  # (kind: "person" | "position" | "unit", uid)
RECORDING = (Membership.Seat.CHAIR, Membership.Seat.SECRETARY)  # who record what a body decides


@dataclass(frozen=True)
class Standing:
    """`positions`: the uids of those held. `instead`: whom the person is substitute for, each with the name of whose
    place it is; a substitute for a person also acts for the positions that the person holds. `bodies`: the primary
    keys of those in which they have a seat, or record for somebody.
    """

    positions: frozenset[str]
    instead: Mapping[Holder, str]
    bodies: frozenset[int]


def standing(person: Person, day: dt.date) -> Standing:
    """What `person` holds on `day`."""
    on = connection.ops.adapt_datefield_value(day)
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"me": person.pk, "day": on, "chair": RECORDING[0], "secretary": RECORDING[1]})
        rows = cursor.fetchall()
    # What is said of a position itself comes first, and counts more than whoever holds it.
    instead: dict[Holder, str] = {}
    for _order, kind, uid, name in sorted(row for row in rows if row[0] in _INSTEAD):
        instead.setdefault((kind, uid), name)
    return Standing(
        frozenset(uid for said, _kind, uid, _name in rows if said == _HELD),
        instead,
        frozenset(int(uid) for said, _kind, uid, _name in rows if said == _SEAT),
    )


_HELD, *_INSTEAD, _SEAT = range(5)
_TABLES = {
    model.__name__: model._meta.db_table for model in (Holding, Membership, Person, Position, Substitution)
}


def _on(period: str) -> str:
    return f"{period}.starts <= %(day)s AND ({period}.ends IS NULL OR {period}.ends >= %(day)s)"


_SQL = f"""
WITH instead AS (
    SELECT s.person_id, s.position_id, p.uid, p.name, p.active
    FROM {{Substitution}} s LEFT JOIN {{Person}} p ON p.id = s.person_id
    WHERE s.substitute_id = %(me)s AND {_on("s")}
)
SELECT 0, 'position', q.uid, ''
FROM {{Holding}} h JOIN {{Position}} q ON q.id = h.position_id WHERE h.person_id = %(me)s AND {_on("h")}
UNION ALL
SELECT 1, 'position', q.uid, q.title FROM instead i JOIN {{Position}} q ON q.id = i.position_id
UNION ALL
SELECT 2, 'person', i.uid, i.name FROM instead i WHERE i.person_id IS NOT NULL
UNION ALL
SELECT 3, 'position', q.uid, i.name
FROM instead i JOIN {{Holding}} h ON h.person_id = i.person_id JOIN {{Position}} q ON q.id = h.position_id
WHERE i.active AND {_on("h")}
UNION ALL
SELECT 4, 'body', CAST(m.body_id AS varchar(20)), '' FROM {{Membership}} m
WHERE {_on("m")} AND (
    m.person_id = %(me)s
    OR m.seat IN (%(chair)s, %(secretary)s)
    AND m.person_id IN (SELECT i.person_id FROM instead i WHERE i.active AND i.person_id IS NOT NULL)
)
""".format(**_TABLES)
