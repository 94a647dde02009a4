"""What was measured of impact goals: evidence."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q

from uppdragil.core.append_only import AppendOnly
from uppdragil.core.uid import new_uid
from uppdragil.directives.content import plain_number
from uppdragil.directives.models import Directive
from uppdragil.organisation.models import Person


class Measurement(AppendOnly):
    """Mätvärde: a goal's value on a day, in the goal's own unit, or what was seen, in words.

    `goal`: the uid of the goal's row; `text` and `unit` as they were then. `instead_of`: in whose place `by` gave
    it. `reason`: why the office noted it, which is nobody's owner. A correction says in `replaces` which one it
    stands for: what is replaced counts no more, and stays.
    """

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    directive = models.ForeignKey(Directive, models.PROTECT, related_name="measurements")
    goal = models.CharField(max_length=32)
    text = models.TextField()
    unit = models.TextField(blank=True, default="")
    measured_on = models.DateField()
    value = models.DecimalField(max_digits=15, decimal_places=6, null=True, blank=True)
    words = models.TextField(blank=True, default="")
    comment = models.TextField(blank=True, default="")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.TextField()
    title = models.TextField(blank=True, default="")
    instead_of = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        ordering = ["measured_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False) | ~Q(words=""), name="measurement_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text} {self.measured_on}"

    @property
    def number(self) -> Decimal | None:
        """The value as a text writes it: 54,5, and not 54,500000."""
        return None if self.value is None else plain_number(self.value)
