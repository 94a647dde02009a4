"""The audit chain's tables. Written by `uppdragil.core.audit` only."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .append_only import AppendOnly

GENESIS = "0" * 64  # what the first event follows


class AuditEvent(AppendOnly):
    """One thing that happened: who, what, when, about which directive, after which event."""

    seq = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    verb = models.TextField()
    actor_name = models.TextField()
    actor_uid = models.TextField(blank=True)
    subject = models.TextField(blank=True)
    payload_hash = models.CharField(max_length=64)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["seq"]
        indexes = [
            models.Index(fields=["subject", "seq"], name="audit_by_subject"),
            models.Index(fields=["verb", "seq"], name="audit_by_verb"),
            models.Index(fields=["actor_uid", "seq"], name="audit_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb}"


class AuditPayload(AppendOnly):
    """What an event says beyond its columns, as exact bytes: it may hold personal data.

    A disposal (gallring) empties salt and body and leaves the rest as a tombstone. Without the salt
    nobody can guess short contents from the hash that stays in the chain.
    """

    permitted_update = (
        "OLD.disposed_at IS NULL AND NEW.disposed_at IS NOT NULL AND NEW.disposed_reason <> ''"
        " AND NEW.salt IS NULL AND NEW.body IS NULL AND NEW.event_id = OLD.event_id"
    )

    event = models.OneToOneField(AuditEvent, models.PROTECT, primary_key=True, related_name="payload")
    salt = models.BinaryField(null=True)
    body = models.BinaryField(null=True)
    disposed_at = models.DateTimeField(null=True)
    disposed_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="audit_payload_whole_or_disposed",
                condition=Q(disposed_at=None, disposed_reason="", salt__isnull=False, body__isnull=False)
                | Q(disposed_at__isnull=False, salt=None, body=None) & ~Q(disposed_reason=""),
            )
        ]

    def __str__(self) -> str:
        return f"payload of {self.event_id}"


class AuditHead(models.Model):
    """The chain's last event, in one row: whoever appends locks it, as the last lock of a transaction."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        constraints = [models.CheckConstraint(name="audit_has_one_head", condition=Q(id=1))]

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"


class AuditCheck(AppendOnly):
    """One verification of the chain and what it found: kept, so that a later check can miss a head seen here.

    `seq` and `hash` are the last event that held; `known_seq` and `known_hash` the furthest head that an
    earlier check had seen, which this one had to meet ("" where there was none). `night` is the day of a
    nightly check: one a day, however often the timer calls. `rows` of evidence were as the chain says, it says
    nothing of `uncovered` ones yet, and `wrong` were not: `findings` names the first of them, with what is wrong.
    """

    class Cause(models.TextChoices):
        NIGHT = "night", _("Nightly check")
        BUTTON = "button", _("Asked for on the page")

    at = models.DateTimeField()
    milliseconds = models.PositiveBigIntegerField()
    cause = models.CharField(max_length=10, choices=Cause.choices)
    night = models.DateField(null=True, unique=True)
    actor_name = models.TextField()
    actor_uid = models.TextField(blank=True)
    events = models.PositiveBigIntegerField()
    tombstones = models.PositiveBigIntegerField()
    seq = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    known_seq = models.PositiveBigIntegerField(default=0)
    known_hash = models.CharField(max_length=64, blank=True)
    problem = models.CharField(max_length=30, blank=True)
    first_broken = models.PositiveBigIntegerField(null=True)
    missing_triggers = models.TextField(blank=True)
    rows = models.PositiveBigIntegerField(default=0)
    uncovered = models.PositiveBigIntegerField(default=0)
    wrong = models.PositiveBigIntegerField(default=0)
    findings = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.seq}:{self.hash}"

    @property
    def ok(self) -> bool:
        """The chain held, the rows of evidence were as it says, and the database protected all of it."""
        return not (self.problem or self.wrong or self.missing_triggers)
