"""A directive as rows: its head, its chapters, the rows of each chapter, its versions, its progress.

The columns of a row model carry the names of its content type (`content.py`), so that one pair of
functions (`storage.py`) loads and stores them all.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from uppdragil.core.append_only import AppendOnly
from uppdragil.core.history import row_history
from uppdragil.core.uid import new_uid
from uppdragil.editions.models import Edition
from uppdragil.organisation.models import DecisionBody, Person

from . import content
from .phases import ENDED_PHASES, Phase

VISIBILITIES = [("internal", _("Internal")), ("restricted", _("Restricted"))]


def line() -> models.TextField:
    """A column of text that may stay empty, and never is NULL."""
    return models.TextField(blank=True, default="")


def link() -> models.CharField:
    """The uid of something elsewhere; None where the words stand alone."""
    return models.CharField(max_length=32, null=True, blank=True)


class Directive(models.Model):
    """The aggregate root. Its head columns are the content's; the others say where it stands."""

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    body = models.ForeignKey(DecisionBody, models.PROTECT, null=True, blank=True, related_name="+")
    # Where it stands. `phase` is a projection of the flow's open task, written on entering a stage.
    phase = models.CharField(max_length=20, choices=Phase.choices, default=Phase.DRAFT, db_index=True)
    phase_since = models.DateTimeField(null=True)
    baseline = models.ForeignKey(
        "DirectiveVersion", models.PROTECT, null=True, blank=True, related_name="baseline_of"
    )
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_reason = line()
    wake_on = models.DateField(null=True, blank=True)
    stopped_reason = line()
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaces")
    # Head
    number = line()
    title = line()
    subtitle = line()
    model = line()
    registry_number = line()
    unit = line()
    unit_id = link()
    visibility = models.CharField(max_length=20, choices=VISIBILITIES, default="internal", db_index=True)
    parent = line()
    parent_id = link()
    supersedes = line()
    supersedes_id = link()
    supersedes_dated = models.DateField(null=True, blank=True)
    dated = models.DateField(null=True, blank=True)
    origin = line()
    history = row_history()

    class Meta:
        ordering = ["number"]
        verbose_name, verbose_name_plural = _("directive"), _("directives")
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="directive_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def paused(self) -> bool:
        return self.paused_at is not None

    @property
    def ended(self) -> bool:
        return self.phase in ENDED_PHASES

    @property
    def restricted(self) -> bool:
        return self.visibility == content.Visibility.RESTRICTED


class NumberSeries(models.Model):
    """The last number given out in a year: U 2026-014 is the fourteenth of 2026."""

    year = models.PositiveIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class NamedReader(models.Model):
    """Somebody who may read a restricted directive without a role in it."""

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="named_readers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["directive", "person"], name="reader_once")]

    def __str__(self) -> str:
        return str(self.person)


class Chapter(models.Model):
    """One chapter's text and notes."""

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="chapters")
    key = models.CharField(max_length=30)
    text = line()
    lead_in = line()
    not_applicable = line()
    history = row_history()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["directive", "key"], name="chapter_once")]

    def __str__(self) -> str:
        return self.key


class ContentRow(models.Model):
    """Base of every row model. `row_type` names the content type whose fields its columns carry."""

    row_type: ClassVar[type[content.Row]]

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="+")
    uid = models.CharField(max_length=32)
    position = models.PositiveIntegerField()
    history = row_history()

    class Meta:
        abstract = True
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["directive", "uid"], name="%(class)s_uid_once_per_directive")
        ]

    def __str__(self) -> str:
        return self.uid


class ImpactGoal(ContentRow):
    """A row of 2.1, Effektmål."""

    row_type = content.ImpactGoal
    text = line()
    indicator = line()
    unit = line()
    baseline = models.DecimalField(max_digits=15, decimal_places=6, null=True, blank=True)
    target = models.DecimalField(max_digits=15, decimal_places=6, null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    measured_by = line()


class MandateGoal(ContentRow):
    """A row of 2.2, Uppdragsmål."""

    row_type = content.MandateGoal
    text = line()
    impact_goals = models.JSONField(default=list, blank=True)


class Prerequisite(ContentRow):
    """A row of 3.1, Förutsättningar."""

    row_type = content.Prerequisite
    text = line()


class Delimitation(ContentRow):
    """A row of 3.2, Avgränsningar."""

    row_type = content.Delimitation
    text = line()


class Dependency(ContentRow):
    """A row of 4, Kopplingar och beroenden."""

    row_type = content.Dependency
    text = line()
    other_id = link()
    kind = models.CharField(max_length=20, null=True, blank=True)  # noqa: DJ001 - None until chosen
    system = line()


class StrategyLink(ContentRow):
    """A row of 4.1, Koppling till strategin: identities, and the words of that day."""

    row_type = content.StrategyLink
    edition_id = models.CharField(max_length=32)
    edition = line()
    area_id = models.CharField(max_length=32)
    area = line()
    goal_id = link()
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    goal = line()
    activity_id = link()
    activity = line()
    regional_goals = models.JSONField(default=list, blank=True)


class GatePlan(ContentRow):
    """A row of 5, Tidplan: start and end of one gate."""

    row_type = content.GatePlan
    gate = line()
    name = line()
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)


