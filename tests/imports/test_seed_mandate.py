"""The customer's own directive on its first way: imported, linked, settled, submitted."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone

from tests.factories import NOW, Cast
from uppdragil.directives import selectors, storage
from uppdragil.directives import services as directives
from uppdragil.directives.content import Role
from uppdragil.directives.models import Directive
from uppdragil.imports import services as importing
from uppdragil.imports.matching import Candidate
from workflows import service

pytestmark = pytest.mark.django_db
DECIDING = {Role.OWNER: "owner", Role.RECEIVER: "owner", Role.LEAD: "lead"}


def errors(directive: Directive) -> list[str]:
    found = selectors.findings(directive, storage.load(directive), timezone.localdate(NOW))
    return [finding.key for finding in selectors.errors(found)]


def test_it_is_settled_in_five_fixes_and_submitted(seeds: Path) -> None:
    (path,) = seeds.glob("003_*.txt")
    cast = Cast()
    draft = importing.keep(text=path.read_text(encoding="utf-8"), by=cast.lead, now=NOW)
    people = {role: getattr(cast, name) for role, name in DECIDING.items()}
    links = {
        row.uid: Candidate("person", people[row.role].uid, people[row.role].name)
        for row in draft.read().content.roles
        if row.role in people
    }
    made = importing.use(draft=draft, head={}, links=links, by=cast.lead, now=NOW)

    fixes = 0
    while found := errors(made):
        directives.settle(directive=made, finding=found[0], fix=0, by=cast.lead, now=NOW)
        fixes += 1
        assert fixes < 10
    opened = service.submit(directive=made, by=cast.lead, body=cast.body, now=NOW)

    assert fixes == 5
    assert (opened.gate, opened.directive.number) == ("BP0", made.number)
