"""Saved views of the overview: what somebody chose of filters, columns, order and groups, under a name.

A view holds the choice and no mandates: whoever opens it sees their own. A preference, no evidence: no history.
"""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q, QuerySet

from uppdragil.core.contention import writing
from uppdragil.core.uid import new_uid
from uppdragil.core.values import clean_text
from uppdragil.organisation.models import Person

MAX_NAME = 80  # characters
MAX_QUERY = 2_000  # characters of an address
MOST = 50  # views of one person


class TooMany(Exception):
    """The person has MOST views already."""


class SavedView(models.Model):
    """`query`: the part of the address after the question mark. `shared`: offered to everybody, by name."""

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="saved_views")
    name = models.TextField()
    query = models.TextField(blank=True)
    shared = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="view_name_once_per_person"),
            models.CheckConstraint(condition=~Q(name=""), name="view_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


def offered(person: Person) -> QuerySet[SavedView]:
    """Their own, and those that others share."""
    return SavedView.objects.filter(Q(person=person) | Q(shared=True)).select_related("person")


def save(*, person: Person, name: str, query: str, shared: bool, now: dt.datetime) -> SavedView:
    """The person's view of that name, as it is chosen now: the one there is is replaced. Raises TooMany or Busy."""
    with writing():
        name = clean_text(name).strip()[:MAX_NAME]
        mine = SavedView.objects.filter(person=person)
        if not mine.filter(name=name).exists() and mine.count() >= MOST:
            raise TooMany
        chosen = {"query": query[:MAX_QUERY], "shared": shared, "saved_at": now}
        view, _made = SavedView.objects.update_or_create(person=person, name=name, defaults=chosen)
        return view


def drop(*, view: SavedView) -> None:
    """It is not offered any more. The caller has asked whose it is. Raises Busy."""
    with writing():
        view.delete()
