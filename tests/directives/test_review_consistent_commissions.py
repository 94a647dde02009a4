"""A commission in which nothing clashes has no findings; break one thing, and exactly that rule speaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.consistent import Case
from tests.consistent_commissions import BREAKING, broken, cases
from tests.directives.test_review_consistent import (
    every_fix_settles_it,
    nothing_clashes,
    only_that_rule_speaks,
)


@given(cases())
def test_a_consistent_commission_has_no_findings(case: Case) -> None:
    nothing_clashes(case)


@pytest.mark.parametrize("rule", BREAKING)
@given(data=st.data())
def test_one_thing_broken_is_found_by_its_rule_alone_and_settled_by_its_fixes(
    rule: str, data: st.DataObject
) -> None:
    case = data.draw(broken(rule))
    only_that_rule_speaks(rule, case)
    every_fix_settles_it(case)
