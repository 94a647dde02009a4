"""What the system can judge of a checklist itself, and why. Suggestions only: people answer. Pure.

Each judgement reads the submitted content and a few facts, and returns a suggestion whose sentence is
made where it is shown. `value` None means that the system sees something but cannot judge it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from uppdragil.directives.content import DirectiveContent, ImpactGoal, Role
from uppdragil.editions.spec import EditionSpec

from .checks.capacity import Receiving, capacity
from .requirements import is_filled
from .values import Value


@dataclass(frozen=True)
class Controlled:
    """The controller's review of the directive. `stands`: the submitted text says what was reviewed."""

    name: str
    on: dt.date
    remarks: bool
    stands: bool


@dataclass(frozen=True)
class PrefillFacts:
    """`done_rows`: uids of rows whose progress is done. `decided`: gate code to where and when.

    `receiving`: the units that receive, where the gate asks for their capacity. `outcome`: what is spent, in öre, where
    it asks for that.
    """

    edition: EditionSpec
    gate: str
    done_rows: frozenset[str] = frozenset()
    decided: Mapping[str, tuple[str | dt.date, ...]] = field(default_factory=dict)
    missing_chapters: tuple[str, ...] = ()
    errors: int = 0
    changed_locked: tuple[str, ...] = ()
    receiving: tuple[Receiving, ...] = ()
    outcome: int | None = None
    controlled: Controlled | None = None


@dataclass(frozen=True)
class Suggestion:
    """An answer that people may take over, and on what grounds. The sentence is made from `code` and `params`."""

    value: Value | None
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


Judgement = Callable[[DirectiveContent, PrefillFacts], Suggestion]


def suggestions(content: DirectiveContent, facts: PrefillFacts) -> dict[str, Suggestion]:
    """A suggestion per checklist item of the gate that has a judgement, by the item's code."""
    return {
        item.code: JUDGEMENTS[item.prefill](content, facts)
        for item in facts.edition.gate(facts.gate).checklist
        if item.prefill
    }


def _yes_if(met: bool, code: str, **params: object) -> Suggestion:
    return Suggestion(Value.YES if met else Value.NO, code if met else f"{code}_not", params)


def _count_filled(content: DirectiveContent, code: str, keys: tuple[str, ...]) -> Suggestion:
    empty = tuple(key for key in keys if not is_filled(content, key))
    return _yes_if(not empty, code, chapters=empty)


def _each(content: DirectiveContent, chapter: str, code: str, left: int, **params: object) -> Suggestion:
    """Whether every row of a chapter is as it should be; `left` of them are not. Without rows: the chapter is missing.

    Where it says why there are none, people judge.
    """
    if getattr(content, chapter):
        return _yes_if(not left, code, left=left, **params)
    if why := content.note(chapter).not_applicable.strip():
        return Suggestion(None, "none_needed", {"why": why})
    return Suggestion(Value.NO, "written_not", {"chapters": (chapter,)})


def _is_measurable(goal: ImpactGoal) -> bool:
    return bool(
        goal.indicator
        and goal.baseline is not None
        and goal.target is not None
        and goal.due
        and goal.measured_by
    )


def need_described(content: DirectiveContent, facts: PrefillFacts) -> Suggestion:
    """Only that the chapters are written; whether they convince is for people."""
    return _count_filled(content, "written", ("background", "idea"))


def strategy_linked(content: DirectiveContent, facts: PrefillFacts) -> Suggestion:
    """Yes with a link to the strategy; where a reason says that nothing of it fits, the question does not apply."""
    links = content.strategy_links
    if links:
        goals = len({link.goal_id for link in links if link.goal_id})
        areas = tuple(dict.fromkeys(link.area for link in links))
        return Suggestion(Value.YES, "strategy_linked", {"areas": areas, "goals": goals})
    if why := content.note("strategy_links").not_applicable:
        return Suggestion(Value.NA, "strategy_none", {"why": why})
    return Suggestion(Value.NO, "strategy_linked_not")


def goals_measurable(content: DirectiveContent, facts: PrefillFacts) -> Suggestion:
    """Yes when there are impact goals, and each can be measured."""
    ready = sum(_is_measurable(goal) for goal in content.impact_goals)
    return _goals(content, "goals_measurable", ready)


