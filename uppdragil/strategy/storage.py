"""Rows of the database to `StrategyContent` and back, without loss.

As many queries for an edition of a hundred rows as for an empty one, but for a row that is taken away.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import F

from uppdragil.core import history
from uppdragil.core.values import Row
from uppdragil.organisation.models import Person

from . import content as c
from .models import EditionRow, FocusArea, StrategyActivity, StrategyEdition, SubGoal, Wording

# From the top down, with the columns beside the parent's key.
COLUMNS: dict[type[EditionRow], tuple[str, ...]] = {
    FocusArea: tuple(name for name in c.FocusArea.model_fields if name != "sub_goals"),
    SubGoal: ("uid", "year", "text", "tentative", "responsible"),
    Wording: ("uid", "text"),
    StrategyActivity: ("uid", "text", "tentative"),
}
_APART = 1_000_000  # beyond every position: rows that change places pass each other there


def load(edition: StrategyEdition) -> c.StrategyContent:
    """Everything the rows say, in four queries."""
    rows = {model: _rows(model, edition) for model in COLUMNS}
    under: dict[tuple[str, int | None], list[dict[str, Any]]] = defaultdict(list)
    for activity in rows[StrategyActivity]:
        key = ("goal", activity.parent_id) if activity.parent_id else ("wording", activity.wording_id)
        under[key].append(_values(activity))
    for wording in rows[Wording]:
        said = _values(wording) | {"activities": under["wording", wording.pk]}
        under["others", wording.parent_id].append(said)
    for goal in rows[SubGoal]:
        parts = {"activities": under["goal", goal.pk], "other_wordings": under["others", goal.pk]}
        under["area", goal.parent_id].append(_values(goal) | parts)
    areas = [_values(area) | {"sub_goals": under["area", area.pk]} for area in rows[FocusArea]]
    head = {name: getattr(edition, name) for name in ("name", "first_year", "last_year")}
    return c.StrategyContent.model_validate(head | {"areas": areas})


def write(
    edition: StrategyEdition, content: c.StrategyContent, *, by: Person | None, now: dt.datetime
) -> None:
    """Make the rows say exactly `content`, touching only what differs."""
    wanted = _wanted(content)
    present = {model: {row.uid: row for row in _rows(model, edition)} for model in COLUMNS}
    gone = {
        model: [row for uid, row in rows.items() if uid not in {one["uid"] for one in wanted[model]}]
        for model, rows in present.items()
    }
    keys: dict[str, int] = {}
    for model in COLUMNS:
        rows = [_with_keys(model, row, keys) for row in wanted[model]]
        keys |= _write(model, edition, rows, present[model], gone[model], by=by, now=now)
    for model in reversed(COLUMNS):  # last, and from below: what stood under a row may have moved elsewhere
        for row in gone[model]:
            history.sign(row, by, now).delete()


def last_written(edition: StrategyEdition, part: Row) -> tuple[dt.datetime | None, str]:
    """When an area or a sub-goal was written last, its activities included, and by whom."""
    told = [model.history.filter(edition_id=edition.pk, uid=part.uid) for model in (FocusArea, SubGoal)]
    told.append(StrategyActivity.history.filter(edition_id=edition.pk, parent__uid=part.uid))
    last = [rows.order_by("-history_date").values_list("history_date", "by_name").first() for rows in told]
    return max((one for one in last if one), default=(None, ""))


def _rows(model: type[EditionRow], edition: StrategyEdition) -> Any:
    return model._default_manager.filter(edition=edition).order_by("position", "pk")


def _values(row: EditionRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in COLUMNS[type(row)]}


def _wanted(content: c.StrategyContent) -> dict[type[EditionRow], list[dict[str, Any]]]:
    wanted: dict[type[EditionRow], list[dict[str, Any]]] = {model: [] for model in COLUMNS}

    def add(model: type[EditionRow], rows: Sequence[Row], **under: str) -> Iterator[Any]:
        for position, row in enumerate(rows):
            wanted[model].append(_stored(row, COLUMNS[model]) | {"position": position, "under": under})
            yield row

    for area in add(FocusArea, content.areas):
        for goal in add(SubGoal, area.sub_goals, parent=area.uid):
            list(add(StrategyActivity, goal.activities, parent=goal.uid))
            for wording in add(Wording, goal.other_wordings, parent=goal.uid):
                list(add(StrategyActivity, wording.activities, wording=wording.uid))
    return wanted


def _stored(row: Row, columns: Sequence[str]) -> dict[str, Any]:
    values = ((name, getattr(row, name)) for name in columns)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values}


def _with_keys(model: type[EditionRow], row: Mapping[str, Any], keys: Mapping[str, int]) -> dict[str, Any]:
    """The row's columns, with the keys of what it stands under."""
    own = {name: value for name, value in row.items() if name != "under"}
    return own | {f"{name}_id": keys.get(row["under"].get(name, "")) for name in _parents(model)}


def _write(
    model: type[EditionRow],
    edition: StrategyEdition,
    rows: Sequence[Mapping[str, Any]],
    present: Mapping[str, EditionRow],
    gone: Sequence[EditionRow],
    *,
    by: Person | None,
    now: dt.datetime,
) -> dict[str, int]:
    """The rows of one table; those that are `gone` only make place. Returns the keys of the others by uid."""
    created, changed = [], []
    for values in rows:
        old = present.get(values["uid"])
        if old is None:
            created.append(model(edition=edition, **values))
        elif any(getattr(old, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(old, name, value)
            changed.append(old)
    _make_place(model, [*changed, *gone])
    if changed:
        columns = [name for name in COLUMNS[model] if name != "uid"]
        model._default_manager.bulk_update(changed, [*columns, "position", *_parents(model)])
        history.record_many(changed, by=by, now=now, changed=True)
    made = model._default_manager.bulk_create(created)
    history.record_many(made, by=by, now=now)
    wanted = {values["uid"] for values in rows}
    return {row.uid: row.pk for row in (*present.values(), *made) if row.uid in wanted}


def _make_place(model: type[EditionRow], rows: Sequence[EditionRow]) -> None:
    if rows:
        moving = model._default_manager.filter(pk__in=[row.pk for row in rows])
        moving.update(position=F("position") + _APART)


def _parents(model: type[EditionRow]) -> tuple[str, ...]:
    """The columns that say what a row stands under."""
    return tuple(name for name in ("parent", "wording") if hasattr(model, name))
