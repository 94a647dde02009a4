"""Template directives: texts and rows that the portfolio office keeps for everybody to begin with."""

from __future__ import annotations

from django.db import models

from uppdragil.core.uid import new_uid
from uppdragil.editions.models import Edition

from .content import DirectiveContent


class Template(models.Model):
    """A template: a copy of a directive's text, made when it was kept. The directive goes its own way."""

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    name = models.TextField()
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    content = models.JSONField()
    kept_by = models.TextField()
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def read(self) -> DirectiveContent:
        """What it says."""
        return DirectiveContent.model_validate(self.content)
