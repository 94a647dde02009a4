"""The review of an Uppdragshandling: months, a working group, those to whom it is sent."""

from __future__ import annotations

from collections import Counter

from tests.directives.mandates import TODAY, day, found
from uppdragil.directives.content import (
    Dependency,
    DirectiveContent,
    GatePlan,
    Period,
    Recipient,
    Role,
    RoleAssignment,
)
from uppdragil.directives.review import ReviewFacts, Severity, apply, review
from uppdragil.directives.review.finding import Heading

HEADINGS = ("description", "Uppdragsbeskrivning"), ("roles", "Arbetsorganisation"), ("timeline", "Tidplan")
FACTS = ReviewFacts(
    gates=("UB", "SL"),
    activities_done="SL",
    imported=True,
    headings=(
        *(Heading(key, "", title) for key, title in HEADINGS),
        Heading("dependencies", "", "Samband och gränser"),
    ),
    receives=False,
)


def held(*rows: tuple[Role, str]) -> tuple[RoleAssignment, ...]:
    return tuple(
        RoleAssignment(uid=f"role{i}", role=role, holder=holder) for i, (role, holder) in enumerate(rows)
    )


def planned(*months: tuple[str | None, str | None]) -> DirectiveContent:
    return DirectiveContent(
        gate_plans=(GatePlan(uid="plan1", gate="SL", start=day("2025-12-01"), end=day("2025-12-01")),),
        timeline=tuple(
            Period(uid=f"per{i}", text="Arbete", first=a, last=b) for i, (a, b) in enumerate(months)
        ),
    )


def commission() -> DirectiveContent:
    """With the kinds of defects that real ones have."""
    return planned(("2025-06", "2025-08"), ("2025-11", "2025-11"), ("2026-01", "2026-06")).model_copy(
        update={
            "registry_number": "RS 2025-01234",
            "roles": held(
                (Role.OWNER, "Anders Kullander"),
                (Role.OWNER, "Per Lund"),
                (Role.LEAD, "Jan Stråk"),
                (Role.MEMBER, "Anders Kullander"),
                (Role.MEMBER, "Lulu Hallgren"),
            ),
            "description": "Arbetet bereds med KLM, se under rubriken ”Samband och gränser mot andra”.",
            "dependencies": (
                Dependency(uid="dep1", text="Uppdraget Införande (diarienummer RS 2025-01234)"),
            ),
            "decision_form": "Datum för beslut: ÅÅÅÅ-MM-DD\nAnder Kullander och Per Lund",
            "distribution": (
                Recipient(uid="rec1", name="LuLu Hallgren"),
                Recipient(uid="rec2", name="Jan Stråk"),
            ),
        }
    )


def test_it_finds_what_is_there_and_nothing_else() -> None:
    told = Counter((f.rule, str(f.params.get("kind", ""))) for f in review(commission(), FACTS, TODAY))
    assert told == {
        ("R11", "placeholder"): 1,
        ("R13", "mentioned"): 1,
        ("R14", "months"): 1,
        ("R15", "member"): 1,
        ("R16", ""): 2,
        ("R17", "title"): 1,
    }


def test_months_after_the_last_gate_may_stand() -> None:
    (finding,) = found(planned(("2025-06", "2025-12"), ("2026-01", "2026-06")), "R14", facts=FACTS)
    assert (finding.severity, finding.places[0].row, finding.fixes) == (Severity.WARNING, "per1", ())


def test_months_that_go_on_too_long_are_shortened() -> None:
    content = planned(("2025-10", "2026-02"))
    (finding,) = found(content, "R14", facts=FACTS)
    after = apply(content, finding.fixes[0])
    assert (after.timeline[0].last, found(after, "R14", facts=FACTS)) == ("2025-12", [])


def test_months_in_the_wrong_order_change_places() -> None:
    content = planned(("2025-10", "2025-08"))
    (finding,) = found(content, "R2", facts=FACTS)
    assert apply(content, finding.fixes[0]).timeline[0].first == "2025-08"


def test_months_without_an_end_of_the_mandate_are_let_be() -> None:
    content = planned(("2026-01", None), (None, None)).model_copy(update={"gate_plans": ()})
    assert found(content, "R2", "R14", facts=FACTS) == []
