"""Rounds of reporting, the lead's draft, and what was reported: `Report` and `Acknowledgement` are evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property

from django.db import models
from django.db.models import F, Q

from uppdragil.core.append_only import AppendOnly
from uppdragil.core.history import row_history
from uppdragil.core.uid import new_uid
from uppdragil.directives.models import Directive
from uppdragil.organisation.models import Person

from .computed import Computed, better
from .content import Aspect, Light, ReportContent, worst

STAYS_OPEN = dt.timedelta(
    days=14
)  # after its due day a round still takes what comes late; then it ends by itself


class ReportRound(models.Model):
    """Rapportomgång: the office asks how the mandates stand, about a period and by a day."""

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    starts = models.DateField()
    ends = models.DateField()
    due = models.DateField()
    note = models.TextField(blank=True, default="")
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    history = row_history()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["starts", "ends"], name="report_round_once_per_period"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="report_round_ends_last"),
        ]

    def __str__(self) -> str:
        return f"{self.starts}–{self.ends}"

    @property
    def closes(self) -> dt.date:
        """The last day on which it takes a report."""
        return self.due + STAYS_OPEN


class Expected(models.Model):
    """A mandate that was to report in a round, as it stood when the round was opened."""

    round = models.ForeignKey(ReportRound, models.CASCADE, related_name="expected")
    directive = models.ForeignKey(Directive, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "directive"], name="expected_once_in_a_round")
        ]

    def __str__(self) -> str:
        return f"{self.directive} {self.round}"


class Report(AppendOnly):
    """Lägesrapport: what the lead said of a mandate, and what was computed beside it, on the day it was submitted.

    `data`: a ReportContent. `figures`: a Computed per aspect. `activities`: those of the text then, with their
    state. `deviations`: how many are open. `number` counts the mandate's reports; the one with the highest is the
    last word on it. A correction says in `replaces` which report of the same period it stands for. `round` is None
    for one outside a round.
    """

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    directive = models.ForeignKey(Directive, models.PROTECT, related_name="reports")
    number = models.PositiveIntegerField()
    round = models.ForeignKey(ReportRound, models.PROTECT, null=True, blank=True, related_name="reports")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    starts = models.DateField()
    ends = models.DateField()
    data = models.JSONField()
    figures = models.JSONField()
    activities = models.JSONField(default=list)
    deviations = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["directive", "number"]
        constraints = [
            models.UniqueConstraint(fields=["directive", "number"], name="report_number_once"),
            models.UniqueConstraint(
                fields=["round", "directive"],
                condition=Q(round__isnull=False, replaces__isnull=True),
                name="one_report_per_round",
            ),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="report_period_ends_last"),
        ]

    def __str__(self) -> str:
        return f"{self.directive} {self.number}"

    @cached_property
    def content(self) -> ReportContent:
        return ReportContent.model_validate(self.data)

    @cached_property
    def computed(self) -> Mapping[Aspect, Computed]:
        return {Aspect(name): Computed.model_validate(said) for name, said in self.figures.items()}

    @property
    def lights(self) -> Mapping[Aspect, Light | None]:
        """The six lights as the lead gave them."""
        return self.content.lights

    @property
    def overall(self) -> Light | None:
        """The worst of the six."""
        return self.content.overall

    @property
    def computed_overall(self) -> Light | None:
        """The worst of what the figures gave."""
        return worst(one.light for one in self.computed.values())

    @property
    def mismatch(self) -> tuple[Aspect, ...]:
        """In which aspects the lead's light was better than the figures'."""
        return better(self.content, self.computed)


class Acknowledgement(AppendOnly):
    """Kvittens: an owner, or who stands in for one (`instead_of`), has read a report. `comment` may be empty."""

    report = models.OneToOneField(Report, models.PROTECT, related_name="acknowledgement")
    comment = models.TextField(blank=True, default="")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.TextField()
    title = models.TextField(blank=True, default="")
    instead_of = models.TextField(blank=True, default="")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class ReportDraft(models.Model):
    """What the lead has typed so far: of a new report, or of a correction of the one in `corrects`.

    One of each for all who lead the mandate; `version` guards each save.
    """

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="report_drafts")
    corrects = models.OneToOneField(Report, models.PROTECT, null=True, blank=True, related_name="correction")
    data = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["directive"], condition=Q(corrects__isnull=True), name="one_report_draft"
            )
        ]

    def __str__(self) -> str:
        return f"{self.directive} {self.version}"

    @property
    def content(self) -> ReportContent:
        return ReportContent.model_validate(self.data)
