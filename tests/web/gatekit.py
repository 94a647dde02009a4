"""The gate page as a browser sends it."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, Mandate
from tests.web.directive_pages import page_of


def url(name: str, mandate: Mandate, *more: Any) -> str:
    return reverse(name, args=[mandate.directive.uid, *more])


def fields(response: Any) -> dict[str, str]:
    """What the page's main form would send as it stands, without its buttons."""
    form = max(page_of(response).forms, key=lambda form: len(form.fields))
    sent = {name: value for name, value in form.form_values() if name not in ("do", "csrfmiddlewaretoken")}
    return {name: value.removeprefix("\n") for name, value in sent.items()}  # as browsers read a textarea


def filled(mandate: Mandate, page: Any, outcome: str = "yes", **typed: Any) -> dict[str, Any]:
    """The page with JA to every question and what `outcome` needs. `typed` comes last."""
    proposal = mandate.proposal(outcome)
    data: dict[str, Any] = {**fields(page), "do": "continue", "outcome": outcome}
    data |= {f"item-{code}-value": "yes" for code in proposal.answers}
    data["motivation"] = proposal.motivation
    for i, condition in enumerate(proposal.conditions):
        data |= {f"conditions-{i}-text": condition.text, f"conditions-{i}-responsible": condition.responsible}
        data[f"conditions-{i}-due"] = str(condition.due)
    if proposal.postponed_to:
        data["postponed_to"] = str(proposal.postponed_to)
    if proposal.meeting:
        data |= {"met_on": str(proposal.meeting.date), "paragraph": proposal.meeting.paragraph}
        data |= {"present": [typed["official"]]} if typed.get("official") else {}
    return data | typed


def put_forward(client: Client, mandate: Mandate, outcome: str = "yes", **typed: Any) -> Any:
    """Fill in the gate page and press on."""
    page = client.get(url("gate", mandate))
    return client.post(url("gate", mandate), filled(mandate, page, outcome, **typed))


def confirm(client: Client, mandate: Mandate, password: str = PASSWORD, **changed: Any) -> Any:
    """Press the button of the confirmation as it is shown now."""
    sent = fields(client.get(url("gate-confirm", mandate)))
    return client.post(url("gate-confirm", mandate), sent | {"password": password} | changed)
