"""People, bodies and directives to test on. `at("execution")` has gone the whole way there by the services.

Names are numbered, so that a test may make as many as it likes in one database.
"""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass, field
from typing import Any

from django.utils.timezone import localdate

from tests.support import stock
from uppdragil.core.uid import new_uid
from uppdragil.core.values import Row
from uppdragil.decisions.models import Round
from uppdragil.decisions.services import Authentication
from uppdragil.directives import storage
from uppdragil.directives.content import (
    Activity,
    BudgetRow,
    Delimitation,
    DirectiveContent,
    GatePlan,
    HolderKind,
    ImpactGoal,
    Inclusion,
    MandateGoal,
    Milestone,
    Obligation,
    Period,
    Prerequisite,
    Recipient,
    Risk,
    Role,
    RoleAssignment,
)
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import GATE_PHASES
from uppdragil.editions.models import Edition
from uppdragil.editions.services import current
from uppdragil.editions.spec import Deciders, Outcome
from uppdragil.gates import values
from uppdragil.organisation.models import (
    DecisionBody,
    Duty,
    Holding,
    Membership,
    Person,
    Position,
    Unit,
    User,
)
from workflows import facts, seating, service

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)  # a Monday
TODAY = NOW.date()
WAY = ("draft", "bp0", "preparation", "bp1", "execution", "bp2", "handover", "bp3", "realisation", "closed")
OFFICIAL = "Olle Ägare, direktör"  # who decides in a management group, and is there
PASSWORD = "correct horse battery"  # of every account made here

_numbers = itertools.count(1)


@stock.kept
def person(name: str = "Person", **fields: Any) -> Person:
    return Person.objects.create(
        name=f"{name} {next(_numbers)}", title=fields.pop("title", "Titel"), **fields
    )


def with_account(one: Person) -> Person:
    """The same person, with an account whose password is PASSWORD."""
    one.user = _account(one)
    return one


@stock.kept
def _account(one: Person) -> User:
    one.user = User.objects.create_user(username=one.uid, password=PASSWORD)
    one.save()
    return one.user


@stock.kept
def position(*holders: Person, title: str = "Direktör") -> Position:
    """A position that `holders` have held for a year."""
    made = Position.objects.create(title=f"{title} {next(_numbers)}")
    for holder in holders:
        hold(made, holder)
    return made


@stock.kept
def hold(held: Position, by: Person, **period: Any) -> Holding:
    return Holding.objects.create(
        position=held, person=by, **{"starts": TODAY - dt.timedelta(days=365), **period}
    )


@stock.kept
def unit(**fields: Any) -> Unit:
    return Unit.objects.create(name=f"Enhet {next(_numbers)}", **fields)


@stock.kept
def body(secretary: Person, kind: str = DecisionBody.Kind.MANAGEMENT_GROUP) -> DecisionBody:
    made = DecisionBody.objects.create(name=f"Ledningsgrupp {next(_numbers)}", kind=kind)
    seat(made, secretary, Membership.Seat.SECRETARY)
    return made


@stock.kept
def seat(of: DecisionBody, by: Person, kind: str = Membership.Seat.MEMBER) -> Membership:
    return Membership.objects.create(body=of, person=by, seat=kind, starts=TODAY - dt.timedelta(days=365))


@stock.kept
def duty(by: Person, kind: str = Duty.Kind.OFFICE, of: Unit | None = None) -> Person:
    Duty.objects.create(person=by, kind=kind, unit=of)
    return by


def edition() -> Edition:
    return current("uppdragil-3.0")


def commission_edition() -> Edition:
    return current("uppdragshandling")


def row(kind: type[Row], /, **fields: Any) -> Any:
    return kind(uid=new_uid(), **fields)


def role(kind: Role, holder: Person | Position | Unit | None = None, words: str = "") -> RoleAssignment:
    """A row of chapter 8, linked to `holder`; free text without one."""
    if holder is None:
        return row(RoleAssignment, role=kind, holder=words or "Ingen särskild")
    kinds = {Person: HolderKind.PERSON, Position: HolderKind.POSITION, Unit: HolderKind.UNIT}
    return row(
        RoleAssignment,
        role=kind,
        holder=words or str(holder),
        holder_kind=kinds[type(holder)],
        holder_id=holder.uid,
    )


