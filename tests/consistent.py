"""Directives in which nothing clashes, and for each rule of the review a change that breaks exactly that one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from uppdragil.core.calendar import is_workday, next_workday
from uppdragil.directives import content as c
from uppdragil.directives.review import Other, ReviewFacts
from uppdragil.editions.spec import EditionSpec

EDITION = EditionSpec.model_validate_json(
    (Path(__file__).parents[1] / "fixtures" / "editions" / "uppdragil-3.0.json").read_text()
)
GATES = EDITION.gate_codes
PEOPLE = (
    "Anna Lindqvist", "Per Sandell", "Karin Almberg", "Tomas Vikander", "Birgitta Stenmark", "Aino Kuoppala",
    "Jonas Renvall", "Elin Hedmark", "Hanna Lindqvist", "Björn Åkerdal", "Lulu Hallgren", "Ann-Sofi Järnstad",
)  # fmt: skip
UNITS = ("Utvecklingsenheten", "IT-enheten", "Kommunikationsstaben", "Regionservice", "Ekonomi")
TITLES = ("", "Enhetschef ", "Verksamhetsutvecklare ", "Hälso- och sjukvårdsdirektör ")
TERMS = {
    "CLG": "Centrala ledningsgruppen",
    "HSF": "Hälso- och sjukvårdsförvaltningen",
    "NPÖ": "Nationell översikt",
}
PROSE = (
    "Väntan växer, och ingen ser helheten.",
    "Patienten möts av olika öppettider.",
    "HR, IT och EU:s regler berörs, se kapitel 5.",
    "Arbetet följer kommunallagens kapitel 6 och BP1.",
    "Läs mer under rubriken ”Tidplan”.",
    "Kostnaden ryms inom ramen (RS 2024-01234).",
    "Etapp II börjar efter sommaren.",
    "Det finns 25 enheter, 3 system och 1 avtal.",
)

prose = st.lists(st.sampled_from(PROSE), min_size=1, max_size=3).map(" ".join)


@dataclass(frozen=True)
class Case:
    """A content and what is known around it."""

    content: c.DirectiveContent
    facts: ReviewFacts
    today: dt.date

    def saying(self, **said: Any) -> Case:
        return replace(self, content=c.DirectiveContent(**{**dict(self.content), **said}))

    def rows(self, chapter: str, uid: str, **said: Any) -> Case:
        """With these fields of one row."""
        rows = [
            type(row)(**{**dict(row), **said}) if row.uid == uid else row
            for row in getattr(self.content, chapter)
        ]
        return self.saying(**{chapter: tuple(rows)})


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A whole directive of UPPDRAGiL in which nothing clashes, some days before its first gate."""
    first = draw(st.dates(dt.date(2023, 1, 1), dt.date(2040, 1, 1)))
    days = [next_workday(first)]
    for _gate in GATES[1:]:
        days.append(next_workday(days[-1] + dt.timedelta(days=draw(st.integers(30, 200)))))
    people = draw(st.permutations(PEOPLE))
    units = draw(st.permutations(UNITS))
    terms = draw(st.lists(st.sampled_from(sorted(TERMS)), unique=True, max_size=3))
    impacts = [f"impact{i}" for i in range(draw(st.integers(1, 3)))]
    goals = [
        c.MandateGoal(uid=f"goal{i}", text=draw(prose), impact_goals=impacts[i:] if i == 0 else impacts[:1])
        for i in range(draw(st.integers(1, 4)))
    ]
    gates = dict(zip(GATES, days, strict=True))
    content = c.DirectiveContent(
        title="Kortare väntan",
        registry_number="RS 2027-00012",
        background=" ".join([draw(prose), *(f"{term} har beslutat." for term in terms)]),
        idea=draw(prose),
        impact_goals=tuple(_impact_goal(draw, uid, days[-1]) for uid in impacts),
        mandate_goals=tuple(goals),
        prerequisites=(c.Prerequisite(uid="pre1", text=draw(prose)),),
        dependencies=(c.Dependency(uid="dep1", text=draw(prose)),),
        strategy_links=(c.StrategyLink(uid="link1", edition_id="e1", area_id="a1", area="Nära vård"),),
        gate_plans=tuple(_plan(draw, gate, day) for gate, day in gates.items()),
        costs=draw(prose),
        risks=tuple(
            c.Risk(uid=f"risk{i}", text=draw(prose), measure=draw(prose), owner=draw(_one_of(people, units)))
            for i in range(draw(st.integers(1, 3)))
        ),
        roles=tuple(_roles(draw, people, units)),
        milestones=tuple(_milestones(draw, gates)),
        activities=tuple(_activities(draw, gates, goals, people, units)),
        handover=draw(prose),
        terms=tuple(c.Term(uid=f"term{i}", term=t, explanation=TERMS[t]) for i, t in enumerate(terms)),
        decision_sheets=(c.DecisionSheet(uid="sheet1", gate="BP1", owner=draw(st.sampled_from((None, "")))),),
    )
    return Case(content, ReviewFacts.of(EDITION), days[0] - dt.timedelta(days=draw(st.integers(0, 400))))