def _goals(content: DirectiveContent, code: str, ready: int) -> Suggestion:
    total = len(content.impact_goals)
    return _each(content, "impact_goals", code, total - ready, ready=ready, total=total)


def scope_documented(content: DirectiveContent, facts: PrefillFacts) -> Suggestion:
    """Yes when goals, prerequisites and delimitations are written."""
    return _count_filled(content, "written", ("mandate_goals", "prerequisites", "delimitations"))


def people_named(content: DirectiveContent, facts: PrefillFacts) -> Suggestion:
    """Yes when somebody is owner and somebody is lead."""
    return _roles(content, (Role.OWNER, Role.LEAD))


def receiver_has_room(content: DirectiveContent, facts: PrefillFacts) -> Suggestion:
    """Yes when every receiving unit has room for the delivery; no when one gets too much, or nobody receives."""
    return _capacity(content, facts, Value.YES)


def receiver_confirmed(content: DirectiveContent, facts: PrefillFacts) -> Suggestion:
    """The same, but never yes by itself: that the receiver has confirmed, only people know."""
    return _capacity(content, facts, None)


def frame_set(content: DirectiveContent, facts: PrefillFacts) -> Suggestion:
    """Yes when plan, costs, financing and risks are written."""
    return _count_filled(content, "written", ("gate_plans", "costs", "financing", "risks"))


def commission_described(content: DirectiveContent, facts: PrefillFacts) -> Suggestion:
    """Only that the chapters are written (Uppdragshandling); whether they convince is for people."""
    return _count_filled(content, "written", ("description", "purpose"))


def commission_scoped(content: DirectiveContent, facts: PrefillFacts) -> Suggestion:
    """Yes when it says what is to be done, and how."""
    return _count_filled(content, "written", ("includes", "shall"))


def commission_framed(content: DirectiveContent, facts: PrefillFacts) -> Suggestion:
    """Yes when the months of the work, the day of the delivery and the costs are written."""
    return _count_filled(content, "written", ("timeline", "gate_plans", "costs"))


def after_described(content: DirectiveContent, facts: PrefillFacts) -> Suggestion:
    """Yes when it says how the delivery is received."""
    return _count_filled(content, "written", ("decision_form",))


def group_named(content: DirectiveContent, facts: PrefillFacts) -> Suggestion:
    """Yes when the group has members and somebody who calls them together; whether they were asked, people know."""
    if not any(row.holder for row in content.holders(Role.MEMBER)):
        return Suggestion(Value.NO, "group_missing")
    convened = any(row.convener for row in content.roles)
    return Suggestion(None, "group_convened") if convened else Suggestion(Value.NO, "convener_missing")


def ready_to_decide(content: DirectiveContent, facts: PrefillFacts) -> Suggestion:
    """Yes when the controller has reviewed this very text without remarks; what remarks weigh is for people."""
    if not content.registry_number:
        return Suggestion(Value.NO, "no_registry_number")
    if facts.errors:
        return Suggestion(Value.NO, "open_errors", {"count": facts.errors})
    review = facts.controlled
    if review is None:
        return Suggestion(None, "ask_controller")
    how: dict[str, object] = {"name": review.name, "how": (review.on,)}
    if not review.stands:
        return Suggestion(None, "controller_before", how)
    if review.remarks:
        return Suggestion(None, "controller_remarks", how)
    return Suggestion(Value.YES, "controller_reviewed", how)


def no_open_errors(content: DirectiveContent, facts: PrefillFacts) -> Suggestion:
    """Yes when the review finds no error."""
    if facts.errors:
        return Suggestion(Value.NO, "open_errors", {"count": facts.errors})
    return Suggestion(Value.YES, "no_errors")


def decided_at_bp0(content: DirectiveContent, facts: PrefillFacts) -> Suggestion:
    """Yes when the edition's first gate has been decided; says where and when."""
    first = facts.edition.gate_codes[0]
    how = facts.decided.get(first, ())
    return _yes_if(bool(how), "decided", gate=first, how=how)


def directive_complete(content: DirectiveContent, facts: PrefillFacts) -> Suggestion:
    """Yes when the review finds no error, and every chapter that the gate requires is written."""
    if facts.errors:
        return Suggestion(Value.NO, "open_errors", {"count": facts.errors})
    return _yes_if(not facts.missing_chapters, "complete", chapters=facts.missing_chapters)


