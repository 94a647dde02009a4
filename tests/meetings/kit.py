"""A meeting to test on, and the short way through it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from tests.factories import NOW, Cast, Mandate, at, person, seat, with_account
from tests.support import stock
from uppdragil.decisions.services import Authentication
from uppdragil.gates.values import Proposal
from uppdragil.meetings import adjusting, room, services, sitting
from uppdragil.meetings.models import AgendaItem, Meeting, Minutes
from uppdragil.organisation.models import Membership, Person
from workflows import meeting as meeting_moves
from workflows.service import Confirmed

PROOF = Authentication("password", NOW)
DAY = dt.timedelta(days=1)


@dataclass
class Kit:
    """A body with a chair, two members and a secretary, all with accounts."""

    cast: Cast = field(default_factory=Cast)

    def __post_init__(self) -> None:
        self.body, self.secretary = self.cast.body, with_account(self.cast.secretary)
        self.chair = with_account(person("Berit Ordförande", title="Regiondirektör"))
        self.members = [with_account(person("Mats Ledamot", title="Direktör")) for _ in range(2)]
        seat(self.body, self.chair, Membership.Seat.CHAIR)
        for one in self.members:
            seat(self.body, one)

    def plan(self, days: int = 0, **given: Any) -> Meeting:
        values: dict[str, Any] = {
            "body": self.body,
            "date": NOW.date() + days * DAY,
            "starts": dt.time(13, 0),
            "place": "Sessionssalen",
            "chair": self.chair,
            "secretary": self.secretary,
            "first_paragraph": None,
            "by": self.secretary,
            "now": NOW,
        }
        return services.plan(**values | given)

    def mandate(self, **fields: Any) -> Mandate:
        """One that waits for this body's decision."""
        return at("bp0", self.cast, **fields)

    @stock.kept
    def opened(self, **given: Any) -> Meeting:
        return room.open_meeting(meeting=self.plan(**given), by=self.secretary, now=NOW)

    @stock.kept
    def take(self, meeting: Meeting, key: str) -> AgendaItem:
        return room.take(meeting=meeting, key=key, by=self.secretary, now=NOW)

    def free(self, meeting: Meeting, heading: str = "Information om budget") -> AgendaItem:
        return services.add_item(
            meeting=meeting, heading=heading, text="", minutes=10, by=self.secretary, now=NOW
        )

    def decide(
        self, mandate: Mandate, item: AgendaItem, outcome: str = "yes", by: Person | None = None, **given: Any
    ) -> Confirmed:
        assert item.round
        values: dict[str, Any] = {
            "item": item,
            "by": by or self.secretary,
            "round_uid": item.round.uid,
            "proposal": given.get("proposal") or self.proposal(mandate, item, outcome),
            "authentication": PROOF,
            "suggested": {},
            "now": NOW,
        }
        return meeting_moves.decide(**values | given)

    def proposal(self, mandate: Mandate, item: AgendaItem, outcome: str = "yes") -> Proposal:
        """What the rules let pass, with what is noted of the meeting."""
        return mandate.proposal(outcome, meeting=sitting.value(item, sitting.officials(item)[0]))

    def note(self, item: AgendaItem, took: Any = (), outcome: str = "") -> AgendaItem:
        return room.note(
            meeting=item.meeting,
            key=item.round.uid if item.round else item.uid,
            version=item.version,
            took=dict(took),
            outcome=outcome,
            by=self.secretary,
            now=NOW,
        )

    def adjusters(self, meeting: Meeting, *people: Person) -> None:
        rows = meeting.attendances.all()
        came = {r.pk: room.Came(r.present, r.arrived, r.left, adjusts=r.person in people) for r in rows}
        meeting.refresh_from_db()
        room.attend(meeting=meeting, version=meeting.version, came=came, by=self.secretary, now=NOW)

    def close(self, meeting: Meeting) -> Minutes:
        return room.close(meeting=meeting, by=self.secretary, now=NOW)

    def adjust(self, minutes: Minutes, by: Person, **given: Any) -> None:
        values = {"meeting": minutes.meeting, "sha256": minutes.sha256, "by": by}
        adjusting.adjust(**values | {"authentication": PROOF, "now": NOW} | given)

    def held(self, *outcomes: str, adjusted: bool = False, **fields: Any) -> Minutes:
        """A meeting that decided a mandate per outcome and noted a free item, and is over."""
        mandates = [self.mandate(**fields) for _ in outcomes or ("yes",)]
        meeting = self.opened()
        for mandate, outcome in zip(mandates, outcomes or ("yes",), strict=True):
            assert mandate.round
            self.decide(mandate, self.take(meeting, mandate.round.uid), outcome)
        item = self.take(meeting, self.free(meeting).uid)
        self.note(item, outcome="Informationen noterades.")
        self.adjusters(meeting, self.chair, self.members[0])
        minutes = self.close(meeting)
        if adjusted:
            self.adjust(minutes, self.chair)
            self.adjust(minutes, self.members[0])
            minutes.meeting.refresh_from_db()
        return minutes


@stock.kept
def a_kit() -> Kit:
    """One with people of its own, whoever they are."""
    return Kit()