def _impact_goal(draw: st.DrawFn, uid: str, last: dt.date) -> c.ImpactGoal:
    return c.ImpactGoal(
        uid=uid,
        text=draw(prose),
        indicator="Dagar till besök",
        baseline=draw(st.integers(0, 90)),
        target=draw(st.integers(0, 90)),
        due=last + dt.timedelta(days=draw(st.integers(0, 700))),
        measured_by="Controllern",
    )


def _plan(draw: st.DrawFn, gate: str, day: dt.date) -> c.GatePlan:
    """One day, or the last days before it."""
    span = draw(st.integers(0, 10))
    start = next_workday(day - dt.timedelta(days=span))
    return c.GatePlan(uid=f"plan{gate.lower()}", gate=gate, start=min(start, day), end=day)


def _roles(draw: st.DrawFn, people: list[str], units: list[str]) -> list[c.RoleAssignment]:
    """Owner, lead, receiver and two members: four people and the units."""
    held = [
        (c.Role.OWNER, draw(st.sampled_from(TITLES)) + people[0]),
        (c.Role.LEAD, draw(st.sampled_from(TITLES)) + people[1]),
        (c.Role.RECEIVER, people[2]),
        (c.Role.MEMBER, people[3]),
        (c.Role.MEMBER, draw(st.sampled_from((", ", "\n", "; "))).join(units[:3])),
    ]
    order = draw(st.permutations(range(len(held))))
    return [c.RoleAssignment(uid=f"role{i}", role=held[i][0], holder=held[i][1]) for i in order]


def _one_of(people: list[str], units: list[str]) -> st.SearchStrategy[str]:
    """Somebody who may be responsible: not the owner."""
    return st.sampled_from(
        (
            people[1],
            people[3],
            f"{units[0]} och {units[1]}",
            f"{units[2]} med stöd av {units[4]}",
            "Uppdragsledaren",
        )
    )


def _milestones(draw: st.DrawFn, gates: dict[str, dt.date]) -> list[c.Milestone]:
    of_gates = [c.Milestone(uid=f"mile{g.lower()}", gate=g, decision=g) for g in GATES]
    day = draw(_between(gates["BP1"], gates["BP3"]))
    return [*of_gates, c.Milestone(uid="milems", gate="MS1", decision="Halvvägs", date=day)]


def _activities(
    draw: st.DrawFn,
    gates: dict[str, dt.date],
    goals: list[c.MandateGoal],
    people: list[str],
    units: list[str],
) -> list[c.Activity]:
    """At least one for each goal."""
    made = []
    for i in range(draw(st.integers(len(goals), 6))):
        start, end = sorted(draw(_between(gates["BP1"], gates["BP2"])) for _ in range(2))
        goal = goals[i] if i < len(goals) else draw(st.sampled_from(goals))
        made.append(
            c.Activity(
                uid=f"act{i}",
                name=draw(prose),
                start=start,
                end=end,
                responsible=draw(_one_of(people, units)),
                mandate_goals=(goal.uid,),
            )
        )
    return made


