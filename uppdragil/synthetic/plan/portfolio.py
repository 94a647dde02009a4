"""The whole portfolio: which mandates there are, in the order in which they began, and which took over from which."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from uppdragil.directives.content import DirectiveContent, StrategyLink
from uppdragil.editions.spec import EditionSpec
from workflows.passes import Pass

from . import text
from .cast import Cast, cast
from .chance import Chance
from .organisation import Organisation
from .schedule import schedule
from .way import ENDS, GATES, ROUTE, decks, way
from .words import Theme, Words

RESTRICTED = 25  # one mandate of so many
FLAWED = 4  # one draft of so many says something that clashes
PAUSED = 14  # one live mandate of so many
OVERTAKEN = dt.timedelta(days=3)  # the least that a mandate has rested where another takes over from it


@dataclass(frozen=True)
class Story:
    """One mandate. `successor` has taken over from it, and it from `predecessor`: the other mandate's uid, or "".

    `needs`: the uids of those that it names in its chapter 4; `serves`: what of the strategy it links to in 4.1.
    """

    chance: Chance
    uid: str
    passes: tuple[Pass, ...]
    cast: Cast
    theme: Theme
    title: str
    words: Words
    spec: EditionSpec
    today: dt.date
    number: str = ""
    successor: str = ""
    predecessor: str = ""
    needs: tuple[str, ...] = ()
    serves: tuple[StrategyLink, ...] = ()

    @property
    def begun(self) -> dt.datetime:
        return self.passes[0].entered

    @property
    def place(self) -> str:
        """The node where it rests."""
        return self.passes[-1].node

    @property
    def ended(self) -> bool:
        return self.place in ENDS

    @cached_property
    def paused(self) -> bool:
        return not self.ended and self.chance.of("pause").one_in(PAUSED)

    @cached_property
    def planned(self) -> dict[str, dt.date]:
        """The planned day of each gate by its code."""
        days = schedule(self.passes, self.chance.of("schedule"))
        return {gate.code: days[gate.code.lower()] for gate in self.spec.gates}

    @cached_property
    def whole(self) -> DirectiveContent:
        """Everything that it ever says."""
        return text.write(
            head={"number": self.number, "title": self.title, "supersedes_id": self.predecessor or None},
            theme=self.theme,
            cast=self.cast,
            needs=self.needs,
            serves=self.serves,
            planned=self.planned,
            spec=self.spec,
            words=self.words,
            chance=self.chance.of("text"),
            flawed=self._flawed,
        )

    def said_at(self, gate: str) -> DirectiveContent:
        """What is submitted to the gate."""
        return text.as_of(self.whole, gate)

    @property
    def now(self) -> DirectiveContent:
        """What it says today: what was submitted last, or is being written for the next gate."""
        last = next(p.node for p in reversed(self.passes) if p.node in ROUTE)
        return self.whole if self._flawed else self.said_at(GATE_OF[last])

    @property
    def _flawed(self) -> bool:
        return self.place == "draft" and self.chance.of("flaw").one_in(FLAWED)


GATE_OF = {node: GATES[min(n // 2, len(GATES) - 1)].upper() for n, node in enumerate(ROUTE)}


def plan(
    *,
    count: int,
    seed: int,
    organisation: Organisation,
    spec: EditionSpec,
    words: Words,
    today: dt.date,
    zone: dt.tzinfo,
    numbers: Callable[[int, int], Sequence[str]],
) -> list[Story]:
    """`count` mandates in the order in which they began. `numbers` gives so many numbers of a year."""
    chance = Chance(seed, "mandates")
    found = []
    for n, place in enumerate(decks(count, chance.of("decks"))):
        mine = chance.of(n)
        theme = mine.choice(words.themes)
        restricted = mine.one_in(RESTRICTED)
        found.append(
            Story(
                chance=mine,
                uid=mine.uid(),
                passes=way(place, mine.of("way"), today, zone),
                cast=cast(organisation, mine.of("cast"), restricted=restricted),
                theme=theme,
                title=text.title(theme, words, mine),
                words=words,
                spec=spec,
                today=today,
            )
        )
    found.sort(key=lambda story: (story.begun, story.uid))
    return _succeeding(_numbered(found, numbers))


def _numbered(stories: list[Story], numbers: Callable[[int, int], Sequence[str]]) -> list[Story]:
    found: list[Story] = []
    for year, of_year in groupby(stories, key=lambda story: story.begun.year):
        those = list(of_year)
        taken = numbers(year, len(those))
        found += [replace(story, number=number) for story, number in zip(those, taken, strict=True)]
    return found


def _succeeding(stories: list[Story]) -> list[Story]:
    """Each superseded mandate ends at the moment when another, the next in time, passed its first gate.

    Where there is none after it, it has not been superseded and rests where it was.
    """
    passed = {s.uid: p.left for s in stories if not s.cast.readers for p in s.passes if _first_yes(p)}
    free = sorted((moment, uid) for uid, moment in passed.items() if moment)
    by_uid = {story.uid: story for story in stories}
    for story in stories:
        if story.place != "superseded":
            continue
        rests = story.passes[-2]
        at = bisect_left(free, (rests.entered + OVERTAKEN, ""))
        if at == len(free):
            by_uid[story.uid] = replace(story, passes=(*story.passes[:-2], Pass(rests.node, rests.entered)))
            continue
        moment, successor = free.pop(at)
        last = (Pass(rests.node, rests.entered, moment, rests.outcome), Pass(story.place, moment))
        by_uid[story.uid] = replace(story, passes=(*story.passes[:-2], *last), successor=successor)
        by_uid[successor] = replace(by_uid[successor], predecessor=story.uid)
    return list(by_uid.values())


def _first_yes(stay: Pass) -> bool:
    return stay.node == GATES[0] and stay.outcome in ("yes", "conditional")
