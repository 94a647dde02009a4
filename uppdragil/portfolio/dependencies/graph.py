"""The graph of dependencies: mandates, how they hang together, and what follows from that. It asks no database.

Of the three kinds only needing orders time: who needs another one waits for its delivery. Who is affected by another
one, or shares a receiver with it, does not wait: no delay goes on that way, and no circle is closed by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from uppdragil.directives.content import DependencyKind
from uppdragil.directives.phases import ENDED_PHASES, Phase
from uppdragil.editions.spec import EditionSpec

from .cycles import cycles
from .effects import Edge, Effect, Node, Way, effects


@dataclass(frozen=True)
class Mandate:
    """A mandate of the graph, with what rules ask (`node`) and what pages show."""

    uid: str
    number: str
    title: str
    phase: Phase
    spec: EditionSpec
    node: Node
    delivered: bool
    restricted: bool

    @property
    def ended(self) -> bool:
        return self.phase in ENDED_PHASES


@dataclass(frozen=True)
class Link:
    """The text of the mandate `uid` says how it hangs together with the mandate `other`."""

    uid: str
    kind: DependencyKind
    other: str


@dataclass(frozen=True)
class Outside:
    """The text of the mandate `uid` says how it hangs together with a system outside."""

    uid: str
    kind: DependencyKind
    system: str


@dataclass(frozen=True)
class Graph:
    """`mandates` by uid, those that are part of a link; `outside`: the systems that they name."""

    mandates: Mapping[str, Mandate]
    links: tuple[Link, ...] = ()
    outside: tuple[Outside, ...] = ()

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Who waits, and for whom."""
        return tuple((link.uid, link.other) for link in self.links if link.kind == DependencyKind.NEEDS)

    @cached_property
    def effects(self) -> list[Effect]:
        """What the delays touch, the longest first."""
        return effects({uid: mandate.node for uid, mandate in self.mandates.items()}, self.edges)

    @property
    def touched(self) -> set[str]:
        """Those that have a gate to move because another delivers late."""
        return {effect.touched for effect in self.effects}

    @cached_property
    def cycles(self) -> list[Way]:
        """Circles among those that have not ended."""
        live = {uid for uid, mandate in self.mandates.items() if not mandate.ended}
        return cycles(edge for edge in self.edges if live.issuperset(edge))

    def said_by(self, uid: str, kind: DependencyKind) -> list[Mandate]:
        """Those that its text names so: that it needs, that it affects."""
        return self._in_order(link.other for link in self.links if (link.uid, link.kind) == (uid, kind))

    def said_of(self, uid: str, kind: DependencyKind) -> list[Mandate]:
        """The reverse: those whose texts name it so."""
        return self._in_order(link.uid for link in self.links if (link.other, link.kind) == (uid, kind))

    def sharing(self, uid: str) -> list[Mandate]:
        """Those that share a receiver with it, whichever of the two says so."""
        kind = DependencyKind.SHARES_RECEIVER
        both = [*self.said_by(uid, kind), *self.said_of(uid, kind)]
        return self._in_order({mandate.uid for mandate in both})

    def _in_order(self, uids: Iterable[str]) -> list[Mandate]:
        return sorted(
            (self.mandates[uid] for uid in uids), key=lambda mandate: (mandate.number, mandate.title)
        )
