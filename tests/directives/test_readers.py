"""Named readers: who names them, what they see, and what remains when they are removed."""

from __future__ import annotations

import pytest

from tests.factories import NOW, TODAY, Mandate, at, person
from uppdragil.core.models import AuditEvent
from uppdragil.directives import policies, readers
from uppdragil.directives.models import NamedReader
from uppdragil.directives.policies import Access
from uppdragil.organisation.models import Person

pytestmark = pytest.mark.django_db


def name(made: Mandate, who: Person, by: Person) -> None:
    readers.name(directive=made.directive, person=who, by=by, now=NOW)


def remove(made: Mandate, who: Person, by: Person) -> None:
    readers.remove(directive=made.directive, person=who, by=by, now=NOW)


def told() -> list[tuple[str, str]]:
    return list(AuditEvent.objects.filter(verb__startswith="reader.").values_list("verb", "actor_name"))


@pytest.fixture
def made() -> Mandate:
    made = at("preparation", visibility="restricted")
    made.directive.refresh_from_db()
    return made


@pytest.mark.parametrize("kind", ["lead", "office"])
def test_who_is_named_reads_what_was_decided(made: Mandate, kind: str) -> None:
    reader = person()
    name(made, reader, getattr(made.cast, kind))
    assert policies.access(reader, made.directive, TODAY) is Access.DECIDED


def test_who_is_removed_reads_nothing_more(made: Mandate) -> None:
    reader = person()
    name(made, reader, made.cast.lead)
    remove(made, reader, made.cast.office)
    assert policies.access(reader, made.directive, TODAY) is Access.NONE


def test_the_chain_keeps_who_named_and_removed_a_reader(made: Mandate) -> None:
    reader, lead, office = person(), made.cast.lead, made.cast.office
    name(made, reader, lead)
    remove(made, reader, office)
    assert told() == [("reader.named", lead.name), ("reader.removed", office.name)]


def test_naming_twice_and_removing_nobody_change_nothing(made: Mandate) -> None:
    reader = person()
    name(made, reader, made.cast.lead)
    name(made, reader, made.cast.lead)
    remove(made, person(), made.cast.lead)
    assert len(told()) == NamedReader.objects.count() == 1


@pytest.mark.parametrize("kind", ["owner", "secretary"])
def test_nobody_else_names_or_removes_readers(made: Mandate, kind: str) -> None:
    reader, by = person(), getattr(made.cast, kind)
    name(made, reader, made.cast.lead)
    for act in (name, remove):
        with pytest.raises(readers.NotYours):
            act(made, reader, by)
    assert len(told()) == NamedReader.objects.count() == 1


def test_an_internal_directive_has_no_named_readers() -> None:
    made = at("preparation")
    with pytest.raises(readers.NotYours):
        name(made, person(), made.cast.lead)


@pytest.mark.parametrize("phase", ["bp1", "closed"])
def test_readers_are_named_at_a_gate_and_after_the_end_too(phase: str) -> None:
    made = at(phase, visibility="restricted")
    name(made, person(), made.cast.lead)
    assert NamedReader.objects.count() == 1