def roles_named(content: DirectiveContent, facts: PrefillFacts) -> Suggestion:
    """Yes when sponsor, owner, lead, receiver and stakeholders are named."""
    return _roles(content, (Role.SPONSOR, Role.OWNER, Role.LEAD, Role.RECEIVER, Role.STAKEHOLDER))


def activities_done(content: DirectiveContent, facts: PrefillFacts) -> Suggestion:
    """Yes when there are activities, and each is noted as done."""
    left = sum(activity.uid not in facts.done_rows for activity in content.activities)
    return _each(content, "activities", "activities_done", left, total=len(content.activities))


def changes_decided(content: DirectiveContent, facts: PrefillFacts) -> Suggestion:
    """Yes when what the baseline locks is as it was decided."""
    return _yes_if(not facts.changed_locked, "as_baseline", chapters=facts.changed_locked)


def risks_assessed(content: DirectiveContent, facts: PrefillFacts) -> Suggestion:
    """Yes when there are risks, and each has a probability and a consequence."""
    left = sum(risk.score is None for risk in content.risks)
    return _each(content, "risks", "risks_assessed", left, total=len(content.risks))


def maintenance_described(content: DirectiveContent, facts: PrefillFacts) -> Suggestion:
    """The chapter says how; that maintenance has received it, only people know."""
    written = is_filled(content, "maintenance")
    return (
        Suggestion(None, "maintenance_written")
        if written
        else Suggestion(Value.NO, "written_not", {"chapters": ("maintenance",)})
    )


def measuring_planned(content: DirectiveContent, facts: PrefillFacts) -> Suggestion:
    """Yes when there are impact goals, each with a date and somebody who measures."""
    ready = sum(bool(goal.due and goal.measured_by) for goal in content.impact_goals)
    return _goals(content, "measuring_planned", ready)


def registered(content: DirectiveContent, facts: PrefillFacts) -> Suggestion:
    """No without a registry number; with one, people judge whether the papers are registered."""
    if not content.registry_number:
        return Suggestion(Value.NO, "no_registry_number")
    return Suggestion(None, "registry_number", {"number": content.registry_number})


def _capacity(content: DirectiveContent, facts: PrefillFacts, with_room: Value | None) -> Suggestion:
    named = any(r.holder for r in content.holders(Role.RECEIVER))
    plan = content.gate_plan(facts.edition.delivery)
    dated = plan is not None and (plan.end or plan.start) is not None
    code = capacity(named, dated, facts.receiving)
    value = {"receiver_unnamed": Value.NO, "receiver_over": Value.NO, "receiver_room": with_room}.get(code)
    return Suggestion(value, code, {"receiving": facts.receiving} if facts.receiving else {})


def _roles(content: DirectiveContent, wanted: tuple[Role, ...]) -> Suggestion:
    missing = tuple(role.value for role in wanted if not any(r.holder for r in content.holders(role)))
    return _yes_if(not missing, "roles", roles=missing)


def outcome_compared(content: DirectiveContent, facts: PrefillFacts) -> Suggestion:
    """Yes when it is told what is spent and there is a frame to hold it against; what it means is for people."""
    if content.frame is None:
        return Suggestion(None, "frame_unstated")
    if facts.outcome is None:
        return Suggestion(Value.NO, "outcome_untold")
    return Suggestion(Value.YES, "outcome_compared", {"outcome": facts.outcome, "frame": content.frame})


OF_CONTROL = (ready_to_decide.__name__,)
OF_MONEY = (outcome_compared.__name__,)
OF_CAPACITY = (receiver_has_room.__name__, receiver_confirmed.__name__)
JUDGEMENTS: Mapping[str, Judgement] = {
    judgement.__name__: judgement
    for judgement in (
        need_described, strategy_linked, goals_measurable, scope_documented, people_named, receiver_has_room,
        receiver_confirmed, frame_set, commission_described, commission_scoped, commission_framed, after_described,
        group_named, ready_to_decide,
        decided_at_bp0,
        directive_complete, roles_named, activities_done, changes_decided, risks_assessed, maintenance_described,
        measuring_planned, registered, no_open_errors, outcome_compared,
    )
}  # fmt: skip
