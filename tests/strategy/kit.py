"""Published editions in the database."""

from __future__ import annotations

from tests import factories as f
from tests.strategy.editions import area, edition
from tests.support import stock
from uppdragil.organisation.models import DecisionBody, Membership, Person
from uppdragil.strategy.content import StrategyContent
from uppdragil.strategy.models import BoardPlan
from uppdragil.strategy.plans import services as plans
from uppdragil.strategy.plans.content import PlanSaid, PointSaid
from uppdragil.strategy.services import keep_draft, publish
from uppdragil.strategy.targets import Published

FIRST = edition(
    area("Nära vård", {2026: "Två team", 2027: "Alla team"}).model_copy(update={"regional_goals": (2, 3)}),
    area("Digital vård", {2026: "En väg in"}),
)
SECOND = edition(area("Nära vård", {2027: "Fyra team"}, uid="narvard27"), years=(2027, 2030)).model_copy(
    update={"name": "Delmål 2027"}
)

PLAN = PlanSaid("Plan 2026", 2026, 2026, "RUN 2025:81", "https://example.org/plan")


@stock.kept
def board(secretary: Person | None = None) -> DecisionBody:
    """A board; whoever is given is its secretary."""
    made = DecisionBody.objects.create(name="Nämnden", kind=DecisionBody.Kind.BOARD)
    if secretary:
        f.seat(made, secretary, Membership.Seat.SECRETARY)
    return made


def board_plan(
    by: Person, *points: PointSaid, said: PlanSaid = PLAN, body: DecisionBody | None = None
) -> BoardPlan:
    """A plan of a board, recorded by `by`, who is of the office or the board's secretary."""
    return plans.record(body=body or board(), said=said, points=points, by=by, now=f.NOW)


@stock.kept
def published(content: StrategyContent = FIRST) -> Published:
    """`content` as an edition that holds."""
    by = f.person("Signe")
    draft = keep_draft(content=content, by=by, now=f.NOW)
    publish(edition=draft, by=by, now=f.NOW)
    return Published(draft.uid, content)
