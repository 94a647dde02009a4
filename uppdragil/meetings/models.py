"""Meetings of decision bodies: who was there, what was on the agenda, and what was written of it.

What is prepared and noted is editable and keeps its history. Minutes that have been made, their adjustment and
what was sent out are append-only.
"""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from uppdragil.core.append_only import AppendOnly
from uppdragil.core.history import row_history
from uppdragil.core.uid import new_uid
from uppdragil.decisions.models import Condition, Round
from uppdragil.directives.models import Directive
from uppdragil.organisation.models import DecisionBody, Membership, Person
from uppdragil.portfolio.models import SupportNeed


class Meeting(models.Model):
    """A meeting of a body: the `number`th of its `year`.

    `first_paragraph`: where the paragraphs of the year begin when the earlier ones are not in this system.
    `version` guards the agenda's order and the meeting's own fields.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Going on")
        HELD = "held", _("Held")
        ADJUSTED = "adjusted", _("Adjusted")
        CANCELLED = "cancelled", _("Cancelled")

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    body = models.ForeignKey(DecisionBody, models.PROTECT, related_name="meetings", verbose_name=_("body"))
    date = models.DateField(_("date"))
    starts = models.TimeField(_("starts"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    year = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    chair = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chair")
    )
    secretary = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("secretary")
    )
    first_paragraph = models.PositiveIntegerField(_("first paragraph"), null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    history = row_history()

    class Meta:
        ordering = ["date", "starts", "pk"]
        verbose_name, verbose_name_plural = _("meeting"), _("meetings")
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "number"], name="meeting_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "cancelled"]) | Q(opened_at__isnull=False),
                name="meeting_goes_on_from_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.number}/{self.year}"

    @property
    def live(self) -> bool:
        """Whether items can still be taken up in it."""
        return self.state in LIVE


LIVE = (Meeting.State.PLANNED, Meeting.State.OPEN)


class AgendaItem(models.Model):
    """One item of an agenda. What it is about is a round, a condition, a support need, or words of its own.

    `outcome`: what was noted of an item that no round decides. A round's outcome stands in its decision; only
    where none was taken, since the round is over or paused, it stands here in words.
    """

    class Kind(models.TextChoices):
        GATE = "gate", _("Decision")
        CHANGE = "change", _("Change decision")
        CONDITION = "condition", _("Condition")
        SUPPORT = "support", _("Support need")
        FREE = "free", _("Other item")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        TAKEN = "taken", _("Taken up")
        MOVED = "moved", _("Moved to the next meeting")
        REMOVED = "removed", _("Removed")

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    minutes = models.PositiveIntegerField(_("minutes"))
    heading = models.CharField(_("heading"), max_length=300, blank=True)
    text = models.TextField(_("text"), blank=True)
    directive = models.ForeignKey(Directive, models.PROTECT, null=True, blank=True, related_name="+")
    round = models.ForeignKey(Round, models.PROTECT, null=True, blank=True, related_name="agenda_items")
    condition = models.ForeignKey(Condition, models.PROTECT, null=True, blank=True, related_name="+")
    support_need = models.ForeignKey(SupportNeed, models.PROTECT, null=True, blank=True, related_name="+")
    moved_from = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="moved_to")
    outcome = models.TextField(_("what was decided or noted"), blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    history = row_history()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name, verbose_name_plural = _("agenda item"), _("agenda items")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "round"], condition=Q(round__isnull=False), name="round_once_on_agenda"
            ),
            models.UniqueConstraint(
                fields=["meeting", "condition"],
                condition=Q(condition__isnull=False),
                name="condition_once_on_agenda",
            ),
            models.UniqueConstraint(
                fields=["meeting", "support_need"],
                condition=Q(support_need__isnull=False),
                name="support_once_on_agenda",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["gate", "change"], round__isnull=False, directive__isnull=False)
                | Q(kind="condition", condition__isnull=False, directive__isnull=False)
                | Q(kind="support", support_need__isnull=False, directive__isnull=False)
                | Q(kind="free", round__isnull=True, condition__isnull=True, support_need__isnull=True)
                & ~Q(heading=""),
                name="agenda_item_is_about_something",
            ),
        ]

    def __str__(self) -> str:
        return self.heading or str(self.directive)


class Paragraph(models.Model):
    """The number that an item was given when it was taken up: they run per body and year."""

    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="paragraph")
    body = models.ForeignKey(DecisionBody, models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    number = models.PositiveIntegerField()

    class Meta:
        ordering = ["year", "number"]
        constraints = [models.UniqueConstraint(fields=["body", "year", "number"], name="paragraph_once")]

    def __str__(self) -> str:
        return f"§ {self.number}"


class Attendance(models.Model):
    """Who was called to a meeting, and whether they came. Names and titles are what they were that day.

    `arrived`, `left`: only where it was not the whole meeting. `adjusts`: chosen to adjust the minutes.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    name = models.TextField()
    title = models.TextField(blank=True)
    seat = models.CharField(
        max_length=20, choices=[*Membership.Seat.choices, ("guest", _("co-opted"))], default="guest"
    )
    present = models.BooleanField(_("present"), default=True)
    arrived = models.TimeField(_("came"), null=True, blank=True)
    left = models.TimeField(_("left"), null=True, blank=True)
    instead_of = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("instead of")
    )
    adjusts = models.BooleanField(_("adjusts the minutes"), default=False)
    history = row_history()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="attendance_once"),
            models.CheckConstraint(
                condition=Q(adjusts=False) | Q(present=True), name="adjusters_were_present"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def decides(self) -> bool:
        """Whether the person takes part in the decisions; a secretary and the co-opted do not."""
        return self.seat in (Membership.Seat.CHAIR, Membership.Seat.MEMBER)


class ItemNote(models.Model):
    """How somebody took part in one item otherwise than in the meeting: jäv, out of the room, reservation.

    Jäv that was declared in the round itself stands in `decisions.Recusal` and needs no note.
    """

    class Kind(models.TextChoices):
        ABSENT = "absent", _("Not present")
        RECUSED = "recused", _("Disqualified")
        DISSENT = "dissent", _("Reservation")

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="notes")
    attendance = models.ForeignKey(Attendance, models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["item", "attendance", "kind"], name="item_note_once")]

    def __str__(self) -> str:
        return f"{self.attendance}: {self.kind}"


