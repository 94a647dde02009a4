"""The words of invented mandates: our own, in fixtures/synthetic/words.json."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

FILE = Path(__file__).resolve().parents[3] / "fixtures" / "synthetic" / "words.json"
Texts = Annotated[tuple[str, ...], Field(min_length=1)]
Span = tuple[int, int]


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Goal(_Words):
    """An impact goal; its baseline lies in the first span, its target in the second."""

    text: str
    indicator: str
    unit: str
    baseline: Span = Field(alias="from")
    target: Span = Field(alias="to")


class Theme(_Words):
    """What mandates of one kind say."""

    titles: Texts
    background: Texts
    idea: Texts
    impact_goals: tuple[Goal, ...]
    mandate_goals: Texts
    activities: Texts
    risks: Texts


class Place(_Words):
    """A part of the organisation and the title of who heads it; {place} is filled in."""

    name: str
    head: str


class Reasons(_Words):
    """Why something does not go on."""

    rework: Texts
    postpone: Texts
    no: Texts
    stop: Texts
    pause: Texts


class Reports(_Words):
    """What leads report. A deviation: cause, consequence, measure, plan B."""

    yellow: Texts
    red: Texts
    done: Texts
    next: Texts
    deviations: tuple[tuple[str, str, str, str], ...]


class Area(_Words):
    """A focus area of the strategy, beside the theme of the same place; a goal for each year in turn."""

    name: str
    target: str
    goals: Texts


class Strategy(_Words):
    """What the invented region wants."""

    name: str
    areas: tuple[Area, ...]


class Capacity(_Words):
    """Why a unit has room for so much, and why nothing is to land in the summer or while it recovers."""

    room: Texts
    summer: Texts
    recovery: Texts


class Words(_Words):
    """All of them."""

    first_names: Texts
    last_names: Texts
    places: Texts
    departments: tuple[Place, ...]
    units: tuple[Place, ...]
    lead_titles: Texts
    body: dict[str, str]
    body_titles: dict[str, str]
    office_title: str
    auditor_title: str
    controller_title: str
    scopes: Texts
    origins: Texts
    themes: tuple[Theme, ...]
    prerequisites: Texts
    delimitations: Texts
    dependencies: Texts
    links: Texts
    measures: Texts
    costs: Texts
    financing: Texts
    communication: Texts
    reporting: Texts
    handover: Texts
    maintenance: Texts
    milestones: Texts
    terms: tuple[tuple[str, str, str], ...]  # with a sentence that uses it
    reasons: Reasons
    conditions: Texts
    met: Texts
    motivations: Texts
    needs: dict[str, Texts]
    need_answers: Texts
    last_words: Texts
    report: Reports
    progress: Texts
    strategy: Strategy
    capacity: Capacity


@cache
def words() -> Words:
    """Read once."""
    return Words.model_validate(json.loads(FILE.read_text("utf-8")))
