"""The audit chain's tables. Written by `uppdragil.core.audit` only."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

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
        indexes = [models.Index(fields=["subject", "seq"], name="audit_by_subject")]

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
