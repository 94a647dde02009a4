"""What the events of the audit chain are called, and what they say, in sentences and facts."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from uppdragil.core import audit
from uppdragil.decisions.labels import METHOD_LABELS, capacity_label
from uppdragil.directives.phases import Phase
from uppdragil.editions.spec import EditionSpec

from .days import short_date


@dataclass(frozen=True)
class Kind:
    """`label` stands in the filter and where no more may be said; `sentence` names who, and which mandate."""

    label: Promise
    sentence: Promise


KINDS: dict[str, Kind] = {
    "directive.created": Kind(
        gettext_lazy("Mandate created"), gettext_lazy("%(who)s created %(directive)s.")
    ),
    "directive.paused": Kind(gettext_lazy("Mandate paused"), gettext_lazy("%(who)s paused %(directive)s.")),
    "directive.resumed": Kind(
        gettext_lazy("Mandate resumed"), gettext_lazy("%(who)s let %(directive)s go on after a pause.")
    ),
    "directive.stopped": Kind(
        gettext_lazy("Mandate stopped"), gettext_lazy("%(who)s stopped %(directive)s.")
    ),
    "directive.closed": Kind(gettext_lazy("Mandate closed"), gettext_lazy("%(who)s closed %(directive)s.")),
    "directive.adopted": Kind(
        gettext_lazy("Mandate taken over"),
        gettext_lazy("%(who)s took over %(directive)s, which was under way already."),
    ),
    "directive.superseded": Kind(
        gettext_lazy("Mandate superseded"),
        gettext_lazy("%(directive)s was superseded. %(who)s was the last to confirm it."),
    ),
    "directive.supersedes": Kind(
        gettext_lazy("Mandate supersedes another"),
        gettext_lazy("%(directive)s superseded another mandate. %(who)s was the last to confirm it."),
    ),
    "directive.moved": Kind(
        gettext_lazy("Mandate moved to another revision"),
        gettext_lazy("%(who)s moved %(directive)s to another revision of its model."),
    ),
    "reader.named": Kind(
        gettext_lazy("Reader named"), gettext_lazy("%(who)s let somebody read %(directive)s by name.")
    ),
    "reader.removed": Kind(
        gettext_lazy("Reader removed"),
        gettext_lazy("%(who)s took away somebody's right to read %(directive)s by name."),
    ),
    "template.kept": Kind(
        gettext_lazy("Template kept"), gettext_lazy("%(who)s kept a template for new mandates.")
    ),
    "template.removed": Kind(
        gettext_lazy("Template taken away"), gettext_lazy("%(who)s took a template for new mandates away.")
    ),
    "decision.outside": Kind(
        gettext_lazy("Earlier decision noted"),
        gettext_lazy("%(who)s noted a decision on %(directive)s that was taken outside the system."),
    ),
    "condition.met": Kind(
        gettext_lazy("Condition met"), gettext_lazy("%(who)s noted that a condition of %(directive)s is met.")
    ),
    "condition.reopened": Kind(
        gettext_lazy("Condition opened again"),
        gettext_lazy("%(who)s opened a condition of %(directive)s again."),
    ),
    "condition.waived": Kind(
        gettext_lazy("Condition no longer asked for"),
        gettext_lazy("%(who)s no longer asks for a condition of %(directive)s."),
    ),
    "consultation.sent": Kind(
        gettext_lazy("Sent for comments"), gettext_lazy("%(who)s sent %(directive)s to reviewers.")
    ),
    "consultation.widened": Kind(
        gettext_lazy("More reviewers asked"),
        gettext_lazy("%(who)s asked more people to review %(directive)s."),
    ),
    "consultation.extended": Kind(
        gettext_lazy("More time for comments"),
        gettext_lazy("%(who)s gave the reviewers of %(directive)s another last day."),
    ),
    "consultation.ended": Kind(
        gettext_lazy("Round of comments ended"),
        gettext_lazy("%(who)s ended the round of comments on %(directive)s."),
    ),
    "consultation.withdrawn": Kind(
        gettext_lazy("Round of comments withdrawn"),
        gettext_lazy("%(who)s withdrew the round of comments on %(directive)s."),
    ),
    "consultation.disposed": Kind(
        gettext_lazy("Comments disposed of"),
        gettext_lazy("%(who)s disposed of the comments on %(directive)s."),
    ),
    "controller.reviewed": Kind(
        gettext_lazy("Reviewed by the controller"),
        gettext_lazy("%(who)s reviewed %(directive)s as controller."),
    ),
    "support.asked": Kind(
        gettext_lazy("Support asked for"), gettext_lazy("%(who)s asked for support for %(directive)s.")
    ),
    "support.answered": Kind(
        gettext_lazy("Support need answered"),
        gettext_lazy("%(who)s answered a support need of %(directive)s."),
    ),
    "support.withdrawn": Kind(
        gettext_lazy("Support need withdrawn"),
        gettext_lazy("%(who)s withdrew a support need of %(directive)s."),
    ),
    "support.reopened": Kind(
        gettext_lazy("Support need open again"),
        gettext_lazy("%(who)s opened a meeting again, and with it a support need of %(directive)s."),
    ),
    "need.raised": Kind(
        gettext_lazy("Need raised by a unit"), gettext_lazy("%(who)s raised a need of a unit.")
    ),
    "need.looked_at": Kind(
        gettext_lazy("Need looked at"), gettext_lazy("%(who)s began to look at a need of a unit.")
    ),
    "need.taken": Kind(
        gettext_lazy("Need taken by a mandate"),
        gettext_lazy("%(who)s let %(directive)s meet a need of a unit."),
    ),
    "need.declined": Kind(gettext_lazy("Need declined"), gettext_lazy("%(who)s declined a need of a unit.")),
    "need.joined": Kind(
        gettext_lazy("Need joined with another"),
        gettext_lazy("%(who)s joined a need of a unit with another one."),
    ),
    "need.withdrawn": Kind(
        gettext_lazy("Need withdrawn"), gettext_lazy("%(who)s withdrew a need of a unit.")
    ),
    "goal.measured": Kind(
        gettext_lazy("Impact goal measured"),
        gettext_lazy("%(who)s measured an impact goal of %(directive)s."),
    ),
    "goal.corrected": Kind(
        gettext_lazy("Measurement corrected"),
        gettext_lazy("%(who)s corrected a measurement of an impact goal of %(directive)s."),
    ),
    "money.told": Kind(
        gettext_lazy("Money told"), gettext_lazy("%(who)s told how the money of %(directive)s stands.")
    ),
    "priority.decided": Kind(
        gettext_lazy("Priority order decided"),
        gettext_lazy("%(who)s noted in which order a body puts the mandates."),
    ),
    "capacity.set": Kind(
        gettext_lazy("Receiver capacity set"), gettext_lazy("%(who)s said what a unit has room for.")
    ),
    "freeze.set": Kind(
        gettext_lazy("Freeze set"), gettext_lazy("%(who)s set a period in which nothing is to land.")
    ),
    "freeze.lifted": Kind(
        gettext_lazy("Freeze lifted"), gettext_lazy("%(who)s lifted a period in which nothing was to land.")
    ),
    "report.round_opened": Kind(
        gettext_lazy("Round of reports opened"), gettext_lazy("%(who)s opened a round of status reports.")
    ),
    "report.round_changed": Kind(
        gettext_lazy("Round of reports changed"),
        gettext_lazy("%(who)s gave a round of status reports another due day or note."),
    ),
    "report.submitted": Kind(
        gettext_lazy("Status reported"), gettext_lazy("%(who)s reported how %(directive)s stands.")
    ),
    "report.corrected": Kind(
        gettext_lazy("Status report corrected"), gettext_lazy("%(who)s corrected a report on %(directive)s.")
    ),
    "report.acknowledged": Kind(
        gettext_lazy("Status report acknowledged"),
        gettext_lazy("%(who)s acknowledged a report on %(directive)s."),
    ),
    "meeting.held": Kind(
        gettext_lazy("Meeting ended"), gettext_lazy("%(who)s ended a meeting and wrote its minutes.")
    ),
    "meeting.reopened": Kind(
        gettext_lazy("Meeting opened again"), gettext_lazy("%(who)s opened the notes of a meeting again.")
    ),
    "minutes.adjusted": Kind(
        gettext_lazy("Minutes adjusted"), gettext_lazy("%(who)s adjusted the minutes of a meeting.")
    ),
    "minutes.made": Kind(
        gettext_lazy("Minutes made"), gettext_lazy("%(who)s made the minutes of a meeting.")
    ),
    "extract.made": Kind(
        gettext_lazy("Extract made"),
        gettext_lazy("%(who)s made an extract of a meeting's minutes. %(directive)s"),
    ),
    "extract.read": Kind(
        gettext_lazy("Extract read"), gettext_lazy("%(who)s has read an extract of minutes.")
    ),
    "round.opened": Kind(
        gettext_lazy("Submitted for decision"), gettext_lazy("%(who)s submitted %(directive)s for decision.")
    ),
    "round.withdrawn": Kind(
        gettext_lazy("Submission withdrawn"),
        gettext_lazy("%(who)s withdrew the submission of %(directive)s."),
    ),
    "round.recused": Kind(
        gettext_lazy("Conflict of interest declared"),
        gettext_lazy("%(who)s declared a conflict of interest, and is out of the round on %(directive)s."),
    ),
    "decision.told": Kind(
        gettext_lazy("Board told of a decision"),
        gettext_lazy("%(who)s noted that a board was told of a decision on %(directive)s."),
    ),
    "round.confirmed": Kind(
        gettext_lazy("Decision confirmed"), gettext_lazy("%(who)s confirmed a decision on %(directive)s.")
    ),
    "gate.decided": Kind(
        gettext_lazy("Decision taken"),
        gettext_lazy("A decision on %(directive)s was taken. %(who)s was the last to confirm it."),
    ),
    "adoption.made": Kind(
        gettext_lazy("Record of taking in made"),
        gettext_lazy("%(who)s made the record of how %(directive)s was taken in."),
    ),
    "record.made": Kind(
        gettext_lazy("Record made"), gettext_lazy("%(who)s made the record of a decision on %(directive)s.")
    ),
    "strategy.drafted": Kind(
        gettext_lazy("Strategy drafted"), gettext_lazy("%(who)s wrote a draft edition of the strategy.")
    ),
    "strategy.published": Kind(
        gettext_lazy("Strategy published"), gettext_lazy("%(who)s published an edition of the strategy.")
    ),
    "edition.drafted": Kind(
        gettext_lazy("Revision drafted"), gettext_lazy("%(who)s began a draft of a model's next revision.")
    ),
    "edition.discarded": Kind(
        gettext_lazy("Revision discarded"), gettext_lazy("%(who)s discarded the draft of a model's revision.")
    ),
    "edition.published": Kind(
        gettext_lazy("Revision published"), gettext_lazy("%(who)s published a revision of a model.")
    ),
    "plan.recorded": Kind(
        gettext_lazy("Board plan recorded"), gettext_lazy("%(who)s recorded a board's plan.")
    ),
    "plan.changed": Kind(
        gettext_lazy("Board plan changed"), gettext_lazy("%(who)s corrected a board's plan.")
    ),
    "plan.removed": Kind(gettext_lazy("Board plan removed"), gettext_lazy("%(who)s removed a board's plan.")),
    audit.DISPOSED: Kind(
        gettext_lazy("Contents disposed of"), gettext_lazy("%(who)s disposed of the contents of events.")
    ),
}

_LABELS: dict[str, Promise] = {
    "gate": gettext_lazy("Gate"),
    "number": gettext_lazy("Number"),
    "title": gettext_lazy("Title"),
    "name": gettext_lazy("Name"),
    "person": gettext_lazy("Person's identity"),
    "round": gettext_lazy("Round's identity"),
    "version": gettext_lazy("Version"),
    "version_sha256": gettext_lazy("Hash of the version"),
    "proposal_sha256": gettext_lazy("Hash of the proposal"),
    "sha256": gettext_lazy("Hash"),
    "consultation": gettext_lazy("Identity of the round of comments"),
    "reviewers": gettext_lazy("Reviewers"),
    "comments": gettext_lazy("Comments"),
    "answered": gettext_lazy("Have answered"),
    "remarks": gettext_lazy("With remarks"),
    "rule": gettext_lazy("Disposal rule"),
    "rows": gettext_lazy("Rows of evidence"),
    "outcome": gettext_lazy("Outcome"),
    "capacities": gettext_lazy("Capacities"),
    "method": gettext_lazy("Proved by"),
    "conditions": gettext_lazy("Conditions"),
    "text": gettext_lazy("Text"),
    "responsible": gettext_lazy("Responsible"),
    "due": gettext_lazy("Due"),
    "reason": gettext_lazy("Reason"),
    "wake_on": gettext_lazy("Looked at again"),
    "last_words": gettext_lazy("Last words on the impact goals"),
    "seqs": gettext_lazy("Events"),
    "body": gettext_lazy("Decision body"),
    "official": gettext_lazy("Official who decided"),
    "met_on": gettext_lazy("Meeting day"),
    "motivation": gettext_lazy("Motivation"),
    "phase": gettext_lazy("Phase"),
    "by": gettext_lazy("By"),
    "mandate": gettext_lazy("Mandate"),
    "change": gettext_lazy("Change decision"),
    "decided_by": gettext_lazy("Decided by"),
    "decided_on": gettext_lazy("Decided on"),
    "reference": gettext_lazy("Reference"),
    "link": gettext_lazy("Link"),
    "scan_name": gettext_lazy("Scan"),
    "scan_sha256": gettext_lazy("Hash of the scan"),
    "condition": gettext_lazy("Condition"),
    "support_need": gettext_lazy("Support need"),
    "need": gettext_lazy("Need's identity"),
    "report": gettext_lazy("Report's identity"),
    "report_round": gettext_lazy("Report round's identity"),
    "replaces": gettext_lazy("Stands in the place of"),
    "goal": gettext_lazy("Goal's identity"),
    "on": gettext_lazy("As of"),
    "frame": gettext_lazy("Frame, in öre"),
    "activated": gettext_lazy("Activated, in öre"),
    "identified": gettext_lazy("Identified, in öre"),
    "spent": gettext_lazy("Outcome, in öre"),
    "measured_on": gettext_lazy("Measured on"),
    "value": gettext_lazy("Value"),
    "mandates": gettext_lazy("Mandates"),
    "comment": gettext_lazy("Comment"),
    "instead_of": gettext_lazy("In the place of"),
    "asked_of": gettext_lazy("Asked of"),
    "asked": gettext_lazy("What was asked for"),
    "evidence": gettext_lazy("Evidence"),
    "meeting": gettext_lazy("Meeting"),
    "year": gettext_lazy("Year"),
    "revision": gettext_lazy("Revision"),
    "minutes_sha256": gettext_lazy("Hash of the minutes"),
    "paragraph": gettext_lazy("Paragraph"),
    "sent_to": gettext_lazy("Sent to"),
    "last": gettext_lazy("The last one"),
    "strategy": gettext_lazy("Strategy's identity"),
    "edition": gettext_lazy("Model"),
    "board_plan": gettext_lazy("Board plan's identity"),
    "template": gettext_lazy("Template's identity"),
    "areas": gettext_lazy("Focus areas"),
    "sub_goals": gettext_lazy("Sub-goals"),
    "day": gettext_lazy("Day"),
    "unit": gettext_lazy("Unit"),
    "kind": gettext_lazy("Kind"),
    "deliveries": gettext_lazy("Deliveries a month"),
    "executions": gettext_lazy("Carried out at the same time"),
    "freeze": gettext_lazy("Freeze's identity"),
    "from": gettext_lazy("From"),
    "to": gettext_lazy("To"),
}
_PHASES = {phase.value: phase.label for phase in Phase}
_OF_A_ROUND = "round"  # an event of a round: its number counts rounds, and is no mandate's
_CODE = re.compile(r"[0-9a-f]{16}|[0-9a-f]{64}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Said:
    """One thing that a payload says: a value in words, or `parts` of the same kind. `code`: a hash or identity."""

    label: str
    value: str = ""
    code: bool = False
    parts: tuple[Said, ...] = ()


def label(verb: str) -> str:
    """What kind of event it is; an unknown one by its own name."""
    return str(KINDS[verb].label) if verb in KINDS else verb


def sentence(verb: str, who: str, directive: str) -> str:
    """Who did what. `directive` is the mandate in words, "" where the event is about none."""
    if verb in KINDS:
        return str(KINDS[verb].sentence) % {"who": who, "directive": directive}
    return _("%(who)s: %(kind)s. %(directive)s") % {"who": who, "kind": verb, "directive": directive}


def said(body: bytes, edition: EditionSpec | None) -> tuple[Said, ...]:
    """What a payload says. Whatever cannot be read as a payload is shown as it is."""
    try:
        payload = json.loads(body)
    except (ValueError, RecursionError):
        return (Said(_("Contents"), body.decode(errors="replace")),)
    if not isinstance(payload, dict):
        return (Said(_("Contents"), str(payload)),)
    return _parts(payload, payload, edition)


def _parts(
    payload: Mapping[str, Any], whole: Mapping[str, Any], edition: EditionSpec | None
) -> tuple[Said, ...]:
    return tuple(_one(key, value, whole, edition) for key, value in payload.items())


def _one(key: str, value: Any, whole: Mapping[str, Any], edition: EditionSpec | None) -> Said:
    name = _name(key, whole)
    if isinstance(value, dict):
        return Said(name, parts=_parts(value, whole, edition))
    if isinstance(value, list):
        return _many(key, name, value, whole, edition)
    text = _in_words(key, value, whole, edition)
    return Said(name, text, code=bool(_CODE.fullmatch(text)))


def _many(
    key: str, name: str, values: Sequence[Any], whole: Mapping[str, Any], edition: EditionSpec | None
) -> Said:
    if key == "capacities":
        return Said(name, ", ".join(_capacity(one) for one in values))
    if not values:
        return Said(name, "–")
    if not any(isinstance(one, dict | list) for one in values):
        return Said(name, ", ".join(_in_words(key, one, whole, edition) for one in values))
    return Said(name, parts=tuple(_one(str(at), one, whole, edition) for at, one in enumerate(values, 1)))


def _name(key: str, whole: Mapping[str, Any]) -> str:
    if key == "number" and _OF_A_ROUND in whole:
        return _("Round")
    return str(_LABELS.get(key, key))


def _capacity(value: Any) -> str:
    try:
        return capacity_label(value)
    except (KeyError, TypeError, ValueError):
        return str(value)


def _in_words(key: str, value: Any, whole: Mapping[str, Any], edition: EditionSpec | None) -> str:
    if value is None or value == "None":
        return "–"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    text = str(value)
    if key == "gate":
        return f"{text} {_gate_name(text, edition)}".strip()
    if key == "outcome":
        return _outcome(text, whole, edition)
    known: Mapping[str, Mapping[str, Any]] = {"method": METHOD_LABELS, "phase": _PHASES}
    if text in known.get(key, {}):
        return str(known[key][text])
    return _day(text) if _DAY.fullmatch(text) else text


def _day(text: str) -> str:
    try:
        return short_date(dt.date.fromisoformat(text))
    except ValueError:
        return text


def _gate_name(code: str, edition: EditionSpec | None) -> str:
    if edition and code in edition.gate_codes:
        return edition.gate(code).name
    return ""


def _outcome(outcome: str, whole: Mapping[str, Any], edition: EditionSpec | None) -> str:
    """In the words of the gate that it was said at."""
    code = whole.get("gate")
    if edition and code in edition.gate_codes:
        words = {str(o): word for o, word in edition.gate(str(code)).outcomes.items()}
        return words.get(outcome, outcome)
    return outcome
