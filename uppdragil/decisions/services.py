"""Writing rounds, confirmations and decisions.

Called by `workflows.service` inside its transaction, with the flow locked and the rules asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import TypeAdapter

from uppdragil.core.append_only import AppendOnly
from uppdragil.core.canonical import canonical_json, sha256
from uppdragil.core.values import clean_text
from uppdragil.directives.models import Directive, DirectiveVersion
from uppdragil.editions.spec import Deciders, GateSpec, Outcome
from uppdragil.gates import values
from uppdragil.organisation.models import DecisionBody, Person

from .models import (
    Answer,
    Change,
    Condition,
    Decision,
    DraftAnswer,
    DraftDecision,
    Proposal,
    Recusal,
    Round,
    SignOff,
)

_PROPOSAL = TypeAdapter(values.Proposal)


@dataclass(frozen=True)
class Authentication:
    """How and when the decider proved who they are."""

    method: str
    at: dt.datetime


def open_round(
    *,
    directive: Directive,
    gate: GateSpec,
    version: DirectiveVersion,
    lead: Person,
    body: DecisionBody | None,
    due: dt.date | None,
    now: dt.datetime,
    change: Change | None = None,
) -> Round:
    """The next round at `gate`. The database refuses a second open one."""
    round_ = round_of(
        directive=directive,
        gate=gate,
        number=directive.rounds.filter(gate=gate.code).count() + 1,
        version=version,
        lead=lead,
        body=body,
        due=due,
        now=now,
        change=change,
    )
    round_.save()
    return round_


def round_of(
    *,
    directive: Directive,
    gate: GateSpec,
    number: int,
    version: DirectiveVersion,
    lead: Person,
    body: DecisionBody | None,
    due: dt.date | None,
    now: dt.datetime,
    change: Change | None = None,
) -> Round:
    """The round as `open_round` stores it; nothing is stored here."""
    return Round(
        directive=directive,
        gate=gate.code,
        deciders=gate.deciders,
        change=change,
        number=number,
        version=version,
        lead=lead,
        body=body,
        due=due,
        opened_at=now,
    )


def end_round(round_: Round, *, ending: Round.Ending, now: dt.datetime) -> None:
    """The round is over at `now`, as `ending` says. The caller holds the lock and has asked the rules."""
    round_.ended_at, round_.ending = now, ending
    round_.save(update_fields=["ended_at", "ending"])


def save_drafts(*, round_: Round, answers: Mapping[str, values.Answer], by: Person, now: dt.datetime) -> None:
    """Keep answers under preparation; an item that is not among `answers` keeps what it has."""
    DraftAnswer.objects.bulk_create(
        [
            DraftAnswer(
                round=round_,
                item=code,
                value=a.value or "",
                motivation=clean_text(a.motivation),
                evidence=clean_text(a.evidence),
                by=by,
                at=now,
            )
            for code, a in answers.items()
        ],
        update_conflicts=True,
        unique_fields=["round", "item"],
        update_fields=["value", "motivation", "evidence", "by", "at"],
    )


def save_draft_decision(*, round_: Round, proposal: values.Proposal, by: Person, now: dt.datetime) -> None:
    """Keep what `by` is about to put forward; it may be incomplete."""
    data = _clean(_PROPOSAL.dump_python(proposal, mode="json"))
    DraftDecision.objects.update_or_create(round=round_, person=by, defaults={"data": data, "at": now})


def draft_decision(round_: Round, person: Person) -> values.Proposal | None:
    """What `person` was about to put forward; None when nothing is kept."""
    draft = DraftDecision.objects.filter(round=round_, person=person).first()
    return _PROPOSAL.validate_python(draft.data) if draft else None


def tidy(proposal: values.Proposal, gate: GateSpec) -> values.Proposal:
    """The proposal without what its outcome and gate have no use for, and without what no store can hold."""
    conditional, postponed = (proposal.outcome is o for o in (Outcome.CONDITIONAL, Outcome.POSTPONE))
    kept = values.Proposal(
        outcome=proposal.outcome,
        answers={
            i.code: proposal.answers[i.code].tidy() for i in gate.checklist if i.code in proposal.answers
        },
        motivation=proposal.motivation,
        conditions=proposal.conditions if conditional else (),
        postponed_to=proposal.postponed_to if postponed else None,
        meeting=proposal.meeting if gate.deciders is Deciders.BODY else None,
    )
    return _PROPOSAL.validate_python(_clean(_PROPOSAL.dump_python(kept)))


def _clean(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _clean(part) for name, part in value.items()}
    return [_clean(part) for part in value] if isinstance(value, list | tuple) else clean_text(value)


def confirm(
    *,
    round_: Round,
    gate: GateSpec,
    proposal: values.Proposal,
    by: Person,
    capacities: list[dict[str, str]],
    authentication: Authentication,
    suggested: Mapping[str, str],
    first: bool,
    now: dt.datetime,
) -> tuple[SignOff, list[AppendOnly]]:
    """`by` confirms `proposal`; the first to put it forward freezes it. The confirmation, and every row written.

    `first`: nobody has confirmed anything in the round yet.
    """
    known = Proposal.objects.filter(round=round_, sha256=sha256(proposal_bytes(proposal)))
    frozen = None if first else known.first()
    rows: list[AppendOnly] = []
    if frozen is None:
        frozen, answers = frozen_of(round_, gate, proposal, suggested, now)
        frozen.save()
        rows = [frozen, *Answer.objects.bulk_create(answers)]
    sign_off = sign_off_of(
        round_=round_,
        frozen=frozen,
        by=by,
        capacities=capacities,
        authentication=authentication,
        now=now,
    )
    sign_off.save()
    return sign_off, [sign_off, *rows]


def sign_off_of(
    *,
    round_: Round,
    frozen: Proposal,
    by: Person,
    capacities: list[dict[str, str]],
    authentication: Authentication,
    now: dt.datetime,
) -> SignOff:
    """The confirmation as `confirm` stores it; nothing is stored here."""
    return SignOff(
        round=round_,
        proposal=frozen,
        person=by,
        lead=round_.lead,
        name=by.name,
        title=by.title,
        capacities=capacities,
        method=authentication.method,
        authenticated_at=authentication.at,
        at=now,
    )


def recuse(*, round_: Round, by: Person, reason: str, now: dt.datetime) -> Recusal:
    """`by` is out of the round for jäv. The database refuses it beside a sign-off."""
    return Recusal.objects.create(
        round=round_, person=by, name=by.name, title=by.title, reason=reason, at=now
    )


def decide(
    *, round_: Round, proposal: values.Proposal, frozen: Proposal, now: dt.datetime
) -> tuple[Decision, list[Condition]]:
    """End the round in a decision, and write its conditions."""
    decision, conditions = decision_of(round_=round_, proposal=proposal, frozen=frozen, now=now)
    decision.save()
    Condition.objects.bulk_create(conditions)
    end_round(round_, ending=Round.Ending.DECIDED, now=now)
    return decision, conditions


def decision_of(
    *, round_: Round, proposal: values.Proposal, frozen: Proposal, now: dt.datetime
) -> tuple[Decision, list[Condition]]:
    """The decision and its conditions as `decide` stores them; nothing is stored here."""
    meeting = proposal.meeting or values.Meeting()
    decision = Decision(
        round=round_,
        directive=round_.directive,
        gate=round_.gate,
        version=round_.version,
        version_sha256=round_.version.sha256,
        proposal=frozen,
        outcome=proposal.outcome,
        motivation=proposal.motivation,
        postponed_to=proposal.postponed_to,
        decided_at=now,
        body=round_.body.name if round_.body else "",
        body_kind=round_.body.kind if round_.body else "",
        met_on=meeting.date,
        paragraph=meeting.paragraph,
        official=meeting.official,
        present=list(meeting.present),
        recused=list(meeting.recused),
        dissent=[asdict(dissent) for dissent in meeting.dissent],
    )
    conditions = [
        Condition(
            decision=decision,
            position=i,
            text=c.text,
            responsible=c.responsible,
            holder_kind=c.holder_kind,
            holder_id=c.holder_id,
            due=c.due,
        )
        for i, c in enumerate(proposal.conditions, 1)
        if c.due  # the rules refuse one without
    ]
    return decision, conditions


def proposal_bytes(proposal: values.Proposal) -> bytes:
    """The canonical bytes of a proposal: what its hash is taken of."""
    return canonical_json(_PROPOSAL.dump_python(proposal, mode="json"))


def proposal_from(data: bytes) -> values.Proposal:
    """The proposal that `proposal_bytes` wrote."""
    return _PROPOSAL.validate_json(data)


def frozen_of(
    round_: Round, gate: GateSpec, proposal: values.Proposal, suggested: Mapping[str, str], now: dt.datetime
) -> tuple[Proposal, list[Answer]]:
    """What is put forward, and its answers, as `confirm` stores them; nothing is stored here."""
    data = proposal_bytes(proposal)
    frozen = Proposal(round=round_, outcome=proposal.outcome, data=data, sha256=sha256(data), made_at=now)
    answers = [
        Answer(
            proposal=frozen,
            position=position,
            item=item.code,
            question=item.text,
            value=answer.value,
            motivation=answer.motivation,
            evidence=answer.evidence,
            suggested=suggested.get(item.code, ""),
        )
        for position, item in enumerate(gate.checklist, 1)
        if (answer := proposal.answers.get(item.code)) and answer.value
    ]
    return frozen, answers
