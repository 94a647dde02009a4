"""What is printed in the model's layout is read back, whatever the words and the widths."""

from __future__ import annotations

import pytest
from hypothesis import given

from uppdragil.imports.recogniser import recognise

from .cases import EDITION
from .printing import Printed, printed


@pytest.mark.rounds
@given(printed)
def test_what_was_printed_is_read_back(said: Printed) -> None:
    found = recognise(said.text(), EDITION)
    content = found.content
    assert " ".join(content.background.split()) == " ".join(said.background)
    assert [g.text for g in content.impact_goals] == said.goals
    assert [(g.gate, g.name, g.start, g.end) for g in content.gate_plans] == said.gates
    assert [(r.role, r.holder) for r in content.roles] == said.roles
    assert [(m.date, m.decision, m.gate) for m in content.milestones] == said.milestones
    assert [(a.name, a.start, a.end, a.responsible) for a in content.activities] == said.activities
    assert found.unplaced == ()
