"""Addresses of the organisation's pages."""

from __future__ import annotations

from django.urls import reverse

from tests import factories
from uppdragil.organisation.models import DecisionBody, Duty, Person, Position, Unit
from uppdragil.web.things import THINGS

KINDS = list(THINGS)


def edit(record: Person | Unit | Position | DecisionBody) -> str:
    key = {Person: "person", Unit: "unit", Position: "position", DecisionBody: "body"}[type(record)]
    return reverse(f"organisation-{key}-edit", args=[record.uid])


def one_of_each() -> dict[str, str]:
    """An address that takes a POST, for each kind of change."""
    person, position = factories.person(), factories.position(factories.person())
    body, unit = factories.body(factories.person()), factories.unit()
    duty = factories.duty(factories.person(), Duty.Kind.AUDITOR).duties.get()
    records = {"person": person, "position": position, "body": body, "unit": unit}
    found = {f"{key}-state": reverse(f"organisation-{key}-state", args=[r.uid]) for key, r in records.items()}
    found |= {f"{key}-edit": edit(record) for key, record in records.items()}
    found |= {f"{key}-new": reverse(f"organisation-{key}-new") for key in KINDS}
    return found | {
        "held": reverse("organisation-position-held", args=[position.uid]),
        "seat": reverse("organisation-body-held", args=[body.uid]),
        "end": reverse("organisation-position-end", args=[position.uid, position.holdings.get().pk]),
        "seat-end": reverse("organisation-body-end", args=[body.uid, body.memberships.get().pk]),
        "account": reverse("organisation-person-account", args=[person.uid]),
        "duty": reverse("organisation-duty-remove", args=[duty.pk]),
    }
