"""A draft that leaves one of everything open, by our own words."""

from __future__ import annotations

from tests import factories as f
from uppdragil.strategy.content import FocusArea, StrategyActivity, StrategyContent, SubGoal, Wording
from uppdragil.strategy.finding import Finding, Place, Rule
from uppdragil.strategy.models import StrategyEdition
from uppdragil.strategy.services import keep_draft

TWICE = SubGoal(
    uid="goal26",
    year=2026,
    text="En väg in är öppen",
    activities=(StrategyActivity(uid="acti01", text="Fler team?", tentative=True),),
    other_wordings=(
        Wording(
            uid="word01",
            text="En väg in är beslutad",
            activities=(StrategyActivity(uid="acti02", text="Välj plattform"),),
        ),
    ),
)
PEOPLE = SubGoal(uid="goal27", year=2027, responsible="Åsa, Per")
AREA = FocusArea(
    uid="area01",
    name="Digital vård",
    other_names=("En digital vård",),
    target_state="Alla når vården",
    other_target_states=("Invånaren når vården för att nå en",),
    sub_goals=(TWICE, PEOPLE, SubGoal(uid="goal35", year=2035, text="Långt bort")),
)
CONTENT = StrategyContent(name="Delmål 2026", first_year=2026, last_year=2029, areas=(AREA,))
NAMES = Finding(
    Rule.NAMES,
    (Place("2026-2029", "area01", "goal27", "responsible"),),
    {"area": AREA.name, "year": 2027, "names": "Åsa, Per"},
)


def kept(content: StrategyContent = CONTENT) -> StrategyEdition:
    """The draft, with what its import noted."""
    return keep_draft(content=content, by=None, now=f.NOW, findings=[NAMES])
