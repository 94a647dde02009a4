"""Hypothesis strategies for directives: any content, and content whose dates and roles clash often."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

from hypothesis import strategies as st
from pydantic.fields import FieldInfo

from uppdragil.directives import content as c

GATES = ("BP0", "BP1", "BP2", "BP3")
HOLDERS = (
    "",
    "Direktör",
    "direktör ",
    "Chef",
    "Direktör, Chef",
    "Uppdragsägare",
    "Anna Lindqvist",
    "Ana Lindkvist",
)
TEXTS = (
    "", "N/A", "?", "Start ÅÅÅÅ-MM-DD", "a\x00b\r\nc", "e\u0301", "Vård & hälsa", "CLG och HSF:s KPIer", "CLG",
    "Se kapitel 12, avsnitt 4.7", "Rubriken ”Tidplaner”", "Anna Lindqvist, Ana Lindkvist",
)  # fmt: skip

texts = st.sampled_from(TEXTS) | st.text(max_size=12)
months = st.dates(dt.date(2024, 1, 1), dt.date(2029, 1, 1)).map(lambda day: f"{day:%Y-%m}")
near_days = st.dates(dt.date(2026, 12, 20), dt.date(2027, 1, 10))
days = near_days | st.dates()
numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**8), max_value=10**8, places=6)

_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "gate": st.sampled_from((*GATES, "MS1", "")),
    "holder": st.sampled_from(HOLDERS),
    "owner": st.sampled_from(HOLDERS),
    "lead": st.none() | st.sampled_from(HOLDERS),
    "responsible": st.sampled_from(HOLDERS) | texts,
    "measured_by": st.sampled_from(HOLDERS),
    "date": st.none() | days,
    "start": st.none() | days,
    "end": st.none() | days,
    "due": st.none() | days,
    "baseline": st.none() | numbers,
    "target": st.none() | numbers,
    "probability": st.none() | st.integers(1, 5),
    "consequence": st.none() | st.integers(1, 5),
    "role": st.sampled_from(c.Role),
    "visibility": st.sampled_from(c.Visibility),
    "questions": st.lists(texts, max_size=2).map(tuple),
    "mandate_goals": st.just(()),
    "impact_goals": st.just(()),
    "follow_up": st.none() | days,
    "dated": st.none() | days,
    "supersedes_dated": st.none() | days,
    "convener": st.booleans(),
    "first": st.none() | months,
    "last": st.none() | months,
    "holder_kind": st.none(),
    "holder_id": st.none(),
    "activity_id": st.none(),
    "year": st.none() | st.integers(2024, 2029),
    "cost_kind": st.none() | st.sampled_from(c.CostKind),
    "frame": st.none() | st.integers(0, c.MAX_ORE),
    "regional_goals": st.lists(st.integers(1, 7), max_size=3).map(tuple),
}


def _field(name: str, info: FieldInfo) -> st.SearchStrategy[Any]:
    if name == "kind":
        return st.none() | st.sampled_from(get_args(info.annotation)[0])
    optional = info.default is None
    return _FIELDS.get(name, st.none() | texts if optional else texts)


def rows(kind: type[c.Row]) -> st.SearchStrategy[c.Row]:
    """A row with an empty uid, which `contents` fills."""
    fields = {name: _field(name, info) for name, info in kind.model_fields.items() if name != "uid"}
    return st.fixed_dictionaries(fields).map(lambda values: kind(uid="none", **values))


@st.composite
def contents(draw: st.DrawFn, max_rows: int = 3) -> c.DirectiveContent:
    """Any valid content with up to `max_rows` rows per chapter."""
    values: dict[str, Any] = {}
    for name, info in c.DirectiveContent.model_fields.items():
        if name in c.ROW_TYPES:
            drawn = draw(st.lists(rows(c.ROW_TYPES[name]), max_size=max_rows))
            code = f"{c.ROW_CHAPTERS.index(name):02}"
            values[name] = [row.model_copy(update={"uid": f"r{code}{i:02}"}) for i, row in enumerate(drawn)]
        elif name != "notes":
            values[name] = draw(_field(name, info))
    values["notes"] = draw(_notes())
    for of, to in c.LINKS:
        goals = [goal.uid for goal in values[to]]
        values[of] = [row.model_copy(update={to: tuple(goals[: i % 3])}) for i, row in enumerate(values[of])]
    return c.DirectiveContent(**values)


@st.composite
def _notes(draw: st.DrawFn) -> list[c.ChapterNote]:
    chapters = draw(st.lists(st.sampled_from(c.CHAPTER_KEYS), unique=True, max_size=3))
    return [c.ChapterNote(chapter=key, lead_in=draw(texts), not_applicable=draw(texts)) for key in chapters]


@st.composite
def clashing_contents(draw: st.DrawFn) -> c.DirectiveContent:
    """Directives with every gate planned, near each other, so that the date rules speak."""
    near = {"start": near_days, "end": near_days}
    own = {"date": st.none() | near_days}
    holders = {name: st.none() | _FIELDS["owner"] for name in ("owner", "lead")}
    few = st.integers(0, 3)
    values: dict[str, Any] = {
        "gate_plans": [c.GatePlan(uid=f"plan{i}", gate=g, **_drawn(draw, near)) for i, g in _gates(draw)],
        "milestones": [c.Milestone(uid=f"mile{i}", gate=g, **_drawn(draw, own)) for i, g in _gates(draw)],
        "activities": [c.Activity(uid=f"acts{i}", **_drawn(draw, near)) for i in range(draw(few))],
        "roles": [
            c.RoleAssignment(uid=f"role{i}", role=role, holder=draw(_FIELDS["holder"]))
            for i, role in enumerate(draw(st.lists(st.sampled_from(c.Role), max_size=4)))
        ],
        "decision_sheets": [
            c.DecisionSheet(uid=f"sheet{i}", gate=f"BP{i}", **_drawn(draw, holders)) for i in range(draw(few))
        ],
    }
    return c.DirectiveContent(**values)


def _gates(draw: st.DrawFn) -> list[tuple[int, str]]:
    extra = draw(st.lists(st.sampled_from((*GATES, "MS1")), max_size=2))
    return list(enumerate((*GATES, *extra)))


def _drawn(draw: st.DrawFn, fields: dict[str, st.SearchStrategy[Any]]) -> dict[str, Any]:
    return {name: draw(strategy) for name, strategy in fields.items()}