class Minutes(AppendOnly):
    """Protokoll: all that was written of a meeting, in its canonical bytes (`protocol.Protocol`).

    A correction before everybody has adjusted makes the next `revision`, which is adjusted anew.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes")
    revision = models.PositiveIntegerField()
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_by = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["revision"]
        constraints = [models.UniqueConstraint(fields=["meeting", "revision"], name="minutes_revision_once")]

    def __str__(self) -> str:
        return f"{self.meeting}:{self.revision}"


class Adjustment(AppendOnly):
    """Justering: one of those chosen confirmed that these minutes say what happened."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="adjustments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.TextField()
    title = models.TextField(blank=True)
    method = models.CharField(max_length=20)
    authenticated_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["minutes", "person"], name="one_adjustment_each")]

    def __str__(self) -> str:
        return self.name


class Recipient(models.Model):
    """Sändlista: who gets the extract of one paragraph, and what for.

    `holder_kind` and `holder_id` say who it reaches; words alone are for whoever relays it on paper.
    """

    class Purpose(models.TextChoices):
        ACTION = "action", _("For implementation")
        INFORMATION = "information", _("For information")
        RELAY = "relay", _("For distribution to")

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="recipients")
    position = models.PositiveIntegerField()
    name = models.CharField(_("recipient"), max_length=200)
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose.choices)
    relay_to = models.CharField(_("on to"), max_length=300, blank=True)
    holder_kind = models.CharField(max_length=20, blank=True, default="")
    holder_id = models.CharField(max_length=32, blank=True, default="")
    sent_at = models.DateTimeField(null=True, blank=True)
    history = row_history()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name, verbose_name_plural = _("recipient"), _("recipients")
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose="relay") & ~Q(relay_to="") | ~Q(purpose="relay") & Q(relay_to=""),
                name="relay_says_to_whom",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Receipt(AppendOnly):
    """A recipient, or somebody who acts for one, says that they have read the extract."""

    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="receipts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["recipient", "person"], name="receipt_once")]

    def __str__(self) -> str:
        return self.name


def ends(starts: dt.time, minutes: int) -> dt.time:
    """The clock `minutes` after `starts`; past midnight it goes on at 00.00."""
    at = dt.datetime.combine(dt.date(2000, 1, 1), starts) + dt.timedelta(minutes=minutes)
    return at.time()
