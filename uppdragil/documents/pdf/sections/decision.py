"""The first page: what was decided, by whom, on what conditions."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from uppdragil.documents.pdf.ornaments import SEAL_HEIGHT, Diamond, Rule, SealBox
from uppdragil.documents.pdf.story import Cell, Column, Story, Words
from uppdragil.documents.pdf.styles import CELL, CELL_SOFT, CELL_STRONG, KICKER, LEAD, OUTCOME
from uppdragil.documents.pdf.words import long_date, moment, short_date
from uppdragil.documents.record import Meeting, Record, SignOff

_OUTCOME_INDENT = 30  # points, room for the diamond
_MOST_NAMES = 4  # in the facts; the table below names everybody


def write(story: Story, record: Record) -> None:
    """The decision sheet: the outcome, why, on which conditions, who confirmed, and the seal."""
    story.section()
    _masthead(story, record)
    _outcome(story, record)
    if record.motivation:
        story.heading(2, _("Motivation"))
        story.text(record.motivation)
    if record.conditions:
        _conditions(story, record)
    _sign_offs(story, record)
    if record.recusals:
        _recusals(story, record)
    if record.meeting and record.meeting.dissent:
        _dissent(story, record.meeting)
    _seal(story, record)


def _masthead(story: Story, record: Record) -> None:
    if record.demo:
        story.text(_("This record was made in a demo and is not valid as a decision."), label=_("Demo."))
        story.ornament(Rule(after=10))
    kind = _("Decision record")
    story.text(f"{record.organisation}  ·  {kind} {record.number}", KICKER)
    story.heading(1, record.content.title or _("Untitled directive"))
    if record.content.subtitle:
        story.text(record.content.subtitle, LEAD)
    story.ornament(Rule(strong=True, before=8, after=9))


def _outcome(story: Story, record: Record) -> None:
    gate = f"{record.gate} {record.gate_spec.name}"
    story.ornament(Diamond(20, filled=record.outcome.passes))
    story.heading(
        2,
        record.outcome_label,
        style=OUTCOME,
        indent=_OUTCOME_INDENT,
        entry=f"{gate}: {record.outcome_label}",
    )
    story.text(gate, LEAD, indent=_OUTCOME_INDENT)
    story.text(record.gate_spec.decides, CELL_SOFT, indent=_OUTCOME_INDENT)
    story.space(6)
    story.facts(list(_facts(record).items()), share=2.2)


def _facts(record: Record) -> dict[str, Cell]:
    """What a reader asks first, in that order."""
    gate = record.gate_spec
    facts = _when(record) | _who(record)
    if record.postponed_to:
        facts[_("Postponed to")] = long_date(record.postponed_to)
    if record.outcome in gate.consequences:
        facts[_("What follows")] = gate.consequences[record.outcome]
    if record.superseded:
        facts[_("Ends and supersedes")] = "\n".join(record.superseded)
    facts[record.edition.document] = _version_line(record)
    return facts


def _when(record: Record) -> dict[str, Cell]:
    """The day of the meeting is the decision's; that it was recorded later is said beside it."""
    if record.meeting is None:
        return {_("Decided"): Words(moment(record.decided_at), CELL_STRONG)}
    return {
        _("Decided at the meeting"): Words(long_date(record.meeting.date), CELL_STRONG),
        _("Recorded"): moment(record.decided_at),
    }


def _who(record: Record) -> dict[str, Cell]:
    if record.meeting is None:
        return {_("Decided by"): _people(record.sign_offs)}
    return _met(record.meeting)


def _people(sign_offs: tuple[SignOff, ...]) -> str:
    if len(sign_offs) > _MOST_NAMES:
        return _("%(count)s persons, see below") % {"count": len(sign_offs)}
    return "\n".join(_person(s.name, s.title) for s in sign_offs) or "–"


def _met(meeting: Meeting) -> dict[str, Cell]:
    body = f"{meeting.body} ({meeting.kind})" if meeting.kind else meeting.body
    facts: dict[str, Cell] = {}
    if meeting.official_name:
        facts[_("Decided by")] = _person(meeting.official_name, meeting.official_title)
    facts[_("Meeting")] = f"{body}, {meeting.paragraph}".rstrip(", ")
    if meeting.present:
        facts[_("Took part in the decision")] = [Words(name) for name in meeting.present]
    if meeting.recused:
        facts[_("Out for a conflict of interest")] = [Words(name) for name in meeting.recused]
    return facts


def _version_line(record: Record) -> str:
    parts = [record.number, _("version %(version)s") % {"version": record.version}]
    if record.content.registry_number:
        parts.append(_("registry number %(number)s") % {"number": record.content.registry_number})
    parts.append(_("round %(round)s at %(gate)s") % {"round": record.round, "gate": record.gate})
    return ", ".join(part for part in parts if part)


def _conditions(story: Story, record: Record) -> None:
    story.heading(2, _("Conditions"))
    rows = [
        (str(number), condition.text, condition.responsible, short_date(condition.due))
        for number, condition in enumerate(record.conditions, 1)
    ]
    columns = (
        Column(_("No."), 0.6),
        Column(_("Condition"), 5.6),
        Column(_("Responsible"), 2.4),
        Column(_("No later than"), 1.4),
    )
    story.table(columns, rows)


def _sign_offs(story: Story, record: Record) -> None:
    count = len(record.sign_offs)
    if not count:
        return
    story.heading(2, ngettext("Confirmed by", "Confirmed by %(count)s persons", count) % {"count": count})
    columns = (
        Column(_("Name"), 3),
        Column(_("In the capacity of"), 2.6),
        Column(_("Answer"), 1.8),
        Column(_("When and how"), 2.6),
    )
    story.table(columns, [_sign_off(s) for s in record.sign_offs])


def _recusals(story: Story, record: Record) -> None:
    """Who would have decided, and was out of the round."""
    story.heading(2, pgettext("heading", "Conflict of interest"))
    columns = (Column(_("Name"), 7), Column(pgettext("of an event", "When"), 3))
    rows = [
        ([Words(r.name, CELL_STRONG), Words(r.title, CELL_SOFT)], Words(moment(r.at), CELL))
        for r in record.recusals
    ]
    story.table(columns, rows)


def _dissent(story: Story, meeting: Meeting) -> None:
    story.heading(2, pgettext("heading", "Reservations"))
    columns = (Column(_("Name"), 3), Column(_("Reservation"), 7))
    story.table(columns, [(Words(d.name, CELL_STRONG), d.text or "–") for d in meeting.dissent])


def _sign_off(sign_off: SignOff) -> tuple[Cell, ...]:
    return (
        [Words(sign_off.name, CELL_STRONG), Words(sign_off.title, CELL_SOFT)],
        [Words(", ".join(sign_off.capacities)), Words(sign_off.for_whom, CELL_SOFT)],
        Words(sign_off.outcome, CELL_STRONG),
        [Words(moment(sign_off.at), CELL), Words(sign_off.authenticated, CELL_SOFT)],
    )


def _seal(story: Story, record: Record) -> None:
    story.room(SEAL_HEIGHT + 12)
    label = _("Electronic seal of %(organisation)s") % {"organisation": record.organisation}
    story.ornament(SealBox(story.form_node(), label))


def _person(name: str, title: str) -> str:
    return f"{name}, {title}" if title else name
