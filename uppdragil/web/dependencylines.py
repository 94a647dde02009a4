"""Dependencies as pages show them: how the other one stands, what a delay touches, who waits in a circle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from uppdragil.directives.content import DependencyKind
from uppdragil.directives.labels import DEPENDENCY_LABELS, REVERSE_LABELS
from uppdragil.portfolio.dependencies.effects import Effect
from uppdragil.portfolio.dependencies.graph import Graph, Mandate
from uppdragil.portfolio.dependencies.selectors import graph_around

from .access import Seen
from .days import short_date
from .parts import Level


@dataclass(frozen=True)
class Touch:
    """A delay that moves a gate of another mandate: `way` leads from the late one to the touched one."""

    way: tuple[Mandate, ...]
    gate: str
    gate_name: str
    days: int

    @classmethod
    def of(cls, effect: Effect, graph: Graph) -> Touch:
        way = tuple(graph.mandates[uid] for uid in effect.way)
        return cls(way, effect.gate, way[-1].spec.gate(effect.gate).name, effect.days)

    @property
    def source(self) -> Mandate:
        return self.way[0]

    @property
    def touched(self) -> Mandate:
        return self.way[-1]

    @property
    def through(self) -> tuple[Mandate, ...]:
        """Those between the two."""
        return self.way[1:-1]

    @property
    def words(self) -> str:
        """Påverkar BP2 Delaktiviteter slutförda, 14 dagar."""
        texts = ngettext("Affects %(gate)s, %(n)d day", "Affects %(gate)s, %(n)d days", self.days)
        return texts % {"gate": f"{self.gate} {self.gate_name}", "n": self.days}


@dataclass(frozen=True)
class OtherLine:
    """A mandate at the other end of a dependency. `touches`: which gates its delay, or ours, moves."""

    mandate: Mandate
    touches: tuple[Touch, ...]
    today: dt.date

    @property
    def level(self) -> Level:
        late = Level.BAD if self.touches else Level.WARN
        return {"delivered": Level.OK, "gone": Level.BAD, "late": late, "on_time": Level.OK}.get(
            self._state, Level.NONE
        )

    @property
    def word(self) -> str:
        """How its delivery stands."""
        days = self.mandate.node.days_late
        return {
            "delivered": _("Has delivered"),
            "gone": str(self.mandate.phase.label),
            "late": ngettext("%(n)d day after the first plan", "%(n)d days after the first plan", days)
            % {"n": days},
            "on_time": _("On time"),
        }.get(self._state, _("Not decided yet"))

    @property
    def when(self) -> str:
        """When it delivers, where it still will."""
        day = self.mandate.node.projected
        if day is None:
            return ""
        late = self._state == "late"
        words = _("delivers on %(day)s at the earliest") if late else _("delivers on %(day)s")
        return words % {"day": short_date(day)}

    @property
    def _state(self) -> str:
        mandate = self.mandate
        if mandate.delivered:
            return "delivered"
        if mandate.ended:
            return "gone"
        if mandate.node.promised is None or mandate.node.projected is None:
            return "open"
        return "late" if mandate.node.days_late else "on_time"


def circles(graph: Graph, uid: str = "") -> list[tuple[Mandate, ...]]:
    """The circles of the graph, or those that `uid` is part of: the first comes again at the end."""
    return [
        tuple(graph.mandates[one] for one in (*way, way[0])) for way in graph.cycles if not uid or uid in way
    ]


@dataclass(frozen=True)
class OtherLines:
    """Those that hang together with the mandate in one way. `word`: Kräver, Krävs av, Påverkar …"""

    word: str
    lines: list[OtherLine]


@dataclass
class DependencyPanel:
    """How the mandate hangs together with others, from both ends, and whom its delay touches; as the reader sees it."""

    seen: Seen

    @property
    def shown(self) -> bool:
        return bool(self.graph.links)

    @cached_property
    def graph(self) -> Graph:
        return graph_around(self.seen.person, self.seen.directive, self.seen.today)

    @property
    def groups(self) -> list[OtherLines]:
        """What its own text says, and the reverse of what the others say; what there is none of is left out."""
        graph, me = self.graph, self._uid
        needs, affects = DependencyKind.NEEDS, DependencyKind.AFFECTS
        found = [
            (
                DEPENDENCY_LABELS[needs],
                self._lines(graph.said_by(me, needs), lambda way, uid: way[-2:] == (uid, me)),
            ),
            (REVERSE_LABELS[needs], self._lines(graph.said_of(me, needs), lambda way, uid: way == (me, uid))),
            (DEPENDENCY_LABELS[affects], self._lines(graph.said_by(me, affects))),
            (REVERSE_LABELS[affects], self._lines(graph.said_of(me, affects))),
            (DEPENDENCY_LABELS[DependencyKind.SHARES_RECEIVER], self._lines(graph.sharing(me))),
        ]
        return [OtherLines(str(word), lines) for word, lines in found if lines]

    @property
    def further(self) -> list[Touch]:
        """What its delay moves of those that depend on it through others."""
        return [t for t in self._touches if t.through and self._uid in {m.uid for m in t.way[:-1]}]

    @property
    def circles(self) -> list[tuple[Mandate, ...]]:
        return circles(self.graph, self._uid)

    @property
    def _uid(self) -> str:
        return self.seen.directive.uid

    @cached_property
    def _touches(self) -> list[Touch]:
        return [Touch.of(effect, self.graph) for effect in self.graph.effects]

    def _lines(
        self, mandates: Iterable[Mandate], fits: Callable[[tuple[str, ...], str], bool] | None = None
    ) -> list[OtherLine]:
        """`fits`: which ways of a delay belong to the line of a uid; none, where nobody waits."""
        return [OtherLine(mandate, self._fitting(mandate.uid, fits), self.seen.today) for mandate in mandates]

    def _fitting(self, uid: str, fits: Callable[[tuple[str, ...], str], bool] | None) -> tuple[Touch, ...]:
        ways = ((touch, tuple(mandate.uid for mandate in touch.way)) for touch in self._touches)
        return tuple(touch for touch, way in ways if fits and fits(way, uid))
