"""What each person wants by mail, and in which language."""

from __future__ import annotations

from uppdragil.organisation.models import Person

from .items import Kind as Waits
from .models import Mail, MailChoice


def choice_of(person: Person) -> MailChoice:
    """The person's choice; unsaved defaults for who has made none."""
    found = MailChoice.objects.filter(person=person).first()
    return found or MailChoice(person=person)


def wants(choice: MailChoice, kind: str, about: str) -> bool:
    """Whether to mail this. `about`: what it is about, as `Mail.about` has it."""
    if kind in (Mail.Kind.ROUND, Mail.Kind.ADJUST):
        return choice.decisions
    if kind == Mail.Kind.REMINDER:
        deciding = about.startswith((f"{Waits.DECIDE}:", f"{Waits.ADJUST}:"))
        return choice.reminders and (choice.decisions or not deciding)
    return {
        Mail.Kind.DECIDED: choice.outcomes,
        Mail.Kind.SUPERSEDED: choice.outcomes,
        Mail.Kind.MODEL: choice.outcomes,
        Mail.Kind.EXTRACT: choice.outcomes,
        Mail.Kind.CONDITION: choice.conditions,
        Mail.Kind.ASK: choice.asks,
        Mail.Kind.SUPPORT: choice.asks,
        Mail.Kind.CONSULT: choice.asks,
        Mail.Kind.NEED: choice.outcomes,
        Mail.Kind.REPORT: choice.asks,
        Mail.Kind.EMPTIED: choice.asks,
        Mail.Kind.DIGEST: choice.digest,
    }[Mail.Kind(kind)]
