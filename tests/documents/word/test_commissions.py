"""An Uppdragshandling that goes to Word and comes back says the same; what a person changes there wins."""

from __future__ import annotations

import datetime as dt

from hypothesis import HealthCheck, given, settings

from tests import strategies
from tests.factories import commissioned
from tests.imports.cases import COMMISSIONS
from uppdragil.directives.content import (
    DirectiveContent,
    DistributionKind,
    Period,
    Recipient,
    Role,
    RoleAssignment,
)

from .samples import opened, plain, saved, there_and_back, word

PEOPLE = (
    RoleAssignment(uid="rol1", role=Role.OWNER, holder="Tomas Vikander", title="Utvecklingsdirektör"),
    RoleAssignment(uid="rol2", role=Role.LEAD, holder="Anna Lindqvist", title="Strateg", convener=True),
    RoleAssignment(uid="rol3", role=Role.MEMBER, holder="Ove Lundmarker", title="Primärvårdschef"),
)
SENT = (
    Recipient(uid="rec1", name="Anna Lindqvist", kind=DistributionKind.CARRY_OUT),
    Recipient(uid="rec2", name="Sara Tjäder", kind=DistributionKind.INFORMATION, relay="ledningsgruppen"),
)
CONTENT = commissioned(
    PEOPLE,
    model=COMMISSIONS.name,
    dated=dt.date(2026, 8, 17),
    supersedes="Chefsstöd i primärvården",
    supersedes_dated=dt.date(2026, 3, 2),
    distribution=SENT,
    timeline=(Period(uid="per1", text="Intervjuer", first="2026-09", last="2026-10"),),
)


def test_it_comes_back_as_what_it_is() -> None:
    found = there_and_back(CONTENT, COMMISSIONS)

    assert found.edition == COMMISSIONS.key
    assert plain(found.content, COMMISSIONS) == plain(CONTENT, COMMISSIONS)
    assert found.unplaced == ()


@settings(suppress_health_check=list(HealthCheck))
@given(strategies.contents())
def test_nothing_differs(content: DirectiveContent) -> None:
    found = there_and_back(content, COMMISSIONS)

    assert plain(found.content, COMMISSIONS) == plain(content, COMMISSIONS)


def edited(old: str, new: str) -> DirectiveContent:
    """What the file says after somebody has written `new` for `old` in it."""
    document = opened(word(CONTENT, COMMISSIONS))
    cells = [p for table in document.tables for cell in table._cells for p in cell.paragraphs]
    (place,) = [p for p in (*document.paragraphs, *cells) if p.text == old]
    for run in place.runs:
        run.text = ""
    place.runs[0].text = new
    return saved(document).content


def test_a_title_that_was_changed_in_word_wins_and_the_others_stay() -> None:
    said = edited("Primärvårdschef", "Chef i Granvik")

    assert [(r.role, r.holder, r.title, r.convener) for r in said.roles] == [
        (Role.OWNER, "Tomas Vikander", "Utvecklingsdirektör", False),
        (Role.LEAD, "Anna Lindqvist", "Strateg", True),
        (Role.MEMBER, "Ove Lundmarker", "Chef i Granvik", False),
    ]


def test_months_that_were_changed_in_word_are_read() -> None:
    said = edited("september 2026 till oktober 2026", "september 2026 till januari 2027")

    assert [(p.text, p.first, p.last) for p in said.timeline] == [("Intervjuer", "2026-09", "2027-01")]


def test_a_recipient_who_was_changed_in_word_is_read() -> None:
    said = edited(
        "Sara Tjäder för distribution till ledningsgruppen", "Elin Hedmark för distribution till MBL"
    )

    assert [(r.name, r.kind, r.relay) for r in said.distribution] == [
        ("Anna Lindqvist", DistributionKind.CARRY_OUT, ""),
        ("Elin Hedmark", DistributionKind.INFORMATION, "MBL"),
    ]


def test_a_date_of_the_head_that_was_changed_in_word_is_read() -> None:
    said = edited("2026-08-17", "2026-08-24")

    assert (said.dated, said.supersedes, said.supersedes_dated) == (
        dt.date(2026, 8, 24),
        "Chefsstöd i primärvården",
        dt.date(2026, 3, 2),
    )
