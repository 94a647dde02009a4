"""Which mandate names which others in its chapter 4: mostly of its own unit or kind, begun not long before it.

Of those that began later it names only such as were there when it was first submitted: each text could have been
written. Two that name each other make a circle, as happens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .portfolio import Story
from .way import GATES

LINKED = 3  # one mandate of so many names others
NEAR = 60  # so many that began before it, and a tenth of them after
OWN_UNIT, OWN_THEME = 12, 3  # so many times as likely as any other


def depending(stories: Sequence[Story]) -> list[Story]:
    """The stories, in the order in which they began, each with those that it names."""
    return [
        replace(story, needs=_drawn(story, _around(stories, at)))
        if story.chance.of("links").one_in(LINKED)
        else story
        for at, story in enumerate(stories)
    ]


def _around(stories: Sequence[Story], at: int) -> list[Story]:
    """Those that it can name: live when it began, and seen by everybody."""
    story = stories[at]
    submitted = next((stay.entered for stay in story.passes if stay.node == GATES[0]), None)
    after = [o for o in stories[at + 1 : at + 1 + NEAR // 10] if submitted is None or o.begun < submitted]
    before = [
        o for o in stories[max(0, at - NEAR) : at] if not (o.ended and o.passes[-1].entered < story.begun)
    ]
    return [other for other in (*before, *after) if not other.cast.readers]


def _drawn(story: Story, others: Sequence[Story]) -> tuple[str, ...]:
    """One or two of them."""
    if not others:
        return ()
    chance = story.chance.of("needs")
    likely = [
        OWN_UNIT if o.cast.unit == story.cast.unit else OWN_THEME if o.theme == story.theme else 1
        for o in others
    ]
    drawn = chance.choices(others, likely, k=chance.randint(1, 2))
    return tuple(dict.fromkeys(other.uid for other in drawn))
