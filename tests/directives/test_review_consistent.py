"""A directive in which nothing clashes has no findings; break one thing, and exactly that rule speaks."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.consistent import BREAKING, Case, broken, cases
from uppdragil.directives.review import RULES, Finding, Severity, apply, review

ROUNDS = int(os.environ.get("UPPDRAGIL_ROUNDS", "0"))


def found(case: Case) -> tuple[Finding, ...]:
    return review(case.content, case.facts, case.today)


def nothing_clashes(case: Case) -> None:
    assert found(case) == ()


def only_that_rule_speaks(rule: str, case: Case) -> None:
    assert {finding.rule for finding in found(case)} == {rule}


def every_fix_settles_it(case: Case) -> None:
    """The finding is gone, and no error has come that was not there."""
    before = found(case)
    for finding in before:
        for fix in finding.fixes:
            after = found(Case(apply(case.content, fix), case.facts, case.today))
            assert finding.key not in {f.key for f in after}
            assert errors(after) <= errors(before)


def errors(findings: tuple[Finding, ...]) -> set[str]:
    return {f.rule for f in findings if f.severity is Severity.ERROR}


@given(cases())
def test_a_consistent_directive_has_no_findings(case: Case) -> None:
    nothing_clashes(case)


@pytest.mark.parametrize("rule", RULES)
@given(data=st.data())
def test_one_thing_broken_is_found_by_its_rule_alone_and_settled_by_its_fixes(
    rule: str, data: st.DataObject
) -> None:
    case = data.draw(broken(rule))
    only_that_rule_speaks(rule, case)
    every_fix_settles_it(case)


def test_there_is_a_way_to_break_every_rule() -> None:
    assert BREAKING.keys() == RULES.keys()
