"""The demo: an organisation and a small portfolio, carried to where it stands through the engine itself.

Every demo decision therefore has its version, its confirmations, its place in the audit chain and its
record, as a real one has. Dates move with the day on which the demo is loaded, by whole weeks so that
weekdays stay weekdays.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from uppdragil.core.uid import new_uid
from uppdragil.decisions.services import Authentication
from uppdragil.directives import services as directives
from uppdragil.directives.content import ROW_TYPES, DirectiveContent
from uppdragil.directives.models import Directive, Progress
from uppdragil.editions.services import USUAL, current
from uppdragil.editions.spec import Deciders, Outcome
from uppdragil.gates.values import Answer, Meeting, Proposal, Value
from uppdragil.meetings import services as meetings
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
from workflows import seating, service

from . import (
    demo_benefits,
    demo_capacity,
    demo_consultation,
    demo_dependencies,
    demo_money,
    demo_needs,
    demo_priority,
    demo_reports,
    demo_strategy,
)

PASSWORD = "uppdragil-demo"
FOLDER = Path(settings.BASE_DIR) / "fixtures" / "demo"


def load() -> list[Person]:
    """Load what is not there yet; returns the people who can log in. What was done since stays."""
    with transaction.atomic():
        load_organisation()
        if not Directive.objects.exists():
            office = Duty.objects.filter(kind=Duty.Kind.OFFICE)[0].person
            demo_strategy.tell(office, timezone.now())
            plans = json.loads((FOLDER / "plans.json").read_text("utf-8"))
            demo_strategy.plans(plans, office, timezone.now())
            for story in _told("portfolio.json")["directives"]:
                _Telling(story).tell()
            demo_reports.tell(_told("reports.json"), _at)
            demo_benefits.tell(_told("measurements.json"), _at)
            demo_money.tell(_told("money.json"), _at)
            demo_needs.tell(_told("needs.json"), _at)
            demo_priority.tell(_told("priority.json"), _at)
            demo_capacity.tell(_told("capacity.json"), _at)
            demo_dependencies.tell(_told("dependencies.json"), _at)
            demo_consultation.tell(_told("consultation.json"), _at)
            _meetings(json.loads((FOLDER / "meetings.json").read_text("utf-8")))
    return list(Person.objects.exclude(demo_note="").exclude(user=None).select_related("user").order_by("pk"))


def load_organisation() -> None:
    """The demo's people, units, positions and bodies, unless there are any units."""
    if not Unit.objects.exists():
        with transaction.atomic():
            _organisation(json.loads((FOLDER / "organisation.json").read_text("utf-8")))


def _told(name: str) -> dict[str, Any]:
    """What the file tells, with its days as if it had been written today."""
    data = json.loads((FOLDER / name).read_text("utf-8"))
    weeks = (timezone.localdate() - dt.date.fromisoformat(data["written_for"])).days // 7
    moved: dict[str, Any] = _moved(data, dt.timedelta(weeks=weeks))
    return moved


def _moved(value: Any, by: dt.timedelta) -> Any:
    """`value` with every ISO date in it moved by `by`."""
    if isinstance(value, dict):
        return {key: _moved(v, by) for key, v in value.items()}
    if isinstance(value, list):
        return [_moved(v, by) for v in value]
    try:
        return (dt.date.fromisoformat(value) + by).isoformat()
    except (TypeError, ValueError):
        return value


def _organisation(data: dict[str, Any]) -> None:
    since = dt.date.fromisoformat(data["held_from"])
    units = {name: Unit.objects.create(name=name) for name in data["units"]}
    people = {p["name"]: _person(p, units) for p in data["people"]}
    for p in data["positions"]:
        position = Position.objects.create(title=p["title"], unit=units[p["unit"]])
        if p["held_by"]:
            Holding.objects.create(position=position, person=people[p["held_by"]], starts=since)
    for b in data["bodies"]:
        body = DecisionBody.objects.create(name=b["name"], short=b["short"], kind=b["kind"])
        for seat, name in b["seats"]:
            Membership.objects.create(body=body, person=people[name], seat=seat, starts=since)


def _person(data: dict[str, Any], units: dict[str, Unit]) -> Person:
    user = None
    if "username" in data:
        email = f"{data['username']}@example.org"
        user = User.objects.create_user(data["username"], email=email, password=PASSWORD)
    person = Person.objects.create(
        name=data["name"],
        title=data["title"],
        unit=units[data["unit"]],
        email=user.email if user else "",
        user=user,
        demo_note=data.get("demo_note", ""),
    )
    for duty in data.get("duties", ()):
        Duty.objects.create(person=person, kind=duty["kind"], unit=units.get(duty.get("unit", "")))
    return person


def _content(story: dict[str, Any]) -> DirectiveContent:
    """The story's content with uids for its rows and links for its holders."""
    raw = dict(story["content"])
    goals = {key: [new_uid() for _ in raw.get(key, ())] for key in ("impact_goals", "mandate_goals")}
    for key in ROW_TYPES:
        raw[key] = [_row(key, row, goals, i) for i, row in enumerate(raw.get(key, ()))]
    raw["unit_id"] = Unit.objects.get(name=raw["unit"]).uid
    notes = story.get("not_applicable", {}).items()
    raw["notes"] = [{"chapter": key, "not_applicable": why} for key, why in notes]
    return DirectiveContent.model_validate(raw)