class BudgetRow(ContentRow):
    """A row of 6.3, Budget."""

    row_type = content.BudgetRow
    cost_kind = models.CharField(max_length=20, null=True, blank=True)  # noqa: DJ001 - None until chosen
    text = line()
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    frame = models.BigIntegerField(null=True, blank=True)
    financing = line()


class Risk(ContentRow):
    """A row of 7, Risker."""

    row_type = content.Risk
    text = line()
    probability = models.PositiveSmallIntegerField(null=True, blank=True)
    consequence = models.PositiveSmallIntegerField(null=True, blank=True)
    measure = line()
    owner = line()
    follow_up = models.DateField(null=True, blank=True)


class RoleAssignment(ContentRow):
    """A row of 8, Organisation: who holds a role, in words and where linked in the register."""

    row_type = content.RoleAssignment
    role = models.CharField(max_length=20)
    holder = line()
    holder_kind = models.CharField(max_length=10, null=True, blank=True)  # noqa: DJ001
    holder_id = link()
    title = line()
    convener = models.BooleanField(default=False)

    class Meta(ContentRow.Meta):
        # The uid first: by the kind, which three of four rows share, SQLite would look for the rows of a directive.
        indexes = [models.Index(fields=["holder_id", "holder_kind"], name="role_holding")]


class Milestone(ContentRow):
    """A row of 9.1, Milstolpar. Without a date of its own it follows chapter 5."""

    row_type = content.Milestone
    date = models.DateField(null=True, blank=True)
    decision = line()
    gate = line()
    comment = line()


class Activity(ContentRow):
    """A row of 9.2, Delaktiviteter."""

    row_type = content.Activity
    name = line()
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    responsible = line()
    mandate_goals = models.JSONField(default=list, blank=True)


class Inclusion(ContentRow):
    """A row of Uppdraget innefattar."""

    row_type = content.Inclusion
    text = line()


class Obligation(ContentRow):
    """A row of Uppdraget ska."""

    row_type = content.Obligation
    text = line()


class Period(ContentRow):
    """A row of a time plan in months (2025-06)."""

    row_type = content.Period
    text = line()
    first = models.CharField(max_length=7, null=True, blank=True)  # noqa: DJ001 - None until chosen
    last = models.CharField(max_length=7, null=True, blank=True)  # noqa: DJ001


class Recipient(ContentRow):
    """A row of Uppdraget skickas till."""

    row_type = content.Recipient
    name = line()
    kind = models.CharField(max_length=20, null=True, blank=True)  # noqa: DJ001 - None until chosen
    relay = line()


class Term(ContentRow):
    """A row of Definitioner och förkortningar."""

    row_type = content.Term
    term = line()
    explanation = line()


class DecisionSheet(ContentRow):
    """The decision sheet of a gate. A null name, owner or lead is the same as its source."""

    row_type = content.DecisionSheet
    gate = line()
    name = models.TextField(null=True, blank=True)  # noqa: DJ001
    owner = models.TextField(null=True, blank=True)  # noqa: DJ001
    lead = models.TextField(null=True, blank=True)  # noqa: DJ001
    questions = models.JSONField(default=list, blank=True)
    decision = line()


class DirectiveVersion(AppendOnly):
    """A snapshot: its exact bytes, the schema that wrote them, their SHA-256. Decisions bind to it."""

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    data = models.BinaryField()
    schema = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    gate = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    made_by = models.TextField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["directive", "number"], name="version_number_once")]

    def __str__(self) -> str:
        return f"{self.directive} v{self.number}"


class Progress(models.Model):
    """What has happened to a row: outside the decided text, so that ticking never changes it."""

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("progress", "Not started")
        STARTED = "started", pgettext_lazy("progress", "Started")
        ONGOING = "ongoing", pgettext_lazy("progress", "Ongoing")
        DONE = "done", pgettext_lazy("progress", "Done")

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="progress")
    row = models.CharField(max_length=32)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    done_on = models.DateField(null=True, blank=True)
    comment = line()
    history = row_history()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["directive", "row"], name="progress_once_per_row"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(state="done"), name="progress_date_only_when_done"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row}: {self.state}"


class Dismissal(models.Model):
    """A warning or an advice that stands as it is, and why. It holds while the finding is the same (`Finding.key`)."""

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="dismissals")
    finding = models.CharField(max_length=16)
    rule = models.CharField(max_length=5)
    reason = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.TextField()
    at = models.DateTimeField()
    history = row_history()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["directive", "finding"], name="dismissal_once_per_finding"),
            models.CheckConstraint(condition=~Q(reason=""), name="dismissal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.reason}"


from .cards import Card as Card  # noqa: E402 - models of this app in files of their own
from .edges import Edge as Edge  # noqa: E402
from .receivers import Receiver as Receiver  # noqa: E402
from .templates import Template as Template  # noqa: E402
