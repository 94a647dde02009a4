"""What a unit has room for, and when nothing is to land on it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from uppdragil.core.append_only import AppendOnly
from uppdragil.core.history import row_history
from uppdragil.core.uid import new_uid
from uppdragil.organisation.models import Person, Unit

MOST = 500  # deliveries or mandates in a month


class UnitCapacity(AppendOnly):
    """What fits at `unit` in a month, from the month of `since` on, until a later one is said; `word` says why.

    `executions`: mandates that are carried out there at the same time; None where the unit does not say.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="capacities")
    since = models.DateField()
    deliveries = models.PositiveSmallIntegerField()
    executions = models.PositiveSmallIntegerField(null=True)
    word = models.TextField()
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.TextField()
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(word=""), name="capacity_has_a_word"),
            models.CheckConstraint(
                condition=Q(deliveries__lte=MOST) & (Q(executions=None) | Q(executions__lte=MOST)),
                name="capacity_is_no_typing_error",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.since:%Y-%m}: {self.deliveries}"


class FreezePeriod(models.Model):
    """Days on which nothing is to land on `unit`, or on any unit where that is None. Lifted, it holds no more."""

    class Kind(models.TextChoices):
        SUMMER = "summer", pgettext_lazy("a freeze", "Summer")
        RECOVERY = "recovery", pgettext_lazy("a freeze", "Recovery after a large delivery")
        OTHER = "other", pgettext_lazy("a freeze", "Something else")

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="freezes")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    starts = models.DateField()
    ends = models.DateField()
    reason = models.TextField()
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    lifted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    history = row_history()

    class Meta:
        ordering = ["starts", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="freeze_ends_after_start"),
            models.CheckConstraint(condition=~Q(reason=""), name="freeze_has_a_reason"),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="freeze_is_lifted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts} {self.ends}"
