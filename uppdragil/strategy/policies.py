"""Who sees what of the strategy, and who publishes it."""

from __future__ import annotations

from django.db.models import QuerySet

from uppdragil.organisation.models import Duty, Person
from uppdragil.organisation.roles import has_duty

from .models import StrategyEdition


def readable(person: Person) -> QuerySet[StrategyEdition]:
    """Published editions are everybody's; drafts are the office's."""
    if may_publish(person):
        return StrategyEdition.objects.all()
    return StrategyEdition.objects.filter(state=StrategyEdition.State.PUBLISHED)


def may_publish(person: Person) -> bool:
    """The portfolio office looks after the strategy's editions."""
    return has_duty(person, Duty.Kind.OFFICE)


def may_correct(person: Person, edition: StrategyEdition) -> bool:
    """As long as it is a draft: what is published never changes."""
    return edition.state == StrategyEdition.State.DRAFT and may_publish(person)