def _between(first: dt.date, last: dt.date) -> st.SearchStrategy[dt.date]:
    """A workday from the one to the other, both workdays."""
    return st.dates(first, last).map(next_workday)


# One change for each rule


def _some(draw: st.DrawFn, rows: Any) -> Any:
    return draw(st.sampled_from(rows))


def _day(case: Case, gate: str) -> dt.date:
    plan = case.content.gate_plan(gate)
    assert plan
    assert plan.end
    return plan.end


def _workday_before(day: dt.date) -> dt.date:
    day -= dt.timedelta(days=1)
    while not is_workday(day):
        day -= dt.timedelta(days=1)
    return day


def _r1(draw: st.DrawFn, case: Case) -> Case:
    """A gate's milestone has a day of its own, beside the gate's and away from the work."""
    gate = draw(st.sampled_from(GATES[:-1]))
    day = next_workday(_day(case, gate) + dt.timedelta(days=1))
    if gate == "BP1":
        plan = case.content.gate_plan(gate)
        assert plan
        assert plan.start
        day = _workday_before(plan.start)
    return case.rows("milestones", f"mile{gate.lower()}", date=day)


def _r2(draw: st.DrawFn, case: Case) -> Case:
    """An activity ends before it begins, both inside the work."""
    row = _some(draw, case.content.activities)
    first, last = _day(case, "BP1"), _day(case, "BP2")
    return case.rows("activities", row.uid, start=last, end=first)


def _r3(draw: st.DrawFn, case: Case) -> Case:
    row = _some(draw, case.content.activities)
    return case.rows("activities", row.uid, end=_day(case, "BP3"))


def _r4(draw: st.DrawFn, case: Case) -> Case:
    field = draw(st.sampled_from(("owner", "lead")))
    return case.rows("decision_sheets", "sheet1", **{field: "Utvecklingsdirektören"})


def _r5(draw: st.DrawFn, case: Case) -> Case:
    who = draw(st.sampled_from(("Hanna Berg", "Tolkförmedlingen", "Enhetschef Inköp")))
    if draw(st.booleans()):
        return case.rows("risks", _some(draw, case.content.risks).uid, owner=who)
    return case.rows("activities", _some(draw, case.content.activities).uid, responsible=who)


def _r6(draw: st.DrawFn, case: Case) -> Case:
    if draw(st.booleans()):
        return case.saying(costs=f"{case.content.costs} Enligt LKP.")
    term = c.Term(uid="unused", term="LKP", explanation="Lönekostnadspåslag")
    return case.saying(terms=(*case.content.terms, term))


def _r7(draw: st.DrawFn, case: Case) -> Case:
    chapter, to = draw(st.sampled_from(c.LINKS))
    if draw(st.booleans()):
        kind = c.ROW_TYPES[to]
        row = kind.model_validate(
            {"uid": "more", "text": "Mer", **(_LINKED if to == "mandate_goals" else _MEASURED)}
        )
        return case.saying(**{to: (*getattr(case.content, to), row)})
    return case.rows(chapter, _some(draw, getattr(case.content, chapter)).uid, **{to: ()})


_LINKED = {"impact_goals": ["impact0"]}
_MEASURED = {
    "indicator": "Dagar",
    "baseline": 1,
    "target": 2,
    "due": "2030-01-02",
    "measured_by": "Controllern",
}


def _r8(draw: st.DrawFn, case: Case) -> Case:
    gone = draw(
        st.sampled_from(
            ({"indicator": ""}, {"baseline": None}, {"target": None}, {"due": None}, {"measured_by": " "})
        )
    )
    return case.rows("impact_goals", _some(draw, case.content.impact_goals).uid, **gone)


def _r9(draw: st.DrawFn, case: Case) -> Case:
    return case.rows(
        "risks", _some(draw, case.content.risks).uid, **{draw(st.sampled_from(("measure", "owner"))): ""}
    )


def _r10(draw: st.DrawFn, case: Case) -> Case:
    return case.rows(
        "roles",
        "role2",
        holder=draw(st.sampled_from(("", "Uppdragsägaren", case.content.holders(c.Role.OWNER)[0].holder))),
    )


