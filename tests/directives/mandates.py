"""Hand-made directives that contradict themselves in the ways that real ones do."""

from __future__ import annotations

import datetime as dt

from uppdragil.directives.content import (
    Activity,
    DecisionSheet,
    DirectiveContent,
    GatePlan,
    ImpactGoal,
    Milestone,
    Risk,
    Role,
    RoleAssignment,
)
from uppdragil.directives.review import Finding, ReviewFacts, review

FACTS = ReviewFacts(gates=("BP0", "BP1", "BP2", "BP3"), activities_done="BP2", imported=True)
TODAY = dt.date(2024, 1, 15)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def found(content: DirectiveContent, *rules: str, facts: ReviewFacts = FACTS) -> list[Finding]:
    """The findings of the named rules."""
    return [finding for finding in review(content, facts, TODAY) if finding.rule in rules]


def plan(gate: str, start: str, end: str | None = None) -> GatePlan:
    return GatePlan(uid=f"plan{gate.lower()}", gate=gate, start=day(start), end=day(end or start))


def milestone(gate: str, date: str | None) -> Milestone:
    return Milestone(uid=f"mile{gate.lower()}", gate=gate, date=day(date) if date else None)


def activity(uid: str, start: str | None, end: str | None) -> Activity:
    return Activity(uid=uid, name=f"Work {uid}", start=start and day(start), end=end and day(end))


def clashing() -> DirectiveContent:
    """Two dates for BP0, a span and a day for BP2, two owners, three late activities."""
    return DirectiveContent(
        title="Mandate with clashes",
        impact_goals=(ImpactGoal(uid="goal1", text="Shorter waits"),),
        gate_plans=(
            plan("BP0", "2023-12-21"),
            plan("BP1", "2024-01-01"),
            plan("BP2", "2024-10-20", "2024-10-30"),
            plan("BP3", "2024-10-31"),
        ),
        financing="N/A",
        risks=(Risk(uid="risk1", text="Few hands"),),
        roles=(
            RoleAssignment(uid="owner1", role=Role.OWNER, holder="Direktör Stab"),
            RoleAssignment(uid="lead1", role=Role.LEAD, holder="Enhetschef Stöd"),
            RoleAssignment(uid="receiver1", role=Role.RECEIVER, holder="Uppdragsägare"),
        ),
        milestones=(
            milestone("BP0", "2024-12-08"),
            milestone("BP1", "2024-01-01"),
            milestone("MS1", "2024-06-30"),
            milestone("BP2", "2024-10-20"),
            milestone("BP3", "2024-10-31"),
        ),
        activities=(
            activity("act1", "2024-01-01", "2024-03-31"),
            activity("act2", "2024-01-01", "2024-12-31"),
            activity("act3", "2024-01-01", "2024-03-31"),
            activity("act4", "2024-01-01", "2024-10-31"),
            activity("act5", "2024-01-01", "2024-03-31"),
            activity("act6", "2024-01-01", "2024-10-31"),
        ),
        decision_sheets=(
            DecisionSheet(uid="sheet1", gate="BP1", owner="Utvecklingsdirektör", lead="Enhetschef Stöd"),
        ),
    )


