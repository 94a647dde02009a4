"""The demo's dependencies: links that its leads added on the way, and a plan that was changed by decision.

Told by the services, as everything of the demo is, after the mandates have come to where they stand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from uppdragil.core.uid import new_uid
from uppdragil.decisions import changes
from uppdragil.decisions.services import Authentication
from uppdragil.directives import marks, saving, storage
from uppdragil.directives.content import Dependency
from uppdragil.directives.models import Directive
from uppdragil.editions.spec import Outcome
from uppdragil.gates.values import Answer, Proposal, Value
from uppdragil.organisation.models import Person
from workflows import service
from workflows.changing import submit_change

KEY = "dependencies"


def tell(told: dict[str, Any], at: Callable[[dt.date], dt.datetime]) -> None:
    """`at`: the moment of a day when things are done."""
    for one in told["links"]:
        _link(one, at(_day(one["on"])))
    for one in told["changes"]:
        _change(one, at)


def row(text: str, title: str, uid: str = "", **more: str) -> Dependency:
    """A row that says `text` and leads to the mandate that is called so, if any; `more`: its `kind` and `system`."""
    other = Directive.objects.values_list("uid", flat=True).get(title=title) if title else None
    return Dependency.model_validate({"uid": uid or new_uid(), "text": text, "other_id": other, **more})


def _link(told: dict[str, Any], now: dt.datetime) -> None:
    directive = Directive.objects.get(title=told["mandate"])
    more = {name: told[name] for name in ("kind", "system") if name in told}
    new = row(told["text"], told.get("other", ""), **more)
    by = Person.objects.get(name=told["by"])
    saving.save(directive=directive, edits=[saving.Edit(KEY, new.uid, marks.NONE, new)], by=by, now=now)


def _change(told: dict[str, Any], at: Callable[[dt.date], dt.datetime]) -> None:
    """The days of its gates moved: asked for by the lead, decided by the owner."""
    directive, lead = Directive.objects.get(title=told["mandate"]), Person.objects.get(name=told["by"])
    begun, decided = at(_day(told["on"])), at(_day(told["decided"]))
    change = changes.begin(directive=directive, reason=told["reason"], by=lead, now=begun)
    days = {gate: _day(day) for gate, day in told["days"].items()}
    content = storage.load(directive)
    plans = tuple(
        plan.model_copy(update={"start": days[plan.gate], "end": days[plan.gate]})
        if plan.gate in days
        else plan
        for plan in content.gate_plans
    )
    version = changes.save_chapter(
        change=change,
        key="gate_plans",
        version=change.version,
        content=content.model_copy(update={"gate_plans": plans}),
        by=lead,
        now=begun,
    )
    round_ = submit_change(directive=directive, by=lead, version=version, now=begun)
    service.decide(
        directive=directive,
        by=Person.objects.get(name=told["decided_by"]),
        round_uid=round_.uid,
        proposal=Proposal(
            Outcome.YES, answers={item.code: Answer(Value.YES) for item in round_.spec.checklist}
        ),
        authentication=Authentication("password", decided),
        suggested={},
        now=decided,
    )


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
