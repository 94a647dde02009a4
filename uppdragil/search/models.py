"""The index of the search: passages of mandates, and papers that say something beside them.

Who may see a text finds by its passages: `directives.policies.cards` says who does. Of papers, minutes are found by
whom `meetings.policies.paragraphs` lets read them, and plans by everybody.
"""

from __future__ import annotations

from django.db import models

from uppdragil.directives.models import Directive
from uppdragil.meetings.models import AgendaItem
from uppdragil.strategy.models import BoardPlanItem


class Passage(models.Model):
    """What one chapter of a text says, as it is shown: `said` is JSON, pairs of a row's uid (or "") and a text.

    The text is the working text of `directive`, or what was `decided` last of it; what was decided before has no
    passages. `id` says which chapter of which text it is (`engine.place`), `words` is what it is
    found by, as each database wants it (`tables`).
    """

    id = models.BigIntegerField(primary_key=True)
    directive = models.ForeignKey(Directive, models.CASCADE, related_name="passages")
    decided = models.BooleanField()
    chapter = models.CharField(max_length=40)
    said = models.TextField()
    words = models.TextField()

    def __str__(self) -> str:
        return f"{self.directive}: {self.chapter}"


class Paper(models.Model):
    """What a paragraph of minutes, or a point of a board's plan, says: as it is shown, and the words it is found by.

    `id` tells which of the two it is (`papers`); `day` is the meeting's, or the first of the plan.
    """

    id = models.BigIntegerField(primary_key=True)
    item = models.OneToOneField(AgendaItem, models.CASCADE, null=True, related_name="paper")
    point = models.OneToOneField(BoardPlanItem, models.CASCADE, null=True, related_name="paper")
    day = models.DateField()
    said = models.TextField()
    words = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(item=None, point__isnull=False) | models.Q(item__isnull=False, point=None),
                name="paper_is_of_one",
            )
        ]

    def __str__(self) -> str:
        return self.said
