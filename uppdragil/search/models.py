"""The index of the search. Who may see a text finds by its passages: `directives.policies.cards` says who does."""

from __future__ import annotations

from django.db import models

from uppdragil.directives.models import Directive


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
