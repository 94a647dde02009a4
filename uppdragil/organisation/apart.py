"""What tells people of the same name from each other, wherever one of them is chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from .models import Person

Part = Callable[[Person], str]
LIKE_EACH_OTHER: tuple[Part, ...] = (
    lambda p: p.unit.name if p.unit else "",
    lambda p: p.email,
    lambda p: p.user.username if p.user else "",
    lambda p: _("no. %(number)s") % {"number": p.pk},
)


def in_sentence(title: str) -> str:
    """A title as it stands after a name: "Direktör" becomes "direktör"; "VD" and "IT-chef" stay."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def told_apart(people: Iterable[Person]) -> dict[int, str]:
    """By primary key, a label that no other of `people` has: name and title; unit, e-mail, username or number
    too, where those before are the same. `unit` and `user` should be selected along.
    """
    found = {p.pk: p for p in people}
    labels = {pk: _joined(p.name, in_sentence(p.title)) for pk, p in found.items()}
    for part in LIKE_EACH_OTHER:
        shared = Counter(labels.values())
        labels = {
            pk: _joined(label, part(found[pk])) if shared[label] > 1 else label
            for pk, label in labels.items()
        }
    return labels


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