@dataclass
class Cast:
    """Who is in a directive. One owner, through a position, who also receives; unless a test says otherwise."""

    lead: Person = field(default_factory=lambda: person("Lena Ledare"))
    owner: Person = field(default_factory=lambda: person("Olle Ägare", title="Direktör"))
    secretary: Person = field(default_factory=lambda: person("Siv Sekreterare"))
    office: Person = field(default_factory=lambda: duty(person("Ove Kontor")))
    owners: tuple[Person | Position | None, ...] = ()
    receivers: tuple[Person | Position | Unit | None, ...] = ()
    body: DecisionBody = field(init=False)

    def __post_init__(self) -> None:
        self.body = body(self.secretary)
        self.owners = self.owners or (position(self.owner),)
        self.receivers = self.receivers or self.owners

    def roles(self) -> tuple[RoleAssignment, ...]:
        return (
            *(role(Role.OWNER, o) for o in self.owners),
            role(Role.LEAD, self.lead),
            *(role(Role.RECEIVER, r) for r in self.receivers),
        )


def content(roles: tuple[RoleAssignment, ...] = (), **fields: Any) -> DirectiveContent:
    """A whole directive that nothing clashes in, and in which no chapter is empty."""
    goal = row(MandateGoal, text="En gemensam ingång")
    dates = {"BP0": "2026-04-08", "BP1": "2026-05-04", "BP2": "2027-09-01", "BP3": "2027-10-01"}
    texts = (
        "background",
        "idea",
        "costs",
        "financing",
        "communication",
        "reporting",
        "handover",
        "maintenance",
    )
    values: dict[str, Any] = {key: f"Text om {key}" for key in texts} | {
        "title": "Kortare väg in",
        "impact_goals": (row(ImpactGoal, text="Kortare väntan"), row(ImpactGoal, text="Nöjdare patienter")),
        "mandate_goals": (goal, row(MandateGoal, text="En rutin")),
        "prerequisites": (row(Prerequisite, text="Lokaler"),),
        "delimitations": (row(Delimitation, text="Inte tandvård"),),
        "gate_plans": tuple(row(GatePlan, gate=g, name=g, start=d, end=d) for g, d in dates.items()),
        "budget": (row(BudgetRow, cost_kind="staff", year=2026, frame=1_200_000_00, financing="Egen ram"),),
        "risks": (row(Risk, text="För få händer", probability=2, consequence=3),),
        "roles": roles,
        "milestones": (row(Milestone, date="2026-10-01", decision="Halvvägs", gate="MS1"),),
        "activities": (
            row(Activity, name="Kartlägga", start="2026-05-04", end="2027-06-01", mandate_goals=(goal.uid,)),
        ),
    }
    return DirectiveContent(**(values | fields))


@dataclass
class Mandate:
    """A directive with its people, and the moves that take it along its way."""

    directive: Directive
    cast: Cast
    now: dt.datetime = NOW

    @property
    def phase(self) -> str:
        self.directive.refresh_from_db()
        return self.directive.phase

    @property
    def round(self) -> Round | None:
        return facts.open_round(self.directive)

    @property
    def content(self) -> DirectiveContent:
        self.directive.refresh_from_db()
        return storage.load(self.directive)

    def submit(self, **given: Any) -> Round:
        return service.submit(
            **{"directive": self.directive, "by": self.cast.lead, "now": self.now, "body": self._body()}
            | given
        )

    def decide(self, outcome: str = Outcome.YES, by: Person | None = None, **given: Any) -> service.Confirmed:
        """Confirm a whole proposal; `by` is the secretary at a body's gate and else the owner."""
        open_round = self.round
        assert open_round is not None
        default = self.cast.secretary if open_round.spec.deciders is Deciders.BODY else self.cast.owner
        values: dict[str, Any] = {
            "directive": self.directive,
            "by": by or default,
            "round_uid": open_round.uid,
            "proposal": given.get("proposal") or self.proposal(outcome),
            "authentication": Authentication("password", self.now),
            "suggested": {},
            "now": self.now,
        }
        return service.decide(**values | given)

    def proposal(self, outcome: str = Outcome.YES, **given: Any) -> values.Proposal:
        """What the rules let pass at the gate that is open."""
        gate, outcome = self._gate(), Outcome(outcome)
        later = localdate(self.now) + dt.timedelta(days=14)
        usual: dict[str, Any] = {
            "outcome": outcome,
            "answers": {item.code: values.Answer(values.Value.YES) for item in gate.checklist},
            "motivation": "" if outcome.passes else "Kostnaden saknar underlag",
            "conditions": (values.Condition("Beräkna kostnaden", "Lena", later),)
            if outcome is Outcome.CONDITIONAL
            else (),
            "postponed_to": later if outcome is Outcome.POSTPONE else None,
            "meeting": values.Meeting(localdate(self.now), "§ 84", OFFICIAL, (OFFICIAL,))
            if gate.deciders is Deciders.BODY
            else None,
        }
        return values.Proposal(**usual | given)

    def withdraw(self, **given: Any) -> None:
        open_round = self.round
        values = {"directive": self.directive, "by": self.cast.lead, "now": self.now}
        service.withdraw(**values | {"round_uid": open_round.uid if open_round else ""} | given)

    def pause(self, **given: Any) -> None:
        values = {"directive": self.directive, "by": self.cast.owner, "reason": "Vi väntar", "now": self.now}
        service.pause(**values | {"wake_on": localdate(self.now) + dt.timedelta(days=30)} | given)

    def resume(self, **given: Any) -> None:
        service.resume(**{"directive": self.directive, "by": self.cast.owner, "now": self.now} | given)

    def stop(self, **given: Any) -> None:
        values = {"directive": self.directive, "by": self.cast.owner, "reason": "Behovet är borta"}
        proof = {"authentication": Authentication("password", self.now), "now": self.now}
        service.stop(**values | proof | given)

    def close(self, **given: Any) -> None:
        words = {goal.uid: "Målet är nått" for goal in self.content.impact_goals}
        values = {"directive": self.directive, "by": self.cast.owner, "last_words": words, "now": self.now}
        service.close(**values | given)

    def onward(self) -> None:
        """One step along the way when all goes well."""
        phase = self.phase
        if phase == "realisation":
            self.close()
        elif phase in GATE_PHASES:
            self.confirm_all()
        else:
            self.submit()

    def confirm_all(self) -> None:
        """Everybody who has to confirms a yes."""
        open_round = self.round
        assert open_round is not None
        proposal, done = self.proposal(), set(open_round.sign_offs.values_list("person__uid", flat=True))
        for place in seating.of_gate(self.directive, open_round.spec, open_round.body, localdate(self.now)):
            if not done & {who.uid for who in place.holders}:
                done.add(place.holders[0].uid)
                self.decide(by=Person.objects.get(uid=place.holders[0].uid), proposal=proposal)

    def _gate(self) -> Any:
        open_round = self.round
        assert open_round is not None
        return open_round.spec

    def _body(self) -> DecisionBody | None:
        return self.cast.body if self.phase == "draft" else None