def whole() -> DirectiveContent:
    """Something in every field there is."""
    return DirectiveContent.model_validate(
        {
            "number": "UD-7",
            "title": "Kortare väntan på återbesök",
            "subtitle": "Etapp 1",
            "model": "UPPDRAGiL 3.0",
            "registry_number": "RS 12-2027",
            "unit": "Vårdstaben",
            "unit_id": "unit1",
            "visibility": "restricted",
            "parent": "Nära vård",
            "parent_id": "parent1",
            "supersedes": "UD-3",
            "supersedes_id": "old1",
            "supersedes_dated": "2026-06-18",
            "dated": "2026-08-12",
            "origin": "Fullmäktigeuppdrag 4",
            "background": "Väntan växer.\nAndra stycket.",
            "idea": "En gemensam kö.",
            "description": "Kön görs om.",
            "purpose": "Ingen ska vänta i onödan.",
            "includes": [{"uid": "incl1", "text": "Ett förslag på kö"}],
            "shall": [{"uid": "shall1", "text": "Utgå från erfarenheterna"}],
            "impact_goals": [
                {
                    "uid": "igoal1",
                    "text": "Kortare väntan",
                    "indicator": "Dagar till återbesök",
                    "unit": "dagar",
                    "baseline": "41.50",
                    "target": "14",
                    "due": "2028-12-01",
                    "measured_by": "Controllern",
                }
            ],
            "mandate_goals": [{"uid": "mgoal1", "text": "En kö är i drift", "impact_goals": ["igoal1"]}],
            "prerequisites": [{"uid": "pre1", "text": "Två scheman finns"}],
            "delimitations": [{"uid": "del1", "text": "Inte akutbesök"}],
            "dependencies": [
                {
                    "uid": "dep1",
                    "text": "Nytt journalsystem",
                    "other_id": "other1",
                    "kind": "needs",
                    "system": "Journalen",
                }
            ],
            "strategy_links": [
                {
                    "uid": "link1",
                    "edition_id": "edition1",
                    "edition": "Fokusområden 2026–2029",
                    "area_id": "area1",
                    "area": "Nära vård",
                    "goal_id": "subgoal1",
                    "year": 2026,
                    "goal": "Mobila team finns i två kommuner",
                    "activity_id": "activity1",
                    "activity": "Bemanna det första teamet",
                    "regional_goals": [2, 3],
                }
            ],
            "gate_plans": [
                {
                    "uid": "gate1",
                    "gate": "BP2",
                    "name": "Delaktiviteter slutförda",
                    "start": "2027-06-16",
                    "end": "2027-06-18",
                }
            ],
            "costs": "400 000 kronor",
            "financing": "Egen ram",
            "budget": [
                {
                    "uid": "budget1",
                    "cost_kind": "staff",
                    "text": "Två samordnare",
                    "year": 2027,
                    "frame": 40_000_050,
                    "financing": "Egen ram",
                }
            ],
            "risks": [
                {
                    "uid": "risk1",
                    "text": "Få schemaläggare",
                    "probability": 3,
                    "consequence": 4,
                    "measure": "Låna två",
                    "owner": "Enhetschefen",
                    "follow_up": "2027-02-01",
                }
            ],
            "roles": [
                {
                    "uid": "role1",
                    "role": "owner",
                    "holder": "Vårddirektör",
                    "holder_kind": "position",
                    "holder_id": "pos1",
                    "title": "Direktör",
                    "convener": True,
                }
            ],
            "milestones": [
                {
                    "uid": "mile1",
                    "date": "2027-03-01",
                    "decision": "Avstämning",
                    "gate": "MS1",
                    "comment": "Kort",
                }
            ],
            "activities": [
                {
                    "uid": "act1",
                    "name": "Bygg kön",
                    "start": "2027-01-11",
                    "end": "2027-06-11",
                    "responsible": "Stöd",
                    "mandate_goals": ["mgoal1"],
                }
            ],
            "timeline": [{"uid": "period1", "text": "Seminarier", "first": "2027-01", "last": "2027-03"}],
            "communication": "Varje månad",
            "reporting": "Till ledningen",
            "handover": "Ett möte",
            "maintenance": "Linjen tar över",
            "decision_form": "Muntligt till ledningsgruppen",
            "distribution": [
                {
                    "uid": "recip1",
                    "name": "Anna Berg",
                    "kind": "information",
                    "relay": "Ledningsgruppen",
                }
            ],
            "terms": [{"uid": "term1", "term": "ÅB", "explanation": "Återbesök"}],
            "decision_sheets": [
                {
                    "uid": "sheet1",
                    "gate": "BP1",
                    "name": "Kortare väntan",
                    "owner": "Vårddirektören",
                    "lead": "Enhetschefen",
                    "questions": ["Är allt klart?"],
                    "decision": "JA",
                }
            ],
            "notes": [{"chapter": "costs", "lead_in": "Så här:", "not_applicable": "Ingår i ramen"}],
        }
    )
