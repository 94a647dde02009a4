"""Chapter 4.1 and the strategy: a link is made of a target, and is held against the latest edition (R18)."""

from __future__ import annotations

from collections.abc import Sequence

from uppdragil.strategy.selectors import find, published
from uppdragil.strategy.targets import Published, Target, carried

from .content import DirectiveContent, StrategyLink


def link_to(target: Target, uid: str) -> StrategyLink:
    """A row `uid` that says what `target` says today."""
    goal, activity = target.goal, target.activity
    return StrategyLink(
        uid=uid,
        edition_id=target.edition.uid,
        edition=target.edition.name,
        area_id=target.area.uid,
        area=target.area.name,
        goal_id=goal.uid if goal else None,
        year=goal.year if goal else None,
        goal=goal.text if goal else "",
        activity_id=activity.uid if activity else None,
        activity=activity.text if activity else "",
        regional_goals=target.area.regional_goals,
    )


def key_of(link: StrategyLink) -> str:
    """The key of the target that `link` was made of."""
    return ".".join(uid for uid in (link.edition_id, link.area_id, link.goal_id, link.activity_id) if uid)


def in_latest(content: DirectiveContent) -> dict[str, StrategyLink | None]:
    """What the latest edition says of each link to an earlier one, by the row's uid; None where that is gone.

    A link that leads to no edition here, or to a year that the latest one does not cover, is not held against it.
    """
    if not content.strategy_links:
        return {}
    editions = published()
    held = {link.uid: (link, find(editions, key_of(link))) for link in content.strategy_links}
    return {
        uid: _now(target, editions[-1], uid)
        for uid, (link, target) in held.items()
        if target and _is_covered(link, editions)
    }


def _is_covered(link: StrategyLink, editions: Sequence[Published]) -> bool:
    latest = editions[-1]
    if link.edition_id == latest.uid:
        return False
    return link.year is None or latest.content.first_year <= link.year <= latest.content.last_year


def _now(target: Target, latest: Published, uid: str) -> StrategyLink | None:
    now = carried(target, latest)
    return link_to(now, uid) if now else None
