"""A flow in the words of an edition, and its picture with nobody in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from uppdragil.directives.phases import Phase
from uppdragil.editions.models import Edition
from uppdragil.editions.spec import EditionSpec
from workflows.fitness import FLOWS
from workflows.graph import Graph, Kind, Node, graph_of
from workflows.picture import NodeWords, Picture, WayWords, svg
from workflows.ranking import Pair, rank

_STARTS: dict[str, Promise] = {
    "start": gettext_lazy("The mandate is registered"),
    "adopt": gettext_lazy("Taken over: under way already when it was registered"),
}
# In the present tense, as the outcomes of the editions are.
_MOVES: dict[str, Promise] = {
    "submit": pgettext_lazy("move", "Submitted"),
    "withdraw": pgettext_lazy("move", "Withdrawn"),
    "stop": pgettext_lazy("move", "Stopped"),
    "close": pgettext_lazy("move", "Closed"),
    "supersede": pgettext_lazy("move", "Superseded"),
}
_PHASES = {phase.value: phase.label for phase in Phase}


@dataclass(frozen=True)
class Words:
    """What the nodes and outcomes of a flow are called in an edition."""

    graph: Graph
    spec: EditionSpec

    def label(self, node: Node) -> str:
        """What stands in a node: a gate's code, a stage's name."""
        if node.kind is Kind.START:
            return str(_STARTS.get(node.name, node.name))
        return node.gate or str(_PHASES.get(node.phase, node.phase))

    def gate_name(self, node: Node) -> str:
        return self.spec.gate(node.gate).name if node.gate in self.spec.gate_codes else ""

    def name(self, node: Node) -> str:
        """A node aloud: a gate with code and name."""
        return f"{self.label(node)} {self.gate_name(node)}".strip()

    def outcome(self, node: Node, outcome: str) -> str:
        """In the gate's own words, where it has any."""
        if node.gate in self.spec.gate_codes:
            words = {o.value: word for o, word in self.spec.gate(node.gate).outcomes.items()}
            if outcome in words:
                return words[outcome]
        return str(_MOVES.get(outcome, "" if outcome in _PHASES else outcome))

    def way(self, pair: Pair) -> str:
        """What leads from one node to another, aloud."""
        source, target = (self.graph.node(name) for name in pair)
        outcomes = [e.outcome for e in self.graph.edges if (e.source, e.target) == pair]
        said = [word for word in (self.outcome(source, outcome) for outcome in outcomes) if word]
        words = {"from": self.name(source), "to": self.name(target), "outcomes": ", ".join(said)}
        return _("%(from)s to %(to)s: %(outcomes)s") % words if said else _("%(from)s to %(to)s") % words


def general(spec: EditionSpec) -> SafeString:
    """The flow of an edition as it is, with nobody in it."""
    graph = graph_of(FLOWS[spec.flow])
    words = Words(graph, spec)
    nodes = {
        node.name: NodeWords(
            words.label(node), words.name(node), notes=tuple(n for n in (words.gate_name(node),) if n)
        )
        for node in graph.nodes
    }
    back = rank(graph).back
    ways = {
        pair: WayWords(words.way(pair), label=_back_label(words, pair) if pair in back else "")
        for pair in pairs(graph)
    }
    title = _("The way of a mandate in %(edition)s") % {"edition": spec.name}
    return drawn(Picture(graph, nodes, ways, title, along(words), key=f"flow-{spec.key.replace('.', '-')}"))


def _back_label(words: Words, pair: Pair) -> str:
    """What leads back, drawn beside its arch; a loop has no room for words."""
    source = words.graph.node(pair[0])
    outcomes = [e.outcome for e in words.graph.edges if (e.source, e.target) == pair]
    return "" if pair[0] == pair[1] else ", ".join(words.outcome(source, o) for o in outcomes)


def along(words: Words) -> str:
    """The nodes of the longest way, in one sentence."""
    spine = (words.graph.node(name) for name in rank(words.graph).spine)
    return _("From left to right: %(nodes)s.") % {"nodes": ", ".join(words.name(node) for node in spine)}


def pairs(graph: Graph) -> list[Pair]:
    """From where to where the edges run, each pair once."""
    return list(dict.fromkeys((edge.source, edge.target) for edge in graph.edges))


def drawn(picture: Picture) -> SafeString:
    """The picture as SVG, which escapes every word in it itself."""
    return mark_safe(svg(picture))


def editions_drawn() -> list[tuple[str, SafeString]]:
    """Name and picture of the latest revision of each published edition. One query."""
    latest = {edition.key: edition.spec for edition in Edition.objects.order_by("revision")}
    return [(spec.name, general(spec)) for spec in latest.values() if spec.flow in FLOWS]
