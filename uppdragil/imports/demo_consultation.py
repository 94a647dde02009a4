"""The demo's remiss: a draft out for comments, of which some are answered and some not.

Told by the services, as everything of the demo is, after the mandates have come to where they stand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from uppdragil.consultation import services
from uppdragil.consultation.models import Consultation, Invitation
from uppdragil.directives.models import Directive
from uppdragil.organisation.models import Person

At = Callable[[dt.date], dt.datetime]


def tell(told: dict[str, Any], at: At) -> None:
    """`at`: the moment of a day when things are done."""
    sent = services.send(
        directive=Directive.objects.get(title=told["mandate"]),
        reviewers=[Person.objects.get(name=name) for name in told["reviewers"]],
        due=dt.date.fromisoformat(told["due"]),
        words=told["words"],
        **_who_and_when(told, at),
    )
    for one in told["comments"]:
        _comment(sent, one, at)
    for one in told["ready"]:
        services.answer(consultation=sent, state=Invitation.State.NO_REMARKS, **_who_and_when(one, at))


def _comment(sent: Consultation, told: dict[str, Any], at: At) -> None:
    rows = getattr(services.content_of(sent), told["chapter"]) if "row" in told else ()
    comment = services.comment(
        consultation=sent,
        chapter=told["chapter"],
        row=rows[told["row"]].uid if rows else "",
        kind=told["kind"],
        text=told["text"],
        proposed=told.get("proposed", ""),
        **_who_and_when(told, at),
    )
    for moves, entry in enumerate(told.get("thread", ())):
        said = {"kind": entry["kind"], "text": entry["text"], "moves": moves}
        services.reply(comment=comment, **said, **_who_and_when(entry, at))


def _who_and_when(told: dict[str, Any], at: At) -> dict[str, Any]:
    day = dt.date.fromisoformat(told["on"])
    return {"by": Person.objects.get(name=told["by"]), "now": at(day)}
