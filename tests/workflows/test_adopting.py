"""Mandates that run already are taken in: where they are, with what was decided before, on the office's word."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.db import IntegrityError

from tests import factories as f
from tests.factories import NOW, TODAY, Cast, Mandate
from tests.workflows.test_faults import Broken, everything, failing_at
from uppdragil.core import audit
from uppdragil.core.events import subscribe
from uppdragil.core.models import AuditEvent
from uppdragil.core.scans import Scan
from uppdragil.decisions.events import Superseded
from uppdragil.decisions.models import Adoption, OutsideDecision
from uppdragil.decisions.services import Authentication
from uppdragil.directives import policies, selectors
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import entries
from uppdragil.directives.services import NumberTaken, content_of
from uppdragil.editions.spec import Outcome
from uppdragil.gates.adoption import Outside, gates_before
from uppdragil.gates.rules import unmet
from uppdragil.gates.values import Action
from workflows import adopting, facts, judging, service

pytestmark = pytest.mark.django_db

STAGES = entries("mandate")
GATES = ("BP0", "BP1", "BP2", "BP3")
SCAN = Scan("Protokoll.pdf", b"%PDF-1.4 ett papper")


def told(gate: str, **fields: Any) -> Outside:
    day = TODAY - dt.timedelta(days=100 - GATES.index(gate))
    return Outside(
        gate, **{"decided_on": day, "decided_by": "Regiondirektören", "reference": "§ 12"} | fields
    )


def before(phase: str) -> tuple[Outside, ...]:
    return tuple(told(gate) for gate in gates_before(GATES, STAGES, phase))


def adopted(phase: str = "execution", cast: Cast | None = None, **given: Any) -> Mandate:
    cast = cast or Cast()
    values: dict[str, Any] = {
        "content": f.content(cast.roles(), number="U 2019-007"),
        "edition": f.edition(),
        "phase": phase,
        "decisions": before(phase),
        "by": cast.office,
        "authentication": Authentication("password", NOW),
        "now": NOW,
    }
    return Mandate(adopting.adopt(**values | given), cast)


@pytest.mark.parametrize(("phase", "ahead"), [*zip(STAGES, ("BP1", "BP2", "BP3", None), strict=True)])
def test_it_enters_at_its_stage_with_the_next_decision_ahead(phase: str, ahead: str | None) -> None:
    made = adopted(phase)
    assert (made.phase, selectors.next_gate(made.directive)) == (phase, ahead)
    assert made.directive.outside_decisions.count() == STAGES.index(phase) + 1


@pytest.mark.parametrize("phase", STAGES)
def test_it_goes_on_from_there_the_ordinary_way_to_its_end(phase: str) -> None:
    made = adopted(phase)
    for _ in range(2 * (len(STAGES) - 1 - STAGES.index(phase)) + 1):
        made.onward()
    assert made.phase == "closed"
    assert audit.verify().ok


def test_its_text_is_the_baseline_that_locks_goals_and_owner() -> None:
    made = adopted()
    version = made.directive.versions.get()
    assert made.directive.baseline == version == made.directive.adoption.version
    assert content_of(version) == made.content
    assert (version.number, version.gate) == (1, "BP1")


def test_the_chain_says_who_took_it_in_and_each_decision_with_the_hash_of_its_scan() -> None:
    made = adopted(decisions=(told("BP0", scan=SCAN), told("BP1", link="https://diarium.example/1")))
    events = AuditEvent.objects.filter(subject=made.directive.uid).order_by("seq")
    said = [(e.verb, json.loads(bytes(e.payload.body))) for e in events]
    assert [verb for verb, _ in said] == ["directive.adopted", "decision.outside", "decision.outside"]
    assert SCAN.sha256 in json.dumps(said[1][1])


def test_a_scan_is_kept_byte_by_byte() -> None:
    made = adopted(decisions=(told("BP0", reference="", scan=SCAN), told("BP1")))
    kept = made.directive.outside_decisions.get(gate="BP0")
    assert (bytes(kept.scan), kept.scan_name, kept.scan_sha256) == (SCAN.data, SCAN.name, SCAN.sha256)


def test_what_was_told_is_never_changed() -> None:
    row = adopted().directive.outside_decisions.first()
    row.decided_by = "Någon annan"
    with pytest.raises(IntegrityError):
        row.save()


def test_gaps_and_contradictions_of_the_text_stand_in_nobodys_way() -> None:
    cast = Cast()
    text = DirectiveContent(title="Så blev det", roles=cast.roles(), gate_plans=(
        f.row(f.GatePlan, gate="BP0", start="2024-05-01"), f.row(f.GatePlan, gate="BP1", start="2024-01-01"),
    ))  # fmt: skip
    made = adopted(cast=cast, content=text)
    assert made.phase == "execution"
    assert selectors.errors(selectors.findings(made.directive, made.content, TODAY))


REFUSED: list[tuple[dict[str, Any], set[str]]] = [
    ({"phase": "draft"}, {"adoption_stage"}),
    ({"phase": "bp2"}, {"adoption_stage"}),
    ({"phase": "nowhere"}, {"adoption_stage"}),
    ({"decisions": ()}, {"outside_missing"}),
    ({"decisions": (told("BP0"),)}, {"outside_missing"}),
    ({"decisions": (*before("execution"), told("BP2"))}, {"outside_ahead_of_stage"}),
    ({"decisions": (told("BP0"), *before("execution"))}, {"outside_twice"}),
    ({"decisions": (told("BP0", outcome=Outcome.NO), told("BP1"))}, {"outside_not_passed"}),
    ({"decisions": (told("BP0", outcome=Outcome.REWORK), told("BP1"))}, {"outside_not_passed"}),
    ({"decisions": (told("BP0", outcome=Outcome.CONDITIONAL), told("BP1"))}, set()),
    ({"decisions": (told("BP0", decided_on=None), told("BP1"))}, {"outside_date_missing"}),
    ({"decisions": (told("BP0"), told("BP1", decided_on=TODAY))}, set()),
    ({"decisions": (told("BP0"), told("BP1", decided_on=TODAY + dt.timedelta(days=1)))}, {"outside_date_ahead"}),
    ({"decisions": (told("BP0", decided_on=TODAY), told("BP1"))}, {"outside_order"}),
    ({"decisions": (told("BP0", decided_on=TODAY), told("BP1", decided_on=TODAY))}, set()),
    ({"decisions": (told("BP0", decided_by=" "), told("BP1"))}, {"outside_by_missing"}),
    ({"decisions": (told("BP0", reference=" "), told("BP1"))}, {"outside_evidence_missing"}),
    ({"decisions": (told("BP0", reference="", scan=SCAN), told("BP1"))}, set()),
    ({"decisions": (told("BP0", link="javascript:alert(1)"), told("BP1"))}, {"outside_link"}),
    ({"decisions": (told("BP0", link="https://"), told("BP1"))}, {"outside_link"}),
    ({"decisions": (told("BP0", text="x" * 50_001), told("BP1"))}, {"text_too_long"}),
    ({"content": DirectiveContent(title=" ")}, {"title_missing", "role_unlinked"}),
    ({"content": DirectiveContent(title="Utan ägare")}, {"role_unlinked"}),
    ({"authentication": Authentication("password", NOW - dt.timedelta(minutes=6))}, {"authentication_not_fresh"}),
    ({"authentication": Authentication("password", NOW + dt.timedelta(minutes=1))}, {"authentication_not_fresh"}),
]  # fmt: skip


@pytest.mark.parametrize(("given", "codes"), REFUSED)
def test_it_is_refused_for_exactly_these_reasons(given: dict[str, Any], codes: set[str]) -> None:
    found: set[str] = set()
    try:
        adopted(**given)
    except service.Refused as refused:
        found = {reason.code for reason in refused.unmet}
    assert found == codes
    assert Directive.objects.exists() is not bool(codes)


def test_only_the_office_takes_one_in() -> None:
    cast = Cast()
    for by in (cast.lead, cast.owner, cast.secretary, f.person("Någon"), f.duty(f.person(), "auditor")):
        with pytest.raises(service.Refused) as refused:
            adopted(cast=cast, by=by)
        assert [u.code for u in refused.value.unmet] == ["not_office"]
        assert cast.office.name in refused.value.unmet[0].who
    assert not policies.may_adopt(cast.lead)
    assert not Directive.objects.exists()


def test_a_number_is_taken_once() -> None:
    cast = Cast()
    adopted(cast=cast)
    with pytest.raises(NumberTaken):
        adopted(cast=cast)
    assert Directive.objects.count() == Adoption.objects.count() == 1


def test_a_write_that_fails_leaves_nothing_of_it() -> None:
    cast = Cast()
    start = everything()
    for number in range(1, 300):
        try:
            with failing_at(number) as tried:
                adopted(cast=cast, decisions=(told("BP0", scan=SCAN), told("BP1")))
        except Broken:
            assert everything() == start, f"write {number}: {tried[-1]}"
        else:
            break
    assert number > 20
    assert OutsideDecision.objects.count() == 2
    assert audit.verify().ok


def test_the_next_gate_hears_how_the_first_was_decided() -> None:
    made = adopted("preparation")
    made.submit()
    found = judging.suggestions(made.directive, made.round, TODAY)
    said = {s.code: s.params["how"] for s in found.values() if s.code.startswith("decided")}
    assert said == {"decided": ("Regiondirektören", "§ 12", told("BP0").decided_on)}


def test_the_body_that_decided_it_decides_on_changes() -> None:
    cast = Cast()
    made = adopted("preparation", cast, body=cast.body)
    gathered = facts.gather(made.directive, cast.lead, NOW)
    assert made.directive.body == cast.body
    assert unmet(Action.CHANGE, gathered) == ()


def superseding(old: Mandate, phase: str = "execution", **given: Any) -> Mandate:
    cast = Cast()
    said = f.content(cast.roles(), number="U 2019-009", supersedes_id=old.directive.uid)
    return adopted(phase, cast, content=said, **given)


@pytest.mark.parametrize("phase", STAGES)
def test_one_that_supersedes_another_ends_it(phase: str) -> None:
    told_of: list[Superseded] = []
    subscribe(Superseded, told_of.append)
    old = f.at("bp1")
    new = superseding(old, phase)
    assert (old.phase, old.round, new.phase) == ("superseded", None, phase)
    assert old.directive.superseded_by == new.directive
    assert [(e.old.pk, e.new.pk) for e in told_of] == [(old.directive.pk, new.directive.pk)]


def test_the_chain_tells_of_both_that_one_superseded_the_other() -> None:
    old = f.at("execution")
    new = superseding(old)
    told_of = AuditEvent.objects.filter(verb__in=("directive.superseded", "directive.supersedes"))
    assert set(told_of.values_list("verb", "subject")) == {
        ("directive.superseded", old.directive.uid),
        ("directive.supersedes", new.directive.uid),
    }
    assert audit.verify().ok
    assert audit.evidence().ok


@pytest.mark.parametrize(("phase", "code"), [("closed", "supersedes_ended"), ("stopped", "supersedes_ended")])
def test_one_that_has_ended_cannot_be_superseded_by_one_that_comes_in(phase: str, code: str) -> None:
    old = f.at(phase)
    with pytest.raises(service.Refused) as refused:
        superseding(old)
    assert [(u.code, dict(u.params)) for u in refused.value.unmet] == [(code, {"name": str(old.directive)})]
    assert Adoption.objects.count() == 0


def test_one_that_is_not_in_the_register_cannot_be_superseded_by_one_that_comes_in() -> None:
    cast = Cast()
    with pytest.raises(service.Refused) as refused:
        adopted(cast=cast, content=f.content(cast.roles(), supersedes_id="nosuchuid"))
    assert [u.code for u in refused.value.unmet] == ["supersedes_unknown"]


def test_everybody_may_read_an_internal_one_and_only_its_own_a_restricted_one() -> None:
    cast, reader = Cast(), f.person("Läsare")
    open_one = adopted(cast=cast)
    hidden = adopted(cast=cast, content=replace_visibility(cast))
    seen = [policies.access(reader, made.directive, TODAY) for made in (open_one, hidden)]
    assert seen == [policies.Access.DECIDED, policies.Access.NONE]


def replace_visibility(cast: Cast) -> DirectiveContent:
    return f.content(cast.roles(), number="U 2019-008", visibility="restricted")
