"""Published editions of models. A row never changes; a new wording is a new revision."""

from __future__ import annotations

from functools import cached_property

from django.db import models

from uppdragil.core.append_only import AppendOnly

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