def _r11(draw: st.DrawFn, case: Case) -> Case:
    chapter = draw(st.sampled_from(("costs", "handover", "idea")))
    left = draw(st.sampled_from(("?", "Klart ÅÅÅÅ-MM-DD.", "N/A", "cirka XX dagar", "Vem??")))
    return case.saying(**{chapter: left})


def _r12(draw: st.DrawFn, case: Case) -> Case:
    """A milestone on the first day off after the work began."""
    day = _day(case, "BP1")
    while is_workday(day):
        day += dt.timedelta(days=1)
    return case.rows("milestones", "milems", date=day)


def _r13(draw: st.DrawFn, case: Case) -> Case:
    if draw(st.booleans()):
        return replace(case, facts=replace(case.facts, same_number=(Other("other", "U 2026-001 Ett annat"),)))
    case = case.saying(supersedes="U 2026-001")
    return replace(case, facts=replace(case.facts, replaced=Other("other", "U 2026-001 Ett annat")))


def _r14(draw: st.DrawFn, case: Case) -> Case:
    plan = case.content.gate_plan("BP1")
    assert plan
    assert plan.start
    early = _workday_before(plan.start)
    if draw(st.booleans()):
        return case.rows("milestones", "milems", date=early)
    return case.rows("activities", _some(draw, case.content.activities).uid, start=early)


def _r15(draw: st.DrawFn, case: Case) -> Case:
    owner = case.content.holders(c.Role.OWNER)[0].holder
    if draw(st.booleans()):
        member = next(row for row in case.content.roles if row.uid == "role3")
        return case.rows("roles", "role3", holder=f"{member.holder}, {owner}")
    who = draw(st.sampled_from((owner, "Uppdragsägaren")))
    return case.rows("activities", _some(draw, case.content.activities).uid, responsible=who)


def _r16(draw: st.DrawFn, case: Case) -> Case:
    """Another spelling of whoever leads, where somebody answers for something."""
    lead = next(row for row in case.content.roles if row.uid == "role1").holder
    given, family = lead.split()[-2:]
    slip = draw(
        st.sampled_from(
            (f"{given[:2]}{given[2]}{given[2:]} {family}", f"{given} {family[:3]}{family[2]}{family[3:]}")
        )
    )
    return case.rows("risks", _some(draw, case.content.risks).uid, owner=slip)


def _r17(draw: st.DrawFn, case: Case) -> Case:
    said = draw(
        st.sampled_from(("Se kapitel 12.", "Se avsnitt 4.7.", "Se under rubriken ”Tidplan och etapper”."))
    )
    chapter = draw(st.sampled_from(("costs", "handover", "idea")))
    return case.saying(**{chapter: f"{getattr(case.content, chapter)} {said}"})


def _r18(draw: st.DrawFn, case: Case) -> Case:
    link = case.content.strategy_links[0]
    now = draw(
        st.sampled_from((None, link.model_copy(update={"area": "Nära och god vård", "edition": "2028"})))
    )
    return replace(case, facts=replace(case.facts, strategy={link.uid: now}))


def _r19(draw: st.DrawFn, case: Case) -> Case:
    return replace(case, today=_day(case, "BP0") + dt.timedelta(days=draw(st.integers(1, 25))))


BREAKING: dict[str, Callable[[st.DrawFn, Case], Case]] = {
    "R1": _r1, "R2": _r2, "R3": _r3, "R4": _r4, "R5": _r5, "R6": _r6, "R7": _r7, "R8": _r8, "R9": _r9, "R10": _r10,
    "R11": _r11, "R12": _r12, "R13": _r13, "R14": _r14, "R15": _r15, "R16": _r16, "R17": _r17, "R18": _r18, "R19": _r19,
}  # fmt: skip


@st.composite
def broken(draw: st.DrawFn, rule: str) -> Case:
    """A case that was consistent before one thing in it was changed, which `rule` is about."""
    return BREAKING[rule](draw, draw(cases()))
