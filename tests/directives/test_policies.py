"""Who sees what of a directive: a table, and one answer whichever way one asks."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    NOW,
    TODAY,
    Cast,
    Mandate,
    at,
    duty,
    hold,
    mandate,
    person,
    position,
    role,
    seat,
    unit,
)
from tests.support import stock
from uppdragil.directives import policies
from uppdragil.directives.content import Role
from uppdragil.directives.models import Directive, NamedReader
from uppdragil.directives.policies import Access
from uppdragil.organisation.models import Duty, Holding, Person, Position, Substitution

pytestmark = pytest.mark.django_db
NONE, DECIDED, WORKING = Access


def member_of(made: Mandate) -> Person:
    member = person("Mia Medlem")
    seat(made.cast.body, member)
    return member


def controller_of(uid: str | None) -> Person:
    from uppdragil.organisation.models import Unit

    return duty(
        person("Karl Kontrollant"), Duty.Kind.CONTROLLER, Unit.objects.get(uid=uid) if uid else unit()
    )


def reader_of(made: Mandate) -> Person:
    reader = person("Nils Läsare")
    NamedReader.objects.create(directive=made.directive, person=reader)
    return reader


def former_owner(made: Mandate) -> Person:
    gone = person("Före Detta")
    hold(made.cast.owners[0], gone, ends=TODAY - dt.timedelta(days=1))  # type: ignore[arg-type]
    return gone


# kind of person: (draft, decided) when internal, (draft, decided) when restricted
KINDS: dict[str, tuple[Callable[[Mandate], Person], tuple[Access, Access], tuple[Access, Access]]] = {
    "stranger": (lambda made: person(), (NONE, DECIDED), (NONE, NONE)),
    "lead": (lambda made: made.cast.lead, (WORKING, WORKING), (WORKING, WORKING)),
    "owner through a position": (lambda made: made.cast.owner, (WORKING, WORKING), (WORKING, WORKING)),
    "former owner": (former_owner, (NONE, DECIDED), (NONE, NONE)),
    "stakeholder": (lambda made: Person.objects.get(name="Intressent"), (WORKING, WORKING), (WORKING, WORKING)),
    "in a unit with a role": (lambda made: Person.objects.get(name="Granne"), (WORKING, WORKING), (WORKING, WORKING)),
    "office": (lambda made: made.cast.office, (WORKING, WORKING), (WORKING, WORKING)),
    "controller of its unit": (
        lambda made: controller_of(made.directive.unit_id), (WORKING, WORKING), (NONE, NONE)),
    "controller elsewhere": (lambda made: controller_of(None), (NONE, DECIDED), (NONE, NONE)),
    "member of the deciding body": (member_of, (NONE, WORKING), (NONE, WORKING)),
    "named reader": (reader_of, (NONE, DECIDED), (NONE, DECIDED)),
    "maker without a role": (lambda made: made.directive.created_by, (WORKING, DECIDED), (WORKING, NONE)),
    "auditor": (lambda made: duty(person(), Duty.Kind.AUDITOR), (NONE, DECIDED), (NONE, NONE)),
}  # fmt: skip


@stock.kept
def directive(visibility: str, phase: str) -> Mandate:
    place, neighbours = unit(), unit()
    Person.objects.create(name="Granne", unit=neighbours)
    cast = Cast()
    roles = (
        *cast.roles(),
        role(Role.STAKEHOLDER, Person.objects.create(name="Intressent")),
        role(Role.REFERENCE_GROUP, neighbours),
    )
    made = at(phase, cast, roles=roles, visibility=visibility, unit_id=place.uid, unit=place.name)
    Directive.objects.filter(pk=made.directive.pk).update(created_by=person("Maja Skapare"))
    made.directive.refresh_from_db()
    return made


@pytest.mark.parametrize("visibility", ["internal", "restricted"])
@pytest.mark.parametrize("phase", ["draft", "preparation"])
@pytest.mark.parametrize("kind", KINDS)
def test_each_sees_what_they_may(kind: str, phase: str, visibility: str) -> None:
    make, internal, restricted = KINDS[kind]
    made = directive(visibility, phase)
    expected = (internal if visibility == "internal" else restricted)[phase == "preparation"]

    assert policies.access(make(made), made.directive, TODAY) is expected


def test_what_was_stopped_before_a_decision_is_nobody_elses_business() -> None:
    made = at("stopped")

    assert policies.access(person(), made.directive, TODAY) is NONE
    assert policies.access(made.cast.owner, made.directive, TODAY) is WORKING


def test_a_role_is_held_on_the_day_of_looking() -> None:
    made = at("draft")
    Holding.objects.filter(person=made.cast.owner).update(ends=TODAY)

    assert policies.access(made.cast.owner, made.directive, TODAY) is WORKING
    assert policies.access(made.cast.owner, made.directive, TODAY + dt.timedelta(days=1)) is NONE


def stand_in(whom: Person | Position, substitute: Person, days_ago: int) -> None:
    """A substitution whose last day is today, or was so many days ago."""
    kind = "person" if isinstance(whom, Person) else "position"
    last = TODAY - dt.timedelta(days=days_ago)
    Substitution.objects.create(**{kind: whom}, substitute=substitute, starts=last, ends=last, basis="§ 4")


def test_every_way_of_asking_gives_the_same_answer() -> None:
    chance = random.Random(1)
    units, people = [unit() for _ in range(2)], [person() for _ in range(8)]
    for one in people[:4]:
        one.unit = chance.choice(units)
        one.save()
    duty(people[0])
    duty(people[1], Duty.Kind.CONTROLLER, units[0])
    people[7].active = False
    people[7].save()
    positions = [position(chance.choice(people)) for _ in range(3)]
    for stood_in in (people[2], people[7], positions[0], positions[1]):
        stand_in(stood_in, chance.choice(people[3:7]), chance.choice([0, 1]))
    for _ in range(14):
        cast = Cast(owners=(chance.choice([*people, *positions]),))
        holders = chance.sample([*people, *positions, *units], 2)
        roles = (*cast.roles(), *(role(chance.choice(list(Role)), holder) for holder in holders))
        made = mandate(
            cast, roles=roles, visibility=chance.choice(["internal", "restricted"]),
            unit_id=chance.choice(units).uid, by=chance.choice(people),
        )  # fmt: skip
        if chance.random() < 0.6:
            Directive.objects.filter(pk=made.directive.pk).update(
                baseline=at("preparation").directive.baseline, body=cast.body
            )
        if chance.random() < 0.4:
            NamedReader.objects.create(directive=made.directive, person=chance.choice(people))
        seat(cast.body, chance.choice(people))

    for one in people:
        working, readable = (set(ask(one, TODAY)) for ask in (policies.working, policies.readable))
        assert working <= readable
        marked = {d: d.works for d in policies.readable_marked(one, TODAY)}  # type: ignore[attr-defined]
        assert marked == {d: d in working for d in readable}
        for made_directive in Directive.objects.all():
            expected = (
                WORKING if made_directive in working else DECIDED if made_directive in readable else NONE
            )
            assert policies.access(one, made_directive, TODAY) is expected


def test_listing_what_one_may_read_names_each_once_in_a_constant_number_of_queries() -> None:
    reader = person()
    made = [at("preparation", Cast(owners=(reader, reader))) for _ in range(3)]
    NamedReader.objects.create(directive=made[0].directive, person=reader)

    with CaptureQueriesContext(connection) as captured:
        found = list(policies.readable(reader, TODAY))

    assert sorted(d.pk for d in found) == sorted(m.directive.pk for m in made)
    assert len(captured) <= 4  # duties, positions, substitutions, directives


def test_only_those_who_may_export_the_portfolio() -> None:
    made = at("draft")

    assert policies.may_export(made.cast.office)
    assert not policies.may_export(made.cast.owner)


def test_an_inactive_person_starts_nothing() -> None:
    assert policies.may_create(person())
    assert not policies.may_create(person(active=False))


def test_each_holder_of_a_role_is_named_once() -> None:
    owner = person()
    made = mandate(Cast(owners=(owner, position(owner))))

    assert policies.people_in(made.directive, Role.OWNER, NOW.date()) == [owner]


def test_nobody_acts_in_a_role_through_their_unit() -> None:
    place = unit()
    one = Person.objects.create(name="Granne", unit=place)
    cast = Cast()
    made = at("draft", cast, roles=(*cast.roles(), role(Role.OWNER, place)))

    assert policies.in_role(one, made.directive, Role.OWNER, TODAY) is None
