"""What a directive is found, filtered and sorted by in lists: a list reads no text but its own page's.

A card is made of one text and of nothing else: the working text has one, which every save keeps, and so has each
version, so that those who read decided versions only are answered by these.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.db import models
from django.db.models import Q

from uppdragil.core.swedish import folded, sort_key

from .content import DirectiveContent, GatePlan, HolderKind, Role

BETWEEN = "\n"  # no line has one: what is searched never runs from one field into the next


class Card(models.Model):
    """One text of a directive, as far as lists ask: the working text (`version` None), or a version.

    `words` and `people` are folded: what is searched. `held_by` names the people and positions of chapter 8
    (`held`); `leads` are pairs of words and the uid of a person, or "". `days`: the last planned day of each gate
    that has one, counted from 0001-01-01 (`date.toordinal`), which every database can subtract. `risk`: the highest
    product, 1 to 25. `measured_until`: the last day of an impact goal. `strategy`: the areas and sub-goals of 4.1, as
    pairs of an area's uid and a sub-goal's, or ""; `area`: the name of the first, by which lists are grouped.
    `frame`: of the budget, in öre.
    """

    directive = models.ForeignKey("directives.Directive", models.CASCADE, related_name="cards")
    version = models.OneToOneField(
        "directives.DirectiveVersion", models.CASCADE, null=True, blank=True, related_name="card"
    )
    number = models.TextField(default="")
    title = models.TextField(default="")
    title_key = models.TextField(default="")
    unit = models.TextField(default="")
    unit_id = models.CharField(max_length=32, null=True)  # noqa: DJ001 - None where the words stand alone
    words = models.TextField(default="")
    owner = models.TextField(default="")
    leads = models.JSONField(default=list)
    people = models.TextField(default="")
    held_by = models.TextField(default="")
    days = models.JSONField(default=dict)
    risk = models.PositiveSmallIntegerField(null=True)
    measured_until = models.DateField(null=True)
    strategy = models.JSONField(default=list)
    area = models.TextField(default="")
    frame = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["directive"], condition=Q(version=None), name="card_of_working_text_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def day(self, gate: str) -> dt.date | None:
        """The last planned day of `gate`."""
        return dt.date.fromordinal(self.days[gate]) if gate in self.days else None


def of_head(head: Any) -> dict[str, Any]:
    """What the head says, of a content or of a directive's own columns."""
    said = (head.number, head.title, head.subtitle, head.registry_number, head.unit)
    return {
        "number": head.number,
        "title": head.title,
        "title_key": sort_key(head.title),
        "unit": head.unit,
        "unit_id": head.unit_id,
        "words": folded(BETWEEN.join(said)),
    }


def of_chapters(content: DirectiveContent, keys: Iterable[str]) -> dict[str, Any]:
    """What these chapters say."""
    return {
        name: value for key in keys if key in _CHAPTERS for name, value in _CHAPTERS[key](content).items()
    }


def of_content(content: DirectiveContent) -> dict[str, Any]:
    """A whole card's columns."""
    return of_head(content) | of_chapters(content, _CHAPTERS)


def card_of(content: DirectiveContent, directive: Any, version: Any = None) -> Card:
    """The card of the working text, or of a `version`, of a directive; nothing is stored here."""
    return Card(directive=directive, version=version, **of_content(content))


def holders(content: DirectiveContent, role: Role) -> str:
    """Everybody who holds `role`, in one line."""
    return ", ".join(r.holder for r in content.holders(role) if r.holder)


def held(kind: str, uid: str) -> str:
    """How `held_by` names a person or a position."""
    return f"{BETWEEN}{kind}:{uid}{BETWEEN}"


def last_day(plan: GatePlan | None) -> dt.date | None:
    """The last planned day of a gate."""
    return (plan.end or plan.start) if plan else None


def _of_roles(content: DirectiveContent) -> dict[str, Any]:
    owner, lead = holders(content, Role.OWNER), holders(content, Role.LEAD)
    acting = [r for r in content.roles if r.holder_kind not in (None, HolderKind.UNIT)]
    linked = {held(str(r.holder_kind), str(r.holder_id)) for r in acting}
    return {
        "owner": owner,
        "leads": [[r.holder, r.holder_id or ""] for r in content.holders(Role.LEAD)],
        "people": folded(BETWEEN.join((owner, lead))),
        "held_by": "".join(sorted(linked)),
    }


def _of_gate_plans(content: DirectiveContent) -> dict[str, Any]:
    days = {plan.gate: last_day(plan) for plan in reversed(content.gate_plans)}  # the first one counts
    return {"days": {gate: day.toordinal() for gate, day in sorted(days.items()) if day}}


def _of_risks(content: DirectiveContent) -> dict[str, Any]:
    return {"risk": max((risk.score for risk in content.risks if risk.score), default=None)}


def _of_goals(content: DirectiveContent) -> dict[str, Any]:
    return {"measured_until": max((goal.due for goal in content.impact_goals if goal.due), default=None)}


def _of_strategy(content: DirectiveContent) -> dict[str, Any]:
    linked = {(link.area_id, link.goal_id or "") for link in content.strategy_links}
    area = next((link.area for link in content.strategy_links), "")
    return {"strategy": [list(pair) for pair in sorted(linked)], "area": area}


def _of_budget(content: DirectiveContent) -> dict[str, Any]:
    return {"frame": content.frame}


_CHAPTERS: dict[str, Callable[[DirectiveContent], dict[str, Any]]] = {
    "roles": _of_roles,
    "gate_plans": _of_gate_plans,
    "risks": _of_risks,
    "impact_goals": _of_goals,
    "strategy_links": _of_strategy,
    "budget": _of_budget,
}
