"""Commissions in which nothing clashes, and for each rule that speaks of one a change that breaks exactly that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from tests.consistent import PEOPLE, TERMS, Case
from uppdragil.core.calendar import is_workday, next_workday
from uppdragil.directives import content as c
from uppdragil.directives.review import Other, ReviewFacts
from uppdragil.editions.spec import EditionSpec

EDITION = EditionSpec.model_validate_json(
    (Path(__file__).parents[1] / "fixtures" / "editions" / "uppdragshandling.json").read_text()
)
SENTENCES = (
    "Väntan växer, och ingen ser helheten.",
    "Patienten möts av olika öppettider.",
    "Arbetet börjar efter sommaren.",
    "Det finns 25 enheter, 3 system och 1 avtal.",
)
plain = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A whole commission in which nothing clashes, some days before it is decided."""
    given = next_workday(draw(st.dates(dt.date(2023, 1, 1), dt.date(2040, 1, 1))))
    last = next_workday(given + dt.timedelta(days=draw(st.integers(120, 700))))
    people = draw(st.permutations(PEOPLE))
    terms = draw(st.lists(st.sampled_from(sorted(TERMS)), unique=True, max_size=3))
    content = c.DirectiveContent(
        title="Kortare väntan",
        registry_number="RS 2027-00012",
        dated=given,
        description=" ".join([draw(plain), *(f"{term} har beslutat." for term in terms)]),
        purpose=draw(plain),
        includes=tuple(c.Inclusion(uid=f"incl{i}", text=draw(plain)) for i in range(draw(st.integers(1, 4)))),
        shall=tuple(c.Obligation(uid=f"shall{i}", text=draw(plain)) for i in range(draw(st.integers(1, 4)))),
        dependencies=(c.Dependency(uid="dep1", text=draw(plain)),),
        gate_plans=tuple(
            c.GatePlan(uid=f"plan{code.lower()}", gate=code, start=day, end=day)
            for code, day in zip(EDITION.gate_codes, (given, last), strict=True)
        ),
        costs=draw(plain),
        roles=tuple(_roles(draw, people)),
        timeline=tuple(_timeline(draw, given, last)),
        communication=draw(plain),
        decision_form=draw(plain),
        distribution=tuple(
            c.Recipient(uid=f"reci{i}", name=name, kind=draw(st.sampled_from(c.DistributionKind)))
            for i, name in enumerate(people[: draw(st.integers(1, 6))])
        ),
        terms=tuple(c.Term(uid=f"term{i}", term=t, explanation=TERMS[t]) for i, t in enumerate(terms)),
    )
    return Case(content, ReviewFacts.of(EDITION), given - dt.timedelta(days=draw(st.integers(0, 400))))


def _roles(draw: st.DrawFn, people: list[str]) -> list[c.RoleAssignment]:
    """One or two who give it, one who takes it and calls the group together, and the group."""
    owners = draw(st.integers(1, 2))
    held = [*((c.Role.OWNER, who) for who in people[:owners]), (c.Role.LEAD, people[2])]
    held += [(c.Role.MEMBER, who) for who in people[3 : 3 + draw(st.integers(1, 5))]]
    return [
        c.RoleAssignment(
            uid=f"role{i}", role=role, holder=who, title="Enhetschef", convener=role is c.Role.LEAD
        )
        for i, (role, who) in enumerate(held)
    ]


def _timeline(draw: st.DrawFn, given: dt.date, last: dt.date) -> list[c.Period]:
    months = _months(given, last)
    rows = []
    for i in range(draw(st.integers(1, 4))):
        first, end = sorted(draw(st.sampled_from(months)) for _ in range(2))
        rows.append(c.Period(uid=f"peri{i}", text=draw(plain), first=first, last=end))
    return rows


def _months(first: dt.date, last: dt.date) -> list[str]:
    days = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    return list(dict.fromkeys(f"{day:%Y-%m}" for day in days))


def _last(case: Case) -> dt.date:
    plan = case.content.gate_plan("SL")
    assert plan
    assert plan.end
    return plan.end


def _r2(draw: st.DrawFn, case: Case) -> Case:
    """A row of the timeline ends before it begins, inside the work."""
    given = case.content.gate_plans[0].end
    assert given
    months = _months(given, _last(case))
    row = draw(st.sampled_from(case.content.timeline))
    return case.rows("timeline", row.uid, first=months[-1], last=months[0])


def _r6(draw: st.DrawFn, case: Case) -> Case:
    if draw(st.booleans()):
        return case.saying(costs=f"{case.content.costs} Enligt LKP.")
    term = c.Term(uid="unused", term="LKP", explanation="Lönekostnadspåslag")
    return case.saying(terms=(*case.content.terms, term))


def _r11(draw: st.DrawFn, case: Case) -> Case:
    left = draw(st.sampled_from(("?", "Datum för beslut: ÅÅÅÅ-MM-DD", "N/A", "cirka XX dagar")))
    return case.saying(**{draw(st.sampled_from(("costs", "communication", "decision_form"))): left})


def _r12(draw: st.DrawFn, case: Case) -> Case:
    """The delivery on the first day off after it was planned."""
    day = _last(case)
    while is_workday(day):
        day += dt.timedelta(days=1)
    return case.rows("gate_plans", "plansl", start=day, end=day)


def _r13(draw: st.DrawFn, case: Case) -> Case:
    if draw(st.booleans()):
        return case.rows("dependencies", "dep1", text="Uppdraget om telefoni (RS 2027-00012).")
    return replace(case, facts=replace(case.facts, same_number=(Other("other", "U 2026-001 Ett annat"),)))


def _r14(draw: st.DrawFn, case: Case) -> Case:
    after = _last(case) + dt.timedelta(days=draw(st.integers(40, 400)))
    row = draw(st.sampled_from(case.content.timeline))
    return case.rows("timeline", row.uid, last=f"{after:%Y-%m}")


def _r15(draw: st.DrawFn, case: Case) -> Case:
    """Somebody who gives it is in the group, too."""
    owner = case.content.holders(c.Role.OWNER)[0].holder
    again = c.RoleAssignment(uid="again", role=c.Role.MEMBER, holder=owner, title="Enhetschef")
    return case.saying(roles=(*case.content.roles, again))


def _r16(draw: st.DrawFn, case: Case) -> Case:
    """Another spelling of whoever leads, among those to whom it is sent."""
    lead = case.content.holders(c.Role.LEAD)[0].holder
    given, family = lead.split()
    slip = c.Recipient(uid="slip", name=f"{given} {family[:3]}{family[2]}{family[3:]}")
    return case.saying(distribution=(slip,))


def _r17(draw: st.DrawFn, case: Case) -> Case:
    chapter = draw(st.sampled_from(("costs", "communication", "decision_form")))
    said = "Se under rubriken ”Tidplan och etapper”."
    return case.saying(**{chapter: f"{getattr(case.content, chapter)} {said}"})


def _r19(draw: st.DrawFn, case: Case) -> Case:
    given = case.content.gate_plans[0].end
    assert given
    return replace(case, today=given + dt.timedelta(days=draw(st.integers(1, 25))))


BREAKING: dict[str, Callable[[st.DrawFn, Case], Case]] = {
    "R2": _r2, "R6": _r6, "R11": _r11, "R12": _r12, "R13": _r13, "R14": _r14, "R15": _r15, "R16": _r16, "R17": _r17,
    "R19": _r19,
}  # fmt: skip


@st.composite
def broken(draw: st.DrawFn, rule: str) -> Case:
    """A case that was consistent before one thing in it was changed, which `rule` is about."""
    return BREAKING[rule](draw, draw(cases()))
