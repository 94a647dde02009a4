"""How a mandate's money stood on a day: evidence."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from uppdragil.core.append_only import AppendOnly
from uppdragil.core.uid import new_uid
from uppdragil.directives.models import Directive
from uppdragil.organisation.models import Person


def ore() -> models.BigIntegerField:
    """A column of money, in öre; NULL where nothing was said."""
    return models.BigIntegerField(null=True, blank=True)


class MoneyState(AppendOnly):
    """Läge i pengar: of the frame, in öre, on a day. The last one told of the last day is how it stands.

    `activated`: what is released for use. `identified`: what activities are known for but not released. `outcome`:
    what is spent. `frame`: that of the directive then. `instead_of`: in whose place `by` told it.
    """

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    directive = models.ForeignKey(Directive, models.PROTECT, related_name="money_states")
    on = models.DateField()
    frame = ore()
    activated = ore()
    identified = ore()
    outcome = ore()
    comment = models.TextField(blank=True, default="")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.TextField()
    title = models.TextField(blank=True, default="")
    instead_of = models.TextField(blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["directive", "-on", "-id"], name="money_last")]
        constraints = [
            models.CheckConstraint(
                condition=Q(activated__isnull=False) | Q(identified__isnull=False) | Q(outcome__isnull=False),
                name="money_says_something",
            ),
            models.CheckConstraint(
                condition=~Q(activated__lt=0) & ~Q(identified__lt=0) & ~Q(outcome__lt=0),
                name="money_not_below_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.directive_id} {self.on}"
