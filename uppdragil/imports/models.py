"""A text that somebody has imported and that is not a directive yet."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.db import models

from uppdragil.core.uid import new_uid
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.models import Directive
from uppdragil.editions.services import USUAL
from uppdragil.organisation.models import DecisionBody, Person

from .ledger import Ignored, Kind, Unplaced
from .readers import Source
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
    structure = models.JSONField(default=dict, blank=True)  # what else there was of the source (`Source`)
    edition = models.CharField(max_length=50, default=USUAL)  # the key of the one that it was read as
    recognised = models.JSONField(default=dict, blank=True)
    choices = models.JSONField(default=dict, blank=True)  # what the preview's form was left with
    directive = models.ForeignKey(Directive, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title

    @property
    def came(self) -> Source:
        """The text as it came, with what was seen of its form."""
        seen = dict(self.structure)
        headings = {int(line): level for line, level in seen.pop("headings", {}).items()}
        return Source(self.source, headings=headings, **seen)

    def read(self) -> Recognised:
        """What was recognised."""
        kept = self.recognised
        return Recognised(
            DirectiveContent.model_validate(kept["content"]),
            tuple(Unplaced(line, text) for line, text in kept["unplaced"]),
            tuple(Ignored(line, text, Kind(kind)) for line, text, kind in kept["ignored"]),
            {line: key for key, lines in kept.get("places", {}).items() for line in lines},
            self.edition,
        )


def structure_of(source: Source) -> dict[str, Any]:
    """Plain values for `ImportDraft.structure`."""
    values = asdict(source)
    del values["text"]
    return values


def as_kept(recognised: Recognised) -> dict[str, Any]:
    """Plain values for `ImportDraft.recognised`."""
    places: dict[str, list[int]] = {}
    for line, key in recognised.places.items():
        places.setdefault(key, []).append(line)
    return {
        "content": recognised.content.model_dump(mode="json"),
        "unplaced": [[line.line, line.text] for line in recognised.unplaced],
        "ignored": [[line.line, line.text, line.kind] for line in recognised.ignored],
        "places": places,
    }


class StrategyImport(models.Model):
    """The text of a strategy's pages that is no draft yet; the portfolio office shares what waits."""

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    source = models.TextField()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.uid


class AdoptionSheet(models.Model):
    """An uploaded table of mandates that run already: one draft per row."""

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    name = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["person", "sha256"], name="adoption_sheet_once")]

    def __str__(self) -> str:
        return self.name


class AdoptionDraft(models.Model):
    """A mandate that is to be taken in; for the office. When it has been, only the link to it stays.

    `content` and `decisions` are plain values; `problems` what a table's row does not say, as codes and parameters.
    """

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    title = models.TextField(blank=True)
    number = models.TextField(blank=True)
    edition = models.CharField(max_length=50, default=USUAL)
    content = models.JSONField(default=dict, blank=True)
    phase = models.CharField(max_length=20, blank=True)
    decisions = models.JSONField(default=list, blank=True)
    body = models.ForeignKey(DecisionBody, models.PROTECT, null=True, blank=True, related_name="+")
    source = models.ForeignKey(ImportDraft, models.CASCADE, null=True, blank=True, related_name="+")
    sheet = models.ForeignKey(AdoptionSheet, models.CASCADE, null=True, blank=True, related_name="rows")
    row = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list, blank=True)
    directive = models.ForeignKey(Directive, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["row", "-created_at"]

    def __str__(self) -> str:
        return self.title


class AdoptionScan(models.Model):
    """The scan that waits with a draft; it becomes evidence when the mandate is taken in."""

    draft = models.ForeignKey(AdoptionDraft, models.CASCADE, related_name="scans")
    gate = models.CharField(max_length=20)
    name = models.TextField()
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "gate"], name="adoption_scan_once")]

    def __str__(self) -> str:
        return self.name


class ReturnedReport(models.Model):
    """A status report that came back from Excel: the cells that were edited, until they are used or thrown away.

    `edits`: by sheet, row and field what the file says, and the mark of what the report said (`portfolio.returning`).
    `approved`: what is approved and not dealt with yet, by the edit's id the mark of what the mandate was seen to say.
    Of the last approval, `saved` were, and `refused` were not: by the edit's id a key of `returnededits.WHY`.
    """

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.TextField()
    created_at = models.DateTimeField()
    edits = models.JSONField()
    approved = models.JSONField(default=dict, blank=True)
    saved = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name
