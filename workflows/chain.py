"""What the audit chain is told of each move."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from uppdragil.core import audit
from uppdragil.core.append_only import AppendOnly
from uppdragil.decisions.models import (
    Adoption,
    Change,
    Condition,
    ConditionNote,
    Decision,
    OutsideDecision,
    Recusal,
    Round,
    SignOff,
)
from uppdragil.directives.models import Directive
from uppdragil.directives.services import actor
from uppdragil.organisation.models import Person


def log(
    verb: str,
    directive: Directive,
    by: Person | None,
    now: dt.datetime,
    payload: Mapping[str, Any],
    rows: Iterable[AppendOnly] = (),
) -> None:
    """Append one event, with the rows of evidence that the move wrote. The last thing of a move: it locks the head."""
    log_all([entry(verb, directive, by, payload, rows)], now)


def log_all(entries: Iterable[audit.Entry], now: dt.datetime) -> None:
    """Append several events in one go. The last thing of a move."""
    audit.append_all(entries, now=now)


def entry(
    verb: str,
    directive: Directive,
    by: Person | None,
    payload: Mapping[str, Any],
    rows: Iterable[AppendOnly] = (),
) -> audit.Entry:
    """One event about `directive`, to be appended by `log_all`."""
    return audit.Entry(verb, actor(by), directive.uid, payload, rows)


def started(directive: Directive, by: Person | None, rows: Iterable[AppendOnly]) -> audit.Entry:
    """That a draft was begun; `rows`: the edition that it rests on."""
    told = {"number": directive.number, "title": directive.title}
    return entry("directive.created", directive, by, told, rows)


def opened(round_: Round) -> audit.Entry:
    """That its lead has put a version before the deciders, at a gate or about a change."""
    told = of_round(round_) | (of_change(round_.change) if round_.change else {})
    return entry("round.opened", round_.directive, round_.lead, told, [round_.version])


def withdrawn(round_: Round, by: Person) -> audit.Entry:
    """That the lead took a submission back."""
    return entry("round.withdrawn", round_.directive, by, of_round(round_))


def confirmed(sign_off: SignOff, rows: Iterable[AppendOnly]) -> audit.Entry:
    """That somebody confirmed; `rows`: every row of evidence that this wrote."""
    return entry("round.confirmed", sign_off.round.directive, sign_off.person, of_sign_off(sign_off), rows)


def paused(directive: Directive, by: Person, reason: str, wake_on: dt.date | None) -> audit.Entry:
    """That it rests, why, and when to look again."""
    return entry("directive.paused", directive, by, {"reason": reason, "wake_on": str(wake_on)})


def stopped(directive: Directive, by: Person, reason: str) -> audit.Entry:
    """That it ended before its time, and why."""
    return entry("directive.stopped", directive, by, {"reason": reason})


def closed(directive: Directive, by: Person, last_words: Mapping[str, str]) -> audit.Entry:
    """That the owner ended it, with the last word on each impact goal by the row's uid."""
    return entry("directive.closed", directive, by, {"last_words": dict(last_words)})


def superseded(old: Directive, new: Directive, by: Person) -> list[audit.Entry]:
    """That `new` has taken the place of `old`, told of both."""
    return [
        entry("directive.superseded", old, by, {"by": new.uid, "number": new.number}),
        entry("directive.supersedes", new, by, {"mandate": old.uid, "number": old.number}),
    ]


def noted(note: ConditionNote, directive: Directive) -> audit.Entry:
    """What came of a condition of `directive`."""
    asked = note.condition
    said = {"condition": asked.uid, "text": note.text, "evidence": note.evidence, "asked": asked.text}
    return entry(f"condition.{note.state}", directive, note.by, said, [note])


def decided(decision: Decision, conditions: list[Condition], by: Person) -> audit.Entry:
    """That a round ended in `decision`, with its conditions; `by` was the last to act."""
    told = of_decision(decision, conditions)
    return entry("gate.decided", decision.directive, by, told, [decision, *conditions])


def of_round(round_: Round) -> dict[str, Any]:
    """What the chain says of a round: which gate, and the version by its hash."""
    return {
        "round": round_.uid,
        "gate": round_.gate,
        "number": round_.number,
        "version": round_.version.number,
        "version_sha256": round_.version.sha256,
    }


def of_change(change: Change) -> dict[str, Any]:
    """What the chain says of a change decision."""
    return {"change": change.uid, "reason": change.reason}


def of_sign_off(sign_off: SignOff) -> dict[str, Any]:
    """What the chain says of a sign-off: who, in which capacities, which proposal, proved how."""
    return {
        **of_round(sign_off.round),
        "person": sign_off.person.uid,
        "name": sign_off.name,
        "title": sign_off.title,
        "capacities": sign_off.capacities,
        "outcome": sign_off.proposal.outcome,
        "proposal_sha256": sign_off.proposal.sha256,
        "method": sign_off.method,
    }


def of_recusal(recusal: Recusal, method: str) -> dict[str, Any]:
    """What the chain says of jäv: who, why, and proved how."""
    return {
        **of_round(recusal.round),
        "person": recusal.person.uid,
        "name": recusal.name,
        "title": recusal.title,
        "reason": recusal.reason,
        "method": method,
    }


def of_decision(decision: Decision, conditions: list[Condition]) -> dict[str, Any]:
    """How the round ended and why; where a body met for it, which one, when, at which paragraph, and who decided."""
    met = decision.met_on and {
        "body": decision.body,
        "official": decision.official,
        "met_on": decision.met_on.isoformat(),
        "paragraph": decision.paragraph,
    }
    return {
        **of_round(decision.round),
        "outcome": decision.outcome,
        "motivation": decision.motivation,
        **(met or {}),
        "proposal_sha256": decision.proposal.sha256,
        "conditions": [
            {"text": c.text, "responsible": c.responsible, "due": c.due.isoformat()} for c in conditions
        ],
    }


def of_adoption(adoption: Adoption) -> dict[str, Any]:
    """What the chain says of taking in: at which stage, with which text, proved how."""
    return {
        "number": adoption.directive.number,
        "title": adoption.directive.title,
        "phase": adoption.phase,
        "version": adoption.version.number,
        "version_sha256": adoption.version.sha256,
        "method": adoption.method,
    }


def of_outside(told: OutsideDecision) -> dict[str, Any]:
    """What the office tells, and the hash of the scan that it shows."""
    texts = ("gate", "outcome", "decided_by", "reference", "link", "text", "scan_name", "scan_sha256")
    return {name: getattr(told, name) for name in texts} | {"decided_on": told.decided_on.isoformat()}
