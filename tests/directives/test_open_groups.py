"""Which words name a group that nobody can tell who is in."""

from __future__ import annotations

import pytest

from tests import factories as f
from uppdragil.directives.content import HolderKind, Recipient, Risk, Role, RoleAssignment
from uppdragil.directives.opengroups import is_open_group

OPEN = [
    "Anna Berg m.fl.",
    "Anna Berg m fl",
    "Övriga verksamheter",
    "Berörda chefer",
    "alla medarbetare",
    "Chefer vid behov",
]
CLOSED = ["Anna Berg", "Ledningsgruppen", "Allan Andrason", "Direktör Staben", ""]


@pytest.mark.parametrize(("words", "is_open"), [*((w, True) for w in OPEN), *((w, False) for w in CLOSED)])
def test_a_group_is_open_by_its_words(words: str, is_open: bool) -> None:
    assert is_open_group(f.row(RoleAssignment, role=Role.STAKEHOLDER, holder=words)) is is_open
    assert is_open_group(f.row(Recipient, name=words)) is is_open


def test_what_is_linked_to_the_register_is_no_open_group() -> None:
    row = f.row(
        RoleAssignment,
        role=Role.MEMBER,
        holder="Alla på enheten",
        holder_kind=HolderKind.UNIT,
        holder_id="abcd",
    )
    assert not is_open_group(row)


def test_other_rows_name_no_group() -> None:
    assert not is_open_group(f.row(Risk, text="Alla slutar"))
