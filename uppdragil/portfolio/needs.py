"""What mandates need from others to get on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from uppdragil.core.history import row_history
from uppdragil.core.uid import new_uid
from uppdragil.directives.models import Directive
from uppdragil.organisation.models import DecisionBody, Person


class SupportNeed(models.Model):
    """Stödbehov: what a mandate needs, from whom, by when, and what was answered.

    Asked of a body, or of a responsible in words that `holder_kind` and `holder_id` tie to the register, as those
    of a condition. `reference`: the paragraph and the meeting, where a body answered at one. Open until it is
    answered or withdrawn.
    """

    class Kind(models.TextChoices):
        DECISION = "decision", _("Decision")
        PEOPLE = "people", pgettext_lazy("a support need", "Staffing")
        MONEY = "money", pgettext_lazy("a support need", "Money")
        COMPETENCE = "competence", pgettext_lazy("a support need", "Competence")
        PRIORITY = "priority", pgettext_lazy("a support need", "Priority")
        OTHER = "other", pgettext_lazy("a support need", "Other")

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    directive = models.ForeignKey(Directive, models.PROTECT, related_name="support_needs")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    text = models.TextField()
    body = models.ForeignKey(DecisionBody, models.PROTECT, null=True, blank=True, related_name="+")
    responsible = models.TextField(blank=True, default="")
    holder_kind = models.CharField(max_length=20, blank=True, default="")
    holder_id = models.CharField(max_length=32, blank=True, default="")
    due = models.DateField()
    raised_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    answer = models.TextField(blank=True, default="")
    reference = models.TextField(blank=True, default="")
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    history = row_history()

    class Meta:
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=False) | ~Q(responsible=""), name="support_is_asked_of_somebody"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="", reference="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
                name="support_answer_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="support_ends_in_one_way",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def asked_of(self) -> str:
        return self.body.name if self.body else self.responsible

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.withdrawn_at is None
