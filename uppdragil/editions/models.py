"""Published editions of models, whose rows never change, and the draft of an edition's next revision."""

from __future__ import annotations

from functools import cached_property

from django.db import models

from uppdragil.core.append_only import AppendOnly
from uppdragil.core.history import row_history

from .spec import EditionSpec


class Edition(AppendOnly):
    """One published revision of an edition. Running directives keep the one they started with."""

    told_at_once = False

    key = models.CharField(max_length=50)
    revision = models.PositiveIntegerField()
    name = models.CharField(max_length=100)
    body = models.JSONField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "revision"], name="edition_revision_once")]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def spec(self) -> EditionSpec:
        return EditionSpec.model_validate(self.body)


class EditionDraft(models.Model):
    """The next revision of `key` while it is written: one for everybody. Gone once it is published or discarded.

    `version` counts its changes; `body` is an EditionSpec at all times, though not always one that may be published.
    """

    key = models.CharField(max_length=50, unique=True)
    based_on = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    body = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    begun_by = models.TextField()
    history = row_history()

    def __str__(self) -> str:
        return f"{self.key} {self.version}"

    @property
    def spec(self) -> EditionSpec:
        return EditionSpec.model_validate(self.body)
