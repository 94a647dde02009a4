"""The search finds for each kind of person what the table says that they see, in every stage, and nothing else."""

from __future__ import annotations

import pytest

from tests.portfolio.reports import reported, said
from uppdragil.directives import storage
from uppdragil.portfolio.reporting.policies import REPORTING
from uppdragil.search.finding import Search
from uppdragil.search.query import parse
from uppdragil.search.results import results

from .people import KINDS, VISITORS
from .table import Needs, sees
from .world import LATER, Place, World, rolled_back

pytestmark = pytest.mark.django_db
DECIDED, SINCE = "Ursprung", "Kvicksand"
HAS_DECIDED_VERSION, WORKS, SEES_NOTHING = {DECIDED}, {SINCE}, set[str]()
FOUND = {Needs.PERSON: SEES_NOTHING, Needs.DECIDED: HAS_DECIDED_VERSION, Needs.WORKING: WORKS}


@pytest.mark.parametrize("visibility", ["internal", "restricted"])
def test_everybody_finds_what_they_see_and_no_more(world: World, visibility: str) -> None:
    wrong = []
    for place in world.walk(visibility, background=DECIDED):
        with rolled_back():
            rewrite(place)
            for kind in (k for k in KINDS if k not in VISITORS):
                found = found_by(world, kind)
                if found != FOUND[sees(kind, visibility, place.stage)]:
                    wrong.append((place.stage, kind, found))
    assert wrong == []


@pytest.mark.parametrize("visibility", ["internal", "restricted"])
def test_what_a_report_says_is_found_by_those_who_see_the_working_text_alone(
    world: World, visibility: str
) -> None:
    wrong, asked = [], 0
    for place in world.walk(visibility):
        place.directive.refresh_from_db()
        if place.directive.phase not in REPORTING:
            continue
        with rolled_back():
            reported(place.mandate, said(done="Segelflyg"))
            for kind in (k for k in KINDS if k not in VISITORS):
                search = Search(world.people[kind], LATER.date(), parse("segelflyg"), {})
                asked += 1
                if bool(search.found()) != (sees(kind, visibility, place.stage) is Needs.WORKING):
                    wrong.append((place.stage, kind))
    assert wrong == []
    assert asked > len(KINDS)


def rewrite(place: Place) -> None:
    """The working text no longer says what was decided."""
    text = storage.load(place.directive).model_copy(update={"background": SINCE})
    storage.write_chapters(place.directive, ["background"], text, by=place.mandate.cast.lead, now=LATER)


def found_by(world: World, kind: str) -> set[str]:
    """Which of the two words the person finds, as a hit or in what is shown of one."""
    told = set()
    for word in (DECIDED, SINCE):
        search = Search(world.people[kind], LATER.date(), parse(word), {})
        shown = results(search, search.found())
        told |= {part.text for result in shown for place in result.places for part in place.parts}
    return told