def mandate(cast: Cast | None = None, **given: Any) -> Mandate:
    """A directive in draft. `given`: who made it (`by`), when (`now`), and values of its content."""
    return _with(cast, _drafted(cast, **given))


def _with(cast: Cast | None, made: Mandate) -> Mandate:
    """With the very people who were given, and not with those of the stock."""
    made.cast = cast or made.cast
    return made


def commissioned(roles: tuple[RoleAssignment, ...] = (), **fields: Any) -> DirectiveContent:
    """A whole commission (Uppdragshandling) that nothing clashes in, and in which no chapter is empty."""
    texts = ("description", "purpose", "communication", "costs", "decision_form")
    values: dict[str, Any] = {key: f"Text om {key}" for key in texts} | {
        "title": "Gemensam introduktion",
        "includes": (row(Inclusion, text="Ett förslag till program"),),
        "shall": (row(Obligation, text="Höra de fackliga organisationerna"),),
        "gate_plans": (
            row(GatePlan, gate="UB", start="2026-04-08", end="2026-04-08"),
            row(GatePlan, gate="SL", start="2026-12-01", end="2026-12-01"),
        ),
        "timeline": (row(Period, text="Intervjuer", first="2026-05", last="2026-09"),),
        "distribution": (row(Recipient, name="Ledningsstaben", kind="information"),),
        "roles": roles,
    }
    return DirectiveContent(**(values | fields))


def commission(cast: Cast | None = None, **fields: Any) -> Mandate:
    """A commission in draft; the cast's owners are those who give it, its lead takes it on."""
    cast = cast or Cast()
    text = commissioned(**{"roles": cast.roles()} | fields)
    made = service.start(content=text, edition=commission_edition(), by=cast.lead, now=NOW)
    return Mandate(made, cast)


@stock.kept
def _drafted(
    cast: Cast | None = None, *, by: Person | None = None, now: dt.datetime = NOW, **fields: Any
) -> Mandate:
    cast = cast or Cast()
    made = service.start(
        content=content(**{"roles": cast.roles()} | fields), edition=edition(), by=by or cast.lead, now=now
    )
    return Mandate(made, cast, now)


def at(phase: str, cast: Cast | None = None, **fields: Any) -> Mandate:
    """A directive that has come to `phase` the ordinary way. Every stage has the earlier ones behind it."""
    return _with(cast, _brought_to(phase, cast, **fields))


@stock.kept
def _brought_to(phase: str, cast: Cast | None = None, **fields: Any) -> Mandate:
    made = _drafted(cast, **fields)
    if phase == "stopped":
        made.submit()
        made.decide(Outcome.NO)
        return made
    for _ in range(WAY.index(phase)):
        made.onward()
    return made
