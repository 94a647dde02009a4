"""What a plan and a point of it say, as forms and files have it. Pure.

`mark` is what a form was opened on: whoever saves over another mark would save over what somebody else wrote.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from uppdragil.core.canonical import canonical_json, sha256

MOST_POINTS = 500  # of a plan; a board's plan has some dozens
LONGEST_POINT = 2_000  # characters


@dataclass(frozen=True)
class PlanSaid:
    """The head of a plan: `models.BoardPlan` has the meaning of each."""

    name: str
    first_year: int
    last_year: int
    reference: str = ""
    link: str = ""


@dataclass(frozen=True)
class PointSaid:
    """A point: its words, and the keys of what it serves, in any order."""

    text: str
    targets: tuple[str, ...] = ()


def mark(said: PlanSaid | PointSaid) -> str:
    """16 characters that change with what is said."""
    values = asdict(said)
    if isinstance(said, PointSaid):
        values["targets"] = sorted(said.targets)
    return sha256(canonical_json(values))[:16]
