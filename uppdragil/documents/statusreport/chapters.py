"""What the working texts list, as rows: milestones, activities, risks and impact goals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import pgettext

from uppdragil.directives.models import Progress
from uppdragil.documents.workbooks.looks import Status, Tone
from uppdragil.documents.workbooks.sheets import ActivityRow, GoalRow, MilestoneRow, RiskRow
from uppdragil.documents.workbooks.text import cell_text
from uppdragil.portfolio.benefits.selectors import GoalStanding
from uppdragil.portfolio.benefits.sentences import STATES, ground
from uppdragil.portfolio.benefits.standing import State
from uppdragil.portfolio.returning import key, version

from .slices import Done, Slice

_NOTHING = Done(Progress.State.PLANNED, None, "")
_TONES = {
    State.OVERDUE: Tone.BAD, State.BEHIND: Tone.WARN, State.UNMEASURED: Tone.SOFT,
    State.NOT_JUDGED: Tone.HINT, State.ON_WAY: Tone.OK, State.REACHED: Tone.OK,
}  # fmt: skip


def milestones(part: Slice) -> Iterator[MilestoneRow]:
    """Those that are no gates; without a day of its own one has that of its gate's plan."""
    for s in (line.standing for line in part.lines):
        codes = s.directive.edition.spec.gate_codes
        for uid, date, decision, gate, comment in part.milestones.get(s.directive.pk, ()):
            if gate in codes:
                continue
            day = date or s.card.day(gate)
            done = part.progress.get((s.directive.pk, uid), _NOTHING).state == Progress.State.DONE
            yield MilestoneRow(
                s.card.number, s.title, day, decision, gate, comment, _milestone_status(done, day, part.day),
                key(s.directive.uid, uid), _version(day, comment),
            )  # fmt: skip


def activities(part: Slice) -> Iterator[ActivityRow]:
    """Each activity with how it goes."""
    words = {state.value: Status(str(state.label), _progress_tone(state)) for state in Progress.State}
    for s in (line.standing for line in part.lines):
        for uid, name, start, end, responsible in part.activities.get(s.directive.pk, ()):
            done = part.progress.get((s.directive.pk, uid), _NOTHING)
            late = (part.day - end).days if end and done.state != Progress.State.DONE else None
            yield ActivityRow(
                s.card.number, s.title, name, start, end, responsible, words[done.state], done.done_on,
                done.comment, None if s.directive.ended else late, key(s.directive.uid, uid),
                _version(start, end, responsible, done.state, done.done_on, done.comment),
            )  # fmt: skip


def risks(part: Slice) -> Iterator[RiskRow]:
    """Each risk with its score."""
    for s in (line.standing for line in part.lines):
        for uid, words, probability, consequence, measure, owner in part.risks.get(s.directive.pk, ()):
            score = probability * consequence if probability and consequence else None
            yield RiskRow(
                s.card.number, s.title, words, probability, consequence, score, measure, owner,
                key(s.directive.uid, uid), _version(measure, owner),
            )  # fmt: skip


def goals(part: Slice) -> Iterator[GoalRow]:
    """Each impact goal with its last measurement and the verdict."""
    for s in (line.standing for line in part.lines):
        for standing in part.goals.get(s.directive.pk, ()):
            yield _goal(s.card.number, s.title, standing)


def _goal(number: str, title: str, standing: GoalStanding) -> GoalRow:
    goal, last, verdict = standing.goal, standing.last, standing.verdict
    return GoalRow(
        number=number,
        title=title,
        goal=goal.text,
        indicator=goal.indicator,
        unit=goal.unit,
        baseline=goal.baseline,
        target=goal.target,
        due=goal.due,
        measured=last.measured_on if last else None,
        value=last.number if last else None,
        words=last.words if last else "",
        share=verdict.share,
        verdict=Status(str(STATES[verdict.state]), _TONES[verdict.state]),
        ground=ground(verdict),
    )


def _version(*values: object) -> str:
    """Marks of the values as cells have them."""
    return version(cell_text(value) if isinstance(value, str) else value for value in values)


def _progress_tone(state: Progress.State) -> Tone:
    return {Progress.State.DONE: Tone.OK, Progress.State.PLANNED: Tone.SOFT}.get(state, Tone.PLAIN)


def _milestone_status(is_done: bool, date: dt.date | None, today: dt.date) -> Status | None:
    if is_done:
        return Status(pgettext("milestone", "Done"), Tone.OK)
    if date is None:
        return None
    if date < today:
        return Status(pgettext("milestone", "Passed, not marked as done"), Tone.WARN)
    return Status(pgettext("milestone", "Ahead"), Tone.SOFT)