def _row(key: str, row: dict[str, Any], goals: dict[str, list[str]], index: int) -> dict[str, Any]:
    row = {"uid": goals[key][index] if key in goals else new_uid(), **row}
    if key == "activities":
        row["mandate_goals"] = [goals["mandate_goals"][i] for i in row.pop("goals", ())]
    if key == "mandate_goals":
        row["impact_goals"] = [goals["impact_goals"][i] for i in row.pop("impact", ())]
    if key == "timeline":  # the file has the first days of the months, so that they move with the others
        row |= {name: row[name][:7] for name in ("first", "last")}
    if key == "strategy_links":
        return demo_strategy.link(row["area"], row.get("year"), row["uid"])
    if "other" in row:
        return dict(demo_dependencies.row(row["text"], row["other"], row["uid"]))
    if "position" in row:
        row |= {"holder_kind": "position", "holder_id": Position.objects.get(title=row.pop("position")).uid}
    if "person" in row:
        row |= {"holder_kind": "person", "holder_id": Person.objects.get(name=row.pop("person")).uid}
    return row


@dataclass
class _Telling:
    """One directive's story, told through the engine on the days on which it happened."""

    story: dict[str, Any]

    def tell(self) -> None:
        decided = self._decided()
        self.lead = Person.objects.get(name=self.story["lead"])
        began = (decided[0][1] if decided else timezone.localdate()) - dt.timedelta(days=21)
        self.directive = service.start(
            content=_content(self.story),
            edition=current(self.story.get("edition", USUAL)),
            by=self.lead,
            now=_at(began),
        )
        for gate, day in decided:
            if gate == "BP2":
                self._tick(day - dt.timedelta(days=8))
            self._submit(day - dt.timedelta(days=7))
            self._decide(gate, day)
        if len(decided) == 2:
            self._tick(timezone.localdate() - dt.timedelta(days=14))
        if "submitted" in self.story:
            self._submit(dt.date.fromisoformat(self.story["submitted"]))
        if "pause" in self.story:
            self._pause()

    def _decided(self) -> list[tuple[str, dt.date]]:
        return [(gate, dt.date.fromisoformat(day)) for gate, day in self.story.get("decided", {}).items()]

    def _submit(self, day: dt.date) -> None:
        self.directive.refresh_from_db()
        first = not self.directive.decisions.exists()
        body = DecisionBody.objects.get(short="CLG") if first else None
        self.round = service.submit(directive=self.directive, by=self.lead, body=body, now=_at(day))

    def _decide(self, gate: str, day: dt.date) -> None:
        spec = self.directive.edition.spec.gate(gate)
        by_body = spec.deciders is Deciders.BODY
        proposal = Proposal(
            Outcome.YES,
            answers={item.code: Answer(Value.YES) for item in spec.checklist},
            meeting=_met(day) if by_body else None,
        )
        for person, now in zip(self._deciders(by_body), _moments(day), strict=False):
            service.decide(
                directive=self.directive,
                by=person,
                round_uid=self.round.uid,
                proposal=proposal,
                authentication=Authentication("password", now),
                suggested={},
                now=now,
            )

    def _deciders(self, by_body: bool) -> list[Person]:
        if by_body:
            return [Person.objects.get(name="Sara Tjäder")]
        gate = self.round.spec
        seats = seating.of_gate(self.directive, gate, None, timezone.localdate())
        uids = list(dict.fromkeys(seat.holders[0].uid for seat in seats))
        return [Person.objects.get(uid=uid) for uid in uids]

    def _tick(self, day: dt.date) -> None:
        activities = self.story["content"]["activities"]
        rows = directives.storage.load(self.directive).activities
        for index in self.story.get("done", ()):
            directives.set_progress(
                directive=self.directive,
                row=rows[index].uid,
                state=Progress.State.DONE,
                done_on=min(dt.date.fromisoformat(activities[index]["end"]), day),
                comment="",
                by=self.lead,
                now=_at(day),
            )

    def _pause(self) -> None:
        pause = self.story["pause"]
        service.pause(
            directive=self.directive,
            by=self._deciders(by_body=False)[0],
            reason=pause["reason"],
            wake_on=dt.date.fromisoformat(pause["wake_on"]),
            now=timezone.now() - dt.timedelta(days=12),
        )


def _met(day: dt.date) -> Meeting:
    """The management group's meeting, in which the regional director decided with the others there."""
    official = "Birgitta Stenmark, regiondirektör"
    present = (official, "Karin Almberg, hälso- och sjukvårdsdirektör", "Tomas Vikander, utvecklingsdirektör")
    return Meeting(day, f"§ {40 + day.month * 4}", official, present)


def _meetings(data: dict[str, Any]) -> None:
    """Meetings of the body, today and later; what is submitted to it comes on their agendas by itself."""
    body = DecisionBody.objects.get(short=data["body"])
    secretary = Person.objects.get(name=data["secretary"])
    for told in data["meetings"]:
        meeting = meetings.plan(
            body=body,
            date=timezone.localdate() + dt.timedelta(days=told["in_days"]),
            starts=dt.time.fromisoformat(told["starts"]),
            place=told["place"],
            chair=Person.objects.get(name=data["chair"]),
            secretary=secretary,
            first_paragraph=data["first_paragraph"],
            by=secretary,
            now=timezone.now(),
        )
        for item in told["items"]:
            meetings.add_item(meeting=meeting, **item, by=secretary, now=timezone.now())


def _at(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(9, 12)))


def _moments(day: dt.date) -> Iterator[dt.datetime]:
    """Times at which one after the other confirms."""
    for minutes in range(0, 600, 47):
        yield _at(day) + dt.timedelta(minutes=minutes)
