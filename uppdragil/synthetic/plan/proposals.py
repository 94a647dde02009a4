"""What deciders put forward: an outcome with its answers, and what the outcome needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from uppdragil.core.calendar import next_workday
from uppdragil.editions.spec import Deciders, GateSpec, ItemSpec, Outcome
from uppdragil.gates.values import Answer, Condition, Meeting, Proposal, Value

from .chance import Chance
from .organisation import Person
from .portfolio import Story


def propose(story: Story, spec: GateSpec, outcome: Outcome, day: dt.date, chance: Chance) -> Proposal:
    """What the rules let pass on `day`."""
    reasons = story.words.reasons
    texts = {Outcome.REWORK: reasons.rework, Outcome.POSTPONE: reasons.postpone, Outcome.NO: reasons.no}
    postponed = next_workday(day + dt.timedelta(days=chance.randint(10, 30)))
    return Proposal(
        outcome=outcome,
        answers={item.code: _answer(item, outcome, story, chance) for item in spec.checklist},
        motivation="" if outcome.passes else chance.choice(texts[outcome]),
        conditions=tuple(_conditions(story, day, chance)) if outcome is Outcome.CONDITIONAL else (),
        postponed_to=postponed if outcome is Outcome.POSTPONE else None,
        meeting=_meeting(story, day, chance) if spec.deciders is Deciders.BODY else None,
    )


def _answer(item: ItemSpec, outcome: Outcome, story: Story, chance: Chance) -> Answer:
    """Yes to most. What is required is answered with no only where the mandate does not pass."""
    may_deny = not (item.required and outcome.passes)
    if may_deny and chance.one_in(8):
        value = chance.choice((Value.NO, Value.NA))
        return Answer(value, chance.choice(story.words.motivations))
    return Answer(Value.YES)


def _conditions(story: Story, day: dt.date, chance: Chance) -> Iterator[Condition]:
    lead = story.cast.lead
    for text in chance.some(story.words.conditions, 1, 2):
        due = next_workday(day + dt.timedelta(days=chance.randint(20, 60)))
        yield Condition(text, lead.name, due, "person", lead.uid)


def _meeting(story: Story, day: dt.date, chance: Chance) -> Meeting:
    """The body's meeting of that day; in a management group its head decides, with the others there."""
    body = story.cast.body
    present = tuple(_named(p) for p in (body.chair, *chance.some(body.members, 2, 4)))
    official = present[0] if body.kind == "management_group" else ""
    return Meeting(day, f"§ {chance.randint(1, 240)}", official, present)


def _named(person: Person) -> str:
    return f"{person.name}, {person.title.lower()}"
