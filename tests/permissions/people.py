"""Every kind of person there is to a directive, each with an account."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tests import factories
from tests.factories import TODAY
from uppdragil.directives.content import Role, RoleAssignment
from uppdragil.directives.models import Directive, NamedReader
from uppdragil.organisation.models import DecisionBody, Duty, Membership, Person, Substitution, User

ANONYMOUS = "anonymous"
NO_PERSON = "account without a person"
INACTIVE = "inactive person"
# The kinds by what they see; table.py says how much.
IN_ROLES = (
    "lead",
    "owner",
    "second owner",
    "receiver",
    "member by person",
    "substitute",
    "stakeholder by position",
    "reference group by unit",
)
IN_BODY = ("chair", "secretary", "body member")
OUTSIDE = (
    "reader",
    "auditor",
    "controller of another unit",
    "former holder of the position",
    "former chair",
    "once in the unit",
)
STAFF = ("maker", "office", "controller of the unit", "named reader")
VISITORS = (ANONYMOUS, NO_PERSON, INACTIVE)
KINDS = (*VISITORS, *IN_ROLES, *IN_BODY, *OUTSIDE, *STAFF)


@dataclass
class People:
    """One person per kind, and the rows that tie them to every directive made with `roles`."""

    by_kind: dict[str, Person]
    accounts: dict[str, User]
    body: DecisionBody
    roles: tuple[RoleAssignment, ...]
    unit_uid: str
    unit_name: str
    reviewer: Person  # asked for comments on every directive, and nothing else

    def __getitem__(self, kind: str) -> Person:
        return self.by_kind[kind]

    def name_reader(self, directive: Directive) -> None:
        NamedReader.objects.create(directive=directive, person=self["named reader"])


def make_people() -> People:
    by_kind = {
        kind: factories.person(kind.capitalize()) for kind in KINDS if kind not in (ANONYMOUS, NO_PERSON)
    }
    accounts = {kind: factories.with_account(one).user for kind, one in by_kind.items()}
    accounts[NO_PERSON] = User.objects.create_user(username="nobody", password=factories.PASSWORD)
    unit, roles = _roles(by_kind)
    _duties(by_kind, unit)
    _stands_in(by_kind)
    return People(by_kind, accounts, _body(by_kind), roles, unit.uid, unit.name, factories.person("Rita"))


def _roles(by_kind: dict[str, Person]) -> tuple[factories.Unit, tuple[RoleAssignment, ...]]:
    """Chapter 8: by person, by position (with one who no longer holds it), by unit."""
    direct = factories.position(by_kind["owner"])
    receiving = factories.position(by_kind["receiver"], title="Chef")
    stake = factories.position(by_kind["stakeholder by position"], title="Samordnare")
    for held in (direct, receiving, stake):
        factories.hold(held, by_kind["former holder of the position"], ends=TODAY - dt.timedelta(days=1))
    reached = factories.unit()
    by_kind["reference group by unit"].unit = reached
    by_kind["reference group by unit"].save()
    by_kind["inactive person"].active = False
    by_kind["inactive person"].save()
    by_kind["once in the unit"].unit = factories.unit()
    by_kind["once in the unit"].save()
    role = factories.role
    return factories.unit(), (
        role(Role.OWNER, direct),
        role(Role.OWNER, by_kind["second owner"]),
        role(Role.LEAD, by_kind["lead"]),
        role(Role.RECEIVER, receiving),
        role(Role.MEMBER, by_kind["member by person"]),
        role(Role.MEMBER, by_kind["inactive person"]),
        role(Role.STAKEHOLDER, stake),
        role(Role.REFERENCE_GROUP, reached),
    )


def _duties(by_kind: dict[str, Person], unit: factories.Unit) -> None:
    factories.duty(by_kind["office"])
    factories.duty(by_kind["auditor"], Duty.Kind.AUDITOR)
    factories.duty(by_kind["controller of the unit"], Duty.Kind.CONTROLLER, unit)
    factories.duty(by_kind["controller of another unit"], Duty.Kind.CONTROLLER, factories.unit())
    factories.duty(by_kind["inactive person"])  # the office's, while active


def _stands_in(by_kind: dict[str, Person]) -> None:
    Substitution.objects.create(
        person=by_kind["second owner"],
        substitute=by_kind["substitute"],
        starts=TODAY - dt.timedelta(days=30),
        ends=TODAY + dt.timedelta(days=30),
        basis="Delegationsordning § 4",
    )


def _body(by_kind: dict[str, Person]) -> DecisionBody:
    body = factories.body(by_kind["secretary"])
    factories.seat(body, by_kind["chair"], Membership.Seat.CHAIR)
    factories.seat(body, by_kind["body member"], Membership.Seat.MEMBER)
    former = factories.seat(body, by_kind["former chair"], Membership.Seat.CHAIR)
    former.ends = TODAY - dt.timedelta(days=1)
    former.save()
    return body
