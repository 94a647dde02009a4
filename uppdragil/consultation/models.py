"""Remiss: a text as it was sent to named reviewers, what they say of it, and the controller's review.

Consultations, invitations and comments are working material: `disposal` removes them. A controller's review is
evidence: it answers a question of the first gate.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from uppdragil.core.append_only import AppendOnly
from uppdragil.core.uid import new_uid
from uppdragil.directives.models import Directive
from uppdragil.organisation.models import Person


class Consultation(models.Model):
    """The working text of a directive, sent out for comments. `data` is the text, as a version has it.

    `title` and `number` are those of the sent text. One is open at a time.
    """

    class Ending(models.TextChoices):
        ENDED = "ended", pgettext_lazy("consultation", "Ended")
        WITHDRAWN = "withdrawn", pgettext_lazy("consultation", "Withdrawn")

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    directive = models.ForeignKey(Directive, models.PROTECT, related_name="consultations")
    title = models.TextField()
    number = models.TextField()
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due = models.DateField()
    words = models.TextField(blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True, default="")

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["directive"], condition=Q(ended_at__isnull=True), name="consultation_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending="") | Q(ended_at__isnull=False) & ~Q(ending=""),
                name="consultation_ends_in_a_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


class Invitation(models.Model):
    """One reviewer, and what became of it. `reason`: why they declined."""

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("reviewer", "Not answered yet")
        NO_REMARKS = "no_remarks", pgettext_lazy("reviewer", "No remarks")
        REMARKS = "remarks", pgettext_lazy("reviewer", "Has commented")
        DECLINED = "declined", pgettext_lazy("reviewer", "Declined")

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.ASKED)
    reason = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["person__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "person"], name="reviewer_once"),
            models.CheckConstraint(
                condition=Q(state="asked", answered_at__isnull=True)
                | ~Q(state="asked") & Q(answered_at__isnull=False),
                name="reviewer_answers_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""), name="reviewer_declines_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation}: {self.person}"


class Comment(models.Model):
    """What somebody says of the sent text: of all of it, of a chapter, or of a row, whose words are kept in `about`.

    `moves` counts the entries of its thread: whoever settles it has read them all.
    """

    class Kind(models.TextChoices):
        REMARK = "remark", pgettext_lazy("comment", "Remark")
        QUESTION = "question", pgettext_lazy("comment", "Question")
        SUGGESTION = "suggestion", pgettext_lazy("comment", "Suggestion")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("comment", "Not settled")
        DONE = "done", pgettext_lazy("comment", "Acted on")
        NO_ACTION = "no_action", pgettext_lazy("comment", "No action")

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="comments")
    chapter = models.CharField(max_length=40, blank=True, default="")
    row = models.CharField(max_length=32, blank=True, default="")
    about = models.TextField(blank=True, default="")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    text = models.TextField()
    proposed = models.TextField(blank=True, default="")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    moves = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["consultation", "state"], name="comments_by_state")]

    def __str__(self) -> str:
        return self.text[:60]


class Entry(models.Model):
    """Something in the thread of a comment: an answer, how it was settled, that it was opened again. Only added."""

    class Kind(models.TextChoices):
        REPLY = "reply", pgettext_lazy("thread", "Answer")
        DONE = "done", pgettext_lazy("thread", "Acted on")
        NO_ACTION = "no_action", pgettext_lazy("thread", "No action")
        REOPENED = "reopened", pgettext_lazy("thread", "Opened again")

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField(blank=True, default="")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.kind}: {self.text[:60]}"


class ControllerReview(AppendOnly):
    """A controller has reviewed a text, with remarks or without. Bound to the text's bytes, which it keeps."""

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    directive = models.ForeignKey(Directive, models.PROTECT, related_name="controller_reviews")
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    remarks = models.TextField(blank=True, default="")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("controller's review")

    def __str__(self) -> str:
        return f"{self.directive}: {self.name}"
