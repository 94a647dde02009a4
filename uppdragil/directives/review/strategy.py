"""R18: a link to the strategy whose words are no longer those of its latest edition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from uppdragil.directives.content import DirectiveContent, StrategyLink

from .finding import Change, Finding, Fix, Place, ReviewFacts, Severity

CHAPTER = "strategy_links"


def reworded_goals(content: DirectiveContent, facts: ReviewFacts, today: dt.date) -> Iterator[Finding]:
    """R18: the sub-goal differs from that of the latest edition, or is gone. Who only repeats it is silent."""
    for link in content.strategy_links:
        if link.uid not in facts.strategy:
            continue
        now = facts.strategy[link.uid]
        if now is None:
            yield _finding(link, "gone", "")
        elif (now.area, now.goal, now.activity) != (link.area, link.goal, link.activity):
            yield _finding(link, "differs", now.edition, _use(link, now))


def _finding(link: StrategyLink, kind: str, edition: str, *fixes: Fix) -> Finding:
    params = {"kind": kind, "edition": edition, "label": link.activity or link.goal or link.area}
    about = (kind, edition, link.uid, link.area_id, link.goal_id or "", link.activity_id or "")
    return Finding("R18", Severity.WARNING, (Place(CHAPTER, link.uid),), params, fixes, about)


def _use(link: StrategyLink, now: StrategyLink) -> Fix:
    said = now.model_dump(mode="json", exclude={"uid"})
    changes = tuple(Change(Place(CHAPTER, link.uid, name), value) for name, value in said.items())
    return Fix("use_edition", {"edition": now.edition}, changes)
