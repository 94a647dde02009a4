"""A text that somebody has imported and that is not a directive yet."""

from __future__ import annotations

from typing import Any

from django.db import models

from uppdragil.core.uid import new_uid
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.models import Directive
from uppdragil.organisation.models import Person

from .ledger import Ignored, Kind, Unplaced
from .recogniser import Recognised


class ImportDraft(models.Model):
    """Seen by its person and the office. When it has become a directive, its texts are disposed of and
    only the link stays: a second press of the button then finds the first one's directive.
    """

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    title = models.TextField(blank=True)
    source = models.TextField(blank=True)
    recognised = models.JSONField(default=dict, blank=True)
    choices = models.JSONField(default=dict, blank=True)  # what the preview's form was left with
    directive = models.ForeignKey(Directive, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title

    def read(self) -> Recognised:
        """What was recognised."""
        kept = self.recognised
        return Recognised(
            DirectiveContent.model_validate(kept["content"]),
            tuple(Unplaced(line, text) for line, text in kept["unplaced"]),
            tuple(Ignored(line, text, Kind(kind)) for line, text, kind in kept["ignored"]),
        )


def as_kept(recognised: Recognised) -> dict[str, Any]:
    """Plain values for `ImportDraft.recognised`."""
    return {
        "content": recognised.content.model_dump(mode="json"),
        "unplaced": [[line.line, line.text] for line in recognised.unplaced],
        "ignored": [[line.line, line.text, line.kind] for line in recognised.ignored],
    }
