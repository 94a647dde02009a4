"""Published editions in the database."""

from __future__ import annotations

from tests import factories as f
from tests.strategy.editions import area, edition
from tests.support import stock
from uppdragil.strategy.content import StrategyContent
from uppdragil.strategy.services import keep_draft, publish
from uppdragil.strategy.targets import Published

FIRST = edition(
    area("Nära vård", {2026: "Två team", 2027: "Alla team"}).model_copy(update={"regional_goals": (2, 3)}),
    area("Digital vård", {2026: "En väg in"}),
)
SECOND = edition(area("Nära vård", {2027: "Fyra team"}, uid="narvard27"), years=(2027, 2030)).model_copy(
    update={"name": "Delmål 2027"}
)


@stock.kept
def published(content: StrategyContent = FIRST) -> Published:
    """`content` as an edition that holds."""
    by = f.person("Signe")
    draft = keep_draft(content=content, by=by, now=f.NOW)
    publish(edition=draft, by=by, now=f.NOW)
    return Published(draft.uid, content)
