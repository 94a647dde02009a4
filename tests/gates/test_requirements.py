"""What must stand in a directive before a gate, beside its chapters: who decides."""

from __future__ import annotations

import pytest

from tests.consistent_commissions import EDITION as COMMISSION
from tests.gates.test_prefill import EDITION, FRAME
from uppdragil.directives.content import DirectiveContent, Role, RoleAssignment
from uppdragil.editions.spec import EditionSpec
from uppdragil.gates.requirements import missing_roles


def naming(*roles: Role) -> DirectiveContent:
    rows = tuple(RoleAssignment(uid=f"role{i}", role=role, holder="Någon") for i, role in enumerate(roles))
    return DirectiveContent(**FRAME | {"roles": rows})


@pytest.mark.parametrize(
    ("edition", "gate", "named", "missing"),
    [
        (COMMISSION, "UB", (Role.LEAD, Role.MEMBER), (Role.OWNER,)),
        (COMMISSION, "UB", (Role.OWNER,), ()),
        (EDITION, "BP0", (Role.LEAD,), (Role.OWNER,)),
        (EDITION, "BP0", (Role.OWNER,), ()),
        (EDITION, "BP3", (Role.OWNER,), (Role.RECEIVER,)),
        (EDITION, "BP3", (Role.OWNER, Role.RECEIVER), ()),
    ],
)
def test_who_decides_at_a_gate_of_the_model_is_missing_until_named(
    edition: EditionSpec, gate: str, named: tuple[Role, ...], missing: tuple[Role, ...]
) -> None:
    assert missing_roles(naming(*named), edition, gate) == missing


def test_a_row_that_names_nobody_is_no_owner() -> None:
    blank = RoleAssignment(uid="role0", role=Role.OWNER, title="Direktör")
    content = DirectiveContent(**FRAME | {"roles": (blank,)})
    assert missing_roles(content, EDITION, "BP0") == (Role.OWNER,)
