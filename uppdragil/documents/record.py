"""`Record`: everything that the record of one round says, as frozen values. No database here.

The builder of the PDF draws it, and `decision_bytes` is the same thing for machines.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from uppdragil.core.canonical import canonical_json, sha256
from uppdragil.directives import canonical
from uppdragil.directives.content import DirectiveContent
from uppdragil.editions.spec import EditionSpec, GateSpec, Outcome

DECISION_SCHEMA = 1
# Names of the files inside the PDF; the people who open them read Swedish.
VERSION_FILE = "direktiv.json"
DECISION_FILE = "beslut.json"


class RecordError(ValueError):
    """The parts of a record do not belong together."""


class Shown(Protocol):
    """A directive's text as it stands in a record."""

    @property
    def number(self) -> str: ...
    @property
    def content(self) -> DirectiveContent: ...
    @property
    def edition(self) -> EditionSpec: ...
    @property
    def version(self) -> int | str: ...


class AnswerValue(StrEnum):
    """JA, NEJ or EJ TILLÄMPLIGT."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "na"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answered question. `proposal`: the product worded it. `suggestion`: why the tool suggested it."""

    code: str
    question: str
    value: AnswerValue
    motivation: str = ""
    evidence: str = ""
    proposal: bool = False
    suggestion: str = ""


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A condition of the decision, as it was when it was decided."""

    text: str
    responsible: str
    due: dt.date


@dataclass(frozen=True, kw_only=True)
class SignOff:
    """What one person confirmed, as text: names and titles are copies.

    `for_whom`: on whose behalf and on what basis, for a substitute. `authenticated`: how, and when.
    """

    name: str
    title: str
    capacities: tuple[str, ...]
    outcome: str
    at: dt.datetime
    authenticated: str
    for_whom: str = ""


@dataclass(frozen=True, kw_only=True)
class Recusal:
    """Jäv: who would have decided and was out of the round. The reason is not for the record, which is spread."""

    name: str
    title: str
    at: dt.datetime


@dataclass(frozen=True, kw_only=True)
class Dissent:
    """A reservation made at the meeting."""

    name: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """Where a body decided; for a management group the official who decided (Kommunallagen 7 kap. 5 §).

    `present` took part in the decision, `recused` were out of the item for jäv.
    """

    body: str
    kind: str
    date: dt.date
    paragraph: str
    official_name: str = ""
    official_title: str = ""
    present: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()
    dissent: tuple[Dissent, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Changed:
    """One thing that a change decision changes of what is locked: the chapter, what in it, before and after."""

    where: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Record:
    """One round, ended. Times are aware.

    `event` is the event that tells the audit chain of the decision, as SEQ:HASH.
    `changes` and `change_reason` are a change decision's; `superseded` names the mandates that the decision ended.

    Raises RecordError when the hash, the bytes and the content are not of one version, when the
    edition lacks the gate, or when a time has no zone.
    """

    organisation: str
    demo: bool
    number: str
    content: DirectiveContent
    edition: EditionSpec
    version: int
    version_bytes: bytes
    sha256: str
    gate: str
    round: int
    outcome: Outcome
    decided_at: dt.datetime
    motivation: str
    postponed_to: dt.date | None = None
    answers: tuple[Answer, ...] = ()
    conditions: tuple[Condition, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    meeting: Meeting | None = None
    proposal_sha256: str = ""
    event: str = ""
    change_reason: str = ""
    changes: tuple[Changed, ...] = ()
    superseded: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if sha256(self.version_bytes) != self.sha256:
            raise RecordError("the hash is not that of the version's bytes")
        if canonical.from_bytes(self.version_bytes) != self.content:
            raise RecordError("the content is not what the version's bytes say")
        if self.gate not in {gate.code for gate in self.edition.all_gates}:
            raise RecordError(f"{self.edition.key} has no gate {self.gate}")
        if any(at.utcoffset() is None for at in self._times):
            raise RecordError("a time without a time zone")

    @property
    def _times(self) -> tuple[dt.datetime, ...]:
        return (self.decided_at, *(s.at for s in self.sign_offs), *(r.at for r in self.recusals))

    @property
    def gate_spec(self) -> GateSpec:
        return self.edition.gate(self.gate)

    @property
    def outcome_label(self) -> str:
        """The gate's own word for the outcome."""
        return self.gate_spec.outcomes.get(self.outcome, self.outcome.value)

    @property
    def decision_bytes(self) -> bytes:
        """Canonical JSON of the decision, which names the version by its hash."""
        return canonical_json(_decision(self))


def _decision(record: Record) -> dict[str, Any]:
    return {
        "schema": DECISION_SCHEMA,
        "organisation": record.organisation,
        "demo": record.demo,
        "number": record.number,
        "title": record.content.title,
        "edition": {"key": record.edition.key, "name": record.edition.name},
        "gate": {"code": record.gate, "name": record.gate_spec.name},
        "version": {"number": record.version, "sha256": record.sha256, "file": VERSION_FILE},
        "round": record.round,
        "outcome": {"code": record.outcome.value, "label": record.outcome_label},
        "decided_at": record.decided_at.isoformat(),
        "motivation": record.motivation,
        "postponed_to": record.postponed_to and record.postponed_to.isoformat(),
        "answers": [_plain(a) for a in record.answers],
        "conditions": [_plain(c) for c in record.conditions],
        "sign_offs": [_plain(s) for s in record.sign_offs],
        "recusals": [_plain(r) for r in record.recusals],
        "meeting": _plain(record.meeting) if record.meeting else None,
        "proposal_sha256": record.proposal_sha256,
        "event": record.event,
        "change": {"reason": record.change_reason, "changes": [_plain(c) for c in record.changes]}
        if record.changes or record.change_reason
        else None,
        "superseded": list(record.superseded),
    }


def _plain(part: Answer | Changed | Condition | SignOff | Recusal | Meeting | Dissent) -> dict[str, Any]:
    """The part's own fields as JSON values; dates and times in ISO 8601."""
    values = {name: getattr(part, name) for name in part.__dataclass_fields__}
    return {name: _json_value(value) for name, value in values.items()}


def _json_value(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Dissent):
        return _plain(value)
    return [_json_value(part) for part in value] if isinstance(value, tuple) else value
