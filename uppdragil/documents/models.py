"""The documents that evidence leaves behind."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from uppdragil.core.append_only import AppendOnly
from uppdragil.core.uid import new_uid
from uppdragil.decisions.models import Adoption, Decision
from uppdragil.meetings.models import AgendaItem, Minutes
from uppdragil.organisation.models import Person


class DecisionRecord(AppendOnly):
    """The sealed PDF of one decision: one per round, its hash in the audit chain."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="record")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.decision)


class AdoptionRecord(AppendOnly):
    """The sealed PDF of what was told when a mandate was taken in: one per adoption, its hash in the chain."""

    adoption = models.OneToOneField(Adoption, models.PROTECT, related_name="record")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.adoption)


class MinutesFile(AppendOnly):
    """The sealed PDF of adjusted minutes, its hash in the audit chain."""

    minutes = models.OneToOneField(Minutes, models.PROTECT, related_name="file")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.minutes)


class ExtractFile(AppendOnly):
    """Protokollsutdrag: one paragraph of adjusted minutes as a sealed PDF of its own."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="extracts")
    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="extract")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.item)


class StatusExport(models.Model):
    """A status report that was made: for whom, with which choice, and what it said of each mandate.

    `office`: of all mandates, as the portfolio office sees them. `choice`: the filters, "" for none. `said`: the
    places, days and lights (`statusreport.comparing`), with which the next report of the same choice is compared; an
    earlier one keeps none. Not evidence: it can be made again.
    """

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.TextField(blank=True, default="")
    office = models.BooleanField(default=False)
    choice = models.TextField(blank=True, default="")
    made_at = models.DateTimeField()
    said = models.BinaryField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M} {self.name}"


class Download(models.Model):
    """What the worker makes for somebody, and how far it has come. Not evidence: it can be made again.

    `choice`: what it is about: of a report the overview's address, of changes the uid of the report that came back.
    `words` say what it is, or what came of it. The parts are the file that is fetched, or the one that is to be read;
    what was read has the uid of its download.
    `done` of `all`: mandates that are in the file, rows that are read, changes that are dealt with.
    """

    class Kind(models.TextChoices):
        REPORT = "report", _("Status report in Excel")
        READING = "reading", _("Reading of an edited report")
        SAVING = "saving", _("Changes of an edited report")

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="downloads")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.REPORT)
    choice = models.TextField(blank=True, default="")
    words = models.JSONField(default=list, blank=True)
    language = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    touched_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    all = models.PositiveIntegerField(default=0)
    failed = models.BooleanField(default=False)
    name = models.TextField(blank=True, default="")
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return self.name or self.uid

    @property
    def ready(self) -> bool:
        return self.ended_at is not None and not self.failed


class DownloadPart(models.Model):
    """A part of the file of a download."""

    download = models.ForeignKey(Download, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["download", "number"], name="download_part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.download} {self.number}"
