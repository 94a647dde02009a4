"""Who looks after the editions of the models."""

from __future__ import annotations

from uppdragil.organisation.models import Duty, Person
from uppdragil.organisation.roles import has_duty


def may_edit(person: Person) -> bool:
    """The portfolio office reads, drafts and publishes editions, and moves directives between them."""
    return has_duty(person, Duty.Kind.OFFICE)
