"""The chain is told of every row of evidence that the product writes, and of nothing else."""

from __future__ import annotations

import pytest

from tests.core.audit_chains import tampering
from tests.evidence.rows import write_every_kind
from tests.factories import at
from uppdragil.core import audit
from uppdragil.core.audit import Finding, Wrong
from uppdragil.decisions.models import Decision, SignOff
from uppdragil.editions.models import Edition

pytestmark = pytest.mark.django_db


def test_all_that_a_whole_way_leaves_behind_is_as_the_chain_says() -> None:
    at("closed")

    found = audit.evidence()

    assert (found.findings, found.uncovered) == ((), Edition.objects.count() - 1)
    assert found.rows > 4 * 3


def test_so_is_every_kind_of_evidence() -> None:
    write_every_kind()

    assert audit.evidence().findings == ()


def test_a_change_of_a_row_is_told_by_its_table_and_key() -> None:
    at("bp1")
    decision, sign_off = Decision.objects.get(), SignOff.objects.get()

    with tampering(["decisions_decision", "decisions_signoff"]) as cursor:
        cursor.execute("UPDATE decisions_decision SET motivation = 'Annat'")
        cursor.execute("UPDATE decisions_signoff SET name = 'Någon annan'")
        found = audit.evidence()

    assert found.findings == (
        Finding(f"decisions_decision:{decision.pk}", Wrong.CHANGED),
        Finding(f"decisions_signoff:{sign_off.pk}", Wrong.CHANGED),
    )
