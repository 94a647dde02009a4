"""Where one directive has been in its flow: as a picture, and as the rows of a table."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from uppdragil.decisions.models import Decision, OutsideDecision
from uppdragil.directives.policies import Access
from uppdragil.editions.spec import Outcome
from workflows.fitness import FLOWS
from workflows.graph import Graph, Kind, Node, graph_of
from workflows.passes import Pass, passes, without_returns
from workflows.picture import NodeWords, Picture, WayWords
from workflows.ranking import Pair, Ranking, rank

from .access import Seen
from .days import day_of, long_date, short_date
from .parts import Level
from .phaseline import decided_on, planned_on
from .processwords import Words, along, drawn, pairs

_LEVELS = {
    "rework": Level.WARN,
    "withdraw": Level.WARN,
    "postpone": Level.WARN,
    "no": Level.BAD,
    "stop": Level.BAD,
    "supersede": Level.HINT,
}


@dataclass(frozen=True)
class Row:
    """A line of the table: one stay, or one still to come. `days` is None where it has not begun."""

    gate: str
    name: str
    round: int
    began: dt.date | None
    ended: dt.date | None
    days: int | None
    outcome: str = ""
    level: Level = Level.OK
    by: str = ""
    href: str = ""
    now: bool = False
    note: str = ""


@dataclass
class ProcessPage:
    """`seen` in its flow. Those who see decided things only are told the way without its returns."""

    seen: Seen

    @cached_property
    def graph(self) -> Graph:
        return graph_of(FLOWS[self.seen.edition.flow])

    @cached_property
    def words(self) -> Words:
        return Words(self.graph, self.seen.edition)

    @cached_property
    def ranking(self) -> Ranking:
        return rank(self.graph)

    @cached_property
    def gone(self) -> tuple[Pass, ...]:
        """Every stay, the start first."""
        found = passes(self.seen.directive)
        return found if self.seen.access is Access.WORKING else without_returns(found)

    @cached_property
    def here(self) -> Pass | None:
        return self.gone[-1] if self.gone else None

    @cached_property
    def decisions(self) -> dict[int, Decision]:
        """By place in `gone`: the decision by which the directive left a gate."""
        by_gate: dict[str, list[Decision]] = defaultdict(list)
        decided = self.seen.decisions
        prefetch_related_objects(decided, "round__sign_offs")
        for decision in decided:
            by_gate[decision.gate].append(decision)
        found = {}
        for at, stay in enumerate(self.gone):
            waiting = by_gate[self.graph.node(stay.node).gate] if stay.outcome in set(Outcome) else []
            if waiting:
                found[at] = waiting.pop(0)
        return found

    @cached_property
    def taken(self) -> dict[Pair, list[Pass]]:
        """By pair of nodes: the stays that ended on the way from one to the other."""
        found: dict[Pair, list[Pass]] = defaultdict(list)
        for stay, following in zip(self.gone, self.gone[1:], strict=False):
            found[stay.node, following.node].append(stay)
        return found

    @cached_property
    def returns(self) -> int:
        """How often the directive came back."""
        back = self.ranking.back
        return sum(len(stays) for pair, stays in self.taken.items() if pair in back)

    # In words

    @property
    def lead(self) -> str:
        if self.here is None:
            return ""
        node = self.graph.node(self.here.node)
        words = {
            "where": self.words.name(node),
            "day": long_date(self.here.entered),
            "n": self._days(self.here),
        }
        if node.kind is Kind.END:
            return _("%(where)s on %(day)s.") % words
        if node.kind is Kind.GATE:
            texts = ngettext(
                "Waits for %(where)s since %(day)s: %(n)d day.",
                "Waits for %(where)s since %(day)s: %(n)d days.",
                words["n"],  # type: ignore[arg-type]
            )
            return texts % words
        texts = ngettext(
            "%(where)s since %(day)s: %(n)d day.",
            "%(where)s since %(day)s: %(n)d days.",
            words["n"],  # type: ignore[arg-type]
        )
        return texts % words

    @property
    def came_back(self) -> str:
        if not self.returns:
            return ""
        texts = ngettext("It has come back %(n)d time.", "It has come back %(n)d times.", self.returns)
        return texts % {"n": self.returns}

    @cached_property
    def rows(self) -> list[Row]:
        """What was taken outside the system, every stay in order, then what lies ahead."""
        return [*self._outside(), *self._stays(), *self._ahead()]

    def _outside(self) -> list[Row]:
        """Decisions from before the mandate was taken over."""
        return [
            Row(
                gate=told.gate,
                name=self._name_of(told.gate),
                round=1,
                began=None,
                ended=told.decided_on,
                days=None,
                outcome=self._outcome_of(told.gate, told.outcome),
                by=told.decided_by,
                note=_("Decided outside the system"),
            )
            for told in OutsideDecision.objects.filter(directive=self.seen.directive).defer("scan")
        ]

    def _stays(self) -> list[Row]:
        times: Counter[str] = Counter()
        found = []
        for at, stay in enumerate(self.gone):
            node = self.graph.node(stay.node)
            times[stay.node] += 1
            if node.kind is not Kind.START:
                found.append(self._stay(at, stay, node, times[stay.node]))
        return found

    def _stay(self, at: int, stay: Pass, node: Node, number: int) -> Row:
        decision = self.decisions.get(at)
        ended = decided_on(decision) if decision else day_of(stay.left) if stay.left else None
        resting = stay.left is None
        return Row(
            gate=node.gate,
            name=self.words.gate_name(node) or self.words.label(node),
            round=number,
            began=day_of(stay.entered),
            ended=ended,
            days=None if node.kind is Kind.END else self._days(stay),
            outcome=self.words.outcome(node, stay.outcome) if stay.outcome else "",
            level=_LEVELS.get(stay.outcome, Level.OK),
            by=_by(decision),
            href=reverse("decision", args=[self.seen.directive.uid, decision.round.uid]) if decision else "",
            now=resting,
        )

    def _ahead(self) -> list[Row]:
        """What is still to come on the longest way, with the planned day of each gate."""
        spine = self.ranking.spine
        if self.here is None or self.here.node not in spine:
            return []
        found = []
        for name in spine[spine.index(self.here.node) + 1 :]:
            node = self.graph.node(name)
            day = planned_on(self.seen.content, node.gate) if node.gate else None
            planned = _("Planned for %(day)s") % {"day": short_date(day)} if day else ""
            label = self.words.gate_name(node) or self.words.label(node)
            found.append(Row(node.gate, label, 1, None, None, None, note=planned))
        return found

    def _name_of(self, gate: str) -> str:
        spec = self.seen.edition
        return spec.gate(gate).name if gate in spec.gate_codes else gate

    def _outcome_of(self, gate: str, outcome: str) -> str:
        spec = self.seen.edition
        return spec.gate(gate).outcomes.get(Outcome(outcome), outcome) if gate in spec.gate_codes else outcome

    def _days(self, stay: Pass) -> int:
        return (day_of(stay.left or self.seen.now) - day_of(stay.entered)).days

    # As a picture

    @cached_property
    def picture(self) -> SafeString:
        nodes = {node.name: self._node(node) for node in self.graph.nodes}
        ways = {pair: self._way(pair) for pair in pairs(self.graph)}
        description = " ".join(text for text in (along(self.words), self.lead, self.came_back) if text)
        return drawn(
            Picture(
                self.graph,
                nodes,
                ways,
                title=_("The way of the mandate"),
                description=description,
                here=_("Here now"),
                table="steps-caption",
            )
        )

    def _node(self, node: Node) -> NodeWords:
        stays = [(at, stay) for at, stay in enumerate(self.gone) if stay.node == node.name]
        here = bool(self.here and self.here.node == node.name)
        state = "here" if here else "passed" if stays else ""
        days = sum(self._days(stay) for _at, stay in stays)
        spent = ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
        notes = self._notes(node, stays, here) if node.kind is Kind.GATE else ()
        return NodeWords(
            self.words.label(node),
            ". ".join((self.words.name(node), *notes[1:])),
            sub=spent if stays and node.kind is Kind.STAGE else "",
            notes=notes,
            state=state,
        )

    def _notes(self, node: Node, stays: Sequence[tuple[int, Pass]], here: bool) -> tuple[str, ...]:
        lines = [self.words.gate_name(node)]
        if here:
            lines.append(_("Since %(day)s") % {"day": short_date(stays[-1][1].entered)})
        elif stays:
            at, last = stays[-1]
            if last.left and last.outcome in ("yes", "conditional", "no"):
                decision = self.decisions.get(at)
                lines.append(short_date(decided_on(decision) if decision else last.left))
                lines.append(self.words.outcome(node, last.outcome))
        elif day := planned_on(self.seen.content, node.gate):
            lines.append(_("Planned for %(day)s") % {"day": short_date(day)})
        lines += self._told(node, [stay for _at, stay in stays if stay.outcome == "postpone"])
        return tuple(line for line in lines if line)

    def _way(self, pair: Pair) -> WayWords:
        stays, source = self.taken.get(pair, []), self.graph.node(pair[0])
        label = ""
        if pair in self.ranking.back and pair[0] != pair[1]:
            label = "; ".join(self._told(source, stays))
        title = (
            ". ".join((self.words.way(pair), *self._told(source, stays))) if stays else self.words.way(pair)
        )
        return WayWords(title, label, passed=bool(stays))

    def _told(self, node: Node, stays: Sequence[Pass]) -> list[str]:
        """What the stays ended in: each outcome with how often and when last."""
        found = []
        for outcome, count in Counter(stay.outcome for stay in stays).items():
            last = [stay.left for stay in stays if stay.outcome == outcome][-1]
            words = {
                "what": self.words.outcome(node, outcome) or self.words.label(node),
                "day": _unbroken(short_date(last)) if last else "",
                "n": count,
            }
            once = ngettext("%(what)s %(day)s", "%(what)s %(n)d times, last %(day)s", count)
            found.append(once % words)
        return found


def _by(decision: Decision | None) -> str:
    """Who decided: the body with its paragraph, or those who confirmed."""
    if decision is None:
        return ""
    if decision.body:
        return ", ".join(part for part in (decision.body, decision.paragraph) if part)
    return ", ".join(sign_off.name for sign_off in decision.round.sign_offs.all())


def _unbroken(day: str) -> str:
    """A day that stays on one line of a label."""
    return day.replace(" ", "\u00a0")
